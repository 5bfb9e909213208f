//! A parcel waits, or a small fee is to be paid before something comes.
//!
//! Innocent causes: true notes of delivery and true customs charges, of the carrier that the mail
//! comes from; both in one mail that leads elsewhere are rare.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "parcel-demand",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::FeeDue, Meaning::ParcelHeld];
    let weight = if facts.says(&meanings).len() == meanings.len() {
        facts.weight_of_alarm()
    } else {
        facts.weight_of_notice()
    };
    said(&CHECK, facts, &meanings, weight)
}
