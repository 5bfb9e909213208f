//! What is to be known about the reading itself, apart from what was found.

use crate::facts::Facts;
use crate::facts::link::MOST_LINKS;
use crate::input::Container;
use crate::message::picture::SMALLEST_PICTURE;
use crate::message::{Attachment, Body};
use serde::Serialize;

/// Something about how the paste was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// Put together again from the pieces in which Outlook keeps a mail.
    RebuiltFromOutlook,
    /// What QR codes in a picture say.
    FromQrCode,
    /// Links from QR codes in the mail's own pictures were judged, too.
    PicturesScanned,
    /// No QR code was found in the mail's own pictures.
    PicturesWithoutCode,
    /// The mail holds pictures in which nobody looked for QR codes.
    PicturesUnscanned,
    /// Its letters are in a character set that cannot be read here.
    UnreadCharset,
    /// It has more links than are read.
    LinksLeftOut,
    /// It holds more mails inside, or deeper ones, than are read.
    NestedLeftOut,
}

impl Note {
    /// The key of its sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::RebuiltFromOutlook => "note.rebuilt-from-outlook",
            Self::FromQrCode => "note.from-qr-code",
            Self::PicturesScanned => "note.pictures-scanned",
            Self::PicturesWithoutCode => "note.pictures-without-code",
            Self::PicturesUnscanned => "note.pictures-unscanned",
            Self::UnreadCharset => "note.unread-charset",
            Self::LinksLeftOut => "note.links-left-out",
            Self::NestedLeftOut => "note.nested-left-out",
        }
    }
}

/// What is to be said of this paste.
pub(super) fn notes(facts: &Facts<'_>) -> Vec<Note> {
    let context = facts.context;
    let mut bodies = facts.message.texts.iter().chain(&facts.message.htmls);
    let mut htmls = facts.message.htmls.iter();
    let pictures = facts.message.attachments.iter().any(is_picture)
        || htmls.any(|html| html.text().contains("data:image/"));
    let scanned = context.scanned.as_ref();
    let codes = scanned.is_some_and(|texts| !texts.is_empty());
    let notes = [
        (
            context.container == Some(Container::Outlook),
            Note::RebuiltFromOutlook,
        ),
        (
            context.container == Some(Container::Picture),
            Note::FromQrCode,
        ),
        (codes, Note::PicturesScanned),
        (
            scanned.is_some() && !codes && pictures,
            Note::PicturesWithoutCode,
        ),
        (scanned.is_none() && pictures, Note::PicturesUnscanned),
        (bodies.any(is_unread), Note::UnreadCharset),
        (facts.links.len() >= MOST_LINKS, Note::LinksLeftOut),
        (facts.message.nested_left_out, Note::NestedLeftOut),
    ];
    notes
        .into_iter()
        .filter_map(|(said, note)| said.then_some(note))
        .collect()
}

/// Whether an attachment is a picture in which a QR code has room.
fn is_picture(attachment: &Attachment) -> bool {
    attachment.content_type.starts_with("image/") && attachment.bytes >= SMALLEST_PICTURE
}

/// Whether much of what is no ASCII could not be read: marks for that, or the letters of sets
/// that switch in the middle of a text (ISO 2022).
fn is_unread(body: &Body) -> bool {
    let (mut unread, mut others) = (0_usize, 0_usize);
    for c in body.text().chars() {
        match c {
            char::REPLACEMENT_CHARACTER | '\u{1B}' => unread += 1,
            '\u{80}'.. => others += 1,
            _ => {}
        }
    }
    unread >= MOST_TORN && unread * 2 > others
}

/// Marks that damage of copying leaves in readable mail.
const MOST_TORN: usize = 4;
