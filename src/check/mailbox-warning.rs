//! The mailbox or the cloud storage is said to be full, blocked or about to go.
//!
//! Innocent causes: a true warning of the mail provider, which comes from its own address.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "mailbox-warning",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::MailboxProblem, Meaning::StorageFull];
    said(&CHECK, facts, &meanings, facts.weight_of_alarm())
}
