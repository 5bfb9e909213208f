//! A password, a code, card data or identity papers are asked for.
//!
//! Innocent causes: a reset that the reader asked for leads to the sender's own page.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "secret-request",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [
        Meaning::Password,
        Meaning::OneTimeCode,
        Meaning::Card,
        Meaning::IdentityPapers,
        Meaning::RecoveryPhrase,
    ];
    // No shop of any size needs the words that open a wallet.
    let weight = if facts.says(&[Meaning::RecoveryPhrase]).is_empty() {
        facts.weight_of_alarm()
    } else {
        facts.weight_of_demand()
    };
    said(&CHECK, facts, &meanings, weight)
}
