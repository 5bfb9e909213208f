//! Golden cases: every check hits where it must and leaves its near misses alone.
//!
//! `cargo xtask bless` writes the expected reports anew; their diff is the review.

mod support;

use countersign::check::CHECKS;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::{env, fs};
use support::{Mail, mails};

fn folder(mail: &Mail) -> String {
    let folder = mail.path.parent().and_then(|folder| folder.file_name());
    folder.unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn every_check_hits_its_hits_and_misses_its_misses() {
    let mut wrong = Vec::new();
    for mail in mails("cases") {
        let check = folder(&mail);
        let found = mail.report().finding(&check).is_some();
        let wanted = mail.stem().starts_with("hit-");
        assert!(
            wanted || mail.stem().starts_with("miss-"),
            "{}: hit or miss?",
            mail.path.display()
        );
        if found != wanted {
            wrong.push(format!("{check}/{}", mail.stem()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_check_has_a_hit_and_a_near_miss() {
    let seen: BTreeSet<(String, bool)> = mails("cases")
        .iter()
        .map(|mail| (folder(mail), mail.stem().starts_with("hit-")))
        .collect();
    for check in CHECKS {
        for hit in [true, false] {
            assert!(
                seen.contains(&(check.id.to_owned(), hit)),
                "{}: no {}",
                check.id,
                if hit { "hit" } else { "miss" }
            );
        }
    }
    for (folder, _) in &seen {
        assert!(
            CHECKS.iter().any(|check| check.id == folder),
            "{folder}: no such check"
        );
    }
}

#[test]
fn reports_are_the_expected_ones() {
    let bless = env::var_os("COUNTERSIGN_BLESS").is_some();
    let mut wrong = Vec::new();
    for mut mail in mails("cases").into_iter().chain(mails("mails")) {
        if bless && mail.beside.sign {
            let signed = support::sign::sign(&String::from_utf8_lossy(&mail.bytes));
            mail.bytes = signed.into_bytes();
            fs::write(&mail.path, &mail.bytes)
                .unwrap_or_else(|error| panic!("{}: {error}", mail.path.display()));
        }
        let report = mail.report();
        let view = mail.view(&report, "en");
        let actual: Value = json!({
            "sentence": view.sentence_key,
            "verdict": report.verdict,
            "claim": report.claim,
            "findings": report.findings,
            "unchecked": report.unchecked,
        });
        let path = mail.path.with_extension("json");
        if bless {
            let text = serde_json::to_string_pretty(&actual).unwrap_or_default() + "\n";
            fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            continue;
        }
        let expected: Option<Value> = fs::read_to_string(&path)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok());
        if expected.as_ref() != Some(&actual) {
            wrong.push(format!(
                "{}\n{}",
                path.display(),
                serde_json::to_string_pretty(&actual).unwrap_or_default()
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} reports differ; the first:\n{}",
        wrong.len(),
        wrong[0]
    );
}

/// The keys that readers of the test mails give are there for other programs, too.
#[test]
fn the_keys_that_others_read_are_those_that_sign() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys");
    let mails = mails("cases").into_iter().chain(mails("mails"));
    let names: BTreeSet<String> = mails.flat_map(|mail| mail.beside.keys).collect();
    let lines = names.iter().map(|name| {
        let (selector, domain) = name.split_once(' ').unwrap_or_default();
        format!(
            "{selector}\t{domain}\t{}\n",
            support::sign::record(selector)
        )
    });
    for (file, text) in [
        ("rsa-2048.record", support::sign::record("brass")),
        ("keys.tsv", lines.collect()),
    ] {
        let path = format!("{folder}/{file}");
        if env::var_os("COUNTERSIGN_BLESS").is_some() {
            fs::write(&path, &text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        assert_eq!(fs::read_to_string(&path).ok(), Some(text), "{path}");
    }
}

#[test]
fn evidence_stands_where_it_says() {
    for mail in mails("cases").into_iter().chain(mails("mails")) {
        for evidence in mail
            .report()
            .findings
            .iter()
            .flat_map(|finding| &finding.evidence)
        {
            let (Some(start), Some(end)) = (evidence.start, evidence.end) else {
                continue;
            };
            let shown = mail.bytes.get(start..end);
            assert!(
                shown.is_some_and(|bytes| !bytes.is_empty()),
                "{}: {evidence:?}",
                mail.path.display()
            );
            if let Some(name) = evidence.place.strip_prefix("header:") {
                let line = String::from_utf8_lossy(shown.unwrap_or_default()).to_lowercase();
                assert!(line.starts_with(name), "{}: {line}", mail.path.display());
            }
        }
    }
}
