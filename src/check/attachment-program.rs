//! A file came along that runs when it is opened, packed or not.
//!
//! Innocent causes: developers' mails; hardly any shop sends programs.

use super::{Check, in_file};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "attachment-program",
    family: Family::Attachments,
    needs: Coverage::of(&[Aspect::Attachments]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let mut files = facts.message.attachments.iter();
    let file = files.find(|file| file.is_program())?;
    let weight = if facts.identity.through_list {
        Weight::Hint
    } else {
        Weight::Strong
    };
    Some(in_file(&CHECK, facts, weight, file))
}
