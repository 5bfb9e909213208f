//! What is known of the signatures of a mail: what each says it signs, and what came of it.

use super::arc;
use crate::key::Key;
use serde::Serialize;

/// Every signature of a mail, and what they say together.
#[derive(Clone, Debug, Default)]
pub struct Signatures {
    /// DKIM signatures from top to bottom, then those of ARC sets, newest first.
    pub list: Vec<Signature>,
    /// The ARC sets and what they are worth as a chain.
    pub chain: arc::Chain,
    /// How many signature fields were over the limit and not read.
    pub left_out: usize,
    /// Whether there is one From field, and the bytes that are signed are those that are read.
    pub one_author: bool,
}

/// What a signature field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SignatureKind {
    /// A DKIM-Signature.
    Dkim,
    /// An ARC-Seal: over the ARC sets alone.
    ArcSeal,
    /// An ARC-Message-Signature: over the mail as a forwarder or receiver saw it.
    ArcMessage,
}

/// What came of `b=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum HeaderSignature {
    /// It verifies over the pasted fields.
    Pass,
    /// It does not.
    Fail,
    /// No key is known for it.
    NoKey,
    /// The field cannot be read.
    Malformed,
}

/// What came of `bh=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BodyHash {
    /// The pasted body is the one that was hashed.
    Pass,
    /// It is not, byte for byte.
    Fail,
    /// No body was pasted.
    NoBody,
}

/// Why a signature could not be judged, or failed before it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Its list of tags breaks the grammar.
    TagList,
    /// A tag that it needs is missing or cannot be read.
    MissingTag,
    /// Its algorithm is none that can be verified.
    Algorithm,
    /// Its canonicalisation is none that there is.
    Canonicalization,
    /// An ARC set lacks a field, or has one twice.
    ArcSet,
    /// The key was revoked.
    KeyRevoked,
    /// The key is of another algorithm.
    KeyAlgorithm,
    /// The key cannot be read, or is too short or too long to be one.
    KeyBroken,
    /// The mail asks for more than is hashed for one mail.
    Limit,
}

/// What a careless or forging signer does; whether the signature verifies is another question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// It says no version, or one that does not exist.
    Version,
    /// It hashes with SHA-1, which RFC 8301 forbids.
    Sha1,
    /// Its key has fewer than 1024 bits.
    ShortKey,
    /// The key's record does not allow it: another service or hash.
    KeyPolicy,
    /// The domain is only trying the key out.
    Testing,
    /// `i=` is not within `d=`, or below it where the key forbids that.
    Identity,
    /// From is not signed.
    FromUnsigned,
    /// Subject is not signed.
    SubjectUnsigned,
    /// Content-Type is not signed.
    ContentTypeUnsigned,
    /// A signed field stands in the mail more often than it was signed.
    Doubled,
    /// `l=` is shorter than the body.
    Length,
}

/// Every flaw, in order.
pub(super) const FLAWS: [Flaw; 11] = [
    Flaw::Version,
    Flaw::Sha1,
    Flaw::ShortKey,
    Flaw::KeyPolicy,
    Flaw::Testing,
    Flaw::Identity,
    Flaw::FromUnsigned,
    Flaw::SubjectUnsigned,
    Flaw::ContentTypeUnsigned,
    Flaw::Doubled,
    Flaw::Length,
];

impl Flaw {
    /// Its identifier, as it stands in reports and locale files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Sha1 => "sha1",
            Self::ShortKey => "short-key",
            Self::KeyPolicy => "key-policy",
            Self::Testing => "testing",
            Self::Identity => "identity",
            Self::FromUnsigned => "from-unsigned",
            Self::SubjectUnsigned => "subject-unsigned",
            Self::ContentTypeUnsigned => "content-type-unsigned",
            Self::Doubled => "doubled",
            Self::Length => "length",
        }
    }
}

impl Reason {
    /// Its identifier, as it stands in reports and locale files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::TagList => "tag-list",
            Self::MissingTag => "missing-tag",
            Self::Algorithm => "algorithm",
            Self::Canonicalization => "canonicalization",
            Self::ArcSet => "arc-set",
            Self::KeyRevoked => "key-revoked",
            Self::KeyAlgorithm => "key-algorithm",
            Self::KeyBroken => "key-broken",
            Self::Limit => "limit",
        }
    }
}

/// One signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// What it is.
    pub kind: SignatureKind,
    /// The ARC instance (`i=`).
    pub instance: Option<usize>,
    /// The signing domain (`d=`).
    pub domain: Option<String>,
    /// The selector (`s=`).
    pub selector: Option<String>,
    /// The algorithm (`a=`).
    pub algorithm: Option<String>,
    /// The names of the signed fields, in lower case.
    pub signed: Vec<String>,
    /// What came of `b=`.
    pub header_signature: HeaderSignature,
    /// What came of `bh=`; none for a seal, which has none.
    pub body_hash: Option<BodyHash>,
    /// Why, where it is not plain.
    pub reason: Option<Reason>,
    /// The key that it was judged by.
    pub key: Option<Key>,
    /// The repair under which it fits.
    pub repair: Option<&'static str>,
    /// What is careless or suspicious about it, each once, in order.
    pub flaws: Vec<Flaw>,
    /// When it was made by its own word (`t=`).
    pub signed_at: Option<i64>,
    /// When it expires (`x=`).
    pub expires_at: Option<i64>,
    /// The beginning of `b=`, by which results name it (RFC 6008).
    pub prefix: String,
    /// Index of its field among those of the mail.
    pub field: Option<usize>,
}

impl SignatureKind {
    /// The name of the field that holds it, in lower case.
    #[must_use]
    pub fn field_name(self) -> &'static str {
        match self {
            Self::Dkim => "dkim-signature",
            Self::ArcSeal => "arc-seal",
            Self::ArcMessage => "arc-message-signature",
        }
    }
}
