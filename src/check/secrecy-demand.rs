//! The reader is to tell nobody.
//!
//! Innocent causes: a surprise for somebody; a confidential draft.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "secrecy-demand",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Secrecy];
    said(&CHECK, facts, &meanings, facts.weight_of_demand())
}
