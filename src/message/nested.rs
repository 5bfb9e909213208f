//! Mails that came inside a mail and are not what it passes on: attached, returned, in a digest.
//!
//! How deep and how many are read is limited here, for all levels together.

use super::{Field, Message};
use mail_parser::{MimeHeaders, PartType};
use serde::Serialize;

/// How deep mails inside mails are read: deeper than that nobody opens them.
const MOST_LEVELS: usize = 3;

/// Most mails inside that are read, on all levels together: each is judged like one of its own.
const MOST_NESTED: usize = 20;

/// A mail inside another.
#[derive(Clone, Debug)]
pub struct Nested {
    /// As what it came.
    pub came: Came,
    /// The mail itself.
    pub message: Message,
}

/// As what a mail came inside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Came {
    /// As an attachment.
    Attached,
    /// Sent back by a report on its delivery (RFC 6522).
    Returned,
    /// Among others in a digest (RFC 2046 §5.1.5).
    Digest,
}

/// What room is left for mails inside.
pub(super) struct Room {
    levels: usize,
    mails: usize,
    /// Whether there was once not enough.
    pub(super) lacked: bool,
}

impl Room {
    pub(super) fn whole() -> Self {
        Self {
            levels: MOST_LEVELS,
            mails: MOST_NESTED,
            lacked: false,
        }
    }

    /// Reads a mail one level deeper, if there is room.
    pub(super) fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Message) -> Option<Message> {
        if self.levels == 0 || self.mails == 0 {
            self.lacked = true;
            return None;
        }
        self.levels -= 1;
        self.mails -= 1;
        let message = read(self);
        self.levels += 1;
        Some(message)
    }
}

/// As what each part came, by the multipart that it stands in.
pub(super) fn came(tree: &mail_parser::Message<'_>, part: usize) -> Came {
    let around = tree.parts.iter().find_map(|around| match &around.body {
        PartType::Multipart(inside) if inside.iter().any(|at| *at as usize == part) => {
            around.content_type()?.subtype()
        }
        _ => None,
    });
    let is = |subtype: &str| around.is_some_and(|around| around.eq_ignore_ascii_case(subtype));
    if is("report") {
        Came::Returned
    } else if is("digest") {
        Came::Digest
    } else {
        Came::Attached
    }
}

/// Whether somebody to whom the mail is addressed wrote the one inside: what is returned to them
/// was sent by them, not to them.
pub(super) fn is_own(outer: &Message, inside: &Message) -> bool {
    let address = |field: &Field| {
        let mut boxes = field.mailboxes().into_iter();
        boxes.find_map(|mailbox| mailbox.address)
    };
    let author = inside.field("from").and_then(address);
    let to = outer
        .fields
        .iter()
        .filter(|field| matches!(&*field.name, "to" | "delivered-to" | "x-original-to"));
    let mut to = to.flat_map(Field::mailboxes);
    author.is_some_and(|author| {
        to.any(|to| {
            let own = to.address.as_deref().unwrap_or_default();
            own.eq_ignore_ascii_case(&author)
        })
    })
}
