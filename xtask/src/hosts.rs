//! The lists of hosts that anybody can use, compared with copies of their sources.

use anyhow::{Result, bail};

use crate::shell;

/// Takes out what the sources no longer have, dates what was found again, and names what is new.
///
/// # Errors
/// No folder, or none of the sources in it.
pub(crate) fn run(options: &[&str]) -> Result<()> {
    let [folder] = options else {
        bail!("`hosts` wants a folder with copies of the lists that hosts.toml names");
    };
    let folder = std::path::absolute(folder)?;
    let example = ["run", "--release", "--quiet", "--example", "hosts", "--"];
    shell::run(shell::cargo().args(example).arg(folder))
}
