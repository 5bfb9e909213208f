//! Making the wasm smaller with binaryen's wasm-opt, and proving it still valid.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{node, shell};

/// Whether function names are kept; only `size` wants them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Kept, to tell which crate a function is from.
    Kept,
    /// Dropped, as shipped.
    Dropped,
}

/// The optimised form of `wasm`. What was optimised last is kept in `folder`,
/// so that an unchanged module costs nothing.
///
/// # Errors
/// When the tool fails or writes a module that does not compile.
pub(crate) fn optimise(wasm: &[u8], names: Names, folder: &Path) -> Result<Vec<u8>> {
    std::fs::create_dir_all(folder)?;
    let before = folder.join("before.wasm");
    let after = folder.join("after.wasm");
    if std::fs::read(&before).is_ok_and(|last| last == wasm)
        && let Ok(done) = std::fs::read(&after)
    {
        return Ok(done);
    }
    shell::say("Optimising the wasm (wasm-opt): about 30 s.");
    // The earlier result goes first: were this interrupted, nothing old remains.
    if after.exists() {
        std::fs::remove_file(&after)?;
    }
    std::fs::write(&before, wasm)?;
    let part = folder.join("part.wasm");
    let mut tool = node::tool("wasm-opt")?;
    tool.args(FLAGS).arg(&before).arg("-o").arg(&part);
    if names == Names::Kept {
        tool.arg("-g");
    }
    shell::run(&mut tool)?;
    shell::run(node::node()?.args(["--eval", VALIDATE]).arg(&part))
        .context("wasm-opt wrote a module that does not compile")?;
    std::fs::rename(&part, &after)?;
    Ok(std::fs::read(&after)?)
}

const VALIDATE: &str = "new WebAssembly.Module(require('node:fs').readFileSync(process.argv[1]))";

/// Named one by one: `--all-features` writes wasm that no browser takes.
const FLAGS: [&str; 12] = [
    "-Oz",
    "--converge",
    // Rust puts the stack there, which ends long before.
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
    "--strip-target-features",
];
