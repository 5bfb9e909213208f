//! Compiles the data files to compact blobs and refuses a bad file by name and line.

use pack::pack;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "build/domains.rs"]
mod domains;
#[path = "build/pack.rs"]
mod pack;

#[allow(dead_code, unreachable_pub)]
#[path = "country/data.rs"]
mod country;
#[allow(dead_code, unreachable_pub)]
#[path = "key/data.rs"]
mod key;
#[allow(dead_code, unreachable_pub)]
#[path = "language/data.rs"]
mod language;
#[allow(dead_code, unreachable_pub)]
#[path = "locale/data.rs"]
mod locale;
#[allow(dead_code, unreachable_pub)]
#[path = "language/pattern.rs"]
mod pattern;
#[allow(dead_code, unreachable_pub)]
#[path = "brand/profile.rs"]
mod profile;
#[allow(dead_code, unreachable_pub)]
#[path = "provider/data.rs"]
mod provider;
#[allow(dead_code, unreachable_pub)]
#[path = "domain/skeleton.rs"]
mod skeleton;

/// The locale whose keys and placeholders every other one must have.
const FIRST_LOCALE: &str = "en";

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-changed=src/build");
    for folder in [
        "src/brand/data",
        "src/key/data",
        "src/provider/data",
        "src/language/data",
        "src/language/expressions",
        "src/country/data",
        "src/locale",
        "src/domain/data",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let result = domains::suffixes()
        .and_then(|blob| write(&out, "suffixes.bin", &blob))
        .and_then(|()| domains::popular())
        .and_then(|blob| write(&out, "popular.bin", &blob))
        .and_then(|()| brands())
        .and_then(|blob| write(&out, "brands.bin", &blob))
        .and_then(|()| keys())
        .and_then(|blob| write(&out, "keys.bin", &blob))
        .and_then(|()| providers())
        .and_then(|blob| write(&out, "providers.bin", &blob))
        .and_then(|()| languages())
        .and_then(|blob| write(&out, "languages.bin", &blob))
        .and_then(|()| expressions())
        .and_then(|blob| write(&out, "expressions.bin", &blob))
        .and_then(|()| countries())
        .and_then(|blob| write(&out, "countries.bin", &blob))
        .and_then(|()| locales(&out));
    if let Err(message) = result {
        println!("cargo::error={}", message.replace('\n', " "));
        std::process::exit(1);
    }
}

fn write(out: &Path, name: &str, blob: &[u8]) -> Result<(), String> {
    fs::write(out.join(name), blob).map_err(|error| format!("{name}: {error}"))
}

/// The files of a folder with one ending, by name.
fn files(folder: &str, ending: &str) -> Result<Vec<(String, PathBuf, String)>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| format!("{folder}: {error}"))?.path();
        if path.extension().is_some_and(|found| found == ending) {
            let text = fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let stem = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            files.push((stem, path, text));
        }
    }
    files.sort();
    Ok(files)
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path, text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| {
            text[..span.start.min(text.len())].matches('\n').count() + 1
        });
        format!("{}:{line}: {}", path.display(), error.message())
    })
}

fn brands() -> Result<Vec<u8>, String> {
    let mut profiles = Vec::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for (stem, path, text) in files("src/brand/data", "toml")? {
        let mut profile: profile::Profile = parse(&path, &text)?;
        profile
            .validate()
            .map_err(|error| format!("{}: {error}", path.display()))?;
        for name in profile.domains.iter().flat_map(|group| &group.names) {
            if let Some(other) = owners.insert(name.clone(), stem.clone())
                && other != stem
            {
                return Err(format!(
                    "{}: '{name}' is in {other}.toml too",
                    path.display()
                ));
            }
        }
        strip(&mut profile);
        profile.id = stem;
        profiles.push(profile);
    }
    pack(&profiles)
}

/// Takes off what is for those who read the files: sources and days, but for what the page shows of
/// incidents and report routes; and puts domains of one use together.
fn strip(profile: &mut profile::Profile) {
    let mut merged: Vec<profile::Domains> = Vec::new();
    for mut group in std::mem::take(&mut profile.domains) {
        group.source.clear();
        group.read.clear();
        match merged
            .iter_mut()
            .find(|known| known.purpose == group.purpose)
        {
            Some(known) => known.names.append(&mut group.names),
            None => merged.push(group),
        }
    }
    profile.domains = merged;
    for provider in &mut profile.providers {
        provider.source.clear();
        provider.read.clear();
    }
    for habit in &mut profile.never_asks {
        habit.source.clear();
        habit.read.clear();
    }
    if let Some(greeting) = &mut profile.greeting {
        greeting.source.clear();
        greeting.read.clear();
    }
    if let Some(words) = &mut profile.strangers_text {
        words.source.clear();
        words.read.clear();
    }
}

