//! The form of a country file.

use serde::{Deserialize, Serialize};

/// What is known by country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Countries {
    /// Where suspicious mail is reported.
    #[serde(default)]
    pub reports: Vec<ReportPlace>,
}

/// A place that takes reports from the public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportPlace {
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// Whose it is.
    pub authority: String,
    /// An e-mail address.
    #[serde(default)]
    pub address: Option<String>,
    /// A page.
    #[serde(default)]
    pub page: Option<String>,
    /// Where that was read.
    pub source: String,
    /// When that was read.
    pub read: String,
}
