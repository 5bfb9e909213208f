//! A server for the built page, for this machine only.
//!
//! It gives files from [`page::folder`] with the headers that a real host should
//! send, takes GET and HEAD, and reads nothing of a request but its first line.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{page, shell};

/// Serves the built page until stopped, and prints its address first.
///
/// Without a port it takes [`PORT`] or the next free one; with 0, any free one.
///
/// # Errors
/// When no page is built, or the port is taken.
pub(crate) fn run(port: Option<u16>) -> Result<()> {
    let folder = page::folder();
    if !folder.join("index.html").is_file() {
        bail!(
            "there is no page in {}: run `cargo xtask build`",
            folder.display()
        );
    }
    let listener = listen(port)?;
    shell::say("Serving the page to this machine only; Ctrl+C ends it.");
    println!("http://{}/", listener.local_addr()?);
    std::io::stdout().flush()?;
    for stream in listener.incoming().flatten() {
        let folder = folder.clone();
        // A visitor who leaves early is no fault.
        std::thread::spawn(move || drop(answer(&stream, &folder)));
    }
    Ok(())
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).with_context(|| format!("cannot use port {port}"));
    }
    for port in PORT..PORT + 20 {
        match bind(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            other => return other.with_context(|| format!("cannot use port {port}")),
        }
    }
    bail!(
        "ports {PORT} to {} are taken: choose another with --port",
        PORT + 19
    )
}

fn answer(stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.take(LONGEST_REQUEST));
    let mut first = String::new();
    reader.read_line(&mut first)?;
    // Read to the end of the head: closing on unread bytes would reset the line.
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = first.split_whitespace();
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (status, kind, body) = respond(method, target, folder);
    let mut out = stream;
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Content-Security-Policy: {}; frame-ancestors 'none'\r\n{HEADERS}\r\n",
        body.len(),
        policy(target),
    )?;
    if method != "HEAD" {
        out.write_all(&body)?;
    }
    out.flush()
}

/// The policy of a file: a worker has its own.
fn policy(target: &str) -> &'static str {
    if target.split('?').next() == Some("/sw.js") {
        page::WORKER_POLICY
    } else {
        page::POLICY
    }
}

/// The status, the type and the body for one request.
fn respond(method: &str, target: &str, folder: &Path) -> (&'static str, &'static str, Vec<u8>) {
    if method != "GET" && method != "HEAD" {
        return (
            "405 Method Not Allowed\r\nAllow: GET, HEAD",
            TEXT,
            b"only GET and HEAD\n".to_vec(),
        );
    }
    match file(target, folder).and_then(|file| Some((kind(&file), std::fs::read(file).ok()?))) {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", TEXT, b"not found\n".to_vec()),
    }
}

/// The file that a request's target names, if it lies inside `folder`.
fn file(target: &str, folder: &Path) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    // No name here needs an escape, so an escaped path names nothing.
    if path.contains(['%', '\\', '\0']) {
        return None;
    }
    let relative = Path::new(path);
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let mut file = folder.join(relative);
    if path.is_empty() || path.ends_with('/') {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn kind(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "eml" => TEXT,
        _ => "application/octet-stream",
    }
}

const HEADERS: &str = "X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\n\
    Cache-Control: no-store\r\n\
    Connection: close\r\n";
const TEXT: &str = "text/plain; charset=utf-8";
/// The first port to try.
const PORT: u16 = 8137;
/// How many bytes of a request are read; a browser's head is far below.
const LONGEST_REQUEST: u64 = 64 * 1024;
/// How long a silent visitor may hold a thread.
const PATIENCE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use super::{file, respond};
    use std::path::Path;

    fn here() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn a_file_inside_the_folder_is_found_also_with_a_query() {
        assert!(file("/Cargo.toml", here()).is_some());
        assert!(file("/src/main.rs?v=1", here()).is_some());
    }

    #[test]
    fn a_path_that_leaves_the_folder_names_nothing() {
        for target in [
            "/../Cargo.toml",
            "/src/../../Cargo.toml",
            "//etc/passwd",
            "/%2e%2e/Cargo.toml",
            "Cargo.toml",
        ] {
            assert_eq!(file(target, here()), None, "{target}");
        }
    }

    #[test]
    fn only_get_and_head_are_answered() {
        assert!(respond("GET", "/Cargo.toml", here()).0.starts_with("200"));
        assert!(respond("HEAD", "/Cargo.toml", here()).0.starts_with("200"));
        assert!(respond("POST", "/Cargo.toml", here()).0.starts_with("405"));
        assert!(respond("GET", "/none", here()).0.starts_with("404"));
    }
}
