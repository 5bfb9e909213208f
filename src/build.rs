//! Compiles the data files to compact blobs and refuses a bad file by name and line.

use pack::pack;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "build/domains.rs"]
mod domains;
#[path = "build/locales.rs"]
mod locales;
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
#[path = "language/pattern.rs"]
mod pattern;
#[allow(dead_code, unreachable_pub)]
#[path = "brand/profile.rs"]
mod profile;
#[allow(dead_code, unreachable_pub)]
#[path = "program/data.rs"]
mod program;
#[allow(dead_code, unreachable_pub)]
#[path = "provider/data.rs"]
mod provider;
#[allow(dead_code, unreachable_pub)]
#[path = "domain/skeleton.rs"]
mod skeleton;

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
        "src/check/rates.toml",
        "src/country/data",
        "src/program/data",
        "src/locale",
        "src/domain/data",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let result = domains::suffixes()
        .and_then(|blob| write(&out, "suffixes.bin", &blob))
        .and_then(|()| domains::popular())
        .and_then(|blob| write(&out, "popular.bin", &blob))
        .and_then(|()| brands(&out))
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
        .and_then(|()| rates())
        .and_then(|blob| write(&out, "rates.bin", &blob))
        .and_then(|()| programs())
        .and_then(|blob| write(&out, "programs.bin", &blob))
        .and_then(|()| locales::locales(&out));
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

fn brands(out: &Path) -> Result<Vec<u8>, String> {
    let mut profiles = Vec::new();
    let mut newest = String::new();
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
        let dates = profile.dates().into_iter();
        let read = dates.filter(|(key, _)| key.rsplit('.').next() == Some("read"));
        for (_, day) in read {
            newest = newest.max(day.to_owned());
        }
        strip(&mut profile);
        profile.id = stem;
        profiles.push(profile);
    }
    write(out, "brands-read.txt", newest.as_bytes())?;
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
        all.aliases.extend(file.aliases);
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
    for list in &mut all.aliases {
        list.source.clear();
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
        for expression in &file.list {
            for way in expression.patterns.iter().chain(&expression.unless) {
                pattern::Pattern::read(way, &sets)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        all.push(file);
    }
    pack(&all)
}

/// Of each check: in how many of a hundred phishing mails and of a thousand genuine ones it has a finding.
fn rates() -> Result<Vec<u8>, String> {
    let path = Path::new("src/check/rates.toml");
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let file: Rates = parse(path, &text)?;
    let rounded = |count: u32, of: u32, all: u32| (count * of + all / 2) / all.max(1);
    let checks = file.checks.iter().map(|(check, [phish, genuine])| {
        let phish = rounded(*phish, 100, file.phish);
        (check.as_str(), phish, rounded(*genuine, 1000, file.genuine))
    });
    pack(&checks.collect::<Vec<_>>())
}

/// What `cargo xtask rates --write` wrote.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Rates {
    #[serde(rename = "measured")]
    _measured: String,
    phish: u32,
    genuine: u32,
    checks: BTreeMap<String, [u32; 2]>,
}

fn countries() -> Result<Vec<u8>, String> {
    let mut table = String::new();
    for (_, path, text) in files("src/country/data", "toml")? {
        let file: country::Countries = parse(&path, &text)?;
        for place in file.places {
            place
                .validate()
                .map_err(|error| format!("{}: {}: {error}", path.display(), place.authority))?;
            table.push_str(&place.line());
            table.push('\n');
        }
    }
    Ok(table.into_bytes())
}

fn programs() -> Result<Vec<u8>, String> {
    let mut table = String::new();
    for (_, path, text) in files("src/program/data", "toml")? {
        let file: program::Programs = parse(&path, &text)?;
        for program in file.programs {
            let host = country::source_host(&program.source);
            if host.is_empty() || program.read.len() != 10 {
                return Err(format!(
                    "{}: {}: a page as source and the day it was read are needed",
                    path.display(),
                    program.id
                ));
            }
            table.push_str(&program.line(host));
            table.push('\n');
        }
    }
    Ok(table.into_bytes())
}

fn line_of(text: &str, key: &str) -> usize {
    text.lines()
        .position(|line| line.trim_start().starts_with(key))
        .map_or(1, |at| at + 1)
}
