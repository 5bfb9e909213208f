//! Where Chromium is.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{apt, shell};

/// The Chromium to drive: `$CHROMIUM`, else the one installed, else Debian's.
///
/// # Errors
/// When there is none and it cannot be installed without asking.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CHROMIUM") {
        let given = PathBuf::from(given);
        if given.is_file() {
            return Ok(given);
        }
        bail!("$CHROMIUM names {}, which is no file", given.display());
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    apt::install(
        "Chromium",
        &["chromium"],
        "install Chromium or Chrome, or set $CHROMIUM to one",
    )?;
    match installed() {
        Some(found) => Ok(found),
        None => bail!("apt-get installed chromium, but no program of that name is there"),
    }
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| shell::find(name))
}

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
