//! What differs by country: where suspicious mail is reported.

pub mod data;

use data::{Countries, ReportPlace};
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/countries.bin"));

fn built_in() -> &'static Countries {
    static COUNTRIES: OnceLock<Countries> = OnceLock::new();
    COUNTRIES.get_or_init(|| crate::pack::read(BLOB).unwrap_or_default())
}

/// Where people of this country report a suspicious mail.
#[must_use]
pub fn report_place(code: &str) -> Option<&'static ReportPlace> {
    built_in()
        .reports
        .iter()
        .find(|place| place.country.eq_ignore_ascii_case(code))
}

/// The codes of the countries that we know a place for.
#[must_use]
pub fn codes() -> Vec<&'static str> {
    built_in()
        .reports
        .iter()
        .map(|place| place.country.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_can_be_reached() {
        assert!(report_place("gb").is_some() && report_place("FR").is_some());
        for code in codes() {
            assert!(
                report_place(code)
                    .is_some_and(|place| place.address.is_some() || place.page.is_some()),
                "{code}"
            );
        }
    }
}
