//! Keeping this machine's folders out of what is shipped: panic messages carry
//! the paths of sources, and every machine should build the same bytes.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::shell;

/// The compiler's flags that cut each source's path down to crate and file.
///
/// # Errors
/// When it is unknown where cargo keeps the sources.
pub(crate) fn flags() -> Result<Vec<String>> {
    let mut flags = vec![format!("--remap-path-prefix={}/=", shell::root().display())];
    for registry in std::fs::read_dir(sources()?).into_iter().flatten() {
        flags.push(format!(
            "--remap-path-prefix={}/=",
            registry?.path().display()
        ));
    }
    Ok(flags)
}

/// Checks that no path of this machine is in `wasm`.
///
/// # Errors
/// When one is.
pub(crate) fn check(wasm: &[u8]) -> Result<()> {
    for folder in [sources()?, shell::root()] {
        let folder = folder.to_string_lossy().into_owned();
        if wasm
            .windows(folder.len())
            .any(|bytes| bytes == folder.as_bytes())
        {
            bail!("the wasm carries a path of this machine, under {folder}");
        }
    }
    Ok(())
}

fn sources() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    Ok(home
        .context("neither CARGO_HOME nor HOME is set")?
        .join("registry/src"))
}