fn keys() -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    for (_, path, text) in files("src/key/data", "toml")? {
        let file: key::Archive = parse(&path, &text)?;
        for archived in file.keys {
            let bytes = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, &archived.key);
            let key = bytes.map_err(|error| {
                let line = line_of(&text, &format!("key = \"{}", archived.key));
                format!("{}:{line}: {error}", path.display())
            })?;
            all.push(key::Packed {
                selector: archived.selector,
                domain: archived.domain,
                key,
                retired_at: archived.retired_at,
            });
        }
    }
    pack(&all)
}

fn providers() -> Result<Vec<u8>, String> {
    let mut all = provider::Providers::default();
    for (_, path, text) in files("src/provider/data", "toml")? {
        let file: provider::Providers = parse(&path, &text)?;
        all.receivers.extend(file.receivers);
        all.mailers.extend(file.mailers);
        all.hosts.extend(file.hosts);
        all.wrappers.extend(file.wrappers);
        all.redirect_parameters.extend(file.redirect_parameters);
    }
    for receiver in &mut all.receivers {
        receiver.source.clear();
    }
    for domains in all
        .mailers
        .iter_mut()
        .flat_map(|mailer| &mut mailer.domains)
    {
        domains.source.clear();
    }
    for list in &mut all.hosts {
        list.source.clear();
        list.licence.clear();
    }
    for wrapper in &mut all.wrappers {
        wrapper.source.clear();
        wrapper.example.clear();
    }
    pack(&all)
}

fn languages() -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    for (stem, path, text) in files("src/language/data", "toml")? {
        let mut language: language::Language = parse(&path, &text)?;
        language.id = stem;
        all.push(language);
    }
    pack(&all)
}

fn expressions() -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    for (stem, path, text) in files("src/language/expressions", "toml")? {
        let mut file: language::Expressions = parse(&path, &text)?;
        file.id = stem;
        file.pack(skeleton::skeleton);
        let sets = file.sets.iter();
        let sets: Vec<_> = sets
            .map(|set| (set.name.clone(), set.words.clone()))
            .collect();
        let sets = pattern::Sets::read(&sets).map_err(|e| format!("{}: {e}", path.display()))?;
        for expression in &file.expressions {
            for way in expression.patterns.iter().chain(&expression.unless) {
                pattern::Pattern::read(way, &sets)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        all.push(file);
    }
    pack(&all)
}

fn countries() -> Result<Vec<u8>, String> {
    let mut all = country::Countries::default();
    for (_, path, text) in files("src/country/data", "toml")? {
        let file: country::Countries = parse(&path, &text)?;
        all.reports.extend(file.reports);
    }
    pack(&all)
}

fn locales(out: &Path) -> Result<(), String> {
    let mut first: Option<BTreeMap<String, String>> = None;
    let mut all = files("src/locale", "toml")?;
    all.sort_by_key(|(stem, ..)| (stem != FIRST_LOCALE, stem.clone()));
    let mut list = String::from("&[\n");
    for (stem, path, text) in &all {
        let table: toml::Table = parse(path, text)?;
        let mut entries = BTreeMap::new();
        flatten(path, text, "", &table, &mut entries)?;
        match &first {
            None => first = Some(entries.clone()),
            Some(first) => compare(path, text, first, &entries)?,
        }
        let sentences = locale::Sentences {
            id: stem.clone(),
            sentences: entries.values().cloned().collect(),
        };
        write(out, &format!("locale-{stem}.bin"), &pack(&sentences)?)?;
        writeln!(
            list,
            "    (\"{stem}\", include_bytes!(concat!(env!(\"OUT_DIR\"), \"/locale-{stem}.bin\"))),"
        )
        .map_err(|error| error.to_string())?;
    }
    let keys: Vec<&String> = first.iter().flat_map(BTreeMap::keys).collect();
    write(out, "locale-keys.bin", &pack(&keys)?)?;
    list.push_str("]\n");
    write(out, "locales.rs", list.as_bytes())
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

fn line_of(text: &str, key: &str) -> usize {
    text.lines()
        .position(|line| line.trim_start().starts_with(key))
        .map_or(1, |at| at + 1)
}
