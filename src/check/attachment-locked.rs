//! An archive came along that only opens with a password, so that no filter can look into it.
//!
//! Innocent causes: offices that protect papers in this way and give the password elsewhere.

use super::{Check, in_file};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "attachment-locked",
    family: Family::Attachments,
    needs: Coverage::of(&[Aspect::Attachments]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let mut files = facts.message.attachments.iter();
    let file = files.find(|file| file.locked)?;
    Some(in_file(&CHECK, facts, Weight::Hint, file))
}
