//! A program is to be installed, or somebody to be let onto the computer.
//!
//! Innocent causes: a shop's own app, an update that the maker announces in its own proven mail.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "install-request",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let meanings = [Meaning::RemoteAccess, Meaning::Install];
    let weight = if facts.says(&[Meaning::RemoteAccess]).is_empty() {
        facts.weight_of_notice()
    } else {
        facts.weight_of_demand()
    };
    said(&CHECK, facts, &meanings, weight)
}
