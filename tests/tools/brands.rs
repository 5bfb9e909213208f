//! Checks the data on brands and mail providers and writes `docs/brands.md`: `cargo xtask brands
//! [--check]`.
//!
//! `brands FOLDER [--check]`: FOLDER holds lists of common words, one a line, most common first, as
//! `<language>.txt`. What is wrong is named on standard error, what is thin is counted on standard
//! output.

#[path = "brands/check.rs"]
mod check;
#[path = "brands/page.rs"]
mod page;

use countersign::brand::profile::Profile;
use countersign::provider::data::Providers;
use countersign::time;
use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;
use std::{env, fs};

/// Everything as it stands in the files, sources and all.
pub(crate) struct Data {
    pub(crate) profiles: Vec<Profile>,
    pub(crate) providers: Providers,
    /// The popular domains with the comments in front of them.
    pub(crate) popular: String,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [words, rest @ ..] = arguments.as_slice() else {
        eprintln!("which folder of words?");
        return ExitCode::from(2);
    };
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let today = time::date(i64::try_from(since.as_secs()).unwrap_or_default());
    let data = match Data::read() {
        Ok(data) => data,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let mut complaints = check::complaints(&data, Path::new(words), &today);
    let written = page::write(&data);
    let path = "docs/brands.md";
    if rest.iter().any(|option| option == "--check") {
        if fs::read_to_string(path).unwrap_or_default() != written {
            complaints.push(format!("{path} is out of date: run `cargo xtask brands`"));
        }
    } else if let Err(error) = fs::write(path, written) {
        complaints.push(format!("{path}: {error}"));
    }
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    print!("{}", page::thin(&data, &today));
    println!("{} complaints", complaints.len());
    ExitCode::from(u8::from(!complaints.is_empty()))
}

impl Data {
    fn read() -> Result<Self, String> {
        let mut profiles = Vec::new();
        for (id, text) in files("src/brand/data")? {
            let profile: Result<Profile, _> = toml::from_str(&text);
            let mut profile = profile.map_err(|error| format!("{id}: {error}"))?;
            profile.id = id;
            profiles.push(profile);
        }
        let mut providers = Providers::default();
        for (id, text) in files("src/provider/data")? {
            let file: Result<Providers, _> = toml::from_str(&text);
            let file = file.map_err(|error| format!("{id}: {error}"))?;
            providers.receivers.extend(file.receivers);
            providers.mailers.extend(file.mailers);
            providers.hosts.extend(file.hosts);
            providers.wrappers.extend(file.wrappers);
        }
        let path = "src/domain/data/popular.txt";
        let popular = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        Ok(Self {
            profiles,
            providers,
            popular,
        })
    }

    /// Every source with the day it was read and whose it is.
    pub(crate) fn sources(&self) -> Vec<(&str, &str, &str)> {
        let mut all = Vec::new();
        for profile in &self.profiles {
            let id = profile.id.as_str();
            all.extend(
                profile
                    .domains
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
            all.extend(
                profile
                    .providers
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
            all.extend(
                profile
                    .greeting
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
            all.extend(
                profile
                    .never_asks
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
            all.extend(profile.report.iter().map(|it| (id, &*it.source, &*it.read)));
            all.extend(
                profile
                    .strangers_text
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
            all.extend(
                profile
                    .incidents
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
            all.extend(
                profile
                    .announcements
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
            all.extend(
                profile
                    .validity
                    .iter()
                    .map(|it| (id, &*it.source, &*it.read)),
            );
        }
        let providers = &self.providers;
        all.extend(
            providers
                .receivers
                .iter()
                .map(|it| (&*it.id, &*it.source, &*it.read)),
        );
        all.extend(
            providers
                .wrappers
                .iter()
                .map(|it| (&*it.id, &*it.source, &*it.read)),
        );
        for mailer in &providers.mailers {
            let domains = mailer.domains.iter();
            all.extend(domains.map(|it| (&*mailer.id, &*it.source, &*it.read)));
        }
        for list in &providers.hosts {
            all.push((list.kind.id(), &*list.source, &*list.read));
        }
        all
    }
}

/// The TOML files of a folder by their stems, sorted.
fn files(folder: &str) -> Result<Vec<(String, String)>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))?;
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path);
            let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            files.push((stem.into_owned(), text));
        }
    }
    files.sort();
    Ok(files)
}
