//! How often the claimed brand is named rightly, and how often one is named that is only mentioned.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result};

use super::Mail;
use super::share::share;

/// Where the brand files stand.
const BRANDS: &str = "src/brand/data";

/// By corpus and category, the mails whose labelled brand has a file and how many of them are
/// found to claim it; of mails without such a label, how many are found to claim a brand that is not
/// From's own.
///
/// # Errors
/// A brand file that cannot be read.
pub(super) fn table(mails: &[Mail]) -> Result<String> {
    let mut out = String::new();
    let ids = ids()?;
    let mut named: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    let mut foreign: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for mail in mails {
        let (label, claimed) = &mail.brands;
        let known: Vec<&String> = label
            .split('/')
            .filter_map(|name| ids.get(&slug(name)))
            .collect();
        if known.is_empty() {
            if label.is_empty() {
                let count = foreign.entry(&mail.corpus).or_default();
                count.0 += usize::from(claimed.is_some() && !mail.own);
                count.1 += 1;
            }
            continue;
        }
        let right = claimed
            .as_ref()
            .is_some_and(|claimed| known.contains(&claimed));
        for category in [mail.category.as_str(), "all"] {
            let count = named.entry((&mail.corpus, category)).or_default();
            count.0 += usize::from(right);
            count.1 += 1;
        }
    }
    out.push_str("| claims | n | brand named rightly |\n|---|---|---|\n");
    for ((corpus, category), (right, all)) in named {
        let _ = writeln!(
            out,
            "| {corpus}: {category} | {all} | {} |",
            share(right, all)
        );
    }
    out.push_str("\n| claims | n | a brand named that From does not belong to |\n|---|---|---|\n");
    for (corpus, (count, all)) in foreign {
        let _ = writeln!(out, "| {corpus} | {all} | {} |", share(count, all));
    }
    Ok(out)
}

/// The brands' ids by every name they have.
fn ids() -> Result<HashMap<String, String>> {
    let mut ids = HashMap::new();
    for entry in fs::read_dir(BRANDS).context(BRANDS)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let file: toml::Table = text.parse().with_context(|| path.display().to_string())?;
        let id = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let lists = ["aliases", "common_aliases"].map(|key| file.get(key));
        let others = lists
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_array)
            .flatten();
        for name in file.get("name").into_iter().chain(others) {
            ids.insert(slug(name.as_str().unwrap_or_default()), id.clone());
        }
        ids.insert(slug(&id), id);
    }
    Ok(ids)
}

/// A name's letters and digits, without case and apostrophes.
fn slug(name: &str) -> String {
    let letters = name.to_lowercase();
    letters.chars().filter(|c| c.is_alphanumeric()).collect()
}
