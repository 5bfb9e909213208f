//! The plain text says other things than the page that most programs show.
//!
//! Filters may read the one, the reader the other. Innocent causes: a plain text that only says how to
//! see the page; that is too short to be compared.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "parts-differ",
    family: Family::Hiding,
    needs: Coverage::of(&[Aspect::Text, Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let finding = Finding::against(CHECK.id, CHECK.family, Weight::Hint);
    (facts.hiding.parts_differ && !facts.words_are_senders()).then_some(finding)
}
