//! The signatures a mail carries (RFC 6376, 8301, 8463), verified over what was pasted.
//!
//! Whether one proves anything about *this* sender is for [`super::proof`].

use super::arc;
use super::signature::{
    BodyHash, FLAWS, Flaw, HeaderSignature, Reason, Signature, SignatureKind, Signatures,
};
use crate::domain::Domain;
use crate::input::Kind;
use crate::key::record::KeyKind;
use crate::key::{self, Key, Unusable};
use crate::message::Message;
use crate::signature::canon::Canon;
use crate::signature::raw::RawField;
use crate::signature::tag::Tags;
use crate::signature::{Hash, MOST_SIGNATURES, Over, Subject, Verifier};
use crate::source::Source;

/// The fields whose doubles a reader may be shown instead of the signed one.
const SHOWN: [&str; 6] = ["from", "subject", "reply-to", "to", "date", "content-type"];

/// A signature field on its way to be verified.
pub(super) struct Open {
    pub(super) signature: Signature,
    /// What it signs; none where not even the body's part can be read.
    pub(super) subject: Option<Subject>,
    /// Index of its field among the raw ones.
    pub(super) own: usize,
}

impl Signatures {
    /// Reads and verifies every signature of a mail.
    #[must_use]
    pub fn read(source: &Source<'_>, message: &Message, kind: Kind, given: &[Key]) -> Self {
        let (repair, source) = (source.repair(), source.bytes());
        let Some(mail) = message.span.clone().and_then(|span| source.get(span)) else {
            return Self::default();
        };
        let mut verifier = Verifier::new(mail, kind == Kind::Message, given);
        let (mut open, left_out) = open_all(verifier.fields(), SignatureKind::Dkim);
        for found in &mut open {
            found.over_fields(&mut verifier, Over::Named);
        }
        let (mut chain, sets) = arc::read(&mut verifier);
        open.extend(sets);
        over_body(&verifier, &mut open);
        let mut list: Vec<Signature> = Vec::new();
        for mut found in open {
            found.find_flaws(&verifier);
            found.signature.field = place(message, &verifier, found.own);
            let signature = &mut found.signature;
            if signature.header_signature == HeaderSignature::Pass
                || signature.body_hash == Some(BodyHash::Pass)
            {
                // What fits shows that what was undone was damage.
                signature.repair = signature.repair.or(repair);
            }
            list.push(found.signature);
        }
        chain.judge(&list);
        Self {
            list,
            chain,
            left_out,
            one_author: has_one_author(source, message, &verifier),
        }
    }
}

/// The fields of a kind of signature, read; and how many were over the limit.
pub(super) fn open_all(fields: &[RawField<'_>], kind: SignatureKind) -> (Vec<Open>, usize) {
    let name = kind.field_name();
    let mut all = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.name == name);
    let open = all
        .by_ref()
        .take(MOST_SIGNATURES)
        .map(|(own, field)| Open::read(kind, &field.value(), own))
        .collect();
    (open, all.count())
}

/// Compares the body with all of them in as few walks as there are forms.
fn over_body(verifier: &Verifier<'_>, open: &mut [Open]) {
    let hashing = |found: &&mut Open| found.signature.kind != SignatureKind::ArcSeal;
    let mut open: Vec<&mut Open> = open.iter_mut().filter(hashing).collect();
    let subjects: Vec<&Subject> = open
        .iter()
        .filter_map(|found| found.subject.as_ref())
        .collect();
    let bodies = verifier.over_body(&subjects);
    let readable = open.iter_mut().filter(|found| found.subject.is_some());
    for (found, body) in readable.zip(bodies) {
        found.signature.body_hash = Some(match body.good {
            Some(true) => BodyHash::Pass,
            Some(false) => BodyHash::Fail,
            None => BodyHash::NoBody,
        });
        found.signature.repair = body.repair.or(found.signature.repair);
        let length = found.subject.as_ref().and_then(|subject| subject.length);
        if length.is_some_and(|length| length < body.whole) {
            found.signature.flaws.push(Flaw::Length);
        }
    }
}

/// Whether the one From field that is read is the one whose bytes are signed.
fn has_one_author(source: &[u8], message: &Message, verifier: &Verifier<'_>) -> bool {
    let mut read = message.fields_named("from");
    let mut raw = verifier
        .fields()
        .iter()
        .filter(|field| field.name == "from");
    match (read.next(), read.next(), raw.next(), raw.next()) {
        (Some(read), None, Some(raw), None) => {
            let read = read.range.clone().and_then(|range| source.get(range));
            read.is_some_and(|read| read == raw.bytes.trim_ascii_end())
        }
        _ => false,
    }
}

