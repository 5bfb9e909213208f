//! A document, a voice message or a signature waits behind a link.
//!
//! Innocent causes: true shared documents and invoices: it weighs only where the mail leads to strangers.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "waiting-document",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::SharedDocument];
    said(&CHECK, facts, &meanings, facts.weight_of_notice())
}
