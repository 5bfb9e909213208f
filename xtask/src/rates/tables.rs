//! The tables: answers by category, language and kind of paste, findings, signatures.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Mail;
use super::share::{share, voices};

/// One row of counts.
type Group<'m> = Vec<&'m Mail>;

/// The answers, by what `label` says of each mail; a mail can stand in several rows.
pub(super) fn verdicts(mails: &[Mail], label: impl Fn(&Mail) -> Vec<String>) -> String {
    let mut groups: BTreeMap<String, Group<'_>> = BTreeMap::new();
    for mail in mails {
        for row in label(mail) {
            groups.entry(row).or_default().push(mail);
        }
    }
    let mut out = String::from(
        "| mails | n | genuine | unproven | suspicious | fake | not read | suspicious or fake | one voice a cluster |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for (row, group) in groups {
        let count = |verdict| group.iter().filter(|mail| mail.verdict == verdict).count();
        let harsh = count(Some(2)) + count(Some(3));
        let _ = writeln!(
            out,
            "| {row} | {} | {} | {} | {} | {} | {} | {} | {} |",
            group.len(),
            count(Some(0)),
            count(Some(1)),
            count(Some(2)),
            count(Some(3)),
            count(None),
            share(harsh, group.len()),
            voices(&group, |mail| mail.verdict >= Some(2)),
        );
    }
    out
}

/// The rows of a mail by category.
pub(super) fn by_category(mail: &Mail) -> Vec<String> {
    let mut rows = vec![mail.category.clone(), "all".into()];
    if matches!(mail.category.as_str(), "retailer" | "parcel") {
        rows.push("retailer and parcel".into());
    }
    if mail.corpus == "phish" && mail.category != "none-generic-scam" {
        rows.push("posing as a brand".into());
    }
    rows.iter()
        .map(|row| format!("{}: {row}", mail.corpus))
        .collect()
}

/// What came of the signatures: of each kind in each corpus, how many of all.
pub(super) fn signatures(mails: &[Mail]) -> String {
    let mut counts: BTreeMap<(&str, &str), BTreeMap<String, usize>> = BTreeMap::new();
    for mail in mails {
        for [kind, fields, body] in &mail.signatures {
            let of = counts.entry((&mail.corpus, kind)).or_default();
            *of.entry("all".into()).or_default() += 1;
            *of.entry(format!("fields: {fields}")).or_default() += 1;
            *of.entry(format!("body: {body}")).or_default() += 1;
        }
    }
    let mut out = String::from("| signatures | outcome | n |\n|---|---|---|\n");
    for ((corpus, kind), outcomes) in counts {
        let all = outcomes.get("all").copied().unwrap_or_default();
        for (outcome, count) in outcomes {
            let _ = writeln!(
                out,
                "| {corpus}: {kind} | {outcome} | {} |",
                share(count, all)
            );
        }
    }
    out
}

/// How often each finding comes up in each corpus.
pub(super) fn findings(mails: &[Mail]) -> String {
    let corpora: BTreeSet<&str> = mails.iter().map(|mail| mail.corpus.as_str()).collect();
    let checks: BTreeSet<&str> = mails
        .iter()
        .flat_map(|mail| &mail.checks)
        .map(String::as_str)
        .collect();
    let names: Vec<&str> = corpora.iter().copied().collect();
    let mut out = format!("| finding | {} |\n", names.join(" | "));
    let _ = writeln!(out, "|---|{}", "---|".repeat(corpora.len()));
    for check in checks {
        let cells: Vec<String> = corpora
            .iter()
            .map(|corpus| {
                let of: Group<'_> = mails.iter().filter(|mail| mail.corpus == *corpus).collect();
                let found = of.iter().filter(|mail| mail.checks.contains(check));
                share(found.count(), of.len())
            })
            .collect();
        let _ = writeln!(out, "| {check} | {} |", cells.join(" | "));
    }
    out
}

/// In how many of a thousand mails of each corpus each check speaks against the mail, as the data file
/// that the page's details quote.
pub(super) fn quoted(mails: &[Mail], day: &str) -> String {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut all = [0; 2];
    for mail in mails {
        let side = usize::from(mail.corpus == "genuine");
        if let Some(sum) = all.get_mut(side) {
            *sum += 1;
        }
        let checks: BTreeSet<&str> = mail
            .checks
            .iter()
            .filter_map(|check| check.split(' ').next())
            .collect();
        for check in checks {
            if let Some(count) = counts.entry(check).or_default().get_mut(side) {
                *count += 1;
            }
        }
    }
    let [phish, genuine] = all;
    let mut out = format!(
        "# In how many of the measured mails each check has a finding. Written by `cargo xtask rates --write`.\n\nmeasured = \"{day}\"\nphish = {phish}\ngenuine = {genuine}\n\n[checks]\n"
    );
    for (check, [phish, genuine]) in counts {
        let _ = writeln!(out, "{check} = [{phish}, {genuine}]");
    }
    out
}
