//! Only hours or days are left.
//!
//! Innocent causes: every true reminder has a date.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "deadline",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Deadline];
    said(&CHECK, facts, &meanings, Weight::Hint)
}
