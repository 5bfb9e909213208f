//! The locale files as texts: one sentence a line, in the order of the keys that all share.

use crate::{files, line_of, pack, parse, write};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The locale whose keys and placeholders every other one must have.
const FIRST_LOCALE: &str = "en";

pub(crate) fn locales(out: &Path) -> Result<(), String> {
    let mut first: Option<BTreeMap<String, String>> = None;
    let mut all = files("src/locale", "toml")?;
    all.sort_by_key(|(stem, ..)| (stem != FIRST_LOCALE, stem.clone()));
    let mut list = String::from("&[\n");
    let mut names = String::from("&[\n");
    for (stem, path, text) in &all {
        let table: toml::Table = parse(path, text)?;
        let mut entries = BTreeMap::new();
        flatten(path, text, "", &table, &mut entries)?;
        match &first {
            None => first = Some(entries.clone()),
            Some(first) => compare(path, text, first, &entries)?,
        }
        if let Some((key, _)) = entries.iter().find(|(_, text)| text.contains('\n')) {
            return Err(format!("{}: '{key}' has a line break", path.display()));
        }
        let sentences: Vec<&str> = entries.values().map(String::as_str).collect();
        write(
            out,
            &format!("locale-{stem}.txt"),
            sentences.join("\n").as_bytes(),
        )?;
        let name = entries.get("name").map(String::as_str).unwrap_or_default();
        writeln!(names, "    (\"{stem}\", {name:?}),").map_err(|error| error.to_string())?;
        writeln!(
            list,
            "    (\"{stem}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/locale-{stem}.txt\"))),"
        )
        .map_err(|error| error.to_string())?;
    }
    let keys: Vec<&String> = first.iter().flat_map(BTreeMap::keys).collect();
    write(out, "locale-keys.bin", &pack(&keys)?)?;
    for (file, mut list) in [("locales.rs", list), ("locale-names.rs", names)] {
        list.push_str("]\n");
        write(out, file, list.as_bytes())?;
    }
    Ok(())
}

fn flatten(
    path: &Path,
    text: &str,
    prefix: &str,
    table: &toml::Table,
    entries: &mut BTreeMap<String, String>,
) -> Result<(), String> {
    for (key, value) in table {
        let full = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        match value {
            toml::Value::String(sentence) if !sentence.trim().is_empty() => {
                entries.insert(full, sentence.clone());
            }
            toml::Value::Table(inner) => flatten(path, text, &full, inner, entries)?,
            _ => {
                return Err(format!(
                    "{}:{}: '{full}' must be a sentence",
                    path.display(),
                    line_of(text, key)
                ));
            }
        }
    }
    Ok(())
}

/// Refuses a locale whose keys or placeholders are not those of the first one.
fn compare(
    path: &Path,
    text: &str,
    first: &BTreeMap<String, String>,
    entries: &BTreeMap<String, String>,
) -> Result<(), String> {
    for (key, sentence) in first {
        let Some(own) = entries.get(key) else {
            return Err(format!("{}:1: '{key}' is missing", path.display()));
        };
        if placeholders(sentence) != placeholders(own) {
            let leaf = key.rsplit('.').next().unwrap_or(key);
            return Err(format!(
                "{}:{}: '{key}' has other placeholders than in {FIRST_LOCALE}.toml",
                path.display(),
                line_of(text, leaf)
            ));
        }
    }
    match entries.keys().find(|key| !first.contains_key(*key)) {
        Some(key) => Err(format!(
            "{}:1: '{key}' is not in {FIRST_LOCALE}.toml",
            path.display()
        )),
        None => Ok(()),
    }
}

fn placeholders(sentence: &str) -> std::collections::BTreeSet<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
