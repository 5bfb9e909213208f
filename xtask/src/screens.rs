//! The pictures of the page that the documentation shows.

use anyhow::Result;

use crate::{browser, node, page, shell, test};

/// Builds the page and takes the pictures of `docs/screens` anew.
///
/// # Errors
/// When the page cannot be built or driven.
pub(crate) fn run() -> Result<()> {
    page::build()?;
    node::install()?;
    let chromium = browser::chromium()?;
    let mut node = node::node()?;
    node.arg("tests/tools/screens.mjs");
    shell::run(test::with_paths(&mut node).env("COUNTERSIGN_CHROMIUM", chromium))
}
