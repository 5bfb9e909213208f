//! The form of the list of mail programs, and of the table that is made of it.

use serde::{Deserialize, Serialize};

/// The mail programs whose steps we know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programs {
    /// In the order in which they are offered.
    #[serde(default)]
    pub programs: Vec<Program>,
}

/// A mail program; its steps stand in the locale files under its identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Identifier: `program.<id>` in the locale files.
    pub id: String,
    /// What the browser's user agent holds where the program is the likely one.
    #[serde(default)]
    pub system: Option<String>,
    /// The receiver whose mails are mostly read in it.
    #[serde(default)]
    pub receiver: Option<String>,
    /// Where its steps were read.
    pub source: String,
    /// When that was read.
    pub read: String,
}

impl Program {
    /// Its line in the table: its parts between tabs.
    #[must_use]
    pub fn line(&self, host: &str) -> String {
        let own = |part: &Option<String>| part.clone().unwrap_or_default();
        let (system, receiver) = (own(&self.system), own(&self.receiver));
        [&self.id, &system, &receiver, host, &self.read].join("\t")
    }
}
