//! Verifying over the bytes of a mail: fields by `b=`, body by `bh=`, each for itself.

use super::canon::{self, Canon};
use super::digest::{BodyForm, Hash, body_hashes, of};
use super::raw::{RawField, RawMail};
use super::repair;
use super::tag;
use crate::key::record::KeyKind;
use crate::key::{self, Key, Unusable};
use std::collections::HashMap;

/// Most bytes of header fields that are hashed for all signatures of a mail together.
const MOST_SIGNED: usize = 64 * 1024 * 1024;

/// What a signature field says it signs, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The algorithm of the key.
    pub kind: KeyKind,
    /// The hash algorithm.
    pub hash: Hash,
    /// The canonical form of the fields.
    pub header_canon: Canon,
    /// The canonical form of the body.
    pub body_canon: Canon,
    /// The selector.
    pub selector: String,
    /// The signing domain.
    pub domain: String,
    /// The names of the signed fields, in lower case.
    pub names: Vec<String>,
    /// The signature's value.
    pub signature: Vec<u8>,
    /// The body's hash.
    pub body_hash: Vec<u8>,
    /// How much of the body is signed, if not all.
    pub length: Option<u64>,
    /// Whether it signs for a domain below its own (`i=`).
    pub below: bool,
}

/// Which fields are signed.
#[derive(Clone, Copy, Debug)]
pub enum Over<'o> {
    /// Those named, chosen from the bottom up (RFC 6376 §5.4.2).
    Named,
    /// These in this order, the signature's own field last (RFC 8617 §5.1.1).
    Fields(&'o [usize]),
}

/// What came of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Whether the signature verifies; none where no key is known.
    pub good: Option<bool>,
    /// The key that verified it, or the first that did not, with its length in bits.
    pub key: Option<(Key, usize)>,
    /// Why the keys could not tell.
    pub unusable: Option<Unusable>,
    /// The repair that made it verify.
    pub repair: Option<&'static str>,
    /// Whether the mail asks for more than is hashed for one.
    pub over_limit: bool,
}

/// What came of the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Whether it is what was signed; none where there is none.
    pub good: Option<bool>,
    /// Length of its canonical form.
    pub whole: u64,
    /// The repair that made it fit.
    pub repair: Option<&'static str>,
}

/// A mail whose signatures are verified.
pub struct Verifier<'a> {
    mail: RawMail<'a>,
    /// The places of the fields of a name, from top to bottom.
    places: HashMap<String, Vec<usize>>,
    whole: bool,
    given: &'a [Key],
    left: usize,
}

