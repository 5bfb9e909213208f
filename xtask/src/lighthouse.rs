//! What Lighthouse says of the built page, and how soon it gives a first answer.

use anyhow::Result;

use crate::{browser, node, page, shell, test};

/// Builds the page and prints scores and times.
///
/// # Errors
/// When the page cannot be built, or a median misses its target.
pub(crate) fn run(build: bool) -> Result<()> {
    if build {
        page::build()?;
    }
    node::install()?;
    node::install_in(&shell::root().join("tests/lighthouse"))?;
    let chromium = browser::chromium()?;
    shell::say("Measuring in Chromium, each five times: two minutes. A busy machine spoils it.");
    let mut node = node::node()?;
    node.arg("tests/lighthouse/measure.mjs");
    shell::run(test::with_paths(&mut node).env("COUNTERSIGN_CHROMIUM", chromium))
}
