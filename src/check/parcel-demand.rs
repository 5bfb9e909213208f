//! A parcel waits, or a small fee is to be paid before something comes.
//!
//! Innocent causes: true notes of delivery and true customs charges, of the carrier that the mail
//! comes from; both in one mail that leads elsewhere are rare.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "parcel-demand",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::FeeDue, Meaning::ParcelHeld];
    let said_of = facts.says(&meanings);
    let parcel = said_of
        .iter()
        .any(|said| said.meaning == Meaning::ParcelHeld);
    let pressed = facts.claimed_brand().is_some() || !facts.says(&[Meaning::Deadline]).is_empty();
    let weight = if said_of.len() == meanings.len() || (parcel && facts.names_nobody()) {
        facts.weight_of_alarm()
    } else if parcel || pressed {
        facts.weight_of_notice()
    } else {
        Weight::Hint
    };
    said(&CHECK, facts, &meanings, weight)
}
