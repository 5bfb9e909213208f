//! The built-in examples: invented mails of the tests as a script a language.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, json};

use crate::shell;

/// Writes the scripts into `folder`.
///
/// # Errors
/// When the list or a mail cannot be read.
pub(crate) fn write(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let list = read_toml(&shell::root().join("src/example/examples.toml"))?;
    let list = list["examples"].as_array().context("no examples")?;
    for language in LANGUAGES {
        let mut examples = Map::new();
        for example in list {
            let text = |key: &str| {
                let value = example.get(key).and_then(toml::Value::as_str);
                value.with_context(|| format!("examples.toml: an example has no `{key}`"))
            };
            let mail = shell::root().join("tests/mails").join(text(language)?);
            let beside = read_toml(&mail.with_extension("toml"))?;
            let said = |key: &str| beside.get(key).and_then(toml::Value::as_str);
            let address = beside.get("address").and_then(|all| all.get(0)?.as_str());
            let source =
                std::fs::read(&mail).with_context(|| format!("cannot read {}", mail.display()))?;
            // Bytes, not text: not every mail is UTF-8.
            let source: String = source.into_iter().map(char::from).collect();
            let example = json!({
                "text": source,
                "name": said("name").unwrap_or_default(),
                "address": address.unwrap_or_default(),
                "onlyFor": said("only_for").unwrap_or_default(),
            });
            examples.insert(text("id")?.to_owned(), example);
        }
        let script = format!("export default {};\n", serde_json::to_string(&examples)?);
        std::fs::write(folder.join(format!("{language}.js")), script)?;
    }
    Ok(())
}

fn read_toml(file: &Path) -> Result<toml::Table> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    toml::from_str(&text).with_context(|| file.display().to_string())
}

const LANGUAGES: [&str; 2] = ["en", "fr"];
