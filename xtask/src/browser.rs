//! Where the browsers are that the tests drive.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{apt, shell};

/// The Chromium to drive: `$CHROMIUM`, else the one installed, else Debian's.
///
/// # Errors
/// When there is none and it cannot be installed without asking.
pub(crate) fn chromium() -> Result<PathBuf> {
    CHROMIUM.find()
}

/// The Firefox to drive: `$FIREFOX`, else the one installed, else Debian's.
///
/// # Errors
/// When there is none and it cannot be installed without asking.
pub(crate) fn firefox() -> Result<PathBuf> {
    FIREFOX.find()
}

struct Browser {
    name: &'static str,
    /// The variable that names the program to take.
    variable: &'static str,
    /// What the program may be called, dearest first.
    programs: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

impl Browser {
    fn find(&self) -> Result<PathBuf> {
        if let Some(given) = std::env::var_os(self.variable) {
            let given = PathBuf::from(given);
            if given.is_file() {
                return Ok(given);
            }
            bail!(
                "${} names {}, which is no file",
                self.variable,
                given.display()
            );
        }
        if let Some(found) = self.installed() {
            return Ok(found);
        }
        let by_hand = format!("install {} or set ${} to one", self.name, self.variable);
        apt::install(self.name, &[self.package], &by_hand)?;
        match self.installed() {
            Some(found) => Ok(found),
            None => bail!(
                "apt-get installed {}, but no program of that name is there",
                self.package
            ),
        }
    }

    fn installed(&self) -> Option<PathBuf> {
        self.programs.iter().find_map(|name| shell::find(name))
    }
}

const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    package: "chromium",
};

const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    programs: &["firefox-esr", "firefox"],
    package: "firefox-esr",
};
