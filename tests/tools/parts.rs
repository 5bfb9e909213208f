//! Cuts mails into what people paste when they have no source: `parts FOLDER OUT`.
//!
//! OUT gets a folder for each kind: `headers` (the header block), `html` (the first page, as a rich
//! paste gives it), `text` (what is to be seen). What a mail does not have is left out; a forward is
//! left out of `headers`, since those are the forwarder's.

use countersign::facts::body::visible_text;
use countersign::input::{self, Kind};
use countersign::message::Message;
use countersign::source::Source;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, out] = arguments.as_slice() else {
        eprintln!("which folder, and where to?");
        return ExitCode::from(2);
    };
    match run(Path::new(folder), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(folder: &Path, out: &Path) -> io::Result<()> {
    for kind in ["headers", "html", "text"] {
        fs::create_dir_all(out.join(kind))?;
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "eml") {
            continue;
        }
        let bytes = fs::read(&path)?;
        if input::accept(&bytes).is_err() {
            continue;
        }
        let source = Source::unwrap(&bytes);
        let outer = Message::read(&source, Kind::Message);
        let message = outer
            .forward
            .as_ref()
            .map_or(&outer, |forward| &forward.message);
        let name = path.file_name().unwrap_or_default();
        let write = |kind: &str, text: &[u8]| fs::write(out.join(kind).join(name), text);
        if outer.forward.is_none() {
            write("headers", header_block(&bytes))?;
        }
        if let Some(page) = message.htmls.first() {
            write("html", page.text().as_bytes())?;
        }
        let text = visible_text(message);
        if !text.trim().is_empty() {
            write("text", text.as_bytes())?;
        }
    }
    Ok(())
}

/// Everything before the first empty line.
fn header_block(bytes: &[u8]) -> &[u8] {
    let end = |mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark);
    let end = [end(b"\n\n"), end(b"\r\n\r\n")].into_iter().flatten().min();
    bytes.get(..end.unwrap_or(bytes.len())).unwrap_or(bytes)
}