impl<'a> Verifier<'a> {
    /// Takes a mail; `whole` where a body was pasted too, be it an empty one.
    #[must_use]
    pub fn new(mail: &'a [u8], whole: bool, given: &'a [Key]) -> Self {
        let mail = RawMail::cut(mail);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, field) in mail.fields.iter().enumerate() {
            places.entry(field.name.clone()).or_default().push(at);
        }
        Self {
            mail,
            places,
            whole,
            given,
            left: MOST_SIGNED,
        }
    }

    /// The header fields.
    #[must_use]
    pub fn fields(&self) -> &[RawField<'a>] {
        &self.mail.fields
    }

    /// How many fields have this name.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        self.places.get(name).map_or(0, Vec::len)
    }

    /// Verifies the signature in the field with this index over the fields it signs.
    pub fn over_fields(&mut self, subject: &Subject, own: usize, over: Over<'_>) -> Fields {
        let keys = key::find(self.given, &subject.selector, &subject.domain);
        let mut outcome = Fields::default();
        if keys.is_empty() {
            return outcome;
        }
        let folds = match subject.header_canon {
            Canon::Simple => repair::FOLDS.as_slice(),
            Canon::Relaxed => &[],
        };
        for fold in std::iter::once(None).chain(folds.iter().copied().map(Some)) {
            let signed = self.signed(subject, own, over, fold);
            let Some(rest) = self.left.checked_sub(signed.len()) else {
                outcome.good = outcome.good.or(Some(false));
                outcome.over_limit = true;
                return outcome;
            };
            self.left = rest;
            let hashed = subject.hash.of(&signed);
            for key in &keys {
                match key.verify(subject.kind, subject.hash, &hashed, &subject.signature) {
                    Ok((true, bits)) => {
                        return Fields {
                            good: Some(true),
                            key: Some(((*key).clone(), bits)),
                            repair: fold.map(|_| "folding"),
                            ..Fields::default()
                        };
                    }
                    Ok((false, bits)) => {
                        outcome.good = Some(false);
                        outcome.key.get_or_insert_with(|| ((*key).clone(), bits));
                    }
                    Err(unusable) => {
                        outcome.good = Some(false);
                        outcome.unusable.get_or_insert(unusable);
                    }
                }
            }
        }
        outcome
    }

    /// What is signed: the fields in their canonical form, the own one without its value.
    fn signed(
        &self,
        subject: &Subject,
        own: usize,
        over: Over<'_>,
        fold: Option<&[u8]>,
    ) -> Vec<u8> {
        let mut signed = Vec::new();
        let mut add = |field: &RawField<'_>| {
            let bytes = repair::refolded(field.bytes, fold);
            canon::field(subject.header_canon, &bytes, &mut signed);
        };
        match over {
            Over::Fields(order) => {
                let before = order.iter().filter(|at| **at != own);
                before
                    .filter_map(|at| self.mail.fields.get(*at))
                    .for_each(&mut add);
            }
            Over::Named => {
                let mut below: HashMap<String, usize> = HashMap::new();
                for name in &subject.names {
                    let Some(places) = self.places.get(name) else {
                        continue;
                    };
                    let taken = below.entry(name.clone()).or_default();
                    // From below, the own field passed over.
                    let mut back = *taken + 1;
                    if let Ok(place) = places.binary_search(&own) {
                        back += usize::from(back >= places.len() - place);
                    }
                    let at = places.len().checked_sub(back).and_then(|at| places.get(at));
                    *taken += 1;
                    if let Some(field) = at.and_then(|at| self.mail.fields.get(*at)) {
                        add(field);
                    }
                }
            }
        }
        if let Some(field) = self.mail.fields.get(own) {
            let mut bytes = repair::refolded(field.bytes, fold).into_owned();
            if let Some(value) = tag::signature_value(&bytes) {
                bytes.drain(value);
            }
            canon::field(subject.header_canon, &bytes, &mut signed);
            // The last one goes in without its line end.
            signed.truncate(signed.len().saturating_sub(2));
        }
        signed
    }

    /// Compares the body with what each signature says of it.
    #[must_use]
    pub fn over_body(&self, subjects: &[&Subject]) -> Vec<Body> {
        let body = self.mail.body.unwrap_or_default();
        let form = |subject: &Subject| BodyForm {
            canon: subject.body_canon,
            hash: subject.hash,
            length: subject.length,
        };
        let there = self.whole || !body.trim_ascii().is_empty();
        let hashes = body_hashes(body, subjects.iter().map(|subject| form(subject)));
        let mut bodies: Vec<Body> = subjects
            .iter()
            .map(|subject| {
                let found = of(&hashes, form(subject)).cloned().unwrap_or_default();
                let fits = found.hash.as_ref() == Some(&subject.body_hash);
                Body {
                    good: (there || fits).then_some(fits),
                    whole: found.whole,
                    repair: None,
                }
            })
            .collect();
        if !there || body.len() > repair::LARGEST {
            return bodies;
        }
        for (name, mend) in repair::BODY {
            let open = |body: &Body| body.good == Some(false);
            if !bodies.iter().any(open) {
                break;
            }
            let Some(mended) = mend(body) else { continue };
            let asked = subjects.iter().zip(&bodies).filter(|(_, body)| open(body));
            let hashes = body_hashes(&mended, asked.map(|(subject, _)| form(subject)));
            for (subject, body) in subjects.iter().zip(&mut bodies) {
                let found = of(&hashes, form(subject));
                if let Some(found) = found
                    && body.good == Some(false)
                    && found.hash.as_ref() == Some(&subject.body_hash)
                {
                    *body = Body {
                        good: Some(true),
                        whole: found.whole,
                        repair: Some(name),
                    };
                }
            }
        }
        bodies
    }
}
