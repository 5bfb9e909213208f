//! A brand's name in a host that is not the brand's.
//!
//! Host resemblance explains and raises; what a mail claims is the main rule.

use super::Domain;
use super::skeleton::{skeleton, unleet};
use crate::brand::Brands;

/// Shortest name that may stand inside a longer label; shorter ones need a label part of their own.
const SHORTEST_INSIDE: usize = 6;

/// Shortest word beside a name inside a label: "amazonas" and "paypals" are words of their own.
const SHORTEST_BESIDE: usize = 4;

/// A brand's name found in a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameInHost {
    /// Index of the brand.
    pub brand: usize,
    /// How the name is written.
    pub technique: Technique,
}

/// How a host carries a brand's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Technique {
    /// As it is, beside other words or under another domain.
    Name,
    /// With letters that look like its own.
    Lookalike,
}

/// The brand whose name stands in the host although the host is not its own.
#[must_use]
pub fn name_in_host(brands: &Brands, domain: &Domain) -> Option<NameInHost> {
    if brands.owner(domain).is_some() {
        return None;
    }
    let shown = domain.to_unicode();
    let plain: Vec<String> = shown
        .split(['.', '-', '_'])
        .map(str::to_lowercase)
        .collect();
    if let Some(brand) = find(brands, &plain) {
        return Some(NameInHost {
            brand,
            technique: Technique::Name,
        });
    }
    let folded: Vec<String> = plain.iter().map(|part| look(part)).collect();
    let brand = (folded != plain).then(|| find(brands, &folded)).flatten()?;
    Some(NameInHost {
        brand,
        technique: Technique::Lookalike,
    })
}

/// What a label looks like: folded, digits read as the letters they imitate, `rn` as `m`, `vv` as `w`.
fn look(part: &str) -> String {
    unleet(&skeleton(part))
        .replace("rn", "m")
        .replace("vv", "w")
}

/// The brand whose name is a run of the parts, or stands inside one.
fn find(brands: &Brands, parts: &[String]) -> Option<usize> {
    for (at, part) in parts.iter().enumerate() {
        let aliases = brands.names_with_first_word(part);
        let rest = parts.get(at..).unwrap_or_default();
        if let Some(alias) = aliases
            .iter()
            .find(|alias| !alias.common && rest.starts_with(&alias.words))
        {
            return Some(alias.brand);
        }
    }
    parts
        .iter()
        .filter(|part| part.len() > SHORTEST_INSIDE)
        .find_map(|part| {
            // The name at either end of a longer part: "amazonkonto", "meinpaypal".
            let most = part.len().saturating_sub(SHORTEST_BESIDE);
            let starts = (SHORTEST_INSIDE..=most)
                .rev()
                .filter_map(|end| part.get(..end));
            let ends = (SHORTEST_BESIDE..=part.len() - SHORTEST_INSIDE)
                .filter_map(|start| part.get(start..));
            starts.chain(ends).find_map(|piece| {
                let alias = brands
                    .names_with_first_word(piece)
                    .iter()
                    .find(|alias| alias.words.len() == 1 && !alias.common)?;
                Some(alias.brand)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand;

    fn id(host: &str) -> Option<&'static str> {
        let brands = brand::built_in();
        let found = name_in_host(brands, &Domain::parse(host)?)?;
        brands.at(found.brand).map(|profile| profile.id.as_str())
    }

    #[test]
    fn a_name_beside_other_words_is_found() {
        for host in [
            "amazon-konto.example",
            "amazon.login.example",
            "secure-amaz0n.example",
            "xn--80ak6aa92e.example",
        ] {
            let expected = if host.starts_with("xn--") {
                "apple"
            } else {
                "amazon"
            };
            if host.starts_with("xn--") {
                // An everyday word needs more than its own look.
                assert_eq!(id(host), None);
            } else {
                assert_eq!(id(host), Some(expected), "{host}");
            }
        }
        assert_eq!(id("xn--pypal-4ve.example"), Some("paypal"));
        assert_eq!(id("netflixkonto.example"), Some("netflix"));
    }

    #[test]
    fn own_hosts_and_innocent_neighbours_are_not() {
        for host in [
            "www.amazon.de",
            "amazonas-reisen.example",
            "display.com",
            "sedex.com.br",
            "groups.example",
        ] {
            assert_eq!(id(host), None, "{host}");
        }
    }
}
