//! Public keys: those bundled with dates and sources, and those that the person gives.
//!
//! A bundled key says "signed by whoever held the key then". What the person gives counts as
//! "according to the key you gave".

pub mod data;
mod der;
pub mod record;

use crate::signature::Hash;
use data::Packed;
use ed25519_dalek::VerifyingKey;
use record::{KeyKind, Record};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey};
use serde::Serialize;
use sha1::Sha1;
use sha2::Sha256;
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/keys.bin"));

/// Shortest RSA key that counts (RFC 8301 §3.2).
pub const ENOUGH_BITS: usize = 1024;

/// A public key of a signer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The selector (`s=`).
    pub selector: String,
    /// The signing domain (`d=`), in lower case.
    pub domain: String,
    /// The record.
    pub record: Record,
    /// Whose word it is.
    pub origin: Origin,
    /// Day from which its owner no longer signs with it.
    pub retired_at: Option<String>,
}

/// Whose word a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// From the archive in `src/key/data`.
    Bundled,
    /// The person gave it.
    Given,
}

impl Origin {
    /// Its identifier, as it stands in reports and locale files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Bundled => "bundled",
            Self::Given => "given",
        }
    }
}

/// Why a key cannot verify anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Its owner revoked it: the record's `p=` is empty.
    Revoked,
    /// It is of another algorithm than the signature.
    OtherAlgorithm,
    /// It cannot be read, or is too long or too short for its algorithm.
    Broken,
}

impl Key {
    /// A key that the person gives, from its record; nothing where that is none.
    #[must_use]
    pub fn given(selector: &str, domain: &str, record: &str) -> Option<Self> {
        Some(Self {
            selector: selector.trim().to_owned(),
            domain: domain.trim().trim_matches('.').to_ascii_lowercase(),
            record: Record::parse(record)?,
            origin: Origin::Given,
            retired_at: None,
        })
    }

    /// Reads keys, one a line: selector, domain and key or record between tabs; further columns,
    /// lines that begin with `#` and a heading are left alone. Gives the numbers of the lines
    /// that are no keys, too.
    #[must_use]
    pub fn read_list(text: &str) -> (Vec<Self>, Vec<usize>) {
        let (mut keys, mut unread) = (Vec::new(), Vec::new());
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') || line.starts_with("selector\t") {
                continue;
            }
            let mut columns = line.split('\t');
            let columns = (columns.next(), columns.next(), columns.next());
            let key = match columns {
                (Some(selector), Some(domain), Some(record)) => {
                    Self::given(selector, domain, record)
                }
                _ => None,
            };
            match key {
                Some(key) => keys.push(key),
                None => unread.push(at + 1),
            }
        }
        (keys, unread)
    }

    /// Whether `signature` over the hash verifies; with the key's length in bits.
    ///
    /// # Errors
    /// Why the key cannot tell.
    pub fn verify(
        &self,
        kind: KeyKind,
        hash: Hash,
        hashed: &[u8],
        signature: &[u8],
    ) -> Result<(bool, usize), Unusable> {
        let key = self.record.key.as_slice();
        if key.is_empty() {
            return Err(Unusable::Revoked);
        }
        if self.record.kind != kind {
            return Err(Unusable::OtherAlgorithm);
        }
        match kind {
            KeyKind::Ed25519 => {
                let key = key.try_into().map_err(|_| Unusable::Broken)?;
                let key = VerifyingKey::from_bytes(key).map_err(|_| Unusable::Broken)?;
                let signature = ed25519_dalek::Signature::from_slice(signature).ok();
                let good = signature.is_some_and(|found| key.verify_strict(hashed, &found).is_ok());
                Ok((good, 256))
            }
            KeyKind::Rsa => {
                let key = rsa_key(key).ok_or(Unusable::Broken)?;
                let scheme = match hash {
                    Hash::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
                    Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                };
                let good = key.verify(scheme, hashed, signature).is_ok();
                Ok((good, key.n().bits()))
            }
        }
    }
}

/// Reads an RSA key in either of its two shapes; one over 4096 bits is refused.
fn rsa_key(bytes: &[u8]) -> Option<RsaPublicKey> {
    let (modulus, exponent) = der::rsa_numbers(bytes)?;
    let number = BigUint::from_bytes_be;
    RsaPublicKey::new(number(modulus), number(exponent)).ok()
}

/// The keys for one signature: what the person gives for its name stands before the archive.
#[must_use]
pub fn find<'a>(given: &'a [Key], selector: &str, domain: &str) -> Vec<&'a Key> {
    let of = |keys: &'a [Key]| -> Vec<&'a Key> {
        let fits = |key: &&Key| {
            key.selector.eq_ignore_ascii_case(selector) && key.domain.eq_ignore_ascii_case(domain)
        };
        keys.iter().filter(fits).collect()
    };
    let own = of(given);
    if own.is_empty() { of(bundled()) } else { own }
}

/// The archive.
#[must_use]
pub fn bundled() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let packed: Vec<Packed> = crate::pack::read(BLOB).unwrap_or_default();
        let keys = packed.into_iter().map(|packed| Key {
            selector: packed.selector,
            domain: packed.domain,
            record: Record::rsa(packed.key),
            origin: Origin::Bundled,
            retired_at: packed.retired_at,
        });
        keys.collect()
    })
}
