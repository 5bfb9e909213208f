//! An acquaintance, a job or a cure from nowhere.
//!
//! Innocent causes: a true job offer or a pharmacy's newsletter.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "stranger-offer",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::RomanceOrJob, Meaning::Miracle];
    said(&CHECK, facts, &meanings, facts.weight_of_alarm())
}
