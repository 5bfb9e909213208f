//! What differs by country: where suspicious mail is reported, and who helps after a fraud.

pub mod data;

pub use data::Purpose;

/// One place a line, its parts between tabs.
static TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/countries.bin"));

/// A place that helps the public or takes its reports; what it does not have is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose it is.
    pub authority: &'static str,
    /// An e-mail address.
    pub address: &'static str,
    /// A page.
    pub page: &'static str,
    /// A telephone number.
    pub phone: &'static str,
    /// The host of the page on which that was read.
    pub source: &'static str,
    /// When that was read.
    pub read: &'static str,
}

/// Where people of a country go for a purpose: what is meant for their language, else what is
/// for all.
#[must_use]
pub fn places(code: &str, purpose: Purpose, language: &str) -> Vec<Place> {
    let own = collect(code, purpose, language);
    if own.is_empty() {
        collect(code, purpose, "")
    } else {
        own
    }
}

fn collect(code: &str, purpose: Purpose, language: &str) -> Vec<Place> {
    let mut places = Vec::new();
    for line in TABLE.lines() {
        let mut parts = line.split('\t');
        let mut part = || parts.next().unwrap_or_default();
        let wanted = part().eq_ignore_ascii_case(code)
            && part().starts_with(purpose.letter())
            && part() == language;
        if wanted {
            places.push(Place {
                authority: part(),
                address: part(),
                page: part(),
                phone: part(),
                source: part(),
                read: part(),
            });
        }
    }
    places
}

/// The codes of the countries that we know anything about, each once.
#[must_use]
pub fn codes() -> Vec<&'static str> {
    let mut codes = Vec::new();
    for line in TABLE.lines() {
        let code = line.split('\t').next().unwrap_or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

impl Place {
    /// How to reach it: address or page, and number; empty where any of its stations will do.
    #[must_use]
    pub fn contact(&self) -> String {
        let written = if self.address.is_empty() {
            self.page
        } else {
            self.address
        };
        let between = if written.is_empty() || self.phone.is_empty() {
            ""
        } else {
            ", "
        };
        // A number is not to be broken between lines.
        let phone = self.phone.replace(' ', "\u{a0}");
        format!("{written}{between}{phone}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED_FOR: [&str; 15] = [
        "GB", "IE", "FR", "DE", "AT", "CH", "ES", "IT", "NL", "BE", "PT", "BR", "US", "CA", "AU",
    ];

    fn one(code: &str, purpose: Purpose) -> Option<Place> {
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
                assert!(
                    !place.address.is_empty() || !place.page.is_empty(),
                    "{code}"
                );
            }
            for place in places(code, Purpose::Card, "en") {
                assert!(!place.phone.is_empty(), "{code}");
            }
        }
        assert!(one("gb", Purpose::Report).is_some());
    }

    #[test]
    fn every_place_names_a_source_and_a_day() {
        for line in TABLE.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            assert_eq!(parts.len(), 9, "{line}");
            assert!(parts.get(7).is_some_and(|source| source.contains('.')));
            assert!(parts.get(8).is_some_and(|read| read.len() == 10));
        }
    }

    #[test]
    fn a_place_for_a_language_goes_before_the_one_for_all() {
        let address = |language| {
            let found = places("BE", Purpose::Report, language);
            assert_eq!(found.len(), 1);
            found.first().map(|place| place.address)
        };
        assert_ne!(address("fr"), address("en"));
        assert_eq!(address("nl"), address("en"));
    }
}
