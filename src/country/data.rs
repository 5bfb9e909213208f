//! The form of a country file, and of the table that is made of all.

use serde::{Deserialize, Serialize};

/// What is known by country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Countries {
    /// Places that help or take reports.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// A place that helps the public or takes its reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// What people go there for.
    #[serde(rename = "use")]
    pub purpose: Purpose,
    /// The language for which it is meant, where a country has one for each; else for all.
    #[serde(default)]
    pub language: Option<String>,
    /// Whose it is.
    pub authority: String,
    /// An e-mail address.
    #[serde(default)]
    pub address: Option<String>,
    /// A page.
    #[serde(default)]
    pub page: Option<String>,
    /// A telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// Where that was read.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// What people go to a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To report a suspicious mail.
    Report,
    /// To report a fraud.
    Fraud,
    /// To have cards and accounts blocked.
    Card,
    /// To complain about a company that let data leak.
    Data,
    /// To be advised and heard.
    Support,
    /// To contest a payment.
    Transfer,
}

impl Purpose {
    /// Its letter in the table.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Report => 'r',
            Self::Fraud => 'f',
            Self::Card => 'c',
            Self::Data => 'd',
            Self::Support => 's',
            Self::Transfer => 't',
        }
    }
}

impl Place {
    /// Its line in the table: its parts between tabs, the source by the host of its first page.
    #[must_use]
    pub fn line(&self) -> String {
        let own = |part: &Option<String>| part.clone().unwrap_or_default();
        let parts = [
            self.country.clone(),
            self.purpose.letter().to_string(),
            own(&self.language),
            self.authority.clone(),
            own(&self.address),
            own(&self.page),
            own(&self.phone),
            source_host(&self.source).to_owned(),
            self.read.clone(),
        ];
        parts.join("\t")
    }

    /// What is wrong with a place beyond its form, in a sentence.
    ///
    /// # Errors
    /// A country that is no code of two capital letters, a day that is none, a source without
    /// a page.
    pub fn validate(&self) -> Result<(), String> {
        let code = self.country.as_bytes();
        if code.len() != 2 || !code.iter().all(u8::is_ascii_uppercase) {
            return Err(format!("'{}' is no code of a country", self.country));
        }
        let day = self.read.len() == 10
            && self.read.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !day {
            return Err(format!(
                "'{}' is not a day of the form YYYY-MM-DD",
                self.read
            ));
        }
        if self.line().matches('\t').count() != 8 || self.line().contains('\n') {
            return Err("a part holds a tab or a line end".into());
        }
        if source_host(&self.source).is_empty() {
            return Err(format!("'{}' names no page", self.source));
        }
        Ok(())
    }
}

/// The host of the first page that a source names.
#[must_use]
pub fn source_host(source: &str) -> &str {
    let Some((_, rest)) = source.split_once("://") else {
        return "";
    };
    let host = rest.split(['/', '?', ' ']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}
