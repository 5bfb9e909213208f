//! What can be said of the code without running it.

use anyhow::{Result, bail};
use serde_json::json;

use crate::stage::{self, Stage};
use crate::{compile, node, page, shell};

/// Runs every lint.
///
/// # Errors
/// When any of them finds something.
pub(crate) fn run() -> Result<()> {
    stage::run(&STAGES)
}

fn format() -> Result<()> {
    shell::say("Checking the formatting: a second.");
    component("rustfmt")?;
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))?;
    shell::run(shell::cargo().args(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]))
}

fn clippy() -> Result<()> {
    component("clippy")?;
    shell::say("Running clippy: about a minute the first time.");
    // One by one: together they would share features, and compile anew.
    for package in ["countersign", "countersign-readers", "xtask"] {
        let what = ["clippy", "--package", package, "--all-targets", "--quiet"];
        shell::run(shell::cargo().args(what).args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

/// Clippy must be of the compiler's own version, which Debian's need not have;
/// what only the browser compiles is therefore checked by the compiler alone.
fn browser_code() -> Result<()> {
    let mut warnings = 0;
    for module in [page::CORE, page::READERS] {
        warnings += compile::compile(module.package)?.warnings;
    }
    if warnings > 0 {
        bail!("the compiler gives {warnings} warnings for the browser's code");
    }
    Ok(())
}

/// The page's scripts import what the build makes, so that is built first and
/// its types laid over `www/`.
fn scripts() -> Result<()> {
    page::build()?;
    shell::say("Checking the types of the page's scripts: seconds.");
    let www = shell::root().join("www");
    let types = page::types_folder();
    let settings = json!({
        "compilerOptions": {
            "allowJs": true,
            "checkJs": true,
            "noEmit": true,
            "strict": true,
            "target": "esnext",
            "module": "esnext",
            "moduleResolution": "bundler",
            "lib": ["esnext", "dom", "dom.iterable"],
            "types": [],
            "rootDirs": [www, types],
        },
        "include": [www.join("**/*.js")],
    });
    let file = types.join("tsconfig.json");
    std::fs::write(&file, serde_json::to_string_pretty(&settings)?)?;
    shell::run(node::tool("tsc")?.arg("--project").arg(&file))
}

/// Says how to get a part of Rust that some installations leave out.
fn component(name: &str) -> Result<()> {
    let command = if name == "rustfmt" { "fmt" } else { name };
    if shell::succeeds(shell::cargo().args([command, "--version"])) {
        return Ok(());
    }
    bail!("{name} is missing: run `rustup component add {name}`")
}

const STAGES: [Stage; 4] = [
    Stage {
        name: "formatting",
        needs_the_rest: false,
        run: format,
    },
    Stage {
        name: "clippy",
        needs_the_rest: false,
        run: clippy,
    },
    Stage {
        name: "browser code",
        needs_the_rest: false,
        run: browser_code,
    },
    Stage {
        name: "types of the scripts",
        needs_the_rest: false,
        run: scripts,
    },
];
