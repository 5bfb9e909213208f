//! What the types of a job and of its answer are made of. One that changes and is not changed here
//! does not compile.

use super::{Tape, Wire};
use crate::domain::lookalike::{Place, Spelling};
use crate::facts::Aspect;
use crate::facts::alignment::{Aligned, Alignment};
use crate::facts::arc::ChainStatus;
use crate::facts::auth::{AuthResult, Trust};
use crate::facts::body::GreetingKind;
use crate::facts::claim::{Certainty, Zone};
use crate::facts::line::{Code, Line};
use crate::facts::route::Hop;
use crate::facts::signature::{BodyHash, Flaw, HeaderSignature, Reason, SignatureKind};
use crate::finding::{Bearing, Evidence, Family, Finding, Weight};
use crate::input::{Container, Context, InputError, Kind};
use crate::key::record::{KeyKind, Record};
use crate::key::{Key, Origin};
use crate::language::data::Meaning;
use crate::message::Came;
use crate::report::{
    AttachmentDetails, AuthenticationDetails, ChainDetails, Claim, ClaimKind, Details,
    GreetingDetails, IncidentDetails, InputRead, LinkDetails, MailboxDetails, NestedDetails, Note,
    OnlyForDetails, Originators, Report, ReportRoute, Resembles, SayingDetails, Signature,
    Unchecked,
};
use crate::verdict::{Cap, Verdict};
use crate::view::marked::Piece;
use crate::work::{Answer, Job};

/// Types of named fields.
macro_rules! fields {
    ($($kind:ty { $($field:ident),* $(,)? })*) => { $(
        impl Wire for $kind {
            const BLANK: Self = Self { $($field: Wire::BLANK),* };

            fn pass(&mut self, tape: &mut Tape) {
                $(self.$field.pass(tape);)*
            }
        }
    )* };
}

/// Types of variants that hold nothing, all of them in order.
macro_rules! variants {
    ($($kind:ty { $first:ident $(, $variant:ident)* $(,)? })*) => { $(
        impl $kind {
            /// Each there is, in order.
            pub(crate) const ALL: &'static [Self] = &[Self::$first, $(Self::$variant),*];
        }

        impl Wire for $kind {
            const BLANK: Self = Self::$first;

            fn pass(&mut self, tape: &mut Tape) {
                const {
                    let mut at = 0;
                    while at < Self::ALL.len() {
                        assert!(Self::ALL[at] as usize == at, "the variants are out of order");
                        at += 1;
                    }
                }
                let at = match self {
                    Self::$first $(| Self::$variant)* => tape.variant(*self as u8, Self::ALL.len()),
                };
                if let Some(variant) = Self::ALL.get(usize::from(at)) {
                    *self = *variant;
                }
            }
        }
    )* };
}

fields! {
    Job { kind, context }
    Key { selector, domain, record, origin, retired_at }
    Record { kind, key, hashes, for_mail, testing, strict }
    Answer { report, marked }
    Report { version, input, verdict, cap, claim, findings, unchecked, details }
    InputRead { kind, coverage, forwarded, notes }
    Claim { kind, brand, name, domain, seen_in, certainty }
    Finding { check, family, bearing, weight, values, evidence }
    Evidence { place, excerpt, start, end }
    Unchecked { check, missing }
    Details {
        originators, subject, authentication, signatures, signatures_left_out, arc, route, links,
        greeting, says, attachments, nested, only_for, report_to,
        incidents, suffix_list_date,
    }
    Originators { from, sender, reply_to, rfc5321_mail_from }
    MailboxDetails { display_name, address, organizational_domain }
    AuthenticationDetails { receiver, results, alignment, lines }
    AuthResult {
        field_name, instance, authserv_id, trust, method, result, reason, action, properties,
        domain, field,
    }
    Alignment { spf, dkim, dmarc }
    Line { name, value, trust, codes }
    Code { code, value }
    ChainDetails { status, sets }
    Signature {
        kind, instance, domain, selector, algorithm, signed_at, expires_at, signed_fields,
        header_signature, body_hash, aligned, key, repair, reason, flaws,
    }
    Hop { from, from_ip, by, protocol, time, delay, clock_skew, boundary, field }
    LinkDetails {
        text, target, destination_host, organizational_domain, wrapper, opaque, redirect_host,
        owner, action, resembles,
    }
    Resembles { brand, spelling, place, shown, meant }
    GreetingDetails { kind, text }
    SayingDetails { meaning, text }
    AttachmentDetails { name, content_type, bytes }
    NestedDetails { level, came, subject, from, verdict, claim, findings }
    OnlyForDetails { brand, name, address }
    ReportRoute { brand, address, page, source, read }
    IncidentDetails { brand, date, what, stated_by, source }
}

