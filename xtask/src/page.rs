//! What the page is made of: `www/` as it is, the core's JavaScript, and the
//! core's wasm as a string inside a script, since the policy lets nothing load.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::optimise::Names;
use crate::{bindgen, imports, optimise, shell, silence, wasm_std};

/// The page's content policy, as `index.html` must state it word for word.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; \
    trusted-types 'none'; base-uri 'none'; form-action 'none'";

/// Where the built page lies.
pub(crate) fn folder() -> PathBuf {
    shell::target().join("www")
}

/// Where the types of the core's JavaScript lie, for checking the page's own.
pub(crate) fn types_folder() -> PathBuf {
    shell::target().join("page/types")
}

/// Builds the page into [`folder`].
///
/// # Errors
/// When a step fails, or a guard finds that a script could send.
pub(crate) fn build() -> Result<()> {
    let bound = bindgen::bind(&compile()?.wasm)?;
    let wasm = optimise::optimise(&bound.wasm, Names::Dropped, &shell::target().join("page"))?;
    imports::check(&wasm, &bound.glue)?;

    let types = types_folder();
    std::fs::create_dir_all(&types)?;
    std::fs::write(types.join(format!("{}.d.ts", bindgen::NAME)), &bound.types)?;
    std::fs::write(types.join("countersign_wasm.d.ts"), WASM_TYPES)?;

    let folder = folder();
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    copy_all(&shell::root().join("www"), &folder)?;
    std::fs::write(folder.join(format!("{}.js", bindgen::NAME)), &bound.glue)?;
    check_policy(&folder.join("index.html"))?;
    check_scripts(&folder)?;
    // After the guard, which reads words: this file holds none, only bytes.
    std::fs::write(folder.join("countersign_wasm.js"), as_script(&wasm))?;
    eprintln!(
        "   The page is in {} ({} kB of wasm).",
        folder.display(),
        wasm.len() / 1000
    );
    Ok(())
}

/// What the compiler wrote for wasm32.
pub(crate) struct Compiled {
    /// The module, with function names.
    pub(crate) wasm: PathBuf,
    /// The folder where the build script put the data that the core includes.
    pub(crate) data: PathBuf,
    /// How many warnings it gave.
    pub(crate) warnings: usize,
}

/// Compiles the core for wasm32, function names kept.
///
/// # Errors
/// When no toolchain can be had or the core does not compile.
pub(crate) fn compile() -> Result<Compiled> {
    let toolchain = wasm_std::toolchain()?;
    shell::say("Compiling the core for the browser: about a minute the first time.");
    // The paths to replace below are known only once the sources are there.
    shell::run(
        toolchain
            .cargo()
            .args(["fetch", "--quiet", "--target", wasm_std::TARGET]),
    )?;
    let messages = shell::output(
        toolchain
            .cargo()
            .args(["build", "--lib", "--package", "countersign"])
            .args(["--profile", "wasm-release", "--target", wasm_std::TARGET])
            .arg("--message-format=json-diagnostic-rendered-ansi")
            .env("CARGO_TARGET_DIR", shell::target())
            .env("CARGO_PROFILE_WASM_RELEASE_STRIP", "false")
            .env("CARGO_ENCODED_RUSTFLAGS", path_flags()?.join("\u{1f}")),
    )?;
    read_messages(&messages)
}

/// Finds the module and the data among cargo's messages, one JSON a line, and
/// shows what the compiler says.
fn read_messages(messages: &str) -> Result<Compiled> {
    let (mut wasm, mut data, mut warnings) = (None, None, 0);
    for line in messages.lines() {
        let message: Value = serde_json::from_str(line).context("cargo's message is no JSON")?;
        let package = message["package_id"].as_str().unwrap_or_default();
        if !package.contains("countersign") {
            continue;
        }
        match message["reason"].as_str() {
            Some("compiler-message") => {
                let said = &message["message"];
                eprint!("{}", said["rendered"].as_str().unwrap_or_default());
                warnings += usize::from(said["level"] == "warning" && !said["spans"][0].is_null());
            }
            Some("compiler-artifact") => {
                let files = message["filenames"].as_array().into_iter().flatten();
                wasm = files
                    .filter_map(Value::as_str)
                    .find(|file| Path::new(file).extension().is_some_and(|end| end == "wasm"))
                    .map(PathBuf::from)
                    .or(wasm);
            }
            Some("build-script-executed") => {
                data = message["out_dir"].as_str().map(PathBuf::from);
            }
            _ => {}
        }
    }
    Ok(Compiled {
        wasm: wasm.context("cargo built no wasm: is the library a cdylib?")?,
        data: data.context("cargo ran no build script")?,
        warnings,
    })
}

/// Panic messages carry source paths: they are cut down to crate and file, so
/// that every machine builds the same bytes.
fn path_flags() -> Result<Vec<String>> {
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let registries = cargo_home
        .context("neither CARGO_HOME nor HOME is set")?
        .join("registry/src");
    let mut flags = vec![format!("--remap-path-prefix={}/=", shell::root().display())];
    for registry in std::fs::read_dir(&registries).into_iter().flatten() {
        flags.push(format!(
            "--remap-path-prefix={}/=",
            registry?.path().display()
        ));
    }
    Ok(flags)
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    for file in shell::files(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        if let Some(folder) = copy.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::copy(&file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

fn check_policy(index: &Path) -> Result<()> {
    let html = std::fs::read_to_string(index).context("www/index.html is missing")?;
    if !html.contains(&format!("content=\"{POLICY}\"")) {
        bail!("www/index.html does not state the policy of xtask/src/page.rs: {POLICY}");
    }
    Ok(())
}

fn check_scripts(folder: &Path) -> Result<()> {
    for file in shell::files(folder)? {
        if file
            .extension()
            .is_some_and(|end| end == "js" || end == "mjs")
        {
            let name = file.strip_prefix(folder)?.display().to_string();
            silence::check_script(&name, &std::fs::read_to_string(&file)?)?;
        }
    }
    Ok(())
}

/// A script that exports the bytes as characters U+0000 to U+00FF.
fn as_script(wasm: &[u8]) -> String {
    let mut script = String::with_capacity(wasm.len() * 3 / 2);
    script.push_str("export default \"");
    for byte in wasm {
        match byte {
            b'\\' => script.push_str("\\\\"),
            b'"' => script.push_str("\\\""),
            b'\n' => script.push_str("\\n"),
            b'\r' => script.push_str("\\r"),
            other => script.push(char::from(*other)),
        }
    }
    script.push_str("\";\n");
    script
}

const WASM_TYPES: &str = "/** The core's bytes, one character U+0000 to U+00FF each. */
declare const bytes: string;
export default bytes;
";

#[cfg(test)]
mod tests {
    use super::as_script;

    #[test]
    fn only_what_ends_a_string_is_escaped() {
        let script = as_script(&[0, b'a', b'\\', b'"', b'\n', b'\r', 0xff]);
        assert_eq!(script, "export default \"\0a\\\\\\\"\\n\\r\u{ff}\";\n");
    }
}
