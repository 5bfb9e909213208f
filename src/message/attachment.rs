//! What came along: what a file really is, by its bytes and not by its name.

use super::html::Page;
use crate::input::looks_like_html;
use linkify::{LinkFinder, LinkKind};

/// Most names that are read of an archive.
const MOST_NAMES: usize = 1_000;

/// How far from its end a ZIP archive's directory is looked for: a record and the longest comment.
const ZIP_END: usize = 22 + 65_535;

/// How many bytes of a file are read as text.
const TEXT_BYTES: usize = 1024 * 1024;

/// A file that came with the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its media type as declared.
    pub content_type: String,
    /// Its length in bytes, decoded.
    pub bytes: usize,
    /// What it is by its bytes, or by its ending where bytes do not tell.
    pub kind: FileKind,
    /// What its ending says that it is.
    pub named: FileKind,
    /// Names in it, if it is an archive.
    pub inside: Vec<String>,
    /// Whether something in the archive is encrypted.
    pub locked: bool,
    /// Whether it is a page or a picture that runs scripts, asks for input or leads on by itself.
    pub runs: bool,
    /// Whether it is a document that carries programs of its own.
    pub macros: bool,
    /// Web addresses in it, of invitations and pages.
    pub links: Vec<String>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// Something that runs when it is opened.
    Program,
    /// An archive of files.
    Archive,
    /// A disk image, which opens as a folder.
    Disk,
    /// An office document.
    Document,
    /// A PDF document.
    Pdf,
    /// A picture.
    Picture,
    /// A web page.
    Page,
    /// A drawing that can hold scripts.
    Svg,
    /// A calendar entry.
    Calendar,
    /// A mail.
    Mail,
    /// Anything else.
    #[default]
    Other,
}

/// Endings of files that run when they are opened.
const PROGRAMS: &[&str] = &[
    "exe", "scr", "pif", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta",
    "msi", "msp", "jar", "apk", "lnk", "reg", "chm", "cpl", "dmg", "pkg", "sh", "url", "one",
    "xll",
];

impl Attachment {
    /// Looks at a file.
    #[must_use]
    pub(super) fn read(name: Option<String>, content_type: &str, data: &[u8]) -> Self {
        let ending = name.as_deref().and_then(ending).unwrap_or_default();
        let named = by_ending(&ending);
        let (inside, locked) = if data.starts_with(b"PK\x03\x04") {
            zip(data)
        } else {
            (Vec::new(), false)
        };
        let text = String::from_utf8_lossy(data.get(..TEXT_BYTES).unwrap_or(data));
        let kind = by_bytes(data, &inside, &text).unwrap_or(match (named, content_type) {
            (FileKind::Other, "text/html" | "application/xhtml+xml") => FileKind::Page,
            (FileKind::Other, "image/svg+xml") => FileKind::Svg,
            (FileKind::Other, "text/calendar" | "application/ics") => FileKind::Calendar,
            (FileKind::Other, "message/rfc822") => FileKind::Mail,
            (named, _) => named,
        });
        let page = matches!(kind, FileKind::Page | FileKind::Svg);
        let lower = if page {
            text.to_ascii_lowercase()
        } else {
            String::new()
        };
        let runs = page
            && [
                "<script",
                "<form",
                "javascript:",
                "http-equiv=\"refresh",
                "http-equiv=refresh",
            ]
            .iter()
            .any(|sign| lower.contains(sign));
        let links = match kind {
            FileKind::Calendar => web_addresses(&text),
            FileKind::Page | FileKind::Svg => {
                let anchors = Page::read(&text).anchors.into_iter();
                anchors
                    .map(|anchor| anchor.target)
                    .take(MOST_NAMES)
                    .collect()
            }
            _ => Vec::new(),
        };
        let macros = inside.iter().any(|name| name.ends_with("vbaProject.bin"))
            || (data.starts_with(b"\xD0\xCF\x11\xE0")
                && has(data, b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T"));
        Self {
            name,
            content_type: content_type.to_owned(),
            bytes: data.len(),
            kind,
            named,
            inside,
            locked,
            runs,
            macros,
            links,
        }
    }

    /// The name, or the declared type where it has none.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.content_type)
    }

    /// Whether something that runs is in it, itself or packed.
    #[must_use]
    pub fn is_program(&self) -> bool {
        let program = |name: &String| {
            ending(name).is_some_and(|ending| by_ending(&ending) == FileKind::Program)
        };
        matches!(self.kind, FileKind::Program | FileKind::Disk)
            || (self.kind == FileKind::Archive && self.inside.iter().any(program))
    }

    /// Whether its name says that it is something else: two endings of which the last runs, letters
    /// written backwards, or bytes of another kind.
    #[must_use]
    pub fn is_disguised(&self) -> bool {
        let Some(name) = self.name.as_deref() else {
            return false;
        };
        let backwards = name.contains(['\u{202e}', '\u{202d}', '\u{2066}', '\u{2067}']);
        let tail = name.rsplit('.').nth(1).map(by_ending);
        let twice = self.named == FileKind::Program
            && tail.is_some_and(|tail| !matches!(tail, FileKind::Other | FileKind::Program));
        let harmless = matches!(
            self.named,
            FileKind::Pdf | FileKind::Picture | FileKind::Document
        );
        let other = matches!(
            self.kind,
            FileKind::Program | FileKind::Page | FileKind::Svg | FileKind::Disk
        );
        backwards || twice || (harmless && other)
    }
}

/// The ending of a name, in lower case.
fn ending(name: &str) -> Option<String> {
    let bare = name.trim_end_matches(['.', ' ', '"', '\'']);
    Some(bare.rsplit_once('.')?.1.to_lowercase())
}

fn by_ending(ending: &str) -> FileKind {
    match ending {
        "zip" | "rar" | "7z" | "gz" | "tgz" | "tar" | "bz2" | "xz" | "cab" | "ace" | "arj" => {
            FileKind::Archive
        }
        "iso" | "img" | "vhd" | "vhdx" => FileKind::Disk,
        "doc" | "docx" | "docm" | "xls" | "xlsx" | "xlsm" | "xlsb" | "ppt" | "pptx" | "pptm"
        | "rtf" | "odt" | "ods" | "odp" => FileKind::Document,
        "pdf" => FileKind::Pdf,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" | "tif" | "tiff" | "heic" => {
            FileKind::Picture
        }
        "htm" | "html" | "shtml" | "xhtml" | "xht" | "mht" | "mhtml" => FileKind::Page,
        "svg" => FileKind::Svg,
        "ics" | "vcs" => FileKind::Calendar,
        "eml" | "msg" => FileKind::Mail,
        ending if PROGRAMS.contains(&ending) => FileKind::Program,
        _ => FileKind::Other,
    }
}

