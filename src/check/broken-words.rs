//! Words with invisible marks between their letters, or with look-alikes from other alphabets.
//!
//! Filters then no longer know the words, readers do. Innocent causes: a text about such tricks;
//! marks that a bad editor left behind.

use super::Check;
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding, Weight, excerpt};

pub(super) const CHECK: Check = Check {
    id: "broken-words",
    family: Family::Hiding,
    needs: Coverage::NOTHING,
    run,
};

/// From how many words with invisible marks on they are no accident.
const MANY: usize = 3;

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let hiding = &facts.hiding;
    let few = hiding.mixed.is_empty() && hiding.broken.len() < MANY && !hiding.broken_name;
    if few || facts.identity.discussion {
        return None;
    }
    let plain = hiding.mixed.is_empty() && !hiding.broken_name;
    let weight = if plain || facts.words_are_senders() {
        Weight::Hint
    } else {
        Weight::Strong
    };
    let words: Vec<_> = hiding.mixed.iter().chain(&hiding.broken).collect();
    let first = words.first()?;
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("word", excerpt(&first.excerpt))
            .seen_at(words.into_iter().map(|word| facts.evidence(word))),
    )
}
