//! Gift cards or cryptocurrency are asked for.
//!
//! Innocent causes: exchanges and wallets write of cryptocurrency in their own proven mail.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "odd-payment",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::GiftCards, Meaning::Cryptocurrency];
    said(&CHECK, facts, &meanings, facts.weight_of_demand())
}
