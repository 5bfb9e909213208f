//! Police, court, debt collectors or shame are threatened.
//!
//! Innocent causes: a true reminder of a lawyer or debt collector.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "legal-threat",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Threat];
    said(&CHECK, facts, &meanings, facts.weight_of_alarm())
}
