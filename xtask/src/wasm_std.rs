//! Which toolchain compiles for wasm32, and how to come by one.
//!
//! In this order: the target as installed for the active toolchain, the target
//! as rustup adds it, and on Debian its own compiler with the standard library
//! built from Debian's source package, once per compiler version, kept in the
//! user's cache folder. `COUNTERSIGN_WASM_STD=debian` goes straight to the last.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{apt, paths, shell};

/// The target's name.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A compiler that has a standard library for wasm32.
pub(crate) enum Toolchain {
    /// The one this program was started with.
    Active,
    /// Debian's, with the system root at this path.
    Debian(PathBuf),
}

impl Toolchain {
    /// This toolchain's cargo, started in the project's root.
    pub(crate) fn cargo(&self) -> Command {
        match self {
            Self::Active => shell::cargo(),
            Self::Debian(sysroot) => {
                let mut command = debian_cargo();
                command.env("RUSTC", sysroot.join("bin/rustc"));
                command.env("RUSTDOC", sysroot.join("bin/rustdoc"));
                command.env("RUSTC_BOOTSTRAP", "1");
                command
            }
        }
    }

    /// The compiler's flags that fit its standard library.
    pub(crate) fn flags(&self) -> &'static [&'static str] {
        match self {
            Self::Active => &[],
            Self::Debian(_) => &SMALL,
        }
    }
}

/// Finds a toolchain for wasm32, or installs one.
///
/// # Errors
/// When there is none to be had; says what to install.
pub(crate) fn toolchain() -> Result<Toolchain> {
    let wanted = std::env::var("COUNTERSIGN_WASM_STD").unwrap_or_default();
    match wanted.as_str() {
        "" => {
            if target_is_installed() || rustup_adds_target() {
                return Ok(Toolchain::Active);
            }
        }
        "debian" => {}
        other => bail!("COUNTERSIGN_WASM_STD is `{other}`; only `debian` means something"),
    }
    debian().map(Toolchain::Debian)
}

fn target_is_installed() -> bool {
    let mut rustc = shell::command(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    shell::output(rustc.args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| has_library(Path::new(folder.trim()), "libstd-"))
}

fn rustup_adds_target() -> bool {
    if shell::find("rustup").is_none() {
        return false;
    }
    shell::say("Adding Rust's wasm32 target (rustup target add): a few seconds.");
    let added = shell::succeeds(shell::command("rustup").args(["target", "add", TARGET]));
    if !added {
        eprintln!("   rustup could not get it; trying Debian's compiler instead.");
    }
    added && target_is_installed()
}

/// The system root of Debian's compiler with a standard library for wasm32.
fn debian() -> Result<PathBuf> {
    let missing: Vec<&str> = PACKAGES
        .iter()
        .filter(|(_, file)| !Path::new(file).exists())
        .map(|(package, _)| *package)
        .collect();
    if !missing.is_empty() {
        let by_hand = format!("run `rustup target add {TARGET}`");
        apt::install("a Rust compiler for wasm32", &missing, &by_hand)?;
    }
    let compiler = shell::output(debian_command(RUSTC).arg("-vV"))?;
    let host = field(&compiler, "host")?;
    let commit = field(&compiler, "commit-hash")?;
    let version = format!(
        "{}-{}-small",
        field(&compiler, "release")?,
        commit.get(..9).unwrap_or(commit)
    );
    let sysroot = cache_folder()?.join("wasm-std").join(version);
    if !has_library(&libraries(&sysroot, TARGET), "libstd-") {
        shell::say(
            "Building Rust's standard library for wasm32 from Debian's source: \
             about 75 s, once per compiler version.",
        );
        let built = build_library()?;
        lay_out(&sysroot, host, &built)?;
    }
    Ok(sysroot)
}

/// Compiles the standard library by way of an empty crate; gives the folder of
/// its `.rlib` files.
fn build_library() -> Result<PathBuf> {
    let folder = shell::target().join("wasm-std");
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::write(folder.join("Cargo.toml"), EMPTY_CRATE)?;
    std::fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    let mut flags = paths::flags()?;
    flags.push("-Cembed-bitcode=yes".to_owned());
    flags.extend(SMALL.map(str::to_owned));
    let library = PathBuf::from(LIBRARY_SOURCE);
    // Debian's source lies behind a link, and either path may be written.
    for source in [library.canonicalize()?, library] {
        flags.push(format!(
            "--remap-path-prefix={}=/rustc/library",
            source.display()
        ));
    }
    shell::run(
        debian_cargo()
            .args(["build", "--release", "--target", TARGET])
            .arg("-Zbuild-std=std,panic_abort")
            .arg("-Zbuild-std-features=optimize_for_size")
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")),
    )?;
    Ok(folder.join("target").join(TARGET).join("release/deps"))
}

/// Arranges the libraries of `built` as an ordinary toolchain's folder.
fn lay_out(sysroot: &Path, host: &str, built: &Path) -> Result<()> {
    let writing = || format!("cannot write {}", sysroot.display());
    let host_folder = sysroot.join("lib/rustlib").join(host);
    std::fs::create_dir_all(host_folder.join("bin")).with_context(writing)?;
    std::fs::create_dir_all(sysroot.join("bin")).with_context(writing)?;
    let debian_libraries = libraries(Path::new("/usr"), host);
    link(&debian_libraries, &host_folder.join("lib")).with_context(writing)?;
    link(Path::new(LINKER), &host_folder.join("bin/rust-lld")).with_context(writing)?;
    for program in ["rustc", "rustdoc"] {
        let script = sysroot.join("bin").join(program);
        let text = format!(
            "#!/bin/sh\nexec /usr/bin/{program} --sysroot '{}' \"$@\"\n",
            sysroot.display()
        );
        std::fs::write(&script, text).with_context(writing)?;
        shell::run(shell::command("chmod").arg("755").arg(&script))?;
    }
    // Copied beside and moved last: a folder of that name is always whole.
    let whole = libraries(sysroot, TARGET);
    let part = whole.with_extension("part");
    if part.exists() {
        std::fs::remove_dir_all(&part).with_context(writing)?;
    }
    std::fs::create_dir_all(&part).with_context(writing)?;
    for file in shell::files(built)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if file.extension().is_some_and(|end| end == "rlib") && !name.starts_with("libempty-") {
            std::fs::copy(&file, part.join(name)).with_context(writing)?;
        }
    }
    std::fs::rename(&part, &whole).with_context(writing)
}

fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    if at.symlink_metadata().is_ok() {
        std::fs::remove_file(at)?;
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, at)?;
    #[cfg(not(unix))]
    let _ = (to, at);
    Ok(())
}

fn libraries(sysroot: &Path, target: &str) -> PathBuf {
    sysroot.join("lib/rustlib").join(target).join("lib")
}

fn has_library(folder: &Path, prefix: &str) -> bool {
    std::fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
    })
}

fn debian_cargo() -> Command {
    debian_command("/usr/bin/cargo")
}

/// A program of Debian's Rust, free of what rustup's cargo tells its children.
fn debian_command(program: &str) -> Command {
    let mut command = shell::command(program);
    for name in [
        "LD_LIBRARY_PATH",
        "RUSTUP_TOOLCHAIN",
        "CARGO",
        "RUSTC",
        "RUSTDOC",
        "RUSTC_WRAPPER",
    ] {
        command.env_remove(name);
    }
    command
}

fn field<'a>(compiler: &'a str, name: &str) -> Result<&'a str> {
    compiler
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .with_context(|| format!("`rustc -vV` says no {name}"))
}

fn cache_folder() -> Result<PathBuf> {
    let base = match std::env::var_os("XDG_CACHE_HOME") {
        Some(folder) if !folder.is_empty() => PathBuf::from(folder),
        _ => match std::env::var_os("HOME") {
            Some(home) => PathBuf::from(home).join(".cache"),
            None => bail!("neither XDG_CACHE_HOME nor HOME says where a cache may lie"),
        },
    };
    Ok(base.join("countersign"))
}

/// Debian's packages and a file that shows each to be installed. The linker's
/// version is that of the LLVM inside rustc-web.
const PACKAGES: [(&str, &str); 4] = [
    ("rustc-web", RUSTC),
    ("cargo-web", "/usr/bin/cargo"),
    ("rust-web-src", LIBRARY_SOURCE),
    ("lld-22", LINKER),
];
const RUSTC: &str = "/usr/bin/rustc";
const LINKER: &str = "/usr/bin/lld-22";
const LIBRARY_SOURCE: &str = "/usr/lib/rustlib/src/rust/library";

/// Nobody reads a panic's message in a browser: without messages and the code that words them,
/// the page is 20 kB smaller after brotli. A panic stops the wasm either way.
const SMALL: [&str; 3] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
];

/// `embed-bitcode` and one codegen unit let the page's link-time optimisation
/// reach into the standard library.
const EMPTY_CRATE: &str = "\
[package]
name = \"empty\"
version = \"0.0.0\"
edition = \"2021\"

[profile.release]
codegen-units = 1
panic = \"abort\"

[workspace]
";
