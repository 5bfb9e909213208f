//! Compares the lists of hosts that anybody can use with copies of their sources: `cargo xtask hosts
//! FOLDER`.
//!
//! A list of `src/provider/data/hosts.toml` names the file it was read from; where FOLDER has a file
//! of that name, a name that it no longer has is taken out, and the list is dated today. What the
//! file has beyond the list is counted only: which of it serves strangers somebody must decide.

use countersign::provider::data::Providers;
use countersign::time;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;
use std::{env, fs};

const LIST: &str = "src/provider/data/hosts.toml";

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("which folder?");
        return ExitCode::from(2);
    };
    match run(Path::new(&folder)) {
        Ok(0) => {
            eprintln!("{folder} has none of the files that {LIST} names");
            ExitCode::from(2)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Goes through the lists; gives how many had a source there.
fn run(folder: &Path) -> Result<usize, String> {
    let text = fs::read_to_string(LIST).map_err(|error| format!("{LIST}: {error}"))?;
    let lists: Providers = toml::from_str(&text).map_err(|error| format!("{LIST}: {error}"))?;
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let today = time::date(i64::try_from(since.as_secs()).unwrap_or_default());
    let mut blocks: Vec<String> = text
        .split_inclusive("[[hosts]]")
        .map(str::to_owned)
        .collect();
    let mut found = 0;
    // The first block is what stands in front of the first list.
    for (list, block) in lists.hosts.iter().zip(blocks.iter_mut().skip(1)) {
        let files = list.source.split([' ', ',', '(', ')']);
        let files = files.map(|word| word.rsplit('/').next().unwrap_or(word));
        let copies: Vec<String> = files
            .filter(|file| file.contains('.'))
            .filter_map(|file| fs::read_to_string(folder.join(file)).ok())
            .collect();
        if copies.is_empty() {
            continue;
        }
        found += 1;
        let there: BTreeSet<&str> = copies.iter().flat_map(|copy| names(copy)).collect();
        let gone: Vec<&String> = list
            .names
            .iter()
            .filter(|name| !has(&there, name))
            .collect();
        for name in &gone {
            println!("{}: {name} is gone from {}", list.kind.id(), list.source);
            *block = block
                .replace(&format!("\"{name}\", "), "")
                .replace(&format!(" \"{name}\",\n"), "\n")
                .replace(&format!("\"{name}\""), "");
        }
        *block = block.replace(
            &format!("read = \"{}\"", list.read),
            &format!("read = \"{today}\""),
        );
        let known = list.names.len() - gone.len();
        println!(
            "{}: {known} of {} names still there; {} has {} more",
            list.kind.id(),
            list.names.len(),
            list.source,
            there.len().saturating_sub(known)
        );
    }
    fs::write(LIST, blocks.concat()).map_err(|error| format!("{LIST}: {error}"))?;
    Ok(found)
}

/// Whether a name, the host before its path, or the host with any ending stands in a source.
fn has(there: &BTreeSet<&str>, name: &str) -> bool {
    let host = name.split('/').next().unwrap_or(name);
    let label = host.split('.').next().unwrap_or(host);
    let any = format!("{label}.*");
    [name, host, &any].iter().any(|name| there.contains(name))
}

/// Everything in a text that can be a host name with its path.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let sign = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_' | '*'));
    text.split(sign)
        .map(|word| word.trim_start_matches("*.").trim_matches(['.', '/']))
        .filter(|word| word.contains('.'))
}
