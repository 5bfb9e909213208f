//! Signatures: the example of RFC 8463, mails signed here, and what attackers and pasting do to them.

mod support;

use countersign::facts::arc::ChainStatus;
use countersign::facts::auth::{Aligned, Trust};
use countersign::facts::dkim::{BodyHash, Flaw, HeaderSignature, Reason, SignatureKind};
use countersign::input::{Context, Input, Kind};
use countersign::key::{Key, Origin};
use countersign::report::{Report, Signature};
use countersign::verdict::{Cap, Verdict};
use std::fmt::Write as _;
use std::time::Instant;
use support::{key, sign::sign};

const SIGNATURE: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; s=brass; d=play.com;\n\
    \tt=1300788860; h=from:to:subject:date:mime-version:content-type;\n\tbh=;\n\tb=\n";

const HEAD: &str = "From: Play.com <orders@play.com>\nTo: Maya Ellison <maya@example.org>\n\
    Subject: Your order has left us\nDate: Tue, 22 Mar 2011 10:14:20 +0000\nMIME-Version: 1.0\n\
    Content-Type: text/html; charset=utf-8\n";

const BODY: &str = "<p>Dear Maya Ellison,</p>\n<p>Two records are on their way.</p>\n\n\
    <p><a href=\"https://www.play.com/orders/44\">See your order</a></p>\n";

/// Gmail's own lines above a mail that came in on 22 March 2011.
const GMAIL: &str = "Delivered-To: maya@example.org\n\
    Received: by 10.42.174.7 with SMTP id t7; Tue, 22 Mar 2011 03:14:22 -0700 (PDT)\n\
    Received: from mta3.play.com (mta3.play.com [192.0.2.33]) by mx.google.com with ESMTPS id s4;\n\
    \tTue, 22 Mar 2011 03:14:21 -0700 (PDT)\n";

const RESULTS: &str = "mx.google.com; dkim=pass header.i=@play.com header.s=brass;\n\
    \tspf=pass smtp.mailfrom=bounce@play.com; dmarc=pass header.from=play.com";

fn signed() -> String {
    sign(&format!("{SIGNATURE}{HEAD}\n{BODY}"))
}

/// The mail as Gmail delivers it, with its ARC set under a key of the tests.
fn sealed() -> String {
    let mail = format!(
        "{GMAIL}Authentication-Results: {RESULTS}\n\
        ARC-Seal: i=1; a=rsa-sha256; t=1300788861; cv=none; d=google.com; s=arc-brass;\n\tb=\n\
        ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-brass;\n\
        \th=from:to:subject:date:dkim-signature;\n\tbh=;\n\tb=\n\
        ARC-Authentication-Results: i=1; {RESULTS}\n{SIGNATURE}{HEAD}\n{BODY}"
    );
    sign(&mail)
}

fn keys() -> Vec<Key> {
    [
        "brass play.com",
        "arc-brass google.com",
        "brass mkt2527.com",
    ]
    .map(key)
    .into()
}

fn check(mail: &str) -> Report {
    check_with(mail, keys(), None)
}

fn check_with(mail: &str, keys: Vec<Key>, kind: Option<Kind>) -> Report {
    let input = Input {
        bytes: mail.as_bytes(),
        kind,
        context: Context {
            keys,
            now: countersign::time::parse("2011-03-23T00:00:00Z"),
            ..Context::default()
        },
    };
    countersign::check(&input).expect("a mail is answered")
}

fn dkim(report: &Report) -> &Signature {
    let mut list = report.details.signatures.iter();
    list.find(|found| found.kind == SignatureKind::Dkim)
        .expect("a DKIM signature")
}

fn came_out(report: &Report) -> (HeaderSignature, Option<BodyHash>) {
    let found = dkim(report);
    (found.header_signature, found.body_hash)
}

const BOTH: (HeaderSignature, Option<BodyHash>) = (HeaderSignature::Pass, Some(BodyHash::Pass));

