//! Node.js and the pinned development tools of package.json.
//!
//! None of these tools is shipped: they optimise, type-check and drive.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::shell;

/// A command of Node.js that starts in the project's root.
///
/// # Errors
/// When Node.js is missing or older than version 20.
pub(crate) fn node() -> Result<Command> {
    if shell::find("node").is_none() {
        bail!("Node.js is missing: install version 20 or newer (https://nodejs.org)");
    }
    let version = shell::output(shell::command("node").arg("--version"))?;
    let major = version.trim().trim_start_matches('v').split('.').next();
    if major
        .and_then(|major| major.parse::<u32>().ok())
        .is_none_or(|major| major < OLDEST_NODE)
    {
        bail!(
            "Node.js {} is too old: install version 20 or newer",
            version.trim()
        );
    }
    Ok(shell::command("node"))
}

/// A command of one of the pinned tools, installing them all when needed.
///
/// # Errors
/// When Node.js or npm is missing, or the installation fails.
pub(crate) fn tool(name: &str) -> Result<Command> {
    install()?;
    let mut command = node()?;
    command.arg(shell::root().join("node_modules/.bin").join(name));
    Ok(command)
}

/// Installs the pinned tools unless package-lock.json is older than they are.
///
/// # Errors
/// When npm is missing or fails.
pub(crate) fn install() -> Result<()> {
    install_in(&shell::root())
}

/// Installs what another folder's package-lock.json pins, likewise.
///
/// # Errors
/// When npm is missing or fails.
pub(crate) fn install_in(root: &Path) -> Result<()> {
    let stamp = root.join("node_modules/.package-lock.json");
    if modified(&stamp) >= modified(&root.join("package-lock.json")) && stamp.exists() {
        return Ok(());
    }
    node()?;
    if shell::find("npm").is_none() {
        bail!("npm is missing: it comes with Node.js (https://nodejs.org)");
    }
    shell::say("Installing development tools (npm ci): about 15 s.");
    // No install scripts: none of the tools needs one.
    shell::run(
        shell::command("npm")
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .current_dir(root)
            .stdout(std::io::stderr()),
    )?;
    // npm keeps the stamp's old time when nothing changed.
    std::fs::File::options()
        .append(true)
        .open(&stamp)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .context("npm ci left no node_modules/.package-lock.json")
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|data| data.modified()).ok()
}

/// The first version with a stable `node --test` and WebAssembly reference types.
const OLDEST_NODE: u32 = 20;