/// The index of a raw field among the fields of the message: the same one of its name.
fn place(message: &Message, verifier: &Verifier<'_>, own: usize) -> Option<usize> {
    let name = &verifier.fields().get(own)?.name;
    let before = verifier.fields().iter().take(own);
    let nth = before.filter(|field| field.name == *name).count();
    let same = message.fields.iter().enumerate();
    same.filter(|(_, field)| field.name == *name)
        .nth(nth)
        .map(|(at, _)| at)
}

impl Open {
    fn read(kind: SignatureKind, value: &str, own: usize) -> Self {
        let mut signature = Signature {
            kind,
            instance: None,
            domain: None,
            selector: None,
            algorithm: None,
            signed: Vec::new(),
            header_signature: HeaderSignature::Malformed,
            body_hash: None,
            reason: None,
            key: None,
            repair: None,
            flaws: Vec::new(),
            signed_at: None,
            expires_at: None,
            prefix: String::new(),
            field: None,
        };
        let tags = Tags::parse(value);
        signature.reason = tags.is_none().then_some(Reason::TagList);
        let subject = tags.and_then(|tags| subject(&mut signature, &tags));
        Self {
            signature,
            subject,
            own,
        }
    }

    /// Verifies `b=`.
    pub(super) fn over_fields(&mut self, verifier: &mut Verifier<'_>, over: Over<'_>) {
        let readable = self.signature.reason.is_none();
        let Some(subject) = self.subject.as_ref().filter(|_| readable) else {
            return;
        };
        let fields = verifier.over_fields(subject, self.own, over);
        let signature = &mut self.signature;
        signature.header_signature = match fields.good {
            Some(true) => HeaderSignature::Pass,
            Some(false) => HeaderSignature::Fail,
            None => HeaderSignature::NoKey,
        };
        signature.repair = fields.repair;
        signature.reason = fields.unusable.map(|unusable| match unusable {
            Unusable::Revoked => Reason::KeyRevoked,
            Unusable::OtherAlgorithm => Reason::KeyAlgorithm,
            Unusable::Broken => Reason::KeyBroken,
        });
        if fields.over_limit {
            signature.reason = Some(Reason::Limit);
        }
        if let Some((key, bits)) = fields.key {
            let record = &key.record;
            let hash = match subject.hash {
                Hash::Sha1 => "sha1",
                Hash::Sha256 => "sha256",
            };
            let hash_allowed = record.hashes.is_empty() || record.hashes.iter().any(|h| h == hash);
            let short = subject.kind == KeyKind::Rsa && bits < key::ENOUGH_BITS;
            let flaws = [
                (short, Flaw::ShortKey),
                (!record.for_mail || !hash_allowed, Flaw::KeyPolicy),
                (record.testing, Flaw::Testing),
                (record.strict && subject.below, Flaw::Identity),
            ];
            let found = flaws.iter().filter(|(there, _)| *there);
            signature.flaws.extend(found.map(|(_, flaw)| *flaw));
            signature.key = Some(key);
        }
    }

    /// What can be said of it without a key.
    fn find_flaws(&mut self, verifier: &Verifier<'_>) {
        let signature = &mut self.signature;
        if let Some(subject) = self.subject.as_ref()
            && signature.kind != SignatureKind::ArcSeal
        {
            let signed = |name: &str| subject.names.iter().filter(|found| *found == name).count();
            let there = |name: &str| verifier.count(name);
            let unsigned = |name: &str| signed(name) == 0 && there(name) > 0;
            let doubled = SHOWN
                .iter()
                .any(|name| signed(name) > 0 && there(name) > signed(name));
            let flaws = [
                (subject.hash == Hash::Sha1, Flaw::Sha1),
                (signed("from") == 0, Flaw::FromUnsigned),
                (unsigned("subject"), Flaw::SubjectUnsigned),
                (unsigned("content-type"), Flaw::ContentTypeUnsigned),
                (doubled, Flaw::Doubled),
            ];
            let found = flaws.iter().filter(|(there, _)| *there);
            signature.flaws.extend(found.map(|(_, flaw)| *flaw));
        }
        let found = std::mem::take(&mut signature.flaws);
        signature.flaws = FLAWS
            .iter()
            .filter(|flaw| found.contains(flaw))
            .copied()
            .collect();
    }
}

