//! From the compiler's wasm to wasm and JavaScript that know each other.
//!
//! The JavaScript that wasm-bindgen writes can load the wasm over the network.
//! The page hands over bytes it already has, so that code is cut out here.

use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::shell;

/// What wasm-bindgen makes of one module.
pub(crate) struct Bound {
    /// The module, not yet optimised.
    pub(crate) wasm: Vec<u8>,
    /// The JavaScript that the page ships.
    pub(crate) glue: String,
    /// The types of that JavaScript, for checking the page's own.
    pub(crate) types: String,
}

/// Binds the module at `input` under the name of the script that the page imports; its name
/// section is kept for `size`.
///
/// # Errors
/// When Cargo.lock has another wasm-bindgen, when the module needs JavaScript
/// of its own, or when the written JavaScript is not shaped as expected.
pub(crate) fn bind(input: &Path, name: &str) -> Result<Bound> {
    same_version()?;
    let mut output = Bindgen::new()
        .input_path(input)
        .out_name(name)
        .web(true)?
        .omit_default_module_path(true)
        .remove_producers_section(true)
        .typescript(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen refuses {}", input.display()))?;
    let inline = output
        .snippets()
        .iter()
        .find(|(_, scripts)| !scripts.is_empty());
    if let Some(brought) = inline
        .map(|(name, _)| name)
        .or(output.local_modules().keys().next())
    {
        bail!("{brought} brings JavaScript of its own; the page ships none but its own");
    }
    Ok(Bound {
        wasm: output.wasm_mut().emit_wasm(),
        glue: without_comments(&without_loading(output.js())?),
        types: output.ts().unwrap_or_default().to_owned(),
    })
}

/// Replaces what wasm-bindgen writes for loading a module over the network.
fn without_loading(glue: &str) -> Result<String> {
    let glue = replace_between(
        glue,
        "async function __wbg_load(",
        "function initSync(",
        LOAD,
    )?;
    replace_between(
        &glue,
        "if (typeof module_or_path === 'string'",
        "const { instance, module }",
        "",
    )
}

/// The script without the comments that stand on lines of their own: they are in the types too,
/// and nobody reads them where the page is shown.
fn without_comments(script: &str) -> String {
    let mut shipped = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines() {
        let text = line.trim();
        inside |= text.starts_with("/*");
        if !inside {
            shipped.push_str(line);
            shipped.push('\n');
        }
        inside &= !text.ends_with("*/");
    }
    shipped
}

fn replace_between(text: &str, from: &str, to: &str, by: &str) -> Result<String> {
    let changed = "wasm-bindgen writes its loader differently now: see bindgen.rs";
    let (before, rest) = text.split_once(from).context(changed)?;
    let (_, after) = rest.split_once(to).context(changed)?;
    Ok(format!("{before}{by}{to}{after}"))
}

/// wasm-bindgen's two halves must have one version.
fn same_version() -> Result<()> {
    let lock = std::fs::read_to_string(shell::root().join("Cargo.lock"))
        .context("Cargo.lock is missing: run `cargo generate-lockfile`")?;
    let library = locked_version(&lock, "wasm-bindgen");
    let tool = locked_version(&lock, "wasm-bindgen-cli-support");
    if library != tool {
        let tool = tool.unwrap_or("?");
        bail!(
            "Cargo.lock has wasm-bindgen {} beside wasm-bindgen-cli-support {tool}: \
             run `cargo update -p wasm-bindgen --precise {tool}`",
            library.unwrap_or("?")
        );
    }
    Ok(())
}

fn locked_version<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, package) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    package.split_once('"').map(|(version, _)| version)
}

const LOAD: &str = "\
async function __wbg_load(module, imports) {
    const instance = await WebAssembly.instantiate(module, imports);
    return instance instanceof WebAssembly.Instance ? { instance, module } : instance;
}

";

#[cfg(test)]
mod tests {
    use super::{locked_version, replace_between, without_comments};

    #[test]
    fn comments_of_their_own_are_left_out() {
        let script = "/* a */\nlet a = 1; /* kept */\n  /**\n   * b\n   */\n  f(a);\n";
        assert_eq!(without_comments(script), "let a = 1; /* kept */\n  f(a);\n");
    }

    #[test]
    fn a_version_is_read_from_the_lock_of_exactly_that_package() {
        let lock = "name = \"wasm-bindgen-shared\"\nversion = \"1\"\n\nname = \"wasm-bindgen\"\nversion = \"2\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("2"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn a_loader_of_another_shape_stops_the_build() {
        assert_eq!(replace_between("a[x]b", "[", "]", "").unwrap(), "a]b");
        assert!(replace_between("ab", "[", "]", "").is_err());
    }
}