#[test]
fn the_example_of_rfc_8463_verifies_under_both_algorithms() {
    let mail = include_str!("rfc/8463-a3.eml");
    let ed25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let rsa = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3id\
        Y6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM\
        KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";
    let keys = [("brisbane", ed25519), ("test", rsa)].map(|(selector, record)| {
        Key::given(selector, "football.example.com", record).expect("a record of the RFC")
    });
    let report = check_with(mail, keys.into(), Some(Kind::Message));
    for found in &report.details.signatures {
        assert_eq!(found.header_signature, HeaderSignature::Pass, "{found:?}");
        assert_eq!(found.body_hash, Some(BodyHash::Pass), "{found:?}");
        assert_eq!(
            (found.key, found.aligned),
            (Some(Origin::Given), Some(true))
        );
    }
    assert_eq!(report.details.signatures.len(), 2);
}

#[test]
fn a_signed_mail_is_genuine_without_any_receiver() {
    let report = check(&format!("{GMAIL}{}", signed()));
    assert_eq!(came_out(&report), BOTH);
    assert_eq!(report.verdict, Verdict::Genuine);
}

#[test]
fn without_the_key_nothing_is_proven() {
    let report = check_with(&format!("{GMAIL}{}", signed()), Vec::new(), None);
    assert_eq!(dkim(&report).header_signature, HeaderSignature::NoKey);
    assert_eq!(dkim(&report).body_hash, Some(BodyHash::Pass));
    assert_eq!(report.verdict, Verdict::Unproven);
}

#[test]
fn a_real_header_block_on_another_body_proves_the_header_alone() {
    let head = signed();
    let (head, _) = head.split_once("\n\n").expect("a body");
    let other =
        "<p>Dear Maya Ellison,</p><p><a href=\"https://www.play.com/\">Your order</a></p>\n";
    let glued = format!("{GMAIL}Authentication-Results: {RESULTS}\n{head}\n\n{other}");
    let report = check(&glued);
    assert_eq!(
        came_out(&report),
        (HeaderSignature::Pass, Some(BodyHash::Fail))
    );
    assert_eq!(report.cap, Some(Cap::Unbound));
    assert_eq!(report.verdict, Verdict::Unproven);
    assert!(report.finding("header-signed").is_some());
    assert!(report.finding("signature-verified").is_none());
    // Links inherit nothing.
    let evil = glued.replace(
        other,
        "<a href=\"https://parcels.example/\">Your order</a>\n",
    );
    let report = check(&evil);
    assert!(report.finding("brand-without-link").is_some());
    assert!(report.verdict >= Verdict::Suspicious);
}

#[test]
fn two_authors_are_never_proven() {
    let mail = signed().replacen(
        "From: Play",
        "From: A Friend <friend@letters.example>\nFrom: Play",
        1,
    );
    let report = check(&mail);
    assert_ne!(report.verdict, Verdict::Genuine);
    assert!(report.finding("signature-verified").is_none());
    assert!(report.finding("several-authors").is_some());
    // Not even where both were signed.
    let both = SIGNATURE.replace("h=from:", "h=from:from:");
    let mail = sign(&format!(
        "{both}From: A Friend <friend@letters.example>\n{HEAD}\n{BODY}"
    ));
    assert_eq!(came_out(&check(&mail)), BOTH);
    assert!(check(&mail).finding("signature-verified").is_none());
}

#[test]
fn a_provider_that_signs_proves_no_brand() {
    let provider = SIGNATURE.replace("d=play.com", "d=mkt2527.com");
    let report = check(&sign(&format!("{provider}{HEAD}\n{BODY}")));
    assert_eq!(came_out(&report), BOTH);
    assert_eq!(dkim(&report).aligned, Some(false));
    assert_eq!(report.verdict, Verdict::Unproven);
    assert!(report.finding("signature-verified").is_none());
}

#[test]
fn a_retired_key_proves_nothing_after_its_time_whatever_the_date_says() {
    let retired = |day: &str| {
        let mut key = key("brass play.com");
        key.retired_at = Some(day.into());
        vec![key]
    };
    // Date and t= lie before the retirement; the receiver's clock tells.
    let mail = format!("{GMAIL}{}", signed());
    for (mail, day, proven) in [
        (&*mail, "2011-04-01", true),
        (&*mail, "2011-03-22", false),
        (&*mail, "2010-01-01", false),
        // No receiver, no time: not proven.
        (&*signed(), "2011-04-01", false),
    ] {
        let report = check_with(mail, retired(day), None);
        assert_eq!(came_out(&report), BOTH, "{day}");
        assert_eq!(
            report.finding("signature-verified").is_some(),
            proven,
            "{day}"
        );
    }
}

