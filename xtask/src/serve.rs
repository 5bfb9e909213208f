//! A server for the built page, for this machine only.
//!
//! It gives files from [`page::folder`] as a real host should: with its headers,
//! compressed where that was done beforehand, and only if they changed. It takes
//! GET and HEAD, and reads no more of a request than these need.

use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{brotli, offline, page, shell};

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

/// Answers one request after another until the visitor leaves.
fn answer(stream: &TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut (&mut reader).take(LONGEST_REQUEST))? {
        let mut reply = respond(&request, folder);
        let known = reply.status == OK && request.known.as_ref() == Some(&reply.tag);
        if known {
            reply.status = "304 Not Modified";
        }
        let mut out = BufWriter::new(stream);
        write!(
            out,
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nETag: {}\r\n{}\
             Content-Security-Policy: {}; frame-ancestors 'none'\r\n{HEADERS}\r\n",
            reply.status,
            reply.kind,
            reply.body.len(),
            reply.tag,
            if reply.brotli { BROTLI } else { "" },
            policy(&request.target),
        )?;
        if !known && request.method != "HEAD" {
            out.write_all(&reply.body)?;
        }
        out.flush()?;
        // The body of another method would be taken for the next request.
        if request.last || reply.status == REFUSED {
            break;
        }
    }
    Ok(())
}

/// What is asked for.
#[derive(Default)]
struct Request {
    method: String,
    target: String,
    /// Whether the visitor reads brotli.
    brotli: bool,
    /// The tag of the file that the visitor has.
    known: Option<String>,
    /// Whether nothing follows.
    last: bool,
}

impl Request {
    /// Reads a request's head to its end; nothing where there is none, or only a torn one.
    fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let mut words = first.split_whitespace().map(str::to_owned);
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        let mut request = Self {
            method,
            target,
            last: words.next().as_deref() != Some("HTTP/1.1"),
            ..Self::default()
        };
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let Some((name, value)) = line.split_once(':') else {
                return Ok(Some(request));
            };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "accept-encoding" => request.brotli = value.split(", ").any(|one| one == "br"),
                "if-none-match" => request.known = Some(value.to_owned()),
                "connection" if value.eq_ignore_ascii_case("close") => request.last = true,
                _ => {}
            }
        }
    }
}

/// What is answered.
struct Reply {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
    brotli: bool,
    /// Tells this body from any other.
    tag: String,
}

/// The policy of a file: a worker has its own.
fn policy(target: &str) -> &'static str {
    if target.split('?').next() == Some("/sw.js") {
        page::WORKER_POLICY
    } else {
        page::POLICY
    }
}

/// The answer to one request.
fn respond(request: &Request, folder: &Path) -> Reply {
    if request.method != "GET" && request.method != "HEAD" {
        return Reply::new(REFUSED, TEXT, b"only GET and HEAD\n".to_vec(), false);
    }
    let Some(file) = file(&request.target, folder) else {
        return Reply::new(MISSING, TEXT, b"not found\n".to_vec(), false);
    };
    let compressed = if request.brotli {
        brotli::of(&file, folder)
    } else {
        None
    };
    let brotli = compressed.is_some();
    match compressed.or_else(|| std::fs::read(&file).ok()) {
        Some(body) => Reply::new(OK, kind(&file), body, brotli),
        None => Reply::new(MISSING, TEXT, b"not found\n".to_vec(), false),
    }
}

impl Reply {
    fn new(status: &'static str, kind: &'static str, body: Vec<u8>, brotli: bool) -> Self {
        let tag = format!("\"{:016x}\"", offline::fnv(offline::FNV_OFFSET, &body));
        Self {
            status,
            kind,
            body,
            brotli,
            tag,
        }
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
    Vary: Accept-Encoding\r\n\
    Cache-Control: no-cache\r\n";
const BROTLI: &str = "Content-Encoding: br\r\n";
const OK: &str = "200 OK";
const MISSING: &str = "404 Not Found";
const REFUSED: &str = "405 Method Not Allowed\r\nAllow: GET, HEAD\r\nConnection: close";
const TEXT: &str = "text/plain; charset=utf-8";
/// The first port to try.
const PORT: u16 = 8137;
/// How many bytes of a request are read; a browser's head is far below.
const LONGEST_REQUEST: u64 = 64 * 1024;
/// How long a silent visitor may hold a thread.
const PATIENCE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use super::{Request, file, respond};
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

    fn read(head: &str) -> Option<Request> {
        Request::read(&mut head.as_bytes()).unwrap()
    }

    #[test]
    fn only_get_and_head_are_answered() {
        let status = |first: &str| {
            let request = read(&format!("{first} HTTP/1.1\r\n\r\n")).unwrap();
            respond(&request, here()).status
        };
        assert!(status("GET /Cargo.toml").starts_with("200"));
        assert!(status("HEAD /Cargo.toml").starts_with("200"));
        assert!(status("POST /Cargo.toml").starts_with("405"));
        assert!(status("GET /none").starts_with("404"));
    }

    #[test]
    fn a_request_says_what_the_visitor_reads_and_has() {
        let request = read(
            "GET /a HTTP/1.1\r\nHost: x\r\naccept-encoding: gzip, br\r\nIf-None-Match: \"1\"\r\n\r\n",
        )
        .unwrap();
        assert!(request.brotli && !request.last);
        assert_eq!(request.known.as_deref(), Some("\"1\""));
        let request = read("GET /a HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        assert!(request.last && !request.brotli && request.known.is_none());
        assert!(read("GET /a HTTP/1.0\r\n\r\n").unwrap().last);
    }

    #[test]
    fn a_torn_request_is_none() {
        assert!(read("").is_none());
        assert!(read("GET /a HTTP/1.1\r\nHost: x\r\n").is_none());
    }

    #[test]
    fn only_what_was_compressed_beforehand_is_sent_so() {
        let request = read("GET /Cargo.toml HTTP/1.1\r\nAccept-Encoding: br\r\n\r\n").unwrap();
        assert!(!respond(&request, here()).brotli);
    }

    #[test]
    fn another_body_has_another_tag() {
        let tag = |target: &str| {
            let request = read(&format!("GET {target} HTTP/1.1\r\n\r\n")).unwrap();
            respond(&request, here()).tag
        };
        assert_eq!(tag("/Cargo.toml"), tag("/Cargo.toml"));
        assert_ne!(tag("/Cargo.toml"), tag("/src/main.rs"));
    }
}