/// What the tags say is signed, noting in the signature the first reason why its fields cannot
/// be judged; nothing where the body cannot be either.
fn subject(signature: &mut Signature, tags: &Tags<'_>) -> Option<Subject> {
    let kind = signature.kind;
    let text = |name: &str| tags.get(name).filter(|value| !value.is_empty());
    let time = |name: &str| tags.number(name).and_then(|time| i64::try_from(time).ok());
    signature.domain = text("d").map(str::to_ascii_lowercase);
    signature.selector = text("s").map(str::to_owned);
    signature.algorithm = text("a").map(str::to_owned);
    signature.signed_at = time("t");
    signature.expires_at = time("x");
    signature.prefix = text("b").unwrap_or_default().split_whitespace().collect();
    if kind != SignatureKind::Dkim {
        signature.instance = arc::instance(tags.get("i"));
    } else if tags.get("v") != Some("1") {
        signature.flaws.push(Flaw::Version);
    }
    let algorithm = match text("a") {
        Some("rsa-sha256") => Ok((KeyKind::Rsa, Hash::Sha256)),
        Some("rsa-sha1") if kind == SignatureKind::Dkim => Ok((KeyKind::Rsa, Hash::Sha1)),
        Some("ed25519-sha256") => Ok((KeyKind::Ed25519, Hash::Sha256)),
        Some(_) => Err(Reason::Algorithm),
        None => Err(Reason::MissingTag),
    };
    let seal = kind == SignatureKind::ArcSeal;
    let canon = match (seal, tags.get("c")) {
        (true, _) => canons(Some("relaxed/relaxed")),
        (false, None) if kind == SignatureKind::ArcMessage => canons(Some("relaxed/relaxed")),
        (false, canon) => canons(canon),
    };
    let names = text("h").unwrap_or_default().split(':');
    let names: Vec<String> = names.map(|name| name.trim().to_ascii_lowercase()).collect();
    let unread = |name: &&str| tags.get(name).is_some() && tags.number(name).is_none();
    let is_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let selector = text("s").filter(|name| name.chars().all(is_label));
    let domain = text("d").filter(|name| Domain::parse(name).is_some());
    let value = tags.bytes("b");
    let body_hash = tags.bytes("bh");
    let whole = if seal {
        arc::seal_is_whole(tags)
    } else {
        body_hash.is_some() && text("h").is_some()
    };
    let missing = ["t", "x", "l"].iter().any(unread)
        || selector.is_none()
        || domain.is_none()
        || value.is_none()
        || !whole;
    signature.reason = match (algorithm, canon) {
        (Err(reason), _) => Some(reason),
        (_, None) => Some(Reason::Canonicalization),
        _ => missing.then_some(Reason::MissingTag),
    };
    let (key_kind, hash) = algorithm.ok()?;
    let (header_canon, body_canon) = canon?;
    let mut subject = Subject {
        kind: key_kind,
        hash,
        header_canon,
        body_canon,
        selector: selector.unwrap_or_default().to_owned(),
        domain: domain.unwrap_or_default().to_ascii_lowercase(),
        names: if seal { Vec::new() } else { names },
        signature: value.unwrap_or_default(),
        body_hash: if seal { Vec::new() } else { body_hash? },
        length: tags.number("l"),
        below: false,
    };
    signature.signed.clone_from(&subject.names);
    if let Some(identity) = text("i").filter(|_| kind == SignatureKind::Dkim) {
        let host = identity.rsplit_once('@').map_or(identity, |(_, host)| host);
        let host = host.to_ascii_lowercase();
        subject.below = host != subject.domain;
        if !crate::domain::is_within(&host, &subject.domain) {
            signature.flaws.push(Flaw::Identity);
        }
    }
    Some(subject)
}

/// `c=`: one name stands for the header, the body is then simple (RFC 6376 §3.5).
fn canons(value: Option<&str>) -> Option<(Canon, Canon)> {
    let Some(value) = value else {
        return Some((Canon::Simple, Canon::Simple));
    };
    let (header, body) = value.split_once('/').unwrap_or((value, "simple"));
    Some((Canon::parse(header)?, Canon::parse(body)?))
}
