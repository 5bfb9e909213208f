//! What pasting, careless writers and attackers make of signed mails: undone, named, and answered soon.

mod support;

use countersign::facts::arc::ChainStatus;
use countersign::facts::signature::{BodyHash, HeaderSignature, Reason};
use countersign::input::Kind;
use countersign::key::Key;
use std::fmt::Write as _;
use std::time::Instant;
use support::letter::{
    BODY, BOTH, HEAD, SIGNATURE, came_out, check, check_with, dkim, keys, signed,
};
use support::sign::sign;

#[test]
fn damage_of_pasting_is_undone_and_named() {
    let simple = SIGNATURE.replace("relaxed/relaxed", "simple/simple");
    let simple = sign(&format!("{simple}{HEAD}\n{BODY}"));
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
            signed().replace("Two records", "Two\u{a0}records"),
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
        "9,000 fields" => format!("{}{one}", "X-Any: thing\n".repeat(9_000)),
        // More than are read: no signature is found behind them.
        "1,000,000 fields" => format!("{}{one}", "X:1\n".repeat(1_000_000)),
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
        "9,000 fields",
        "a body of 5 MB",
        "1,000,000 fields",
    ] {
        let mail = absurd(what);
        let start = Instant::now();
        let report = check_with(&mail, keys(), Some(Kind::Message));
        let took = start.elapsed();
        // Far above what it takes, far below what a quadratic walk would.
        assert!(took.as_secs() < 20, "{what}: {took:?}");
        let read = what != "1,000,000 fields";
        assert_eq!(!report.details.signatures.is_empty(), read, "{what}");
        let left_out = if what == "1,000 signatures" { 900 } else { 0 };
        assert_eq!(report.details.signatures_left_out, left_out, "{what}");
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
