//! What a module can reach: its imports against its list, `xtask/<module>.allow`.
//!
//! A module can do nothing that it does not import. An import's name alone does
//! not tell (`new` may make an Error or a socket), so each is listed with the
//! globals that its JavaScript names: `__wbg_new Error`.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

use crate::{shell, silence};

/// Checks the imports of `wasm`, whose JavaScript side is `glue`, against the list of that name.
///
/// # Errors
/// Names every import that is not on the list, or that could send.
pub(crate) fn check(wasm: &[u8], glue: &str, list: &str) -> Result<()> {
    let list = format!("xtask/{list}");
    let file = shell::root().join(&list);
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    let allowed: BTreeSet<&str> = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .collect();
    let mut unlisted = BTreeSet::new();
    let mut used = BTreeSet::new();
    for name in names(wasm)? {
        let import = describe(&name, glue)?;
        if !allowed.contains(import.as_str()) {
            unlisted.insert(import.clone());
        }
        used.insert(import);
    }
    if !unlisted.is_empty() {
        let unlisted: Vec<String> = unlisted.into_iter().collect();
        bail!(
            "the wasm imports what {list} does not list; \
             read what each can do before adding it there:\n{}",
            unlisted.join("\n")
        );
    }
    for idle in allowed.into_iter().filter(|line| !used.contains(*line)) {
        eprintln!("   note: {list} lists `{idle}`, which the wasm no longer imports");
    }
    Ok(())
}

/// The imports' names, as in the module.
fn names(wasm: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                names.push(import?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// An import as the list writes it: the name without wasm-bindgen's hash, then
/// the globals it touches.
fn describe(name: &str, glue: &str) -> Result<String> {
    let body =
        body(name, glue).with_context(|| format!("no JavaScript for the import `{name}`"))?;
    let body = silence::without_comments(body);
    let plain = without_hash(name);
    let reached = plain
        .split('_')
        .find(|part| silence::sender(part).is_some());
    if let Some(word) = silence::sender(&body).or(reached) {
        bail!(
            "the wasm imports `{plain}`, which reaches `{word}`: it could send, so it may not be there"
        );
    }
    let globals: BTreeSet<&str> = silence::identifiers(&body)
        .filter(|word| word.starts_with(char::is_uppercase) && *word != LENGTH)
        .filter(|word| !body.contains(&format!(".{word}")))
        .collect();
    let mut described = plain.to_owned();
    for global in globals {
        described.push(' ');
        described.push_str(global);
    }
    Ok(described)
}

/// The JavaScript of one import: from its name up to the next import's.
fn body<'a>(name: &str, glue: &'a str) -> Option<&'a str> {
    let (_, rest) = glue.split_once(&format!("{name}: "))?;
    let end = rest.find("\n__wb").or_else(|| rest.find("\n};"))?;
    rest.get(..end)
}

fn without_hash(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((plain, hash)) if hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()) => {
            plain
        }
        _ => name,
    }
}

/// wasm-bindgen's own variable, no global of the browser's.
const LENGTH: &str = "WASM_VECTOR_LEN";

#[cfg(test)]
mod tests {
    use super::describe;

    const GLUE: &str = "\
const import0 = {
__wbg_new_0123456789abcdef: function() {
// Function
const ret = new Error();
return ret;
},
__wbg_new_fedcba9876543210: function(arg0) {
return new XMLHttpRequest();
},
__wbg_open_0000000000000000: function(arg0) {
arg0.open();
},
};
";

    #[test]
    fn an_import_is_described_without_its_hash_and_with_its_globals() {
        assert_eq!(
            describe("__wbg_new_0123456789abcdef", GLUE).unwrap(),
            "__wbg_new Error"
        );
    }

    #[test]
    fn an_import_that_could_send_is_refused_by_body_or_by_name() {
        assert!(describe("__wbg_new_fedcba9876543210", GLUE).is_err());
        assert!(describe("__wbg_open_0000000000000000", GLUE).is_err());
        assert!(describe("__wbg_missing", GLUE).is_err());
    }
}