fn by_bytes(data: &[u8], inside: &[String], text: &str) -> Option<FileKind> {
    let starts = |magic: &[u8]| data.starts_with(magic);
    let holds = |name: &str| inside.iter().any(|known| known == name);
    Some(match data {
        _ if starts(b"MZ") || starts(b"\x7fELF") || starts(b"L\0\0\0\x01\x14\x02\0") => {
            FileKind::Program
        }
        _ if starts(b"\xCF\xFA\xED\xFE") || starts(b"\xCA\xFE\xBA\xBE") || starts(b"#!") => {
            FileKind::Program
        }
        _ if starts(b"ITSF") || starts(b"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D") => FileKind::Program,
        _ if starts(b"PK\x03\x04") && holds("META-INF/MANIFEST.MF") => FileKind::Program,
        _ if starts(b"PK\x03\x04") && (holds("[Content_Types].xml") || holds("mimetype")) => {
            FileKind::Document
        }
        _ if starts(b"PK\x03\x04") || starts(b"Rar!") || starts(b"7z\xBC\xAF\x27\x1C") => {
            FileKind::Archive
        }
        _ if starts(b"\x1f\x8b") || starts(b"MSCF") => FileKind::Archive,
        _ if data.get(32_769..32_774) == Some(b"CD001") => FileKind::Disk,
        _ if starts(b"%PDF") => FileKind::Pdf,
        _ if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") => FileKind::Picture,
        _ if starts(b"BEGIN:VCALENDAR") => FileKind::Calendar,
        _ if text.trim_start().starts_with("<svg")
            || (text.trim_start().starts_with("<?xml") && text.contains("<svg")) =>
        {
            FileKind::Svg
        }
        _ if looks_like_html(text) => FileKind::Page,
        _ => return None,
    })
}

