//! The writer claims to know or to have filmed something, and wants money.
//!
//! Innocent causes: texts that warn of such mails; those quote, and come from a proven sender or a list.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "extortion",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Extortion];
    said(&CHECK, facts, &meanings, facts.weight_of_demand())
}
