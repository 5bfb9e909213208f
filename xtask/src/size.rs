//! What the page transfers, file by file, and what fills the wasm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::optimise::Names;
use crate::wasm_parts::{self, Parts};
use crate::{bindgen, brotli, compile, optimise, page, shell};

/// Prints the sizes.
///
/// # Errors
/// When the page cannot be built or measured.
pub(crate) fn run() -> Result<()> {
    page::build()?;
    transfer()?;
    let compiled = compile::compile(page::CORE.package)?;
    let folder = shell::target().join("page/named");
    let bound = bindgen::bind(&compiled.wasm, page::CORE.script)?;
    let named = optimise::optimise(&bound.wasm, Names::Kept, &folder)?;
    inside(&wasm_parts::measure(&named)?, &folder)?;
    data(&compiled.data.context("cargo ran no build script")?)
}

/// What a first answer loads, and what is loaded for other files, compressed as a good host would.
fn transfer() -> Result<()> {
    let folder = page::folder();
    let mut first = loaded(&folder, "index.html")?;
    // One language comes with the first answer.
    first.push(folder.join("locale/en.js"));
    table("A first answer", &folder, &first)?;
    let mut later = loaded(&folder, READERS)?;
    later.retain(|file| !first.contains(file));
    table(
        "Beside that, a picture or a file of Outlook's",
        &folder,
        &later,
    )
}

fn table(what: &str, folder: &Path, files: &[PathBuf]) -> Result<()> {
    println!("\n{what} loads (bytes; br is brotli, quality 11):\n");
    println!("{:>9} {:>9}", "raw", "br");
    let (mut raw_sum, mut brotli_sum) = (0, 0);
    for (file, brotli) in files.iter().zip(brotli::sizes(files)?) {
        let raw = size(file)?;
        println!(
            "{raw:>9} {brotli:>9}  {}",
            file.strip_prefix(folder)?.display()
        );
        raw_sum += raw;
        brotli_sum += brotli;
    }
    println!("{raw_sum:>9} {brotli_sum:>9}  total");
    Ok(())
}

/// The functions of the wasm by the crate that wrote them.
fn inside(parts: &Parts, folder: &Path) -> Result<()> {
    let code_file = folder.join("code.bin");
    let data_file = folder.join("data.bin");
    std::fs::write(&code_file, &parts.code)?;
    std::fs::write(&data_file, &parts.data)?;
    let compressed = brotli::sizes(&[code_file, data_file])?;
    let [code, data] = compressed[..] else {
        anyhow::bail!("two files give two sizes")
    };

    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, bytes) in &parts.crates {
        let group = group(name);
        *groups.entry(group).or_default() += bytes;
        if group == REST {
            rest.insert(name, *bytes);
        }
    }
    println!(
        "\nInside the wasm (br is an estimate: the part's share of all code, \
         which is {} raw and {code} br):\n",
        parts.code.len()
    );
    println!("{:>9} {:>9}", "raw", "~br");
    for (group, bytes) in by_size(&groups) {
        println!(
            "{bytes:>9} {:>9}  {group}",
            bytes * code / parts.code.len().max(1)
        );
    }
    println!(
        "{:>9} {data:>9}  data: texts and tables (measured, not estimated)",
        parts.data.len()
    );
    let rest: Vec<String> = by_size(&rest)
        .into_iter()
        .map(|(name, bytes)| format!("{name} {bytes}"))
        .collect();
    if !rest.is_empty() {
        println!("\n{REST}: {}", rest.join(", "));
    }
    Ok(())
}

/// The tables that the build script made, each compressed alone.
fn data(folder: &Path) -> Result<()> {
    let tables: Vec<PathBuf> = shell::files(folder)?
        .into_iter()
        .filter(|file| {
            file.extension()
                .is_some_and(|end| end == "bin" || end == "txt")
        })
        .collect();
    println!("\nTables in that data:\n\n{:>9} {:>9}", "raw", "br");
    for (file, brotli) in tables.iter().zip(brotli::sizes(&tables)?) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        println!("{:>9} {brotli:>9}  {name}", size(file)?);
    }
    Ok(())
}