/// The names in a ZIP archive by its central directory, and whether any of them is encrypted.
fn zip(data: &[u8]) -> (Vec<String>, bool) {
    let mut names = Vec::new();
    let mut locked = false;
    let tail = data.len().saturating_sub(ZIP_END);
    let last = data.get(tail..).unwrap_or_default();
    let Some(end) = last.windows(4).rposition(|four| four == b"PK\x05\x06") else {
        return (names, locked);
    };
    let number = |at: usize, length: usize| -> usize {
        let bytes = data.get(at..at + length).unwrap_or_default();
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let mut at = number(tail + end + 16, 4);
    while names.len() < MOST_NAMES && data.get(at..at.saturating_add(4)) == Some(b"PK\x01\x02") {
        locked |= number(at + 8, 2) & 1 == 1;
        let length = number(at + 28, 2);
        let name = data.get(at + 46..at + 46 + length).unwrap_or_default();
        names.push(String::from_utf8_lossy(name).into_owned());
        at += 46 + length + number(at + 30, 2) + number(at + 32, 2);
    }
    (names, locked)
}

fn web_addresses(text: &str) -> Vec<String> {
    // RFC 5545 §3.1: a line that begins with a blank goes on with the one before.
    let unfolded = text.replace("\r\n ", "").replace("\n ", "");
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let found = finder.links(&unfolded).take(MOST_NAMES);
    found.map(|link| link.as_str().to_owned()).collect()
}

fn has(data: &[u8], part: &[u8]) -> bool {
    data.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, data: &[u8]) -> Attachment {
        Attachment::read(Some(name.into()), "application/octet-stream", data)
    }

    /// A ZIP archive of empty files, stored.
    fn archive(names: &[&str], flags: u8) -> Vec<u8> {
        let (mut data, mut directory) = (Vec::new(), Vec::new());
        for name in names {
            let length = u8::try_from(name.len()).unwrap();
            directory.extend(b"PK\x01\x02\x14\0\x14\0");
            directory.extend([flags, 0]);
            directory.extend([0; 18]);
            directory.extend([length, 0]);
            directory.extend([0; 16]);
            directory.extend(name.as_bytes());
            data.extend(b"PK\x03\x04");
            data.extend([0; 22]);
            data.extend([length, 0, 0, 0]);
            data.extend(name.as_bytes());
        }
        let start = u8::try_from(data.len()).unwrap();
        data.extend(&directory);
        data.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        data.extend([
            u8::try_from(directory.len()).unwrap(),
            0,
            0,
            0,
            start,
            0,
            0,
            0,
            0,
            0,
        ]);
        data
    }

    #[test]
    fn bytes_tell_what_a_file_is() {
        for (name, data, kind, disguised) in [
            ("invoice.pdf", &b"MZ\x90"[..], FileKind::Program, true),
            ("invoice.pdf.exe", b"MZ\x90", FileKind::Program, true),
            ("invoice.pdf", b"%PDF-1.7", FileKind::Pdf, false),
            ("photo.jpg", b"<html><form action=x>", FileKind::Page, true),
            ("setup.exe", b"MZ", FileKind::Program, false),
            ("notes.v2.txt", b"hello", FileKind::Other, false),
            ("cod\u{202e}fdp.exe", b"MZ", FileKind::Program, true),
        ] {
            let found = file(name, data);
            assert_eq!(
                (found.kind, found.is_disguised()),
                (kind, disguised),
                "{name}"
            );
        }
    }

    #[test]
    fn archives_are_looked_into() {
        let found = file("invoice.zip", &archive(&["invoice.pdf.js"], 1));
        assert_eq!(
            (found.kind, found.locked, found.is_program()),
            (FileKind::Archive, true, true)
        );
        let photos = file("photos.zip", &archive(&["one.jpg"], 0));
        assert!(!photos.locked && !photos.is_program());
        let document = file(
            "x.docm",
            &archive(&["[Content_Types].xml", "word/vbaProject.bin"], 0),
        );
        assert_eq!((document.kind, document.macros), (FileKind::Document, true));
    }

    #[test]
    fn a_broken_archive_ends() {
        let mut data = archive(&["a.txt"], 0);
        let end = data.len() - 6;
        data[end..end + 4].fill(0xff);
        assert!(file("a.zip", &data).inside.is_empty());
        assert!(file("a.zip", b"PK\x03\x04PK\x05\x06").inside.is_empty());
    }

    #[test]
    fn pages_and_invitations_show_where_they_lead() {
        let page = file(
            "Rechnung.html",
            b"<html><a href='https://a.example/'>x</a><script>1</script>",
        );
        assert!(page.runs && page.links == ["https://a.example/"]);
        let entry = file(
            "invite.ics",
            b"BEGIN:VCALENDAR\r\nDESCRIPTION:see https://a.exa\r\n mple/x\r\n",
        );
        assert_eq!(entry.links, ["https://a.example/x"]);
    }
}
