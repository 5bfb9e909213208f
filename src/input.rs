//! What a person hands over: its bytes, its kind, and what they say about it.
//!
//! Knows how to tell kinds apart and which bytes are no mail at all; reads nothing further.

mod archive;
mod container;
mod error;

use crate::brand::profile::Profile;
use crate::key::Key;
use crate::source::Source;
use serde::Serialize;

pub use container::{Container, container};
pub use error::InputError;

/// Longest paste that is read: no provider delivers larger mails, and a phone must hold it twice.
pub const MAX_BYTES: usize = 50 * 1024 * 1024;

/// Longest paste in UTF-16: each character's place is kept, at 16 bytes each.
const MAX_UTF16: usize = 8 * 1024 * 1024;

/// How many bytes decide whether something is text at all.
const SNIFF_BYTES: usize = 4096;

/// How many header lines decide whether something is a header block.
const SNIFF_LINES: usize = 60;

/// A paste and what its owner says about it.
#[derive(Clone, Debug, Default)]
pub struct Input<'a> {
    /// What was pasted, byte for byte.
    pub bytes: &'a [u8],
    /// What it is, if the person says so; recognised otherwise.
    pub kind: Option<Kind>,
    /// What the person says.
    pub context: Context,
}

impl<'a> Input<'a> {
    /// A paste about which nothing is said.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            ..Self::default()
        }
    }
}

/// What a paste is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema, clap::ValueEnum)
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A whole message: header fields and body.
    Message,
    /// Header fields alone.
    Headers,
    /// HTML as a rich paste from a mail program gives it.
    Html,
    /// What was to be seen on a screen.
    Text,
    /// Links or host names, one a line.
    Links,
}

/// What the person says about the paste; everything is optional.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Seconds since 1970-01-01 UTC at which the answer is to hold.
    pub now: Option<i64>,
    /// Identifier of the mailbox provider from which the source was copied.
    pub receiver: Option<String>,
    /// ISO 3166-1 alpha-2 code of the reader's country.
    pub country: Option<String>,
    /// The reader's name.
    pub name: Option<String>,
    /// The reader's own addresses.
    pub addresses: Vec<String>,
    /// Identifier of the brand to which alone the address was given.
    pub only_for: Option<String>,
    /// Identifier of the brand that the mail claims to be by the reader's word: the claim where the
    /// mail's own words give none, or none that is sure.
    pub brand: Option<String>,
    /// A profile that the person loaded.
    pub profile: Option<Profile>,
    /// Public keys that the person gives.
    pub keys: Vec<Key>,
    /// What the paste was taken out of.
    pub container: Option<Container>,
    /// What the QR codes in the mail's own pictures say; none where nobody looked.
    pub scanned: Option<Vec<String>>,
}

/// Tells the kind of an unwrapped paste.
#[must_use]
pub fn recognise(source: &Source<'_>) -> Kind {
    let bytes = source.bytes();
    if starts_with_fields(bytes) {
        return if archive::is_saved_page(bytes) {
            Kind::Html
        } else if has_body(bytes) {
            Kind::Message
        } else {
            Kind::Headers
        };
    }
    let text = String::from_utf8_lossy(bytes);
    if looks_like_html(&text) {
        Kind::Html
    } else if is_list_of_links(&text) {
        Kind::Links
    } else {
        Kind::Text
    }
}

/// Refuses what is no mail.
///
/// # Errors
/// [`InputError::Empty`], [`InputError::TooLarge`], and one of each kind of file that is no text.
pub fn accept(bytes: &[u8]) -> Result<(), InputError> {
    if bytes.len() > MAX_BYTES {
        return Err(InputError::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) || bytes == b"\xEF\xBB\xBF" {
        return Err(InputError::Empty);
    }
    let head = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    // UTF-16 says by its mark that it is text.
    let marked = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    if starts_with_fields(head) || (marked && bytes.len() <= MAX_UTF16) {
        return Ok(());
    }
    if let Some(error) = container::refused(head) {
        return Err(error);
    }
    let control = head
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
        .count();
    if head.contains(&0) || control * 20 > head.len() {
        return Err(InputError::NotText);
    }
    Ok(())
}

/// The kind of what a QR code says: links, or words; never a mail, whatever it looks like.
#[must_use]
pub fn kind_of_code(text: &str) -> Kind {
    if is_list_of_links(text) {
        Kind::Links
    } else {
        Kind::Text
    }
}

/// Fields that only a mail's source has, or that every mail has.
const TELLING_FIELDS: &[&str] = &[
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "from",
    "to",
    "subject",
    "date",
    "reply-to",
    "content-type",
    "authentication-results",
    "dkim-signature",
    "received-spf",
    "arc-seal",
    "x-received",
    "sender",
    "content-transfer-encoding",
    "list-unsubscribe",
];

/// Whether lines that a mail's source has stand on top.
pub(crate) fn starts_with_fields(bytes: &[u8]) -> bool {
    let mut telling = 0;
    for line in bytes.split(|byte| *byte == b'\n').take(SNIFF_LINES) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        match field_name(line) {
            Some(name) => telling += usize::from(TELLING_FIELDS.contains(&name.as_str())),
            None => break,
        }
        if telling >= 2 {
            return true;
        }
    }
    false
}

