//! The form of a compiled locale: every sentence by its place.

use serde::{Deserialize, Serialize};

/// The sentences of one language, in the order of the keys that all languages share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentences {
    /// BCP 47 tag: the name of the file.
    pub id: String,
    /// The sentences.
    pub sentences: Vec<String>,
}