#[test]
fn a_weak_or_misused_key_proves_nothing() {
    let record = support::sign::record("brass");
    for (record, flaw) in [
        (record.replace("v=DKIM1;", "v=DKIM1; t=y;"), Flaw::Testing),
        (
            record.replace("v=DKIM1;", "v=DKIM1; s=chat;"),
            Flaw::KeyPolicy,
        ),
        (
            record.replace("v=DKIM1;", "v=DKIM1; h=sha1;"),
            Flaw::KeyPolicy,
        ),
    ] {
        let key = Key::given("brass", "play.com", &record).expect("a record");
        let report = check_with(&signed(), vec![key], None);
        assert_eq!(came_out(&report), BOTH);
        assert!(dkim(&report).flaws.contains(&flaw), "{flaw:?}");
        assert!(report.finding("signature-verified").is_none(), "{flaw:?}");
    }
    let revoked = Key::given("brass", "play.com", "v=DKIM1; p=").expect("a record");
    let report = check_with(&signed(), vec![revoked], None);
    assert_eq!(dkim(&report).header_signature, HeaderSignature::Fail);
    assert_eq!(dkim(&report).reason, Some(Reason::KeyRevoked));
}

#[test]
fn gmails_seal_confirms_its_results() {
    let report = check(&sealed());
    let authentication = &report.details.authentication;
    assert_eq!(report.details.arc.status, ChainStatus::Pass);
    let direct = authentication
        .results
        .iter()
        .filter(|found| found.field_name == "authentication-results");
    assert!(
        direct.clone().count() == 3 && direct.clone().all(|found| found.trust == Trust::Confirmed)
    );
    assert_eq!(authentication.alignment.dmarc, Some(Aligned::Pass));
    assert_eq!(report.verdict, Verdict::Genuine);
}

#[test]
fn a_replayed_seal_confirms_nothing() {
    // The set of one mail above another: the seal verifies, the message signature does not.
    let replayed = sealed().replace(
        "Subject: Your order has left us",
        "Subject: Your account is locked",
    );
    let report = check(&replayed);
    let of = |kind| {
        let mut list = report.details.signatures.iter();
        list.find(|found| found.kind == kind)
            .map(|found| found.header_signature)
    };
    assert_eq!(of(SignatureKind::ArcSeal), Some(HeaderSignature::Pass));
    assert_eq!(of(SignatureKind::ArcMessage), Some(HeaderSignature::Fail));
    assert_eq!(report.details.arc.status, ChainStatus::Fail);
    let results = &report.details.authentication.results;
    assert!(results.iter().all(|found| found.trust != Trust::Confirmed));
}

#[test]
fn a_seal_of_somebody_else_confirms_nothing() {
    // Whoever sends can seal what he likes under his own name.
    let own = sealed()
        .replace("d=google.com", "d=mkt2527.com")
        .replace("s=arc-brass", "s=brass");
    let report = check(&sign(&own));
    assert_eq!(report.details.arc.status, ChainStatus::Pass);
    let results = &report.details.authentication.results;
    assert!(results.iter().all(|found| found.trust != Trust::Confirmed));
}

#[test]
fn results_that_differ_from_what_their_writer_sealed_are_not_believed() {
    let failed = RESULTS.replace("=pass", "=fail");
    let mail = sign(&sealed().replacen(RESULTS, &failed, 2));
    let forged = mail.replacen(&failed, RESULTS, 1);
    let report = check_with(&forged, vec![key("arc-brass google.com")], None);
    assert_ne!(
        report.details.authentication.alignment.dmarc,
        Some(Aligned::Pass)
    );
    assert!(report.finding("forged-results").is_some());
    assert_ne!(report.verdict, Verdict::Genuine);
}

