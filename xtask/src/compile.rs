//! Compiling the core and the readers for the browser, with rustc alone.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{paths, shell, wasm_std};

/// What the compiler wrote for wasm32.
pub(crate) struct Compiled {
    /// The module, with function names.
    pub(crate) wasm: PathBuf,
    /// The folder where the build script put the data that the core includes.
    pub(crate) data: Option<PathBuf>,
    /// How many warnings the compiler gave.
    pub(crate) warnings: usize,
}

/// Compiles a package for wasm32, function names kept.
///
/// # Errors
/// When no toolchain can be had or the package does not compile.
pub(crate) fn compile(package: &str) -> Result<Compiled> {
    let toolchain = wasm_std::toolchain()?;
    shell::say(&format!(
        "Compiling {package} for the browser: about a minute the first time."
    ));
    // The paths to replace below are known only once the sources are there.
    let fetch = ["fetch", "--quiet", "--target", wasm_std::TARGET];
    shell::run(toolchain.cargo().args(fetch))?;
    let mut flags = paths::flags()?;
    flags.extend(toolchain.flags().iter().map(|flag| (*flag).to_owned()));
    let mut child = toolchain
        .cargo()
        .args(["build", "--lib", "--package", package])
        .args(["--profile", "wasm-release", "--target", wasm_std::TARGET])
        .arg("--message-format=json-diagnostic-rendered-ansi")
        .env("CARGO_TARGET_DIR", shell::target())
        .env("CARGO_PROFILE_WASM_RELEASE_STRIP", "false")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo: is it installed?")?;
    let mut found = Found::default();
    let messages = child.stdout.take().context("cargo says nothing")?;
    for line in BufReader::new(messages).lines() {
        found.read(&serde_json::from_str(&line?).context("cargo's message is no JSON")?);
    }
    if !child.wait()?.success() {
        bail!("{package} does not compile for the browser");
    }
    Ok(Compiled {
        wasm: found
            .wasm
            .context("cargo built no wasm: is the library a cdylib?")?,
        data: found.data,
        warnings: found.warnings,
    })
}

/// What cargo's messages have told so far.
#[derive(Default)]
struct Found {
    wasm: Option<PathBuf>,
    data: Option<PathBuf>,
    warnings: usize,
}

impl Found {
    /// Takes one message in, and shows it when it is the compiler's.
    fn read(&mut self, message: &Value) {
        let package = message["package_id"].as_str().unwrap_or_default();
        if !package.contains("countersign") {
            return;
        }
        match message["reason"].as_str() {
            Some("compiler-message") => {
                let said = &message["message"];
                eprint!("{}", said["rendered"].as_str().unwrap_or_default());
                // The summary that follows the warnings has no place in the code.
                let warns = said["level"] == "warning" && !said["spans"][0].is_null();
                self.warnings += usize::from(warns);
            }
            Some("compiler-artifact") => {
                let files = message["filenames"].as_array().into_iter().flatten();
                let mut files = files.filter_map(Value::as_str).map(PathBuf::from);
                if let Some(wasm) =
                    files.find(|file| file.extension().is_some_and(|end| end == "wasm"))
                {
                    self.wasm = Some(wasm);
                }
            }
            Some("build-script-executed") => {
                self.data = message["out_dir"].as_str().map(PathBuf::from);
            }
            _ => {}
        }
    }
}
