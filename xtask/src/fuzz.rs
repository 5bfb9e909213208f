//! Feeding the whole check with hostile bytes: libFuzzer on a stable compiler.
//!
//! What `cargo fuzz` asks of a nightly compiler are only these flags.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ChildStderr, Stdio};

use anyhow::{Context, Result, bail};

use crate::{apt, shell, test};

/// What is fuzzed, and with what its seeds begin: `signatures` reads a key from the first line.
const TARGETS: [(&str, &str); 4] = [
    ("check", ""),
    ("fields", ""),
    ("signatures", "v=DKIM1; k=rsa; p=\n"),
    (OUTLOOK, ""),
];

/// Reads files of Outlook's; its seeds are those that are made for the browser tests.
const OUTLOOK: &str = "outlook";

/// Fuzzes for so many seconds, each target for its share.
///
/// # Errors
/// When an input crashes the check, is too slow or takes too much memory: says
/// where that input lies. Also when the fuzzer saw no coverage.
pub(crate) fn run(seconds: u32) -> Result<()> {
    if shell::find("c++").is_none() {
        apt::install("a C++ compiler", &["g++"], "install one, for libFuzzer")?;
    }
    let folder = shell::root().join("fuzz");
    shell::say("Building the fuzzer: about a minute the first time.");
    let compiler = shell::output(shell::command("rustc").arg("-vV"))?;
    let host = compiler
        .lines()
        .find_map(|line| line.strip_prefix("host: "));
    let host = host.context("`rustc -vV` says no host")?;
    shell::run(
        shell::cargo()
            // With a target named, build scripts are not instrumented.
            .args(["build", "--release", "--quiet", "--target", host])
            .arg("--manifest-path")
            .arg(folder.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}")),
    )?;
    let programs = folder.join("target").join(host).join("release");
    let shares = u32::try_from(TARGETS.len())?;
    for (target, head) in TARGETS {
        fuzz(target, head, &programs, &folder, (seconds / shares).max(1))?;
    }
    Ok(())
}

fn fuzz(target: &str, head: &str, programs: &Path, folder: &Path, seconds: u32) -> Result<()> {
    let corpus = folder.join("corpus").join(target);
    let seeds = if target == OUTLOOK {
        make_seeds(&corpus)?
    } else {
        copy_seeds(&corpus, head)?
    };
    let artifacts = folder.join("artifacts");
    std::fs::create_dir_all(&artifacts)?;
    shell::say(&format!(
        "Fuzzing `{target}` for {seconds} s, from {seeds} mails of the tests."
    ));
    let program = programs.join(target);
    let mut child = shell::command(&program)
        .arg(corpus)
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(format!("-max_total_time={seconds}"))
        .args(LIMITS)
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start the fuzzer")?;
    let stderr = child.stderr.take().context("the fuzzer says nothing")?;
    let watched = watch(stderr)?;
    let status = child.wait()?;
    if !status.success() {
        let input = watched.input.as_deref().unwrap_or("fuzz/artifacts");
        let program = program.display();
        bail!("`{target}` failed on the input in {input}: run {program} {input}");
    }
    match (watched.first, watched.last) {
        (Some(first), Some(last)) if last > 0 => {
            eprintln!("   Coverage grew from {first} to {last} edges; no input failed.");
            Ok(())
        }
        _ => bail!("the fuzzer saw no coverage: the compiler's flags no longer work"),
    }
}

/// What the fuzzer's output told.
#[derive(Default)]
struct Watched {
    /// Edges reached by the seeds.
    first: Option<u32>,
    /// Edges reached in the end.
    last: Option<u32>,
    /// The file with the input that failed.
    input: Option<String>,
}

/// Reads the fuzzer's output to its end, showing all but the lines for each
/// new input.
fn watch(output: ChildStderr) -> Result<Watched> {
    let mut watched = Watched::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if let Some(edges) = edges(&line) {
            // The first line of all is of an empty input.
            if line.contains("INITED") || watched.first.is_none() {
                watched.first = Some(edges);
            }
            watched.last = Some(edges);
        }
        if let Some((_, path)) = line.split_once("Test unit written to ") {
            watched.input = Some(path.trim().to_owned());
        }
        let routine = [
            "\tNEW", "\tREDUCE", "\tRELOAD", "NEW_FUNC", "NEW_PC", "# Uses:", "######",
        ];
        if !routine.iter().any(|word| line.contains(word)) {
            eprintln!("   {line}");
        }
    }
    Ok(watched)
}

fn edges(line: &str) -> Option<u32> {
    line.split_once("cov: ")?
        .1
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

/// Puts the files of Outlook's that the tests make into the corpus; gives their number.
fn make_seeds(corpus: &Path) -> Result<usize> {
    std::fs::create_dir_all(corpus)?;
    let mut made = 0;
    for file in shell::files(&test::make_files()?)? {
        if let Some(name) = file.file_name().filter(|_| is_outlooks(&file)) {
            std::fs::copy(&file, corpus.join(name))?;
            made += 1;
        }
    }
    Ok(made)
}

fn is_outlooks(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "msg")
}

/// Copies every test mail into the corpus behind this head; gives their number.
fn copy_seeds(corpus: &Path, head: &str) -> Result<usize> {
    std::fs::create_dir_all(corpus)?;
    let tests = shell::root().join("tests");
    let mut copied = 0;
    for folder in ["cases", "mails"] {
        for file in shell::files(&tests.join(folder))? {
            if file.extension().is_some_and(|end| end == "eml") {
                let name = file
                    .strip_prefix(&tests)?
                    .to_string_lossy()
                    .replace(['/', '\\'], "-");
                let seed = [head.as_bytes(), &std::fs::read(&file)?].concat();
                std::fs::write(corpus.join(name), seed)?;
                copied += 1;
            }
        }
    }
    Ok(copied)
}

const FLAGS: [&str; 9] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "-Cdebug-assertions",
    "-Coverflow-checks",
];

/// Ten seconds and 2 GB for one input of 64 kB: far above what any may need.
const LIMITS: [&str; 4] = [
    "-timeout=10",
    "-rss_limit_mb=2048",
    "-max_len=65536",
    "-print_final_stats=1",
];
