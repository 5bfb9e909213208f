//! The brands we know: whose domain a name is, and whose name a word is.

pub mod host_name;
pub mod profile;

use crate::domain::Domain;
use crate::domain::skeleton::skeleton;
use host_name::{HostNames, Spelling};
use profile::{DomainUse, Profile};
use std::collections::HashMap;
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/brands.bin"));

/// The newest day on which anything in the built-in files was read at its source (`YYYY-MM-DD`).
pub const READ: &str = include_str!(concat!(env!("OUT_DIR"), "/brands-read.txt"));

/// The built-in brands, read from the files at build time.
#[must_use]
pub fn built_in() -> &'static Brands {
    static BRANDS: OnceLock<Brands> = OnceLock::new();
    BRANDS.get_or_init(|| Brands::new(crate::pack::read(BLOB).unwrap_or_default()))
}

/// About how many domains a brand has: what room is made for.
const DOMAINS_OF_A_BRAND: usize = 3;

/// A set of brands with its indexes.
#[derive(Clone, Debug, Default)]
pub struct Brands {
    profiles: Vec<Profile>,
    by_domain: HashMap<String, usize>,
    by_first_word: HashMap<String, Vec<Alias>>,
    host_names: HostNames,
}

/// One name of a brand as the words of its skeleton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Index of the brand.
    pub brand: usize,
    /// The words in order.
    pub words: Vec<String>,
    /// Whether this is an everyday word that needs corroboration.
    pub common: bool,
}

impl Brands {
    /// Indexes the profiles.
    #[must_use]
    pub fn new(profiles: Vec<Profile>) -> Self {
        let mut by_domain = HashMap::with_capacity(profiles.len() * DOMAINS_OF_A_BRAND);
        let mut by_first_word: HashMap<String, Vec<Alias>> = HashMap::new();
        let mut host_names = HostNames::default();
        for (brand, profile) in profiles.iter().enumerate() {
            let mut runs = Vec::new();
            for name in profile.domains.iter().flat_map(|group| &group.names) {
                by_domain.insert(name.clone(), brand);
            }
            let own = std::iter::once(&profile.name).map(|name| (name, profile.common_word));
            let others = profile.aliases.iter().map(|alias| (alias, false));
            let common = profile.common_aliases.iter().map(|alias| (alias, true));
            for (name, common) in own.chain(others).chain(common) {
                let spellings = spellings(name);
                let joined = spellings.first().is_some_and(|words| words.len() > 1);
                for words in spellings {
                    let Some(first) = words.first().cloned() else {
                        continue;
                    };
                    // One or two letters, however they are set, are nobody's name by themselves.
                    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
                    let common = letters < 3 || (words.len() == 1 && common);
                    runs.push(Spelling {
                        text: words.concat(),
                        common,
                        joined,
                    });
                    let list = by_first_word.entry(first).or_default();
                    let alias = Alias {
                        brand,
                        words,
                        common,
                    };
                    if !list.contains(&alias) {
                        // The longest name comes first.
                        let shorter = |known: &Alias| known.words.len() < alias.words.len();
                        let at = list.iter().position(shorter);
                        list.insert(at.unwrap_or(list.len()), alias);
                    }
                }
            }
            host_names.add(brand, profile, &runs);
        }
        Self {
            profiles,
            by_domain,
            by_first_word,
            host_names,
        }
    }

    /// The same brands with `profile` instead of the one with its id, or beside them.
    #[must_use]
    pub fn with(&self, profile: Profile) -> Self {
        let mut profiles = self.profiles.clone();
        match profiles.iter_mut().find(|known| known.id == profile.id) {
            Some(known) => *known = profile,
            None => profiles.push(profile),
        }
        Self::new(profiles)
    }

