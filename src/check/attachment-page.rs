//! A web page or drawing came along that runs scripts or asks for input on the reader's own computer.
//!
//! Innocent causes: saved pages among colleagues; secure-mail services of some banks.

use super::{Check, in_file};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "attachment-page",
    family: Family::Attachments,
    needs: Coverage::of(&[Aspect::Attachments]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let mut files = facts.message.attachments.iter();
    let file = files.find(|file| file.runs)?;
    let weight = if facts.brand_wrote_body() {
        Weight::Hint
    } else {
        Weight::Strong
    };
    Some(in_file(&CHECK, facts, weight, file))
}
