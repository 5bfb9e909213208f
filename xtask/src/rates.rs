//! How often each answer, each finding and each outcome of a signature comes up on labelled mail.
//!
//! A corpus is a folder of mails with an `INDEX.tsv` that says of each what it is. Counts come
//! with Wilson's 95 % interval. Near-duplicates would count many times over, so every rate is
//! given a second time with one voice a cluster (or, where the index has none, an originator).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell;

mod claims;
mod share;
mod tables;

/// The corpora measured where none is named.
const USUAL: [&str; 2] = ["../shared/corpus/phish", "../shared/corpus/genuine"];

/// The reader's address in the usual corpora.
const READER: &str = "phishing@pot";

const VERDICTS: [&str; 4] = ["genuine", "unproven", "suspicious", "fake"];

/// The published page, and the counts that the page's details quote.
const PAGE: &str = "docs/rates.md";
const QUOTED: &str = "src/check/rates.toml";

/// What stands above the tables.
const HEAD: &str = include_str!("rates/head.md");

/// One mail with its label and what came out.
struct Mail {
    corpus: String,
    /// What of it was pasted.
    part: String,
    language: String,
    category: String,
    voice: String,
    verdict: Option<usize>,
    checks: BTreeSet<String>,
    /// The brand that it poses as by its label, and that which it was found to claim.
    brands: (String, Option<String>),
    /// Whether From is of the claimed brand's own.
    own: bool,
    /// Kind, outcome over the fields and over the body of each signature.
    signatures: Vec<[String; 3]>,
}

/// Measures the corpora in these folders.
///
/// # Errors
/// A folder without mails or index, a command line that does not build or run.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    let write = options.contains(&"--write");
    let folders: Vec<&str> = options
        .iter()
        .copied()
        .filter(|option| *option != "--write")
        .collect();
    let folders: Vec<PathBuf> = if folders.is_empty() {
        USUAL.map(PathBuf::from).to_vec()
    } else {
        folders.iter().map(PathBuf::from).collect()
    };
    for folder in &folders {
        if !folder.join("INDEX.tsv").is_file() {
            bail!(
                "{} has no INDEX.tsv: name the folders of a labelled corpus",
                folder.display()
            );
        }
    }
    shell::say(
        "Building the command line and checking every mail: about two minutes the first time.",
    );
    shell::run(shell::cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "countersign",
        "--bin",
        "countersign",
    ]))?;
    let mut mails = Vec::new();
    for folder in &folders {
        mails.extend(measure(folder, folder, &index(folder)?, None)?);
    }
    let parts = parts(&folders)?;
    let day = day(std::time::SystemTime::now())?;
    let page = page(&mails, &parts)?;
    println!("{page}");
    if write {
        std::fs::write(PAGE, format!("{HEAD}\nMeasured on {day}.\n\n{page}")).context(PAGE)?;
        std::fs::write(QUOTED, tables::quoted(&mails, &day)).context(QUOTED)?;
        shell::say(&format!("{PAGE} and {QUOTED} are written."));
    }
    Ok(())
}

/// All tables.
fn page(mails: &[Mail], parts: &[Mail]) -> Result<String> {
    let mut out = String::new();
    let mut add = |title: &str, table: String| {
        out.extend(["## ", title, "\n\n", &table, "\n"]);
    };
    add(
        "Answers by category",
        tables::verdicts(mails, tables::by_category),
    );
    let language = |mail: &Mail| vec![format!("{}: {}", mail.corpus, mail.language)];
    add("Answers by language", tables::verdicts(mails, language));
    let kind = |mail: &Mail| {
        let rows = tables::by_category(mail).into_iter();
        let kept = [
            "phish: retailer and parcel",
            "phish: posing as a brand",
            "genuine: all",
        ];
        rows.filter(|row| kept.contains(&row.as_str()))
            .map(|row| format!("{}, {row}", mail.part))
            .collect()
    };
    add("Answers by what is pasted", tables::verdicts(parts, kind));
    add("Claims", claims::table(mails)?);
    add("Findings", tables::findings(mails));
    add("Signatures", tables::signatures(mails));
    Ok(out)
}

