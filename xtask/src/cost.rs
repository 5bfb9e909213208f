//! What verifying signatures takes in the wasm that the page ships.

use anyhow::Result;

use crate::{node, page, shell};

/// Builds the page and prints the costs.
///
/// # Errors
/// When the page cannot be built or the script fails.
pub(crate) fn run() -> Result<()> {
    page::build()?;
    shell::run(
        node::node()?
            .arg("tests/tools/cost.mjs")
            .env("COUNTERSIGN_PAGE", page::folder()),
    )
}
