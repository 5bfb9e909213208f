//! The form of a compiled locale: every sentence by its key.

use serde::{Deserialize, Serialize};

/// The sentences of one language, sorted by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentences {
    /// BCP 47 tag: the name of the file.
    pub id: String,
    /// Key and sentence; keys are dotted paths.
    pub entries: Vec<(String, String)>,
}
