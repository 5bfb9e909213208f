//! The answer is to hold personal data, or to go to a private address.
//!
//! Innocent causes: customer services that ask for an order number.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "reply-request",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::ReplyWith];
    said(&CHECK, facts, &meanings, facts.weight_of_notice())
}
