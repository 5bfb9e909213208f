//! What verified signatures prove: of whom, for which fields, and whether the body is bound too.
//!
//! Proof of the header fields is no proof of the body: a real header block can be glued to
//! another body.

use super::Facts;
use super::signature::{BodyHash, Flaw, HeaderSignature, Signature, SignatureKind, Signatures};
use crate::domain::Domain;

/// Flaws under which a signature proves nothing, although it verifies.
const VOIDING: [Flaw; 9] = [
    Flaw::Version,
    Flaw::Sha1,
    Flaw::ShortKey,
    Flaw::KeyPolicy,
    Flaw::Testing,
    Flaw::Identity,
    Flaw::FromUnsigned,
    Flaw::SubjectUnsigned,
    Flaw::Doubled,
];

/// A signature of From's own organisation that verified here.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'f> {
    /// The signature.
    pub signature: &'f Signature,
    /// Whether it binds the whole body too.
    pub body: bool,
}

/// Whether the body is the one that was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// It is.
    Bound,
    /// It is not, or not all of it, and the receiver is not known to rewrite bodies.
    Unbound,
    /// Nothing tells.
    Unknown,
}

impl Signature {
    /// Whether it is a DKIM signature, not one of an ARC set.
    #[must_use]
    pub fn is_dkim(&self) -> bool {
        self.kind == SignatureKind::Dkim
    }

    /// Whether it verifies over the fields under a key that its owner still used then.
    ///
    /// The time is that of a trusted receiver: Date and `t=` are the writer's.
    #[must_use]
    pub fn holds(&self, received_at: Option<i64>) -> bool {
        let retired = self.key.as_ref().and_then(|key| key.retired_at.as_deref());
        let in_use = retired.is_none_or(|day| {
            received_at.is_some_and(|time| crate::time::date(time).as_str() < day)
        });
        self.header_signature == HeaderSignature::Pass && in_use && !self.expired(received_at)
    }

    /// Whether it had expired when the receiver took the mail.
    #[must_use]
    pub fn expired(&self, received_at: Option<i64>) -> bool {
        self.expires_at
            .zip(received_at)
            .is_some_and(|(expires, received)| expires < received)
    }
}

impl Signatures {
    /// Whether a signature that verifies proves who wrote the mail that is shown.
    #[must_use]
    pub fn binds_author(&self, signature: &Signature) -> bool {
        self.one_author && !signature.flaws.iter().any(|flaw| VOIDING.contains(flaw))
    }
}

impl Facts<'_> {
    /// The best signature of From's own organisation that verified here.
    #[must_use]
    pub fn proof(&self) -> Option<Proof<'_>> {
        let proofs = self.own_signatures().filter(|signature| {
            signature.holds(self.auth.received_at) && self.signatures.binds_author(signature)
        });
        let proofs = proofs.map(|signature| Proof {
            signature,
            body: signature.body_hash == Some(BodyHash::Pass)
                && !signature.flaws.contains(&Flaw::Length),
        });
        // Of two that bind as much the topmost is told.
        proofs.reduce(|best, next| if next.body && !best.body { next } else { best })
    }

    /// The DKIM signatures of From's own organisation, whatever came of them.
    pub fn own_signatures(&self) -> impl Iterator<Item = &Signature> {
        let from = self.identity.from_domain();
        self.signatures.list.iter().filter(move |found| {
            let signer = signer(found).filter(|_| found.is_dkim());
            let both = signer.zip(from.as_ref());
            both.is_some_and(|(signer, from)| signer.same_organization(from))
        })
    }

    /// The proof, if its signer is the claimed brand.
    #[must_use]
    pub fn brand_proof(&self) -> Option<Proof<'_>> {
        let brand = self.claimed_brand()?;
        let from = self.identity.from_domain()?;
        let owned = |proof: &Proof<'_>| signer(proof.signature).is_some_and(|d| brand.owns(&d));
        let own = brand.owns(&from) && !self.is_free_mail(&from);
        self.proof().filter(owned).filter(|_| own)
    }

    /// The proof of whom the mail claims to be from; that of another domain proves nothing of a
    /// brand.
    #[must_use]
    pub fn author_proof(&self) -> Option<Proof<'_>> {
        match self.claimed_brand() {
            Some(_) => self.brand_proof(),
            None => self.proof(),
        }
    }

    /// Whether the body that was pasted is the one that From's organisation signed.
    #[must_use]
    pub fn body_binding(&self) -> Binding {
        if self.proof().is_some_and(|proof| proof.body) {
            return Binding::Bound;
        }
        let own: Vec<&Signature> = self.own_signatures().collect();
        let partly = |found: &&Signature| found.flaws.contains(&Flaw::Length);
        let fits = |found: &&Signature| found.body_hash == Some(BodyHash::Pass) && !partly(found);
        let differs = |found: &&Signature| found.body_hash == Some(BodyHash::Fail);
        let some_fits = own.iter().any(fits);
        // What stands behind `l=` was added by whoever had the mail last.
        if own.iter().any(partly) && !some_fits {
            return Binding::Unbound;
        }
        let rewritten = !self.auth.keeps_body;
        // A hash that nobody signed can be anybody's: it is no match for one that verifies.
        let proven = |found: &&Signature| found.header_signature == HeaderSignature::Pass;
        if self.auth.body_sealed || own.iter().any(|found| fits(found) && self.vouched(found)) {
            Binding::Bound
        } else if !rewritten
            && own
                .iter()
                .any(|found| differs(found) && (proven(found) || !some_fits))
        {
            Binding::Unbound
        } else {
            Binding::Unknown
        }
    }

    /// Whether a believed receiver passed this very signature, which it names by its beginning.
    fn vouched(&self, signature: &Signature) -> bool {
        let mut dkim = self.auth.trusted("dkim");
        dkim.any(|result| {
            let prefix = result
                .properties
                .get("header.b")
                .map(|prefix| prefix.trim_matches('"'));
            let named = |prefix: &str| prefix.len() >= 8 && signature.prefix.starts_with(prefix);
            result.result == "pass" && prefix.is_some_and(named)
        })
    }
}

fn signer(signature: &Signature) -> Option<Domain> {
    Domain::parse(signature.domain.as_deref()?)
}