/// The page's files that load with one of them: what it and its scripts and styles name, but not
/// what a script imports later.
fn loaded(folder: &Path, first: &str) -> Result<Vec<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.join(first)];
    while let Some(file) = open.pop() {
        if !found.insert(file.clone()) {
            continue;
        }
        // What these list is fetched for later, not for an answer.
        if file.ends_with("sw.js") || file.extension().is_some_and(|end| end == "webmanifest") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let here = file.parent().unwrap_or(folder);
        // Long strings are the wasm; no name in it is a file's.
        for (before, name) in quoted(&text).filter(|(_, name)| name.len() < 200) {
            let base = if name.starts_with('/') { folder } else { here };
            let named = base.join(name.trim_start_matches('/'));
            if !before.ends_with("import(")
                && !name.is_empty()
                && let Ok(named) = named.canonicalize()
                && named.is_file()
                && let Ok(inside) = named.strip_prefix(folder.canonicalize()?)
                && inside.extension().is_none_or(|end| end != "html")
            {
                open.push(folder.join(inside));
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Each quoted string on one line, with the text before it.
fn quoted(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().flat_map(|line| {
        line.match_indices(['"', '\''])
            .filter_map(move |(at, quote)| {
                let (before, rest) = (line.get(..at)?, line.get(at + 1..)?);
                Some((before, rest.split_once(quote)?.0))
            })
    })
}

fn by_size<'a>(groups: &BTreeMap<&'a str, usize>) -> Vec<(&'a str, usize)> {
    let mut sorted: Vec<_> = groups.iter().map(|(name, bytes)| (*name, *bytes)).collect();
    sorted.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    sorted
}

fn group(name: &str) -> &'static str {
    GROUPS
        .iter()
        .find(|(_, starts)| starts.iter().any(|start| name.starts_with(start)))
        .map_or(REST, |(group, _)| group)
}

fn size(file: &Path) -> Result<usize> {
    Ok(usize::try_from(file.metadata()?.len())?)
}

/// What is imported when a file asks for it.
const READERS: &str = "component/readers.js";

const REST: &str = "the rest";

/// A group and how the names of its crates begin; the first that fits counts.
const GROUPS: [(&str, &[&str]); 6] = [
    ("own code", &["countersign"]),
    ("mail-parser", &["mail_parser", "hashify"]),
    (
        "url, idna, icu",
        &[
            "url",
            "idna",
            "icu_",
            "form_urlencoded",
            "percent_encoding",
            "utf8_iter",
            "smallvec",
            "zerovec",
            "zerotrie",
            "zerofrom",
            "yoke",
            "tinystr",
            "litemap",
            "writeable",
            "potential_utf",
        ],
    ),
    (
        "bindings",
        &[
            "wasm_bindgen",
            "serde_wasm_bindgen",
            "js_sys",
            "web_sys",
            "gloo",
        ],
    ),
    ("serde, postcard", &["serde", "postcard", "cobs"]),
    (
        "std, core, alloc",
        &[
            "std",
            "core",
            "alloc",
            "dlmalloc",
            "compiler_builtins",
            "hashbrown",
            "panic_",
            "rustc_",
            "__rustc",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::{group, quoted};

    #[test]
    fn a_crate_belongs_to_the_first_group_that_fits() {
        assert_eq!(group("icu_normalizer"), "url, idna, icu");
        assert_eq!(group("serde_wasm_bindgen"), "bindings");
        assert_eq!(group("serde_core"), "serde, postcard");
        assert_eq!(group("linkify"), "the rest");
    }

    #[test]
    fn a_quoted_name_comes_with_what_stands_before_it() {
        let found: Vec<_> = quoted("import(\"./a.js\")").collect();
        assert!(found.contains(&("import(", "./a.js")));
    }
}
