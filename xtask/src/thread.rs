//! The script of the page's other thread, as one text that the page has at hand.
//!
//! It is the core's own script again, with `www/component/worker.js` behind it. Both stand in one
//! file: compressed, what is there twice weighs next to nothing.

use anyhow::{Context, Result};

/// The core's script with that text behind it, exported as `thread`.
///
/// # Errors
/// When one of the two is not shaped as expected.
pub(crate) fn with_text(core: &str, worker: &str) -> Result<String> {
    let shape = "www/component/worker.js is shaped differently now: see thread.rs";
    let (_, worker) = worker.split_once(IMPORT).context(shape)?;
    let (inside, _) = core
        .rsplit_once(EXPORT)
        .context("wasm-bindgen writes its exports differently now: see thread.rs")?;
    let text = format!("{inside}const init = __wbg_init;\n{}", worker.trim_start());
    Ok(format!(
        "{core}\nexport const thread = `{}`;\n",
        escaped(&text)
    ))
}

/// The same for the types.
pub(crate) fn with_type(types: &str) -> String {
    format!("{types}\n/** The script of another thread. */\nexport const thread: string;\n")
}

/// A text as it stands between two back quotes.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('`', "\\`")
        .replace("${", "\\${")
}

const IMPORT: &str = "import init, { work } from '../countersign_core.js';\n";
const EXPORT: &str = "export { initSync, __wbg_init as default };";

#[cfg(test)]
mod tests {
    use super::{EXPORT, IMPORT, with_text};

    #[test]
    fn the_text_is_the_script_and_what_a_thread_does() {
        let core = format!("f(`${{1}}\\n`);\n{EXPORT}\n");
        let written = with_text(&core, &format!("// a\n{IMPORT}\nwork();\n")).unwrap();
        let (before, text) = written.split_once("export const thread = ").unwrap();
        assert_eq!(before.trim_end(), core.trim_end());
        assert_eq!(
            text,
            "`f(\\`\\${1}\\\\n\\`);\nconst init = __wbg_init;\nwork();\n`;\n"
        );
    }

    #[test]
    fn another_shape_stops_the_build() {
        assert!(with_text(EXPORT, "work();").is_err());
        assert!(with_text("f();", IMPORT).is_err());
    }
}
