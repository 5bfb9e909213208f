//! The form of the key files: public keys that senders and forwarders published.

use serde::{Deserialize, Serialize};

/// Everything that the key files say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// The keys.
    #[serde(default)]
    pub keys: Vec<Archived>,
}

/// A public key under which signatures of real mail verify.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archived {
    /// The selector (`s=`).
    pub selector: String,
    /// The signing domain (`d=`).
    pub domain: String,
    /// The key as its record has it (`p=`): RSA in base64.
    pub key: String,
    /// Day of the oldest signature seen under it.
    pub first_seen: String,
    /// Day of the newest signature seen under it.
    pub last_seen: String,
    /// Day from which its owner no longer signs with it, if a source says so.
    #[serde(default)]
    pub retired_at: Option<String>,
    /// Where the key was read, or how it was found.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// A key as the program carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// The selector.
    pub selector: String,
    /// The signing domain.
    pub domain: String,
    /// The bytes of the key.
    pub key: Vec<u8>,
    /// Day from which its owner no longer signs with it.
    pub retired_at: Option<String>,
}
