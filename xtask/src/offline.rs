//! What the service worker keeps: every file of the build, and a name that changes with any of them.

use std::path::Path;

use anyhow::{Context, Result};

use crate::shell;

/// Writes list and name into the service worker of the page in `folder`.
///
/// # Errors
/// When a file cannot be read, or the worker is not shaped as expected.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let worker = folder.join(WORKER);
    let mut names = vec!["./".to_owned()];
    let mut hash = FNV_OFFSET;
    for file in shell::files(folder)? {
        if file == worker {
            continue;
        }
        let name = file
            .strip_prefix(folder)?
            .to_string_lossy()
            .replace('\\', "/");
        hash = fnv(hash, name.as_bytes());
        hash = fnv(hash, &std::fs::read(&file)?);
        names.push(name);
    }
    let script = std::fs::read_to_string(&worker)?;
    std::fs::write(&worker, filled(&script, hash, &names)?)?;
    Ok(())
}

fn filled(script: &str, hash: u64, names: &[String]) -> Result<String> {
    let shape = "www/sw.js is shaped differently now: see offline.rs";
    let (before, after) = script.split_once("'countersign-build'").context(shape)?;
    let script = format!("{before}'countersign-{hash:016x}'{after}");
    let (before, after) = script.split_once("FILES = []").context(shape)?;
    let names = serde_json::to_string(names)?;
    Ok(format!("{before}FILES = {names}{after}"))
}

/// FNV-1a: only tells one build from another.
pub(crate) fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(hash, step)
}

const WORKER: &str = "sw.js";
/// What FNV-1a begins with.
pub(crate) const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn list_and_name_are_written_in() {
        let script = "const BUILD = 'countersign-build';\nconst FILES = [];\n";
        let written = filled(script, 1, &["./".into(), "a.js".into()]).unwrap();
        assert!(written.contains("'countersign-0000000000000001'"));
        assert!(written.contains("FILES = [\"./\",\"a.js\"];"));
        assert!(filled("nothing", 1, &[]).is_err());
    }
}
