//! A wasm module taken apart: its code by crate, its data as one piece.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Result, bail};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// The parts of a module.
pub(crate) struct Parts {
    /// The code section's bytes.
    pub(crate) code: Vec<u8>,
    /// The data segments' bytes, one after the other.
    pub(crate) data: Vec<u8>,
    /// The bytes of the functions of each crate.
    pub(crate) crates: BTreeMap<String, usize>,
}

/// Takes a module with a name section apart.
///
/// # Errors
/// When the module cannot be read or has no names.
pub(crate) fn measure(wasm: &[u8]) -> Result<Parts> {
    let mut parts = Parts {
        code: Vec::new(),
        data: Vec::new(),
        crates: BTreeMap::new(),
    };
    let mut imported = 0_u32;
    let mut sizes = Vec::new();
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    // Imported functions come first in the numbering.
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { range, .. } => {
                parts.code = wasm.get(range).unwrap_or_default().to_vec();
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::DataSection(section) => {
                for segment in section {
                    parts.data.extend_from_slice(segment?.data);
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for part in section {
                        if let Name::Function(map) = part? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("the module has no function names");
    }
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).copied().unwrap_or_default();
        *parts.crates.entry(crate_of(name)).or_default() += size;
    }
    Ok(parts)
}

/// The crate that a function name starts with, mangled or not. A trait's method
/// counts for the crate of its type, or of the trait when the type is the
/// language's own; a generic function for the crate that wrote it.
fn crate_of(name: &str) -> String {
    let plain = format!("{:#}", rustc_demangle::demangle(name));
    if !plain.contains("::") {
        return crate_without_path(&plain).to_owned();
    }
    let mut paths = plain.split(" as ").take(2);
    paths.find_map(first_crate).unwrap_or("core").to_owned()
}

/// Whose a function without a path is: an export of the core, unless a tool
/// made it.
fn crate_without_path(name: &str) -> &'static str {
    if name.starts_with("__wbindgen") || name.starts_with("__externref") {
        "wasm_bindgen"
    } else if name.starts_with("__") || name.starts_with("mem") {
        "compiler_builtins"
    } else {
        "countersign"
    }
}

/// The crate that a path starts with; none for `u8`, `T` or a tuple of them.
fn first_crate(path: &str) -> Option<&str> {
    let mut path = path;
    for start in ["<", "&", "mut ", "[", "(", "dyn ", "*const ", "*mut "]
        .iter()
        .cycle()
        .take(24)
    {
        path = path.strip_prefix(start).unwrap_or(path);
    }
    path.split_once("::")
        // The newer mangling writes `core[hash]`.
        .map(|(path, _)| path.split('[').next().unwrap_or(path))
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn a_function_counts_for_the_crate_that_its_path_starts_with() {
        assert_eq!(
            crate_of("_ZN11mail_parser4core3foo17h0123456789abcdefE"),
            "mail_parser"
        );
        assert_eq!(crate_of("memcpy"), "compiler_builtins");
    }

    #[test]
    fn a_method_counts_for_the_crate_of_its_type() {
        assert_eq!(crate_of("<&url::Url as core::fmt::Display>::fmt"), "url");
        assert_eq!(crate_of("<u8 as url[1f]::X>::fmt"), "url");
        assert_eq!(crate_of("<u32>::pow"), "core");
        assert_eq!(crate_of("<(A, B) as core::fmt::Debug>::fmt"), "core");
    }
}
