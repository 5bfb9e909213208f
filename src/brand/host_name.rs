//! The names of brands as they stand in host names: one run of letters and digits each.
//!
//! Every spelling of a name, and the labels of the brand's own domains that have one in them,
//! indexed by what they are and by what they look like.

use super::profile::{DomainUse, Profile};
use crate::domain::edit::letters;
use crate::domain::skeleton::look;
use crate::domain::suffix;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// How many letters a name has here; one of two is nobody's by itself.
pub const LENGTHS: RangeInclusive<usize> = 3..=24;

/// A name of a brand as it stands in a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName {
    /// Index of the brand.
    pub brand: usize,
    /// The name, in `a`–`z` and `0`–`9`.
    pub text: String,
    /// Whether it is an everyday word that needs corroboration.
    pub common: bool,
    /// Whether it is several words run together.
    pub joined: bool,
    /// Whether it means the brand wherever it stands in a host.
    pub distinct: bool,
}

/// A spelling of a brand's name.
pub(super) struct Spelling {
    /// Its letters and digits in one run.
    pub(super) text: String,
    /// Whether it is an everyday word.
    pub(super) common: bool,
    /// Whether it is several words.
    pub(super) joined: bool,
}

/// Every name, and where it stands in the list by its text and by its look.
#[derive(Clone, Debug, Default)]
pub struct HostNames {
    list: Vec<HostName>,
    /// The letters as bits and the place in the list of those of each length.
    by_length: Vec<Vec<(u64, usize)>>,
    by_text: HashMap<String, usize>,
    by_look: HashMap<String, usize>,
}

impl HostNames {
    /// Adds what the spellings of a brand's names and its own domains give.
    pub(super) fn add(&mut self, brand: usize, profile: &Profile, spellings: &[Spelling]) {
        let of = (brand, profile.distinct_in_hosts);
        let common = |spelling: &Spelling| spelling.common && !profile.distinct_in_hosts;
        for spelling in spellings {
            self.push(of, &spelling.text, common(spelling), spelling.joined);
        }
        let own = profile
            .domains
            .iter()
            .filter(|group| group.purpose != DomainUse::Defensive)
            .flat_map(|group| &group.names);
        for name in own {
            // Of two labels the first is the brand's, whatever the suffix.
            let short = name.bytes().filter(|byte| *byte == b'.').count() < 2;
            let organization = if short {
                name
            } else {
                suffix::organizational(name)
            };
            let label = organization.split('.').next().unwrap_or_default();
            let text = label.replace('-', "");
            let known = spellings
                .iter()
                .any(|known| !common(known) && known.text.len() > 3 && text.contains(&known.text));
            if known {
                self.push(of, &text, false, label.contains('-'));
            }
        }
    }

    fn push(&mut self, brand: (usize, bool), text: &str, common: bool, joined: bool) {
        let (brand, distinct) = brand;
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !plain || !LENGTHS.contains(&text.len()) || self.by_text.contains_key(text) {
            return;
        }
        let at = self.list.len();
        self.by_text.insert(text.to_owned(), at);
        self.by_look.entry(look(text)).or_insert(at);
        self.list.push(HostName {
            brand,
            text: text.to_owned(),
            common,
            joined,
            distinct,
        });
        if self.by_length.len() <= text.len() {
            self.by_length.resize(text.len() + 1, Vec::new());
        }
        if let Some(same) = self.by_length.get_mut(text.len()) {
            same.push((letters(text), at));
        }
    }

    /// The name that is this text.
    #[must_use]
    pub fn is(&self, text: &str) -> Option<&HostName> {
        self.list.get(*self.by_text.get(text)?)
    }

    /// The name that looks as this look does.
    #[must_use]
    pub fn looks(&self, look: &str) -> Option<&HostName> {
        self.list.get(*self.by_look.get(look)?)
    }

    /// The names of about this word's length whose letters are all but two of its own: every one
    /// that can be one slip away.
    pub fn near(&self, word: &str) -> impl Iterator<Item = &HostName> {
        let bits = letters(word);
        let shortest = word.len().saturating_sub(1).min(self.by_length.len());
        let longest = (word.len() + 2).min(self.by_length.len());
        let names = self.by_length.get(shortest..longest).unwrap_or_default();
        let near = move |own: u64| (own ^ bits).count_ones() <= 2;
        let names = names.iter().flatten();
        names.filter_map(move |(own, at)| near(*own).then(|| self.list.get(*at))?)
    }
}
