//! The hashes that signatures use, and a body's hash at every length asked for in one walk.

use super::canon::{self, Canon};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A hash algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hash {
    /// Broken since 2017 (RFC 8301 forbids it).
    Sha1,
    /// SHA-256.
    Sha256,
}

/// A hash that is being computed.
#[derive(Clone)]
enum Hasher {
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Hasher {
    fn new(hash: Hash) -> Self {
        match hash {
            Hash::Sha1 => Self::Sha1(Sha1::new()),
            Hash::Sha256 => Self::Sha256(Sha256::new()),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha1(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
        }
    }
}

impl Hash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        let mut hasher = Hasher::new(self);
        hasher.update(bytes);
        hasher.finish()
    }
}

/// How a signature hashes the body: canonical form, algorithm and `l=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct BodyForm {
    pub(super) canon: Canon,
    pub(super) hash: Hash,
    pub(super) length: Option<u64>,
}

/// A body's hash in one form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BodyHash {
    /// The hash; none where the body is shorter than `l=`.
    pub(super) hash: Option<Vec<u8>>,
    /// Length of the canonical body.
    pub(super) whole: u64,
}

/// Bodies' hashes by their forms, sorted.
pub(super) type BodyHashes = Vec<(BodyForm, BodyHash)>;

/// The hash in this form.
pub(super) fn of(hashes: &BodyHashes, form: BodyForm) -> Option<&BodyHash> {
    let at = hashes.binary_search_by_key(&form, |(known, _)| *known);
    at.ok().and_then(|at| hashes.get(at)).map(|(_, hash)| hash)
}

/// The body's hashes in all these forms; one walk for each pair of canonical form and algorithm.
pub(super) fn body_hashes(body: &[u8], forms: impl Iterator<Item = BodyForm>) -> BodyHashes {
    let mut found = BodyHashes::new();
    for form in forms {
        if let Err(at) = found.binary_search_by_key(&form, |(known, _)| *known) {
            found.insert(at, (form, BodyHash::default()));
        }
    }
    // Forms of one walk stand together, those that ask for the whole body before those with a
    // length, and these by their lengths.
    let same_walk = |(one, _): &(BodyForm, _), (other, _): &(BodyForm, _)| {
        (one.canon, one.hash) == (other.canon, other.hash)
    };
    for forms in found.chunk_by_mut(same_walk) {
        let Some(BodyForm { canon, hash, .. }) = forms.first().map(|(form, _)| *form) else {
            continue;
        };
        let mut hasher = Hasher::new(hash);
        let (mut done, mut next) = (0_u64, 0);
        canon::body(canon, body, |mut piece| {
            while let Some((form, found)) = forms.get_mut(next) {
                let Some(at) = form.length else {
                    next += 1;
                    continue;
                };
                if at > done + piece.len() as u64 {
                    break;
                }
                let upto = usize::try_from(at - done).unwrap_or(piece.len());
                let (head, tail) = piece.split_at(upto.min(piece.len()));
                hasher.update(head);
                (done, piece) = (at, tail);
                found.hash = Some(hasher.clone().finish());
                next += 1;
            }
            hasher.update(piece);
            done += piece.len() as u64;
        });
        let whole = hasher.finish();
        for (form, found) in forms {
            found.whole = done;
            match form.length {
                None => found.hash = Some(whole.clone()),
                // A body that is empty hands nothing over.
                Some(0) if found.hash.is_none() => found.hash = Some(hash.of(b"")),
                Some(_) => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_is_hashed_in_one_walk() {
        let form = |length| BodyForm {
            canon: Canon::Simple,
            hash: Hash::Sha256,
            length,
        };
        let forms = [None, Some(0), Some(2), Some(5), Some(8), Some(9)].map(form);
        let found = body_hashes(b"abc\ndef", forms.into_iter());
        let whole = b"abc\r\ndef\r\n";
        for (form, upto) in forms.iter().zip([10, 0, 2, 5, 8, 9]) {
            let expected = Hash::Sha256.of(whole.get(..upto).unwrap_or_default());
            assert_eq!(
                of(&found, *form),
                Some(&BodyHash {
                    hash: Some(expected),
                    whole: 10
                }),
                "{form:?}"
            );
        }
        let long = form(Some(11));
        let found = body_hashes(b"abc\ndef", std::iter::once(long));
        assert_eq!(of(&found, long).map(|found| found.hash.clone()), Some(None));
    }
}
