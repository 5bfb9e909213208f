//! Attacks on the results: whoever sends a mail writes what stands below the receiver's own fields.

use countersign::facts::auth::{Aligned, Trust};
use countersign::input::{Context, Input};
use countersign::report::Report;
use countersign::verdict::Verdict;

/// What the attacker would like to have said of him.
const FORGED: &str = "Authentication-Results: mx.google.com; dkim=pass header.i=@play.com; \
    spf=pass smtp.mailfrom=play.com; dmarc=pass header.from=play.com\n";

/// What Gmail says of him.
const TRUE: &str = "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=x@evil.example; \
    dmarc=fail header.from=play.com\n";

const TOP: &str = "Delivered-To: maya@gmail.com\nReceived: by 2002:a05:6402:1a2b:b0:5c8:1234:5678 with SMTP id a1; \
    Mon, 1 Jun 2026 10:00:01 -0700 (PDT)\n";

const BOUNDARY: &str = "Received: from mail.evil.example (mail.evil.example [203.0.113.5]) by mx.google.com \
    with ESMTPS id b2; Mon, 1 Jun 2026 10:00:00 -0700 (PDT)\n";

const FORGED_HOP: &str = "Received: from mail.play.com (mail.play.com [198.51.100.9]) by mx.google.com \
    with ESMTPS id c3; Mon, 1 Jun 2026 09:59:59 -0700 (PDT)\n";

const MAIL: &str = "From: Play.com <news@play.com>\nTo: maya@gmail.com\nSubject: Your order\n\
    Content-Type: text/html\n\n<p>Dear Maya,</p><a href=\"https://www.play.com/\">Your order</a>\n";

fn report(head: &[&str], receiver: Option<&str>) -> Report {
    let mail = format!("{}{MAIL}", head.concat());
    let context = Context {
        receiver: receiver.map(str::to_owned),
        ..Context::default()
    };
    let input = Input {
        bytes: mail.as_bytes(),
        kind: None,
        context,
    };
    countersign::check(&input).expect("a mail is answered")
}

fn assert_not_believed(what: &str, head: &[&str]) {
    for receiver in [None, Some("gmail"), Some("outlook"), Some("fastmail")] {
        let report = report(head, receiver);
        let alignment = report.details.authentication.alignment;
        assert_ne!(
            alignment.dmarc,
            Some(Aligned::Pass),
            "{what} with {receiver:?}"
        );
        assert_ne!(report.verdict, Verdict::Genuine, "{what} with {receiver:?}");
    }
}

#[test]
fn gmails_own_results_are_believed() {
    let told = report(&[TOP, BOUNDARY, FORGED], None);
    assert_eq!(
        told.details.authentication.alignment.dmarc,
        Some(Aligned::Pass)
    );
    assert_eq!(
        told.details.authentication.receiver.as_deref(),
        Some("gmail")
    );
}

#[test]
fn results_below_gmails_own_are_not() {
    assert_not_believed("directly below", &[TOP, BOUNDARY, TRUE, FORGED]);
}

#[test]
fn results_above_the_boundary_or_every_hop_are_not() {
    assert_not_believed("above every hop", &[FORGED, TOP, BOUNDARY, TRUE]);
    assert_not_believed("between the hops", &[TOP, FORGED, BOUNDARY, TRUE]);
    assert_not_believed("between them, and none below", &[TOP, FORGED, BOUNDARY]);
}

#[test]
fn results_below_a_forged_hop_are_not() {
    assert_not_believed("a forged hop", &[TOP, BOUNDARY, TRUE, FORGED_HOP, FORGED]);
}

#[test]
fn a_sender_that_calls_itself_the_receiver_is_not_inside_it() {
    let helo = BOUNDARY.replace("from mail.evil.example (", "from mail-1.google.com (");
    let named = BOUNDARY.replace("from mail.evil.example (", "from mx.google.com (");
    for boundary in [helo, named] {
        assert_not_believed(
            "a borrowed name",
            &[TOP, &boundary, TRUE, FORGED_HOP, FORGED],
        );
        assert_not_believed(
            "a borrowed name, no results",
            &[TOP, &boundary, FORGED_HOP, FORGED],
        );
    }
}

#[test]
fn results_under_another_receivers_hop_are_not() {
    let other = "Received: from mail.evil.example ([203.0.113.5]) by mx.other.example with ESMTP id d4; \
        Mon, 1 Jun 2026 10:00:00 +0000\n";
    assert_not_believed("a foreign hop above", &[other, TOP, FORGED_HOP, FORGED]);
    assert_not_believed("no hop of Gmail", &[other, FORGED]);
    assert_not_believed("no boundary", &[TOP, FORGED]);
}

#[test]
fn a_block_without_hops_is_read_only_on_the_persons_word() {
    let told = report(&[FORGED], Some("gmail"));
    assert_eq!(
        told.details.authentication.alignment.dmarc,
        Some(Aligned::Pass)
    );
    let untold = report(&[FORGED], None);
    assert_eq!(untold.details.authentication.alignment.dmarc, None);
    assert!(
        untold
            .details
            .authentication
            .results
            .iter()
            .all(|result| result.trust == Trust::SenderClaimed)
    );
}

