//! Installing Debian packages, where that can be done without asking anyone.

use anyhow::{Result, bail};

use crate::shell;

/// Installs Debian packages when this is Debian (or kin) and we are root.
///
/// # Errors
/// Elsewhere: says that `what` is missing and how a person gets it. Also when
/// the installation itself fails.
pub(crate) fn install(what: &str, packages: &[&str], by_hand: &str) -> Result<()> {
    let list = packages.join(" ");
    if shell::find("apt-get").is_none() {
        bail!("{what} is missing: {by_hand}");
    }
    if !is_root() {
        bail!("{what} is missing: sudo apt-get install {list}");
    }
    shell::say(&format!(
        "Installing {what} from Debian's packages ({list}): one or two minutes."
    ));
    // The lists of a fresh machine are empty or old, so they come first.
    shell::run(apt_get().args(["update", "-qq"]))?;
    shell::run(
        apt_get()
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(packages),
    )
}

fn apt_get() -> std::process::Command {
    let mut command = shell::command("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command.stdout(std::io::stderr());
    command
}

fn is_root() -> bool {
    shell::output(shell::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
