//! Feeding the whole check with hostile bytes: libFuzzer on a stable compiler.
//!
//! What `cargo fuzz` asks of a nightly compiler are only these flags.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ChildStderr, Stdio};

use anyhow::{Context, Result, bail};

use crate::{apt, shell};

/// Fuzzes for so many seconds.
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
    let corpus = folder.join("corpus");
    let seeds = copy_seeds(&corpus)?;
    let artifacts = folder.join("artifacts");
    std::fs::create_dir_all(&artifacts)?;
    shell::say(&format!(
        "Fuzzing for {seconds} s, from {seeds} mails of tests/."
    ));
    let program = folder.join("target").join(host).join("release/check");
    let mut child = shell::command(program)
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
        bail!(
            "the check failed on the input in {input}: run fuzz/target/{host}/release/check {input}"
        );
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

/// Copies every test mail into the corpus; gives their number.
fn copy_seeds(corpus: &Path) -> Result<usize> {
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
                std::fs::copy(&file, corpus.join(name))?;
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