#[test]
fn a_chain_that_somebody_found_broken_fails_and_its_seal_covers_one_set() {
    let (head, rest) = sealed()
        .split_once("ARC-Seal")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("a seal");
    let second = "ARC-Seal: i=2; a=rsa-sha256; t=1300788869; cv=fail; d=google.com; s=arc-brass;\n\tb=\n\
        ARC-Message-Signature: i=2; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-brass;\n\
        \th=from:subject;\n\tbh=;\n\tb=\nARC-Authentication-Results: i=2; mx.google.com; arc=fail\n";
    let mail = sign(&format!("{head}{second}ARC-Seal{rest}"));
    // The first set changes afterwards: the second seal does not cover it.
    let report = check(&mail.replace("cv=none", "cv=none; x_any=1"));
    let seals: Vec<_> = report
        .details
        .signatures
        .iter()
        .filter(|found| found.kind == SignatureKind::ArcSeal)
        .map(|found| (found.instance, found.header_signature))
        .collect();
    assert_eq!(
        seals,
        [
            (Some(2), HeaderSignature::Pass),
            (Some(1), HeaderSignature::Fail)
        ]
    );
    assert_eq!(report.details.arc.status, ChainStatus::Fail);
}

#[test]
fn damage_of_pasting_is_undone_and_named() {
    let simple = SIGNATURE.replace("relaxed/relaxed", "simple/simple");
    let simple = sign(&format!("{simple}{HEAD}\n{BODY}"));
    let latin = sign(&format!("{SIGNATURE}{HEAD}\n{BODY}")).replace("records", "records");
    let quoted = |mail: &str| {
        mail.lines().fold(String::new(), |mut out, line| {
            let _ = writeln!(out, "> {line}");
            out
        })
    };
    let unfolded = signed().replace("\n\t", "\n");
    let blanks = simple.replace("way.</p>\n", "way.</p>  \n");
    let from = sign(&format!(
        "{SIGNATURE}{HEAD}\n{BODY}\nFrom here on it is easy.\n"
    ));
    for (what, mail, repair) in [
        ("CRLF", signed().replace('\n', "\r\n"), None),
        ("a BOM", format!("\u{feff}{}", signed()), None),
        ("blank lines on top", format!("\n\n{}", signed()), None),
        (
            "blank lines at the end",
            format!("{}\n\n\n", signed()),
            None,
        ),
        ("a lost last newline", signed().trim_end().to_owned(), None),
        ("quoting", quoted(&signed()), Some("quoting")),
        (
            "doubled newlines",
            signed().replace('\n', "\n\n"),
            Some("doubled-newlines"),
        ),
        ("lost folding", unfolded, Some("lost-folding")),
        (
            "tabs as blanks",
            simple.replace("\n\t", "\n        "),
            Some("folding"),
        ),
        ("blanks at line ends", blanks, Some("trailing-blanks")),
        (
            "mbox",
            from.replace("\nFrom here", "\n>From here"),
            Some("mbox-quoting"),
        ),
        (
            "no-break spaces",
            latin.replace("Two records", "Two\u{a0}records"),
            Some("no-break-spaces"),
        ),
    ] {
        let report = check(&mail);
        assert_eq!(came_out(&report), BOTH, "{what}");
        assert_eq!(dkim(&report).repair.as_deref(), repair, "{what}");
    }
}

#[test]
fn a_one_byte_charset_is_found_again() {
    // Signed as windows-1252, pasted as UTF-8.
    let body = "<p>Bonjour Ma\u{e9}va, 20 \u{20ac}</p>\n";
    let bytes = |text: &str| -> Vec<u8> {
        let byte = |c: char| {
            if c == '\u{20ac}' {
                0x80
            } else {
                u8::try_from(u32::from(c)).unwrap_or(b'?')
            }
        };
        text.chars().map(byte).collect()
    };
    let hash = countersign::signature::Hash::Sha256.of(&bytes(&body.replace('\n', "\r\n")));
    let hash = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, hash);
    let mail = format!(
        "{}{HEAD}\n{body}",
        SIGNATURE
            .replace("bh=;", &format!("bh={hash};"))
            .replace("b=\n", "b=AAAA\n")
    );
    let report = check(&mail);
    assert_eq!(dkim(&report).body_hash, Some(BodyHash::Pass));
    assert_eq!(dkim(&report).repair.as_deref(), Some("one-byte-charset"));
}

