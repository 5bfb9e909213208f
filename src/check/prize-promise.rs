//! A prize, a reward for a survey, a gift for being chosen.
//!
//! Innocent causes: a true competition of a shop, in its own proven mail.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "prize-promise",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Prize];
    said(&CHECK, facts, &meanings, facts.weight_of_alarm())
}
