//! A stranger's fortune, or money that grows fast.
//!
//! Innocent causes: a bank's own advertising of its funds.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "fortune-promise",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Windfall, Meaning::Investment];
    said(&CHECK, facts, &meanings, facts.weight_of_alarm())
}