#[test]
fn results_without_an_id_count_only_above_the_boundary() {
    let inside = "Received: from AB1PR01MB0001.eurprd01.prod.outlook.com (2603:10a6:1::1) by \
        CD2PR02MB0002.eurprd02.prod.outlook.com with HTTPS; Mon, 1 Jun 2026 10:00:02 +0000\n";
    let boundary = "Received: from mail.evil.example (203.0.113.5) by AM1EUR01FT001.mail.protection.outlook.com \
        (10.152.0.1) with Microsoft SMTP Server id 15.20; Mon, 1 Jun 2026 10:00:00 +0000\n";
    let good = "Authentication-Results: spf=pass (sender IP is 203.0.113.5) smtp.mailfrom=play.com; dkim=pass \
        (signature was verified) header.d=play.com;dmarc=pass action=none header.from=play.com;compauth=pass reason=100\n";
    let bad = "Authentication-Results: spf=fail (sender IP is 203.0.113.5) smtp.mailfrom=play.com; dkim=none \
        (message not signed) header.d=none;dmarc=fail action=none header.from=play.com;compauth=fail reason=000\n";
    let believed = report(&[inside, good, boundary], None);
    assert_eq!(
        believed.details.authentication.alignment.dmarc,
        Some(Aligned::Pass)
    );
    assert_not_believed("below", &[inside, boundary, good]);
    assert_not_believed("a second one", &[inside, bad, good, boundary]);
    let spoofed = boundary.replace("from mail.evil.example (", "from x.prod.outlook.com (");
    assert_not_believed("a borrowed name", &[inside, bad, &spoofed, good, boundary]);
    assert_not_believed(
        "a borrowed name, no results",
        &[inside, &spoofed, good, boundary],
    );
}

#[test]
fn two_authors_are_never_aligned() {
    let mail = format!("{TOP}{BOUNDARY}{FORGED}From: a@evil.example\n{MAIL}");
    let report = countersign::check(&Input::new(mail.as_bytes())).expect("a mail is answered");
    assert_eq!(report.details.authentication.alignment.dmarc, None);
    assert_ne!(report.verdict, Verdict::Genuine);
}

#[test]
fn a_pass_that_never_clears_a_mail_clears_none() {
    let only = FORGED.replace(
        "dkim=pass header.i=@play.com; spf=pass smtp.mailfrom=play.com; dmarc=pass",
        "compauth=pass",
    );
    let report = report(&[TOP, BOUNDARY, &only], None);
    assert_eq!(report.details.authentication.alignment.dmarc, None);
}

#[test]
fn without_hops_a_second_field_of_the_receivers_name_is_not_believed() {
    assert_not_believed("no hops", &[TRUE, FORGED]);
}

#[test]
fn a_method_that_the_receiver_answered_is_not_answered_again() {
    let boundary = "Received: from mail.evil.example (mail.evil.example [203.0.113.5]) by \
        p84-mailgateway-smtp-abc.icloud.com (Postfix) with ESMTPS id e5; Mon, 1 Jun 2026 10:00:00 +0000\n";
    let own = "Authentication-Results: dmarc.icloud.com; dmarc=fail header.from=play.com\n\
        Authentication-Results: dkim-verifier.icloud.com; dkim=none\n\
        Authentication-Results: spf.icloud.com; spf=pass smtp.mailfrom=x@evil.example\n";
    let forged = "Authentication-Results: dkim-verifier.icloud.com; dkim=pass header.d=play.com\n\
        Authentication-Results: spf.icloud.com; spf=pass smtp.mailfrom=news@play.com\n\
        Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=play.com\n";
    assert_not_believed("directly below", &[boundary, own, forged]);
    let report = report(&[boundary, forged], None);
    assert_eq!(
        report.details.authentication.alignment.dmarc,
        Some(Aligned::Pass)
    );
}

#[test]
fn a_borrowed_name_is_seen_through_in_every_way_an_address_is_written() {
    for from in [
        "mx9.gmx.net ([203.0.113.5])",
        "mx9.gmx.net (evil.example [203.0.113.5])",
        "mx9.gmx.net (203.0.113.5)",
        "mx9.gmx.net ([IPv6:2001:db8::5])",
        "mx9.gmx.net (unknown [203.0.113.5])",
        "[203.0.113.5] (helo=mx9.gmx.net)",
    ] {
        let hop = format!(
            "Received: from {from} by mx-ha.gmx.net (mxgmx016 [212.227.15.9]) with ESMTPS id f6; Mon, 1 Jun 2026 10:00:00 +0000\n"
        );
        let inner = "Received: from mail.play.com (mail.play.com [198.51.100.9]) by mx-ha.gmx.net (mxgmx016 [212.227.15.9]) with ESMTPS id g7; Mon, 1 Jun 2026 09:59:59 +0000\n";
        let forged = "Authentication-Results: gmx.net; dkim=pass header.i=@play.com\n";
        assert_not_believed(from, &[&hop, forged, inner]);
    }
}