/// The same mails as people paste them who have no source: headers alone, the page, the visible text.
fn parts(folders: &[PathBuf]) -> Result<Vec<Mail>> {
    let out = shell::target().join("tmp/parts");
    let mut all = Vec::new();
    for folder in folders {
        let name = folder.file_name().unwrap_or_default();
        let place = out.join(name);
        let _ = std::fs::remove_dir_all(&place);
        let example = ["run", "--release", "--quiet", "--example", "parts", "--"];
        shell::run(shell::cargo().args(example).arg(folder).arg(&place))?;
        let rows = index(folder)?;
        for part in ["headers", "html", "text"] {
            all.extend(measure(&place.join(part), folder, &rows, Some(part))?);
        }
    }
    Ok(all)
}

/// The UTC day of a time.
fn day(time: std::time::SystemTime) -> Result<String> {
    let since = time.duration_since(std::time::UNIX_EPOCH)?;
    // Days since 1970-01-01 to a date (the civil calendar from the first of March of year 0).
    let days = i64::try_from(since.as_secs() / 86_400)? + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    Ok(format!("{year:04}-{month:02}-{date:02}"))
}

/// Checks the mails of `folder`, which are those of `corpus` or parts of them.
fn measure(folder: &Path, corpus: &Path, index: &Index, part: Option<&str>) -> Result<Vec<Mail>> {
    let corpus = corpus
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut command = shell::command(shell::target().join("release/countersign"));
    command
        .args(["check", "--format", "jsonl", "--address", READER])
        .arg(folder);
    if let Some(part) = part {
        command.args(["--kind", part]);
    }
    // Exit code 2 says that something could not be read: it is counted below.
    let output = command.output().context("the command line does not run")?;
    let mut mails = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let answer: Value = serde_json::from_str(line)?;
        let file = answer["file"].as_str().unwrap_or_default();
        let name = Path::new(file)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(label) = index.get(&name) else {
            continue;
        };
        let report = &answer["report"];
        let originator =
            report["details"]["originators"]["from"][0]["organizational_domain"].as_str();
        let cluster = label.get("cluster").map(String::as_str);
        mails.push(Mail {
            corpus: corpus.clone(),
            part: part.unwrap_or("whole").to_owned(),
            language: label.get("language").cloned().unwrap_or_default(),
            category: label.get("category").cloned().unwrap_or_default(),
            voice: cluster.or(originator).unwrap_or(&name).to_owned(),
            verdict: report["verdict"]
                .as_str()
                .and_then(|id| VERDICTS.iter().position(|known| *known == id)),
            checks: report["findings"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|finding| {
                    Some(format!(
                        "{} ({})",
                        finding["check"].as_str()?,
                        finding["weight"].as_str()?
                    ))
                })
                .collect(),
            brands: (
                label.get("brand").cloned().unwrap_or_default(),
                report["claim"]["brand"].as_str().map(str::to_owned),
            ),
            own: report["claim"]["seen_in"]
                .as_array()
                .is_some_and(|zones| zones.iter().any(|zone| zone == "from-domain")),
            signatures: report["details"]["signatures"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|found| {
                    let text = |name: &str| found[name].as_str().unwrap_or("none").to_owned();
                    ["kind", "header_signature", "body_hash"].map(text)
                })
                .collect(),
        });
    }
    Ok(mails)
}

/// The rows of an index by file, each by its column names.
type Index = BTreeMap<String, BTreeMap<String, String>>;

fn index(folder: &Path) -> Result<Index> {
    let path = folder.join("INDEX.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let rows = lines.map(|line| {
        let row: BTreeMap<String, String> = columns
            .iter()
            .zip(line.split('\t'))
            .map(|(column, cell)| ((*column).to_owned(), cell.to_owned()))
            .collect();
        (row.get("file").cloned().unwrap_or_default(), row)
    });
    Ok(rows.collect())
}
