//! A file pretends by its name to be of another kind than it is.
//!
//! Innocent causes: a page saved under the name of a picture by a careless program.

use super::{Check, in_file};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "attachment-disguised",
    family: Family::Attachments,
    needs: Coverage::of(&[Aspect::Attachments]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let mut files = facts.message.attachments.iter();
    let file = files.find(|file| file.is_disguised())?;
    Some(in_file(&CHECK, facts, Weight::Strong, file))
}
