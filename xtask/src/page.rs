//! What the page is made of: `www/` as it is, each module's JavaScript, and their
//! wasm as strings inside scripts, since the policy lets nothing load.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::optimise::Names;
use crate::{
    bindgen, brotli, compile, examples, imports, offline, optimise, paths, shell, silence, thread,
};

/// The page's content policy, as `index.html` must state it word for word.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    worker-src 'self' blob:; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; \
    trusted-types countersign; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// The policy of the service worker, which asks for the files of its build and nothing else.
pub(crate) const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// Where the built page lies.
pub(crate) fn folder() -> PathBuf {
    shell::target().join("www")
}

/// Where the types of the core's JavaScript lie, for checking the page's own.
pub(crate) fn types_folder() -> PathBuf {
    shell::target().join("page/types")
}

/// A module of the page: a package, and what its files are called.
pub(crate) struct Module {
    /// The package that it is compiled from.
    pub(crate) package: &'static str,
    /// The stem of the script that wasm-bindgen writes.
    pub(crate) script: &'static str,
    /// The stem of the script that holds the wasm.
    pub(crate) wasm: &'static str,
    /// What it does in a thread of its own, in `www`, if it has one.
    thread: Option<&'static str>,
    /// The list of what it may import.
    allowed: &'static str,
    /// The folder under `target/page` where it was optimised last.
    folder: &'static str,
}

/// What every answer needs.
pub(crate) const CORE: Module = Module {
    package: "countersign",
    script: "countersign_core",
    wasm: "countersign_wasm",
    thread: Some("component/worker.js"),
    allowed: "imports.allow",
    folder: "core",
};

/// What is loaded for files of Outlook's and pictures only.
pub(crate) const READERS: Module = Module {
    package: "countersign-readers",
    script: "countersign_readers",
    wasm: "countersign_readers_wasm",
    thread: None,
    allowed: "readers.allow",
    folder: "readers",
};

/// Builds the page into [`folder`].
///
/// # Errors
/// When a step fails, or a guard finds that a script could send.
pub(crate) fn build() -> Result<()> {
    let mut built = Vec::new();
    for module in [CORE, READERS] {
        built.push((module.build()?, module));
    }
    let folder = folder();
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    copy_all(&shell::root().join("www"), &folder)?;
    for thread in built.iter().filter_map(|(_, module)| module.thread) {
        // It is part of its module's script, and not loaded by itself.
        std::fs::remove_file(folder.join(thread))?;
    }
    for (built, module) in &built {
        std::fs::write(folder.join(format!("{}.js", module.script)), &built.glue)?;
        if let Some(data) = &built.data {
            locales(data, &folder.join("locale"))?;
        }
    }
    examples::write(&folder.join("example"))?;
    check_policy(&folder.join("index.html"))?;
    check_scripts(&folder)?;
    // After the guard, which reads words: these files hold none, only bytes.
    for (built, module) in &built {
        let file = folder.join(format!("{}.js", module.wasm));
        std::fs::write(file, as_script(&built.wasm))?;
        let size = built.wasm.len() / 1000;
        eprintln!("   {}: {size} kB of wasm.", module.package);
    }
    offline::write(&folder)?;
    brotli::write(&folder)?;
    eprintln!("   The page is in {}.", folder.display());
    Ok(())
}

/// Writes each language as a script: the page loads the one that it speaks.
fn locales(data: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    for file in shell::files(data)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        if let Some(id) = name.strip_prefix("locale-")
            && file.extension().is_some_and(|end| end == "txt")
        {
            let text = serde_json::to_string(&std::fs::read_to_string(&file)?)?;
            let script = format!("export default {text};\n");
            std::fs::write(folder.join(format!("{id}.js")), script)?;
        }
    }
    Ok(())
}

/// A module that passed the guards.
struct Built {
    wasm: Vec<u8>,
    glue: String,
    /// Where its build script wrote, if it has one.
    data: Option<PathBuf>,
}

impl Module {
    fn build(&self) -> Result<Built> {
        let compiled = compile::compile(self.package)?;
        let bound = bindgen::bind(&compiled.wasm, self.script)?;
        let folder = shell::target().join("page").join(self.folder);
        let wasm = optimise::optimise(&bound.wasm, Names::Dropped, &folder)?;
        paths::check(&wasm)?;
        imports::check(&wasm, &bound.glue, self.allowed)?;
        let types = types_folder();
        std::fs::create_dir_all(&types)?;
        let (mut glue, mut declared) = (bound.glue, bound.types);
        if let Some(worker) = self.thread {
            let worker = std::fs::read_to_string(shell::root().join("www").join(worker))?;
            glue = thread::with_text(&glue, &worker)?;
            declared = thread::with_type(&declared);
        }
        std::fs::write(types.join(format!("{}.d.ts", self.script)), declared)?;
        std::fs::write(types.join(format!("{}.d.ts", self.wasm)), WASM_TYPES)?;
        Ok(Built {
            wasm,
            glue,
            data: compiled.data,
        })
    }
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

/// What a string would have to escape trades places with what wasm hardly has: 6 kB less after
/// brotli. `decoded` of `www/component/core.js` trades back.
const TRADES: [(u8, u8); 4] = [(b'\n', b']'), (b'"', b'Y'), (b'\r', b'Z'), (b'\\', b'^')];

/// A script that exports the bytes as characters U+0000 to U+00FF, some of them traded.
fn as_script(wasm: &[u8]) -> String {
    let mut script = String::with_capacity(wasm.len() * 3 / 2);
    script.push_str("export default \"");
    for byte in wasm {
        let trade = TRADES.iter().find_map(|(one, other)| match byte {
            _ if byte == one => Some(other),
            _ if byte == other => Some(one),
            _ => None,
        });
        match trade.unwrap_or(byte) {
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

const WASM_TYPES: &str =
    "/** A module's bytes, one character U+0000 to U+00FF each, for `decoded`. */
declare const bytes: string;
export default bytes;
";

#[cfg(test)]
mod tests {
    use super::as_script;

    #[test]
    fn only_what_ends_a_string_is_escaped() {
        let script = as_script(&[
            0, b'a', b'^', b'Y', b']', b'Z', b'\\', b'"', b'\n', b'\r', 0xff,
        ]);
        assert_eq!(script, "export default \"\0a\\\\\\\"\\n\\r^Y]Z\u{ff}\";\n");
    }
}
