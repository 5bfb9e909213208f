//! A mail that the tests sign, the lines of those that carried it, and what comes of it.

use super::{key, sign::sign};
use countersign::facts::signature::{BodyHash, HeaderSignature, SignatureKind};
use countersign::input::{Context, Input, Kind};
use countersign::key::Key;
use countersign::report::{Report, Signature};

pub(crate) const SIGNATURE: &str = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; s=brass; d=play.com;\n\
    \tt=1300788860; h=from:to:subject:date:mime-version:content-type;\n\tbh=;\n\tb=\n";

pub(crate) const HEAD: &str = "From: Play.com <orders@play.com>\nTo: Maya Ellison <maya@example.org>\n\
    Subject: Your order has left us\nDate: Tue, 22 Mar 2011 10:14:20 +0000\nMIME-Version: 1.0\n\
    Content-Type: text/html; charset=utf-8\n";

pub(crate) const BODY: &str = "<p>Dear Maya Ellison,</p>\n<p>Two records are on their way.</p>\n\n\
    <p><a href=\"https://www.play.com/orders/44\">See your order</a></p>\n";

/// Gmail's own lines above a mail that came in on 22 March 2011.
pub(crate) const GMAIL: &str = "Delivered-To: maya@example.org\n\
    Received: by 10.42.174.7 with SMTP id t7; Tue, 22 Mar 2011 03:14:22 -0700 (PDT)\n\
    Received: from mta3.play.com (mta3.play.com [192.0.2.33]) by mx.google.com with ESMTPS id s4;\n\
    \tTue, 22 Mar 2011 03:14:21 -0700 (PDT)\n";

pub(crate) const RESULTS: &str = "mx.google.com; dkim=pass header.i=@play.com header.s=brass;\n\
    \tspf=pass smtp.mailfrom=bounce@play.com; dmarc=pass header.from=play.com";

pub(crate) fn signed() -> String {
    sign(&format!("{SIGNATURE}{HEAD}\n{BODY}"))
}

/// The mail as Gmail delivers it, with its ARC set under a key of the tests.
pub(crate) fn sealed() -> String {
    let mail = format!(
        "{GMAIL}Authentication-Results: {RESULTS}\n\
        ARC-Seal: i=1; a=rsa-sha256; t=1300788861; cv=none; d=google.com; s=arc-brass;\n\tb=\n\
        ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-brass;\n\
        \th=from:to:subject:date:dkim-signature;\n\tbh=;\n\tb=\n\
        ARC-Authentication-Results: i=1; {RESULTS}\n{SIGNATURE}{HEAD}\n{BODY}"
    );
    sign(&mail)
}

pub(crate) fn keys() -> Vec<Key> {
    [
        "brass play.com",
        "arc-brass google.com",
        "brass mkt2527.com",
    ]
    .map(key)
    .into()
}

pub(crate) fn check(mail: &str) -> Report {
    check_with(mail, keys(), None)
}

pub(crate) fn check_with(mail: &str, keys: Vec<Key>, kind: Option<Kind>) -> Report {
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

pub(crate) fn dkim(report: &Report) -> &Signature {
    let mut list = report.details.signatures.iter();
    list.find(|found| found.kind == SignatureKind::Dkim)
        .expect("a DKIM signature")
}

pub(crate) fn came_out(report: &Report) -> (HeaderSignature, Option<BodyHash>) {
    let found = dkim(report);
    (found.header_signature, found.body_hash)
}

pub(crate) const BOTH: (HeaderSignature, Option<BodyHash>) =
    (HeaderSignature::Pass, Some(BodyHash::Pass));
