//! Money is to be paid back.
//!
//! Innocent causes: a true refund: it weighs only where the mail leads to strangers.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "refund-promise",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::Refund];
    let weight = if facts.names_nobody() {
        facts.weight_of_alarm()
    } else {
        facts.weight_of_notice()
    };
    said(&CHECK, facts, &meanings, weight)
}
