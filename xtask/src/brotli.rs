//! Compressing as a good host does, beforehand. Node.js has the reference compressor.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{node, shell};

/// The compressed size of each file.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn sizes(files: &[PathBuf]) -> Result<Vec<usize>> {
    let none = PathBuf::new();
    compress(files.iter().map(|file| (file, &none)))
}

/// Compresses every text in `folder`, the page's, beside it: see [`of`].
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn write(folder: &Path) -> Result<()> {
    if compressed().exists() {
        std::fs::remove_dir_all(compressed())?;
    }
    let mut pairs = Vec::new();
    for file in shell::files(folder)? {
        // A picture is compressed already.
        if file.extension().is_some_and(|end| end == "png") {
            continue;
        }
        let twin = twin(&file, folder).context("a file lies outside its folder")?;
        if let Some(parent) = twin.parent() {
            std::fs::create_dir_all(parent)?;
        }
        pairs.push((file, twin));
    }
    compress(pairs.iter().map(|(file, twin)| (file, twin)))?;
    Ok(())
}

/// A file of the page, compressed, unless the file is newer than that.
pub(crate) fn of(file: &Path, folder: &Path) -> Option<Vec<u8>> {
    let twin = twin(file, folder)?;
    let age = |file: &Path| file.metadata().and_then(|data| data.modified()).ok();
    if age(&twin)? < age(file)? {
        return None;
    }
    std::fs::read(twin).ok()
}

fn twin(file: &Path, folder: &Path) -> Option<PathBuf> {
    let mut twin = compressed().join(file.strip_prefix(folder).ok()?);
    twin.as_mut_os_string().push(".br");
    Some(twin)
}

fn compressed() -> PathBuf {
    shell::target().join("page/compressed")
}

/// Compresses files, each to the place beside it if that is named; gives the sizes.
fn compress<'a>(pairs: impl Iterator<Item = (&'a PathBuf, &'a PathBuf)>) -> Result<Vec<usize>> {
    let mut node = node::node()?;
    node.args(["--eval", SCRIPT]);
    pairs.for_each(|(from, to)| {
        node.arg(from).arg(to);
    });
    shell::output(&mut node)?
        .lines()
        .map(|line| line.parse().context("the compressor printed no number"))
        .collect()
}

const SCRIPT: &str = "const zlib = require('node:zlib'), fs = require('node:fs');
const names = process.argv.slice(1);
for (let at = 0; at < names.length; at += 2) {
  const bytes = fs.readFileSync(names[at]);
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
    [zlib.constants.BROTLI_PARAM_LGWIN]: 22,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const compressed = zlib.brotliCompressSync(bytes, { params });
  if (names[at + 1]) fs.writeFileSync(names[at + 1], compressed);
  console.log(compressed.length);
}";
