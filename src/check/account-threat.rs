//! The account, card or service is to be closed, blocked or limited.
//!
//! Innocent causes: a bank or shop that truly closed an account; its own mail then proves itself.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "account-threat",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Suspension];
    said(&CHECK, facts, &meanings, facts.weight_of_alarm())
}
