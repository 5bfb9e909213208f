//! What a clipboard or a drop carries, and which of it is to be checked.
//!
//! A mail program puts the same words there twice: as plain text and as HTML. Only the
//! HTML knows where links lead; only the plain text can be a mail's source.

use super::example::Example;
use super::form::MOST_SHOWN;
use crate::input::{self, Container, Kind};
use crate::message::html::Page;
use crate::source::Source;
use web_sys::{DataTransfer, File};

/// Something to be checked, and what the box shows for it.
pub(super) struct Taken {
    /// What is checked.
    pub(super) held: Held,
    /// What is shown.
    pub(super) shown: String,
}

/// What is checked instead of the words in the box.
pub(super) struct Held {
    /// Byte for byte as it came.
    pub(super) bytes: Vec<u8>,
    /// What it is, where that is certain.
    pub(super) kind: Option<Kind>,
    /// The name of the file it was in.
    pub(super) file: Option<String>,
    /// The example that it is.
    pub(super) example: Option<Example>,
    /// What it was taken out of.
    pub(super) container: Option<Container>,
}

/// The first file, if there is one.
pub(super) fn file(transfer: &DataTransfer) -> Option<File> {
    transfer.files()?.get(0)
}

/// The words, if there are any.
pub(super) fn words(transfer: &DataTransfer) -> Option<Taken> {
    let data = |format| transfer.get_data(format).unwrap_or_default();
    let (plain, html) = (data("text/plain"), data("text/html"));
    if plain.is_empty() && html.is_empty() {
        let links = data("text/uri-list");
        return (!links.is_empty()).then(|| Taken::plain(links));
    }
    Some(if html_knows_more(&plain, &html) {
        Taken::html(plain, html)
    } else {
        Taken::plain(plain)
    })
}

impl Taken {
    /// A text that is what it shows.
    pub(super) fn plain(text: String) -> Self {
        let held = Held {
            bytes: text.clone().into_bytes(),
            kind: None,
            file: None,
            example: None,
            container: None,
        };
        Self { held, shown: text }
    }

    /// A file, shown as text as far as a box can.
    pub(super) fn file(name: String, bytes: Vec<u8>) -> Self {
        let head = bytes.get(..=MOST_SHOWN).unwrap_or(&bytes);
        let shown = match input::accept(&bytes) {
            // The last letter may be torn here, and is not shown then.
            Ok(()) => String::from_utf8_lossy(head).into_owned(),
            Err(_) => String::new(),
        };
        Self {
            held: Held {
                bytes,
                kind: None,
                file: Some(name),
                example: None,
                container: None,
            },
            shown,
        }
    }

    /// An example.
    pub(super) fn example(example: Example, bytes: Vec<u8>) -> Self {
        let mut taken = Self::file(String::new(), bytes);
        taken.held.example = Some(example);
        taken
    }

    fn html(plain: String, html: String) -> Self {
        let shown = if plain.trim().is_empty() {
            Page::read(&html).text
        } else {
            plain
        };
        Self {
            held: Held {
                bytes: html.into_bytes(),
                kind: Some(Kind::Html),
                file: None,
                example: None,
                container: None,
            },
            shown,
        }
    }
}

fn html_knows_more(plain: &str, html: &str) -> bool {
    if html.trim().is_empty() {
        return false;
    }
    match input::recognise(&Source::unwrap(plain.as_bytes())) {
        Kind::Message | Kind::Headers | Kind::Html => false,
        // An address copied from the address bar comes as a link to itself.
        Kind::Links => {
            let itself = |target: &str| {
                let same =
                    |line: &str| line.trim().trim_end_matches('/') == target.trim_end_matches('/');
                plain.lines().any(same)
            };
            !Page::read(html)
                .anchors
                .iter()
                .all(|anchor| itself(anchor.target.trim()))
        }
        Kind::Text => true,
    }
}
