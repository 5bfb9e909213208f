//! Much more text is hidden than shown.
//!
//! Filters read it, readers do not. Innocent causes: newsletters that hide what other programs are
//! to show; so it is a hint at most.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "hidden-text",
    family: Family::Hiding,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (hidden, seen) = facts.hiding.letters;
    let finding = Finding::against(CHECK.id, CHECK.family, Weight::Hint)
        .with("hidden", hidden.to_string())
        .with("seen", seen.to_string());
    (facts.hides_most() && !facts.words_are_senders()).then_some(finding)
}