/// Whether a line is a field that mail has and other texts have not.
pub(crate) fn is_telling(line: &[u8]) -> bool {
    field_name(line).is_some_and(|name| TELLING_FIELDS.contains(&name.as_str()))
}

/// The lower-case name of a header line (RFC 5322 §2.2), if it is one.
#[must_use]
pub fn field_name(line: &[u8]) -> Option<String> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    let valid =
        !name.is_empty() && name.len() < 80 && name.iter().all(|byte| (33..=126).contains(byte));
    valid.then(|| String::from_utf8_lossy(name).to_ascii_lowercase())
}

/// Whether anything but blanks follows the first empty line.
fn has_body(bytes: &[u8]) -> bool {
    let mut line_is_empty = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' if line_is_empty => {
                return bytes
                    .get(at..)
                    .is_some_and(|rest| !rest.trim_ascii().is_empty());
            }
            b'\n' => line_is_empty = true,
            b'\r' => {}
            _ => line_is_empty = false,
        }
    }
    false
}

/// Whether tags stand where a rich paste or a saved page has them.
#[must_use]
pub fn looks_like_html(text: &str) -> bool {
    let head: String = text
        .trim_start()
        .chars()
        .take(SNIFF_BYTES)
        .collect::<String>()
        .to_ascii_lowercase();
    let opens = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<table",
        "<div",
        "<style",
        "<center",
        "<p>",
        "<p ",
        "<span",
        "<a ",
        "<!--",
        "<img",
        "<font",
        "<br",
    ]
    .iter()
    .any(|tag| head.starts_with(tag));
    let links = head.contains("<a ") && head.contains("href=") && head.contains("</");
    opens || links || (head.contains("<html") && head.contains("<body"))
}

fn is_list_of_links(text: &str) -> bool {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            let has_scheme = line.contains("://");
            let is_address = line.contains('@') && !has_scheme && !line.contains('/');
            !line.contains(char::is_whitespace)
                && !is_address
                && (has_scheme
                    || line
                        .split(['/', '?', '#'])
                        .next()
                        .is_some_and(|host| host.contains('.')))
                && crate::facts::link::parse_target(line).is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        recognise(&Source::unwrap(text.as_bytes()))
    }

    #[test]
    fn kinds_are_recognised_by_themselves() {
        assert_eq!(
            kind("From: a@b.example\nSubject: x\n\nHello"),
            Kind::Message
        );
        assert_eq!(
            kind("Received: from a by b\r\nFrom: a@b.example\r\n\r\n"),
            Kind::Headers
        );
        assert_eq!(
            kind("<div><a href='https://a.example'>x</a></div>"),
            Kind::Html
        );
        assert_eq!(kind("Dear customer,\nsee https://a.example"), Kind::Text);
        assert_eq!(kind("https://a.example/x\nwww.b.example"), Kind::Links);
        assert_eq!(kind("Note: one thing\nand another"), Kind::Text);
        assert_eq!(kind("maya@ellison.example"), Kind::Text);
    }

    #[test]
    fn what_is_no_mail_is_refused() {
        assert_eq!(accept(b" \r\n\t"), Err(InputError::Empty));
        assert_eq!(accept(b"\x89PNG\r\n\x1a\n0000"), Err(InputError::Picture));
        assert_eq!(accept(b"PK\x03\x04rest"), Err(InputError::Archive));
        assert_eq!(accept(b"%PDF-1.7\n"), Err(InputError::NotText));
        assert_eq!(
            accept(&vec![b'a'; MAX_BYTES + 1]),
            Err(InputError::TooLarge)
        );
        assert_eq!(accept("Grüße".as_bytes()), Ok(()));
        assert_eq!(accept(b"From: a\nTo: b\n\n\x00\x01\x02"), Ok(()));
    }
}
