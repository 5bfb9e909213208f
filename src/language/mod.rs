//! How mails speak: the words by which we read them, a data file per language.
//!
//! The sentences that *we* say are in `locale`.

pub mod data;
pub mod expression;
pub mod pattern;

use crate::domain::skeleton::skeleton;
use data::Language;
use std::collections::HashMap;
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/languages.bin"));

/// Every language, by its code.
#[must_use]
pub fn all() -> &'static [Language] {
    static LANGUAGES: OnceLock<Vec<Language>> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        let mut all: Vec<Language> = crate::pack::read(BLOB).unwrap_or_default();
        // Texts are compared by their skeletons, so the words are folded once.
        for language in &mut all {
            let greeting = &mut language.greeting;
            for words in [
                &mut language.footer_links,
                &mut language.footer_words,
                &mut language.call_words,
                &mut language.salutations,
                &mut language.generic,
                &mut language.titles,
                &mut greeting.hails,
                &mut greeting.openers,
                &mut greeting.anybody,
                &mut greeting.joints,
                &mut greeting.ands,
                &mut greeting.turns,
                &mut greeting.not_names,
                &mut greeting.blanks,
                &mut greeting.polite,
            ] {
                for word in words {
                    *word = skeleton(word);
                }
            }
        }
        all
    })
}

/// What a word beside a company's name tells in a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostWord {
    /// It says little ("my", "shop").
    Filler,
    /// Fakes put it there ("login", "konto").
    Lure,
}

/// What this word tells in a host name, in any language.
#[must_use]
pub fn host_word(word: &str) -> Option<HostWord> {
    static WORDS: OnceLock<HashMap<String, usize>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let lures = all().iter().flat_map(|language| &language.host_words);
        let fillers = all().iter().flat_map(|language| &language.host_fillers);
        let lures = lures.map(|word| (word.clone(), 1));
        lures.chain(fillers.map(|word| (word.clone(), 0))).collect()
    });
    match words.get(word)? {
        0 => Some(HostWord::Filler),
        _ => Some(HostWord::Lure),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn english_and_french_are_there() {
        let ids: Vec<_> = super::all()
            .iter()
            .map(|language| language.id.as_str())
            .collect();
        assert!(ids.contains(&"en") && ids.contains(&"fr"), "{ids:?}");
    }
}
