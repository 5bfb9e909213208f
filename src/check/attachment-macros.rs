//! A document came along that carries a program of its own.
//!
//! Innocent causes: forms and sheets among colleagues.

use super::{Check, in_file};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "attachment-macros",
    family: Family::Attachments,
    needs: Coverage::of(&[Aspect::Attachments]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let mut files = facts.message.attachments.iter();
    let file = files.find(|file| file.macros)?;
    Some(in_file(&CHECK, facts, Weight::Hint, file))
}
