//! All tests, the quick ones first.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::stage::{self, Stage};
use crate::{brands, browser, fuzz, node, page, shell};

/// Runs the tests; `quick` leaves out what needs a wasm build, a browser or
/// minutes.
///
/// # Errors
/// When any stage failed.
pub(crate) fn run(quick: bool) -> Result<()> {
    let count = if quick { QUICK } else { STAGES.len() };
    stage::run(STAGES.get(..count).unwrap_or(&STAGES))
}

fn native() -> Result<()> {
    shell::say("Testing the core on this machine: about a minute the first time, then seconds.");
    // One by one: together they would share features, and compile anew.
    for package in ["countersign", "countersign-readers", "xtask"] {
        shell::run(shell::cargo().args(["test", "--quiet", "--package", package]))?;
    }
    Ok(())
}

fn same_report() -> Result<()> {
    shell::say("Comparing the page's reports with the command line's: a few seconds.");
    shell::run(shell::cargo().args([
        "build",
        "--quiet",
        "--package",
        "countersign",
        "--bin",
        "countersign",
    ]))?;
    let mut node = node::node()?;
    shell::run(with_paths(&mut node).args(["--test", "--test-reporter=dot", "tests/e2e/wasm.mjs"]))
}

fn short_fuzz() -> Result<()> {
    fuzz::run(FUZZ_SECONDS)
}

fn end_to_end() -> Result<()> {
    node::install()?;
    let chromium = browser::chromium()?;
    let tests: Vec<_> = shell::files(&shell::root().join("tests/e2e"))?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if tests.is_empty() {
        bail!("there is no tests/e2e/*.test.mjs");
    }
    make_files()?;
    shell::say("Driving the page in Chromium: about half a minute.");
    let mut node = node::node()?;
    node.args(["--test", "--test-concurrency=1"]).args(tests);
    shell::run(with_paths(&mut node).env("COUNTERSIGN_CHROMIUM", chromium))
}

fn in_firefox() -> Result<()> {
    node::install()?;
    let firefox = browser::firefox()?;
    shell::say("Driving the page in Firefox: about a minute.");
    let mut node = node::node()?;
    node.args(["--test", "tests/e2e/firefox.mjs"]);
    shell::run(with_paths(&mut node).env("COUNTERSIGN_FIREFOX", firefox))
}

/// Writes the files that the tests bring to the page; gives their folder.
///
/// # Errors
/// When they cannot be written.
pub(crate) fn make_files() -> Result<PathBuf> {
    shell::say("Writing files of Outlook's and pictures: seconds.");
    let files = [
        "run",
        "--quiet",
        "--package",
        "countersign",
        "--example",
        "files",
        "--",
    ];
    shell::run(shell::cargo().args(files).arg(files_folder()))?;
    Ok(files_folder())
}

/// Where the files lie that the tests bring to the page.
fn files_folder() -> PathBuf {
    shell::target().join("files")
}

/// Tells a script where the built things are.
pub(crate) fn with_paths(command: &mut Command) -> &mut Command {
    let target = shell::target();
    if let Ok(xtask) = std::env::current_exe() {
        command.env("COUNTERSIGN_XTASK", xtask);
    }
    command
        .env("COUNTERSIGN_PAGE", page::folder())
        .env("COUNTERSIGN_CLI", target.join("debug/countersign"))
        .env("COUNTERSIGN_FILES", files_folder())
        .env("COUNTERSIGN_SCREENS", target.join("screens"))
}

const STAGES: [Stage; 7] = [
    Stage {
        name: "native tests",
        needs_the_rest: false,
        run: native,
    },
    Stage {
        name: "brand data",
        needs_the_rest: false,
        run: brands::check,
    },
    Stage {
        name: "page",
        needs_the_rest: false,
        run: page::build,
    },
    Stage {
        name: "wasm reports as native",
        needs_the_rest: true,
        run: same_report,
    },
    Stage {
        name: "fuzzing",
        needs_the_rest: false,
        run: short_fuzz,
    },
    Stage {
        name: "end to end in Chromium",
        needs_the_rest: true,
        run: end_to_end,
    },
    Stage {
        name: "core paths in Firefox",
        needs_the_rest: true,
        run: in_firefox,
    },
];
/// How many stages, from the first, take only seconds.
const QUICK: usize = 1;
const FUZZ_SECONDS: u32 = 30;
