//! `docs/brands.md`, and what is thin in the data.

use super::Data;
use countersign::brand::profile::{DomainUse, Profile};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What stands above the tables.
const HEAD: &str = include_str!("head.md");

/// The page.
pub(crate) fn write(data: &Data) -> String {
    let mut page = HEAD.to_owned();
    let days = data.sources();
    let newest = days.iter().map(|(.., read)| *read).max().unwrap_or("—");
    let oldest = days.iter().map(|(.., read)| *read).min().unwrap_or("—");
    let mut lists: BTreeMap<(&str, &str, &str, &str), usize> = BTreeMap::new();
    for list in &data.providers.hosts {
        let key = (list.kind.id(), &*list.source, &*list.licence, &*list.read);
        *lists.entry(key).or_default() += list.names.len();
    }
    let popular = data.popular.lines();
    let popular = popular.filter(|line| !line.starts_with('#')).count();
    let mut line = |text: String| {
        page.push_str(&text);
        page.push('\n');
    };
    line(format!(
        "\n## What there is\n\n{} companies, {} mail providers, {} receivers, {} link wrappers, {popular} popular domains. Facts were read between {oldest} and {newest}.\n",
        data.profiles.len(),
        data.providers.mailers.len(),
        data.providers.receivers.len(),
        data.providers.wrappers.len(),
    ));
    line("| hosts that anybody can use | names | source | licence | read |".into());
    line("|---|---|---|---|---|".into());
    for ((kind, source, licence, read), names) in lists {
        line(format!(
            "| {kind} | {names} | {source} | {licence} | {read} |"
        ));
    }
    line("\n## Who is covered, and with what\n".into());
    line("`d`: domains; `p`: mail providers; a report address; what it says that it never asks for; whether it greets by name; leaks on record; the oldest and the newest day on which a fact of it was read.\n".into());
    line(
        "| company | sector | countries | d | p | report | never asks | greets | leaks | read |"
            .into(),
    );
    line("|---|---|---|---|---|---|---|---|---|---|".into());
    for profile in &data.profiles {
        line(row(profile));
    }
    page
}

fn row(profile: &Profile) -> String {
    let domains: usize = profile.domains.iter().map(|group| group.names.len()).sum();
    let report = profile.report.as_ref();
    let report = report.and_then(|report| report.address.as_deref().or(report.page.as_deref()));
    let asks: Vec<&str> = profile
        .never_asks
        .iter()
        .flat_map(|habit| &habit.what)
        .map(String::as_str)
        .collect();
    let greets = profile.greeting.as_ref().map_or("", |greeting| {
        if greeting.by_name {
            "by name"
        } else {
            "not by name"
        }
    });
    let days = profile.dates();
    let days = days
        .iter()
        .filter(|(key, _)| key.rsplit_once('.').is_some_and(|(_, last)| last == "read"))
        .map(|(_, day)| *day);
    let (oldest, newest) = (days.clone().min().unwrap_or(""), days.max().unwrap_or(""));
    let read = if oldest == newest {
        newest.to_owned()
    } else {
        format!("{oldest} – {newest}")
    };
    let sector = serde_json::to_value(profile.sector);
    let sector = sector
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned));
    format!(
        "| {} | {} | {} | {domains} | {} | {} | {} | {greets} | {} | {read} |",
        profile.name,
        sector.unwrap_or_default(),
        profile.countries.join(" "),
        count(profile.providers.len()),
        report.unwrap_or_default(),
        asks.join(", "),
        count(profile.incidents.len()),
    )
}

fn count(number: usize) -> String {
    if number == 0 {
        String::new()
    } else {
        number.to_string()
    }
}

/// What is thin, in a few lines.
pub(crate) fn thin(data: &Data, today: &str) -> String {
    let mut text = String::new();
    let own = |profile: &&Profile| {
        let mut groups = profile.domains.iter();
        !groups.any(|group| group.purpose == DomainUse::Own)
    };
    let year = today
        .get(..4)
        .and_then(|year| year.parse::<i32>().ok())
        .unwrap_or_default();
    let mut ages: BTreeMap<i32, usize> = BTreeMap::new();
    for (.., read) in data.sources() {
        let read: Option<i32> = read.get(..4).and_then(|year| year.parse().ok());
        *ages.entry(year - read.unwrap_or(year)).or_default() += 1;
    }
    let lines = [
        (
            "companies without a domain of their own",
            data.profiles.iter().filter(own).count(),
        ),
        (
            "companies without a place to report to",
            data.profiles
                .iter()
                .filter(|profile| profile.report.is_none())
                .count(),
        ),
        (
            "companies without a word on what they never ask for",
            data.profiles
                .iter()
                .filter(|profile| profile.never_asks.is_empty())
                .count(),
        ),
        (
            "companies without a known mail provider",
            data.profiles
                .iter()
                .filter(|profile| profile.providers.is_empty())
                .count(),
        ),
    ];
    for (what, number) in lines {
        let _ = writeln!(text, "{number:5} of {} {what}", data.profiles.len());
    }
    for (age, number) in ages {
        let _ = writeln!(text, "{number:5} facts were read in {}", year - age);
    }
    text
}
