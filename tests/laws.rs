//! The laws that hold for every mail, whatever is in it.

mod support;

use countersign::brand::{self, Brands};
use countersign::facts::{Aspect, Coverage};
use countersign::finding::{Bearing, Family, Finding, Weight};
use countersign::input::{Context, Input, Kind};
use countersign::report::Report;
use countersign::verdict::{Cap, Verdict, verdict};
use support::mails;

const FAMILIES: [Family; 9] = [
    Family::Authentication,
    Family::Identity,
    Family::Claim,
    Family::Links,
    Family::Recipient,
    Family::Words,
    Family::Hiding,
    Family::Attachments,
    Family::Route,
];

fn every_finding() -> Vec<Finding> {
    let mut all = Vec::new();
    for family in FAMILIES {
        for weight in [Weight::Hint, Weight::Strong, Weight::Decisive] {
            all.push(Finding::against("x", family, weight));
            all.push(Finding::speaking_for("x", family, weight));
        }
    }
    all
}

#[test]
fn another_finding_against_never_makes_a_verdict_kinder() {
    // Sets of three findings, and every fourth one against. Of nine families four behave as all do.
    let all: Vec<Finding> = every_finding()
        .into_iter()
        .filter(|finding| {
            use Family::{Authentication, Claim, Links, Recipient};
            matches!(finding.family, Authentication | Claim | Links | Recipient)
        })
        .collect();
    let against: Vec<&Finding> = all
        .iter()
        .filter(|finding| finding.bearing == Bearing::Against)
        .collect();
    for cap in [None, Some(Cap::Part)] {
        for one in &all {
            for two in &all {
                for three in &all {
                    let mut set = vec![one.clone(), two.clone(), three.clone()];
                    let before = verdict(&set, cap);
                    for more in &against {
                        set.push((*more).clone());
                        assert!(verdict(&set, cap) >= before, "{set:?}");
                        set.pop();
                    }
                }
            }
        }
    }
}

#[test]
fn what_speaks_for_a_mail_never_outweighs_what_speaks_against_it() {
    let all = every_finding();
    for one in all
        .iter()
        .filter(|finding| finding.bearing == Bearing::Against)
    {
        for two in all.iter().filter(|finding| finding.bearing == Bearing::For) {
            let alone = verdict(std::slice::from_ref(one), None);
            let both = verdict(&[one.clone(), two.clone()], None);
            assert!(
                alone <= Verdict::Unproven || both == alone,
                "{one:?} {two:?}"
            );
        }
    }
}

#[test]
fn the_same_paste_gives_the_same_report_byte_for_byte() {
    for mail in mails("mails") {
        let one = serde_json::to_string(&mail.report()).unwrap_or_default();
        let two = serde_json::to_string(&mail.report()).unwrap_or_default();
        assert!(!one.is_empty() && one == two, "{}", mail.path.display());
    }
}

#[test]
fn line_ends_do_not_change_the_answer() {
    for mail in mails("mails") {
        let unix: Vec<u8> = mail
            .bytes
            .iter()
            .copied()
            .filter(|byte| *byte != b'\r')
            .collect();
        let windows: Vec<u8> = unix
            .iter()
            .flat_map(|byte| {
                if *byte == b'\n' {
                    vec![b'\r', b'\n']
                } else {
                    vec![*byte]
                }
            })
            .collect();
        let verdict = |bytes: &[u8]| {
            let input = Input {
                bytes,
                kind: mail.kind(),
                context: mail.context.clone(),
            };
            countersign::check(&input).map(|report| report.verdict)
        };
        assert_eq!(verdict(&unix), verdict(&windows), "{}", mail.path.display());
    }
}

#[test]
fn nothing_but_a_whole_mail_is_ever_genuine() {
    for mail in mails("mails") {
        let head_end = mail
            .bytes
            .windows(2)
            .position(|pair| pair == b"\n\n")
            .unwrap_or(mail.bytes.len());
        let head_end = mail
            .bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or(head_end);
        let head = mail.bytes.get(..head_end).unwrap_or_default();
        for (bytes, kind) in [
            (head, Kind::Headers),
            (&*mail.bytes, Kind::Text),
            (&*mail.bytes, Kind::Html),
            (&*mail.bytes, Kind::Links),
        ] {
            let input = Input {
                bytes,
                kind: Some(kind),
                context: mail.context.clone(),
            };
            let verdict = countersign::check(&input).map(|report| report.verdict);
            assert_ne!(
                verdict,
                Ok(Verdict::Genuine),
                "{} as {kind:?}",
                mail.path.display()
            );
        }
    }
}

#[test]
fn results_below_the_boundary_never_help() {
    // The attacker writes results of his own into the mail that he sends.
    let forged = b"Authentication-Results: mx.google.com; dkim=pass header.i=@play.com; spf=pass smtp.mailfrom=play.com; dmarc=pass header.from=play.com\r\n";
    for mail in mails("mails")
        .into_iter()
        .filter(|mail| mail.stem().starts_with("fake") || mail.stem().starts_with("suspicious"))
    {
        let text = String::from_utf8_lossy(&mail.bytes).into_owned();
        let Some(at) = text.find("\nFrom:").map(|at| at + 1) else {
            continue;
        };
        let mut bytes = mail.bytes.get(..at).unwrap_or_default().to_vec();
        bytes.extend_from_slice(forged);
        bytes.extend_from_slice(mail.bytes.get(at..).unwrap_or_default());
        let input = Input {
            bytes: &bytes,
            kind: None,
            context: mail.context.clone(),
        };
        let report = countersign::check(&input);
        assert!(
            report.is_ok_and(|report| report.verdict >= mail.report().verdict),
            "{}",
            mail.path.display()
        );
    }
}

