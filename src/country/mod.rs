//! What differs by country: where suspicious mail is reported, and who helps after a fraud.

pub mod data;

use data::Countries;
pub use data::{Place, Purpose};
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/countries.bin"));

fn built_in() -> &'static Countries {
    static COUNTRIES: OnceLock<Countries> = OnceLock::new();
    COUNTRIES.get_or_init(|| postcard::from_bytes(BLOB).unwrap_or_default())
}

/// Where people of a country go for a purpose: what is meant for their language, else what is
/// for all.
#[must_use]
pub fn places(code: &str, purpose: Purpose, language: &str) -> Vec<&'static Place> {
    let mut found: Vec<&Place> = built_in()
        .places
        .iter()
        .filter(|place| place.country.eq_ignore_ascii_case(code) && place.purpose == purpose)
        .collect();
    let own = |place: &&Place| place.language.as_deref() == Some(language);
    if found.iter().any(own) {
        found.retain(own);
    } else {
        found.retain(|place| place.language.is_none());
    }
    found
}

/// The codes of the countries that we know anything about, each once.
#[must_use]
pub fn codes() -> Vec<&'static str> {
    let mut codes: Vec<&str> = Vec::new();
    for place in &built_in().places {
        if !codes.contains(&place.country.as_str()) {
            codes.push(&place.country);
        }
    }
    codes
}

impl Place {
    /// How to reach it: address or page, and number; empty where any of its stations will do.
    #[must_use]
    pub fn contact(&self) -> String {
        let written = self.address.as_ref().or(self.page.as_ref());
        let ways: Vec<&str> = written
            .into_iter()
            .chain(&self.phone)
            .map(String::as_str)
            .collect();
        ways.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED_FOR: [&str; 15] = [
        "GB", "IE", "FR", "DE", "AT", "CH", "ES", "IT", "NL", "BE", "PT", "BR", "US", "CA", "AU",
    ];

    fn one(code: &str, purpose: Purpose) -> Option<&'static Place> {
        places(code, purpose, "en").into_iter().next()
    }

    #[test]
    fn every_country_has_a_place_after_a_fraud_and_one_for_leaked_data() {
        for code in ASKED_FOR {
            assert!(one(code, Purpose::Fraud).is_some(), "{code} fraud");
            assert!(one(code, Purpose::Data).is_some(), "{code} data");
        }
    }

    #[test]
    fn every_place_for_reports_can_be_written_to_or_opened() {
        for code in codes() {
            for place in places(code, Purpose::Report, "en") {
                assert!(place.address.is_some() || place.page.is_some(), "{code}");
            }
            for place in places(code, Purpose::Card, "en") {
                assert!(place.phone.is_some(), "{code}");
            }
        }
        assert!(one("gb", Purpose::Report).is_some());
    }

    #[test]
    fn every_place_names_a_source_and_a_day() {
        for place in &built_in().places {
            assert!(place.source.contains('.'), "{}", place.authority);
            assert_eq!(place.read.len(), 10, "{}", place.authority);
        }
    }

    #[test]
    fn a_place_for_a_language_goes_before_the_one_for_all() {
        let address = |language| {
            let found = places("BE", Purpose::Report, language);
            assert_eq!(found.len(), 1);
            found.first().and_then(|place| place.address.as_deref())
        };
        assert_ne!(address("fr"), address("en"));
        assert_eq!(address("nl"), address("en"));
    }
}