variants! {
    Kind { Message, Headers, Html, Text, Links }
    Container { Outlook, Picture }
    InputError {
        Empty, TooLarge, Archive, Picture, Outlook, NotText, NoQrCode, PictureUnread, Damaged,
        NoMail, Protected, NoReader, UnknownBrand, UnknownReceiver,
    }
    Origin { Bundled, Given }
    KeyKind { Rsa, Ed25519 }
    Aspect {
        Originators, Results, Signatures, Text, LinkTargets, Attachments, Recipient, OnlyFor,
    }
    Note {
        RebuiltFromOutlook, FromQrCode, PicturesScanned, PicturesWithoutCode, PicturesUnscanned,
        UnreadCharset, LinksLeftOut, NestedLeftOut,
    }
    Came { Attached, Returned, Digest }
    Verdict { Genuine, Unproven, Suspicious, Fake }
    Cap { Forwarded, Outlived, Part, StrangersText, Unbound }
    ClaimKind { Brand, Organisation, Person }
    Zone {
        Reader, DisplayName, FromDomain, FromAddress, Subject, Title, Picture, Head, Offer, Link,
    }
    Certainty { Possible, Likely, Certain }
    Family {
        Authentication, Identity, Claim, Links, Recipient, Words, Hiding, Attachments, Route,
    }
    Bearing { Against, For }
    Weight { Hint, Strong, Decisive }
    Trust { SenderClaimed, Reported, Confirmed }
    Aligned { Fail, Pass }
    ChainStatus { None, Pass, Fail, Unknown }
    SignatureKind { Dkim, ArcSeal, ArcMessage }
    HeaderSignature { Pass, Fail, NoKey, Malformed }
    BodyHash { Pass, Fail, NoBody }
    Reason {
        TagList, MissingTag, Algorithm, Canonicalization, ArcSet, KeyRevoked, KeyAlgorithm,
        KeyBroken, Limit,
    }
    Flaw {
        Version, Sha1, ShortKey, KeyPolicy, Testing, Identity, FromUnsigned, SubjectUnsigned,
        ContentTypeUnsigned, Doubled, Length,
    }
    Spelling { Exact, UnicodeHomoglyph, AsciiHomoglyph, AdjacentSwap, Typo }
    Place { LevelSquat, TldSwap, Combosquat, Subdomain, FreeHost, Path }
    GreetingKind { ReaderName, Name, Generic, Address, Placeholder, None }
    Meaning {
        Deadline, Suspension, Threat, SignInAlert, VerifyAccount, PaymentProblem, FeeDue,
        ParcelHeld, MailboxProblem, StorageFull, SubscriptionEnds, SharedDocument, UnknownCharge,
        Refund, Prize, Windfall, Investment, Extortion, RomanceOrJob, Miracle, Password,
        OneTimeCode, Card, IdentityPapers, RecoveryPhrase, GiftCards, Cryptocurrency, Install,
        RemoteAccess, CallBack, ReplyWith, Secrecy,
    }
}

impl Wire for Context {
    const BLANK: Self = Self {
        now: None,
        receiver: None,
        country: None,
        name: None,
        addresses: Vec::new(),
        only_for: None,
        brand: None,
        profile: None,
        keys: Vec::new(),
        container: None,
        scanned: None,
    };

    fn pass(&mut self, tape: &mut Tape) {
        let Self {
            now,
            receiver,
            country,
            name,
            addresses,
            only_for,
            brand,
            // No page lets a profile be loaded; the command line, which does, sends no jobs.
            profile: _,
            keys,
            container,
            scanned,
        } = self;
        now.pass(tape);
        for text in [receiver, country, name, only_for, brand] {
            text.pass(tape);
        }
        addresses.pass(tape);
        keys.pass(tape);
        container.pass(tape);
        scanned.pass(tape);
    }
}

impl Wire for Piece {
    const BLANK: Self = Self::Gap;

    fn pass(&mut self, tape: &mut Tape) {
        let variant = match self {
            Self::Gap => 0,
            Self::Plain(_) => 1,
            Self::Mark { .. } => 2,
        };
        match (tape.variant(variant, 3), variant) {
            (1, 0) => *self = Self::Plain(Wire::BLANK),
            (2, 0) => {
                *self = Self::Mark {
                    number: Wire::BLANK,
                    text: Wire::BLANK,
                    target: Wire::BLANK,
                }
            }
            _ => {}
        }
        match self {
            Self::Gap => {}
            Self::Plain(text) => text.pass(tape),
            Self::Mark {
                number,
                text,
                target,
            } => {
                number.pass(tape);
                text.pass(tape);
                target.pass(tape);
            }
        }
    }
}