/// Hosts that carry the names of two brands, of one, and of none.
const HOSTS: &[&str] = &[
    "amazon-paypal-refund.example",
    "www.amazon.co.uk.dhl-parcel.example",
    "netfiix.example",
    "amzaon.example",
    "next-account.example",
    "orange-grove.example",
    "pages.example/paypal/login",
];

#[test]
fn deleting_a_brand_file_changes_results_for_that_brand_only() {
    let brands = brand::built_in();
    let links = HOSTS.iter().map(|host| Input {
        bytes: host.as_bytes(),
        kind: Some(Kind::Links),
        context: Context::default(),
    });
    let all = mails("mails");
    let mails = all.iter().map(|mail| Input {
        bytes: &mail.bytes,
        kind: mail.kind(),
        context: mail.context.clone(),
    });
    let inputs: Vec<(Input<'_>, Report)> = links
        .chain(mails)
        .filter_map(|input| {
            let report = countersign::check(&input).ok()?;
            Some((input, report))
        })
        .collect();
    let named: Vec<&str> = inputs.iter().flat_map(|(_, report)| ids(report)).collect();
    let mut checked = 0;
    for (at, gone) in brands.profiles().iter().enumerate() {
        // Every brand that any of them names, and some of the others.
        if at % 43 != 0 && !named.contains(&gone.id.as_str()) {
            continue;
        }
        let rest = brands.profiles().iter();
        let rest = rest.filter(|profile| profile.id != gone.id).cloned();
        let rest = Brands::new(rest.collect());
        for (input, report) in &inputs {
            let only_for = input.context.only_for.as_deref() == Some(&gone.id);
            if only_for || ids(report).contains(&gone.id.as_str()) {
                continue;
            }
            let without = countersign::check_with(input, &rest);
            assert_eq!(
                without.as_ref(),
                Ok(report),
                "{} without {}",
                String::from_utf8_lossy(input.bytes),
                gone.id
            );
            checked += 1;
        }
    }
    assert!(checked > 1000, "only {checked} were compared");
}

/// The brands whose ids stand in a report.
fn ids(report: &Report) -> Vec<&str> {
    let claimed = report
        .claim
        .iter()
        .filter_map(|claim| claim.brand.as_deref());
    let links = &report.details.links;
    let owners = links
        .iter()
        .filter_map(|link| link.owner.strip_prefix("brand:"));
    let likenesses = links.iter().filter_map(|link| link.resembles.as_ref());
    let only_for = report.details.only_for.iter();
    claimed
        .chain(only_for.map(|found| found.brand.as_str()))
        .chain(owners)
        .chain(likenesses.map(|found| found.brand.as_str()))
        .collect()
}

#[test]
fn hostile_input_gets_an_answer() {
    let many_headers = format!("From: a@b.example\n{}\n\nx", "X: y\n".repeat(100_000));
    let nested = (0..300).fold(String::from("Subject: x\n\nbody"), |inner, depth| {
        format!("From: a@b.example\nContent-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\nContent-Type: message/rfc822\n\n{inner}\n--b{depth}--\n")
    });
    for text in [
        "From: \nTo: \n\n".to_owned(),
        "Received: from\nAuthentication-Results: ;;;==;(((((\nFrom: <<<@@@>>>\n\n<a href="
            .to_owned(),
        format!("From: {}\nTo: x\n\nx", "a".repeat(1_000_000)),
        format!(
            "From: a@b.example\nTo: x\nAuthentication-Results: {}\n\nx",
            "(".repeat(500_000)
        ),
        format!(
            "From: a@b.example\nTo: x\nReceived: {}\n\nx",
            "from a by b; ".repeat(50_000)
        ),
        format!("<div>{}", "<a href='http://".repeat(50_000)),
        format!("<a href='{}'>x</a>", "http://a@".repeat(50_000)),
        "\u{202e}\u{200b}".repeat(100_000),
        "1 ".repeat(300_000),
        "(".repeat(300_000),
        "https://a.example/ ".repeat(20_000),
        "> ".repeat(100_000),
        "a.".repeat(200_000),
        format!("https://a.example/{}", "paypa".repeat(200_000)),
        format!("https://{}.example/", "amazon-".repeat(30)),
        many_headers,
        nested,
    ] {
        for kind in [
            None,
            Some(Kind::Message),
            Some(Kind::Headers),
            Some(Kind::Html),
            Some(Kind::Text),
            Some(Kind::Links),
        ] {
            let input = Input {
                bytes: text.as_bytes(),
                kind,
                context: Context::default(),
            };
            assert!(
                countersign::check(&input).is_ok_and(|report| report.verdict != Verdict::Genuine)
            );
        }
    }
}

#[test]
fn what_is_missing_is_said() {
    let coverage = Coverage::of(&[Aspect::Text]);
    assert_eq!(
        coverage.missing(Coverage::of(&[Aspect::Text, Aspect::Originators])),
        [Aspect::Originators]
    );
    for mail in mails("mails") {
        let report = mail.report();
        for unchecked in &report.unchecked {
            assert!(!unchecked.missing.is_empty(), "{}", unchecked.check);
            assert!(
                unchecked
                    .missing
                    .iter()
                    .all(|aspect| !report.input.coverage.contains(aspect))
            );
            assert!(
                report.finding(unchecked.check).is_none(),
                "{}",
                unchecked.check
            );
        }
    }
}
