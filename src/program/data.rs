//! The form of the list of mail programs.

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
    /// Where its steps were read; of the built-in ones, the host of the first page.
    pub source: String,
    /// When that was read.
    pub read: String,
}