    /// The brand with this index.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Profile> {
        self.profiles.get(index)
    }

    /// Every brand, by id.
    #[must_use]
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The brand with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.profiles.iter().position(|profile| profile.id == id)
    }

    /// The brand that owns this domain, or one above it.
    #[must_use]
    pub fn owner(&self, domain: &Domain) -> Option<usize> {
        self.owner_and_name(domain).map(|(brand, _)| brand)
    }

    /// The same with the listed name that says so.
    #[must_use]
    pub fn owner_and_name<'d>(&self, domain: &'d Domain) -> Option<(usize, &'d str)> {
        let mut name = domain.as_str();
        loop {
            if let Some(brand) = self.by_domain.get(name) {
                return Some((*brand, name));
            }
            name = name.split_once('.')?.1;
        }
    }

    /// The brand that lists exactly this domain.
    #[must_use]
    pub fn holder(&self, name: &str) -> Option<usize> {
        self.by_domain.get(name).copied()
    }

    /// The names as they stand in hosts.
    #[must_use]
    pub fn host_names(&self) -> &HostNames {
        &self.host_names
    }

    /// The names that begin with this word, longest first.
    #[must_use]
    pub fn names_with_first_word(&self, word: &str) -> &[Alias] {
        self.by_first_word.get(word).map_or(&[], Vec::as_slice)
    }
}

impl Profile {
    /// Whether the brand owns the domain or sends from it alone.
    #[must_use]
    pub fn owns(&self, domain: &Domain) -> bool {
        self.domains
            .iter()
            .filter(|group| group.purpose != DomainUse::Defensive)
            .flat_map(|group| &group.names)
            .any(|name| domain.is_within(name))
    }

    /// The provider at which this host is the brand's alone.
    #[must_use]
    pub fn tenant_of(&self, domain: &Domain) -> Option<&profile::ProviderUse> {
        self.providers
            .iter()
            .find(|provider| provider.tenant.iter().any(|name| domain.is_within(name)))
    }

    /// The provider that writes the account of this brand into the envelope address of its mails.
    #[must_use]
    pub fn account_in(&self, provider: &str, local_part: &str) -> Option<&profile::ProviderUse> {
        let mut parts = local_part.split(|c: char| !c.is_ascii_alphanumeric());
        self.providers.iter().find(|known| {
            let own = |part: &str| known.accounts.iter().any(|account| account == part);
            known.id == provider && parts.any(own)
        })
    }

    /// Its first own domain: where a person finds it by typing.
    #[must_use]
    pub fn home(&self) -> Option<&str> {
        let own = self
            .domains
            .iter()
            .filter(|group| group.purpose == DomainUse::Own);
        own.flat_map(|group| &group.names)
            .next()
            .map(String::as_str)
    }
}

/// The identifier that a brand of this name has: its words in kebab-case.
#[must_use]
pub fn id_of_name(name: &str) -> String {
    words(&skeleton(name)).join("-")
}

/// The ways a name is written, as skeleton words: with its blanks and run together.
fn spellings(name: &str) -> Vec<Vec<String>> {
    let words = words(&skeleton(name));
    let joined: String = words.concat();
    let mut all = vec![words];
    // "play.com" is one word of its own: split at the dot it would be two everyday ones.
    if all.first().is_some_and(|words| words.len() > 1) && joined.chars().count() > 4 {
        all.push(vec![joined]);
    }
    all.retain(|words| !words.is_empty());
    all
}

/// The runs of letters and digits in a skeleton; an apostrophe is part of no word.
#[must_use]
pub fn words(skeleton: &str) -> Vec<String> {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_alphanumeric() || c == '\'';
    skeleton
        .split(|c: char| !letter(c))
        .map(|word| word.chars().filter(|c| *c != '\'').collect())
        .filter(|word: &String| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_brand_is_read() {
        // `build.rs` validates the files; what is packed lacks the sources.
        assert!(built_in().profiles().len() >= 250);
        assert!(
            built_in()
                .profiles()
                .iter()
                .all(|profile| profile.home().is_some())
        );
    }

    #[test]
    fn a_subdomain_belongs_to_the_owner_of_its_domain() {
        let brands = built_in();
        let owner = |name: &str| Domain::parse(name).and_then(|domain| brands.owner(&domain));
        assert_eq!(owner("www.play.com"), brands.find("play-com"));
        assert_eq!(owner("display.com"), None);
    }

    #[test]
    fn an_apostrophe_does_not_split_a_name() {
        assert_eq!(words(&skeleton("Lowe’s")), ["lowes"]);
    }
}
