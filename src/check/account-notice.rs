//! A sign-in, a failed payment, an ending subscription or details to confirm are waved at the reader.
//!
//! Innocent causes: shops and banks write such notices every day: it weighs only where the mail leads to strangers.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "account-notice",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [
        Meaning::VerifyAccount,
        Meaning::PaymentProblem,
        Meaning::SubscriptionEnds,
        Meaning::SignInAlert,
    ];
    said(&CHECK, facts, &meanings, facts.weight_of_notice())
}
