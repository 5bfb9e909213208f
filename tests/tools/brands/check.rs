//! What is wrong with the data.

use super::Data;
use countersign::brand::profile::{DomainUse, Profile};
use countersign::brand::{self, Brands};
use countersign::domain::skeleton::skeleton;
use countersign::domain::{Domain, lookalike, suffix};
use countersign::input::{Input, Kind};
use countersign::provider;
use countersign::verdict::Verdict;
use std::fs;
use std::path::Path;

/// The languages whose everyday words name nobody.
const LANGUAGES: [&str; 7] = [
    "english",
    "french",
    "german",
    "spanish",
    "italian",
    "dutch",
    "portuguese",
];

/// How many of the most common words of a language are tried.
const COMMON: usize = 5_000;

/// Words that are common because a company is.
const COMPANIES: &str = include_str!("companies.txt");

/// Everything that is wrong, a sentence each.
pub(crate) fn complaints(data: &Data, words: &Path, today: &str) -> Vec<String> {
    let brands = brand::built_in();
    let mut all = Vec::new();
    if brands.profiles().len() != data.profiles.len() {
        all.push("the files are not those that were built in".to_owned());
    }
    for profile in &data.profiles {
        domains(profile, &mut all);
        names(profile, &mut all);
    }
    common_words(brands, words, &mut all);
    dates(data, today, &mut all);
    popular(data, &mut all);
    all
}

/// A domain that is not the brand's alone, or that makes the brand's own mail or link look false.
fn domains(profile: &Profile, all: &mut Vec<String>) {
    let id = &profile.id;
    let mut own = Vec::new();
    for group in &profile.domains {
        for name in &group.names {
            let Some(domain) = Domain::parse(name) else {
                all.push(format!("{id}: '{name}' is no host name"));
                continue;
            };
            if domain.public_suffix() == domain.as_str() {
                all.push(format!("{id}: '{name}' is a public suffix"));
            }
            let providers = provider::built_in();
            // A longer name that a brand lists is the brand's; one that is listed itself is shared, and is
            // the brand's only if its file says that strangers' words come from there.
            let open =
                |(_, listed): &(_, &str)| *listed == name && profile.strangers_text.is_none();
            if let Some((kind, listed)) = providers.host_kind(&domain, "/").filter(open) {
                let kind = kind.id();
                all.push(format!(
                    "{id}: '{name}' is open to anybody ({kind} {listed})"
                ));
            }
            let mailer = providers.mailer(&domain).filter(|mailer| mailer.shared);
            if let Some(mailer) = mailer.filter(|_| providers.is_mailers_own(name)) {
                all.push(format!(
                    "{id}: '{name}' serves every customer of {}",
                    mailer.name
                ));
            }
            if group.purpose == DomainUse::Own {
                own.push(name.as_str());
            }
        }
    }
    for name in &own {
        for link in [
            format!("https://{name}/"),
            format!("https://www.{name}/account/login"),
        ] {
            let report = countersign::check(&Input {
                kind: Some(Kind::Links),
                ..Input::new(link.as_bytes())
            });
            if report.is_ok_and(|report| report.verdict >= Verdict::Suspicious) {
                all.push(format!("{id}: its own link {link} is held against it"));
            }
        }
    }
    let Some(home) = own.first() else {
        return;
    };
    for name in &own {
        let mail = format!(
            "From: {} <service@{home}>\r\nSubject: Your order\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n\
             <p>Dear customer, your order is here: <a href=\"https://www.{name}/order\">see it</a>.</p>",
            profile.name
        );
        let report = countersign::check(&Input {
            kind: Some(Kind::Message),
            ..Input::new(mail.as_bytes())
        });
        if let Ok(report) = report
            && report.verdict >= Verdict::Suspicious
        {
            let findings: Vec<_> = report.findings.iter().map(|found| found.check).collect();
            all.push(format!(
                "{id}: a link to {name} is held against its mail: {findings:?}"
            ));
        }
    }
}

/// A name that finds another brand, or none.
fn names(profile: &Profile, all: &mut Vec<String>) {
    let surnames = if profile.common_word {
        None
    } else {
        Some(&profile.name)
    };
    for name in surnames.into_iter().chain(&profile.aliases) {
        let mail = format!(
            "From: {name} <info@stranger.example>\r\nSubject: News\r\nContent-Type: text/plain\r\n\r\nHello.\r\n"
        );
        let report = countersign::check(&Input {
            kind: Some(Kind::Message),
            ..Input::new(mail.as_bytes())
        });
        let found = report.ok().and_then(|report| report.claim?.brand);
        if found.as_deref() != Some(profile.id.as_str()) {
            let found = found.unwrap_or_else(|| "nobody".into());
            all.push(format!(
                "{}: '{name}' as a sender's name is {found}",
                profile.id
            ));
        }
    }
}

/// A word that everybody uses and that names a brand without more.
fn common_words(brands: &Brands, folder: &Path, all: &mut Vec<String>) {
    for language in LANGUAGES {
        let path = folder.join(language).with_extension("txt");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                all.push(format!("{}: {error}", path.display()));
                continue;
            }
        };
        for word in text.lines().take(COMMON) {
            let word = skeleton(word);
            let names = brands.names_with_first_word(&word).iter();
            let mut alone = names.filter(|name| name.words.len() == 1 && !name.common);
            if let Some(name) = alone.next()
                && !COMPANIES.lines().any(|known| known == word)
            {
                let id = brands.at(name.brand).map_or("", |profile| &profile.id);
                all.push(format!("{id}: '{word}' is an everyday word in {language}"));
            }
        }
    }
}

/// A fact without a source, or from the future.
fn dates(data: &Data, today: &str, all: &mut Vec<String>) {
    for (id, source, read) in data.sources() {
        if source.trim().len() < 8 {
            all.push(format!("{id}: '{source}' is no source"));
        }
        if read > today {
            all.push(format!("{id}: {read} is yet to come"));
        }
    }
}

/// A popular domain that resembles nobody any more: the list is to be picked anew.
fn popular(data: &Data, all: &mut Vec<String>) {
    let brands = brand::built_in();
    let mut stale = 0;
    for name in data.popular.lines().filter(|line| !line.starts_with('#')) {
        let domain = Domain::parse(name).filter(|_| suffix::has_listed_suffix(name));
        let resembles = domain.and_then(|domain| lookalike::in_any_host(brands, &domain, false));
        stale += usize::from(resembles.is_none());
    }
    if stale > 0 {
        all.push(format!(
            "popular.txt: {stale} domains resemble no brand: pick it anew with `cargo xtask popular`"
        ));
    }
}
