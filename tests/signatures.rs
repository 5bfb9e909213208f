//! Signatures: the example of RFC 8463, mails signed here, and what attackers and pasting do to them.

mod support;

use countersign::facts::arc::ChainStatus;
use countersign::facts::auth::{Aligned, Trust};
use countersign::facts::signature::{BodyHash, Flaw, HeaderSignature, Reason, SignatureKind};
use countersign::input::Kind;
use countersign::key::{Key, Origin};
use countersign::verdict::{Cap, Verdict};
use support::letter::{
    BODY, BOTH, GMAIL, HEAD, RESULTS, SIGNATURE, came_out, check, check_with, dkim, sealed, signed,
};
use support::{key, sign::sign};

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
    // Not even where a signature that nobody can verify says that it is this body's.
    let mut own = sign(&format!("{SIGNATURE}{HEAD}\n{other}"));
    own.truncate(own.find("From:").expect("a From"));
    let own = own.replace("s=brass", "s=unknown");
    let disguised = glued.replacen("DKIM-Signature", &format!("{own}DKIM-Signature"), 1);
    let report = check(&disguised);
    assert_eq!(dkim(&report).body_hash, Some(BodyHash::Pass));
    assert_eq!(report.cap, Some(Cap::Unbound));
    assert_eq!(report.verdict, Verdict::Unproven);
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
fn what_was_added_behind_the_signed_length_is_not_bound_by_the_receivers_seal() {
    // The brand signed the beginning; somebody added the rest; Gmail sealed all of it.
    let short = SIGNATURE.replace("bh=", "l=40; bh=");
    let mail = sign(&sealed().replace(
        &sealed()[sealed().find("DKIM-Signature").unwrap_or(0)..],
        &format!("{short}{HEAD}\n{BODY}"),
    ));
    let report = check(&mail);
    assert_eq!(report.details.arc.status, ChainStatus::Pass);
    assert!(dkim(&report).flaws.contains(&Flaw::Length));
    assert_eq!(report.cap, Some(Cap::Unbound));
    assert_eq!(report.verdict, Verdict::Unproven);
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
    let confirmed = report.details.authentication.results.iter();
    let confirmed = confirmed.filter(|found| found.trust == Trust::Confirmed);
    // What DKIM passed was verified here, too; nothing else was.
    assert!(confirmed.clone().all(|found| found.method == "dkim"));
    assert_eq!(confirmed.count(), 1);
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
