//! Authentication vectors of other projects, run through the public API.

use anyhow::{Result, bail};

use crate::shell;

/// Runs the vectors in a folder: a line a file, `FILE passed N failed N skipped N`.
///
/// # Errors
/// No folder, one without vectors, or a case that fails.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    let [folder] = options else {
        bail!("`vectors` wants a folder");
    };
    let folder = std::path::absolute(folder)?;
    let example = ["run", "--release", "--quiet", "--example", "vectors", "--"];
    shell::run(shell::cargo().args(example).arg(folder))
}