#[test]
fn what_cannot_be_read_says_why() {
    for (from, to, reason) in [
        ("v=1; a", "v=1; v=1; a", Reason::TagList),
        ("s=brass;", "", Reason::MissingTag),
        ("rsa-sha256", "rsa-md5", Reason::Algorithm),
        ("relaxed/relaxed", "strict/strict", Reason::Canonicalization),
        ("t=1300788860", "t=today", Reason::MissingTag),
        ("d=play.com", "d=..", Reason::MissingTag),
    ] {
        let report = check(&signed().replacen(from, to, 1));
        assert_eq!(
            dkim(&report).header_signature,
            HeaderSignature::Malformed,
            "{to}"
        );
        assert_eq!(dkim(&report).reason, Some(reason), "{to}");
    }
}

/// A mail with something absurd in it.
fn absurd(what: &str) -> String {
    let one = signed();
    match what {
        "1,000 signatures" => {
            let (field, rest) = one.split_once("From:").expect("a From");
            format!("{}From:{rest}", field.repeat(1000))
        }
        "60 ARC sets" => {
            let mut sets = String::new();
            for i in (1..=60).rev() {
                let _ = write!(
                    sets,
                    "ARC-Seal: i={i}; a=rsa-sha256; cv=pass; d=google.com; s=arc-brass; b=AAAA\n\
                    ARC-Message-Signature: i={i}; a=rsa-sha256; d=google.com; s=arc-brass; h=from; bh=AAAA; b=AAAA\n\
                    ARC-Authentication-Results: i={i}; mx.google.com; dmarc=pass\n"
                );
            }
            format!("{sets}{one}")
        }
        "h= of 100 kB" => one.replacen(
            "h=from:",
            &format!("h=from:{}", "x-any:from:".repeat(9_000)),
            1,
        ),
        "10,000 fields" => format!("{}{one}", "X-Any: thing\n".repeat(10_000)),
        "a body of 5 MB" => format!("{one}{}", "<p>word \t word</p>   \n".repeat(250_000)),
        other => panic!("{other}"),
    }
}

#[test]
fn absurd_mails_are_answered_soon() {
    for what in [
        "1,000 signatures",
        "60 ARC sets",
        "h= of 100 kB",
        "10,000 fields",
        "a body of 5 MB",
    ] {
        let mail = absurd(what);
        let start = Instant::now();
        let report = check_with(&mail, keys(), Some(Kind::Message));
        let took = start.elapsed();
        // Far above what it takes, far below what a quadratic walk would.
        assert!(took.as_secs() < 20, "{what}: {took:?}");
        assert!(!report.details.signatures.is_empty(), "{what}");
        if what == "60 ARC sets" {
            assert_eq!(report.details.arc.status, ChainStatus::Fail);
        }
    }
}

#[test]
fn absurd_keys_are_answered() {
    let der = |bits: usize| {
        let modulus = vec![0xC5; bits / 8];
        let number = |bytes: &[u8]| {
            [
                &[0x02, 0x82],
                &u16::try_from(bytes.len()).unwrap_or(0).to_be_bytes()[..],
                bytes,
            ]
            .concat()
        };
        let numbers = [number(&modulus), number(&[1, 0, 1])].concat();
        [
            &[0x30, 0x82],
            &u16::try_from(numbers.len()).unwrap_or(0).to_be_bytes()[..],
            &numbers,
        ]
        .concat()
    };
    for bits in [16, 512, 16_384] {
        let record = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, der(bits));
        let key =
            Key::given("brass", "play.com", &format!("v=DKIM1; p={record}")).expect("a record");
        let report = check_with(&signed(), vec![key], None);
        assert_eq!(
            dkim(&report).header_signature,
            HeaderSignature::Fail,
            "{bits}"
        );
        let reason = (bits != 512).then_some(Reason::KeyBroken);
        assert_eq!(dkim(&report).reason, reason, "{bits}");
    }
}
