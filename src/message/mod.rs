//! The mail as mail-parser reads it: fields, texts and attachments, with their places.
//!
//! Building it cannot fail: whatever is malformed comes out as missing or as text.

mod attachment;
mod element;
mod entity;
mod field;
mod forward;
pub mod html;
mod nested;
pub mod picture;
mod place;
mod token;

pub use attachment::{Attachment, FileKind};
pub(crate) use field::to_windows_1252;
pub use field::{Field, Mailbox, Originator};
pub use forward::Forward;
use mail_parser::{Encoding, MessageParser, MimeHeaders, PartType};
use nested::Room;
pub use nested::{Came, Nested};
use place::Coding;
use std::ops::Range;

use crate::input::{Kind, looks_like_html, starts_with_fields};
use crate::source::Source;

/// Most parts that are read; a mail of more is an attack on the reader, not a letter.
const MOST_PARTS: usize = 500;

/// Most header fields that are read.
const MOST_FIELDS: usize = 2000;

/// A mail, or the part of one that was pasted.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// What was pasted.
    pub kind: Option<Kind>,
    /// The header fields from top to bottom.
    pub fields: Vec<Field>,
    /// The text bodies as they would be shown.
    pub texts: Vec<Body>,
    /// The HTML bodies.
    pub htmls: Vec<Body>,
    /// What came along.
    pub attachments: Vec<Attachment>,
    /// The forwarded original, if this mail is a forward.
    pub forward: Option<Forward>,
    /// The other mails inside it.
    pub nested: Vec<Nested>,
    /// Whether more mails are inside it, or deeper, than are read.
    pub nested_left_out: bool,
    /// Where the mail stands in the unwrapped source, byte for byte as it was sent.
    pub span: Option<Range<usize>>,
}

/// A decoded text with the way back to the source.
#[derive(Clone, Debug, Default)]
pub struct Body {
    full: String,
    from: usize,
    coding: Coding,
}

impl Message {
    /// Reads the unwrapped paste as what it is.
    #[must_use]
    pub fn read(source: &Source<'_>, kind: Kind) -> Self {
        match kind {
            Kind::Message | Kind::Headers => Self::read_mail(source, kind),
            Kind::Html => Self {
                htmls: Self::saved_page(source).unwrap_or_else(|| vec![Body::whole(source)]),
                kind: Some(kind),
                ..Self::default()
            }
            .with_forward(),
            Kind::Text => Self {
                texts: vec![Body::whole(source)],
                kind: Some(kind),
                ..Self::default()
            }
            .with_forward(),
            Kind::Links => Self {
                texts: vec![Body::whole(source)],
                kind: Some(kind),
                ..Self::default()
            },
        }
    }

    /// The HTML of a page that was saved in one file, which is MIME.
    fn saved_page(source: &Source<'_>) -> Option<Vec<Body>> {
        let bytes = source.bytes();
        let tree = starts_with_fields(bytes).then(|| MessageParser::default().parse(bytes))??;
        let htmls = Self::from_tree(&tree, bytes, true, &mut Room::whole()).htmls;
        (!htmls.is_empty()).then_some(htmls)
    }

    fn read_mail(source: &Source<'_>, kind: Kind) -> Self {
        let bytes = source.bytes();
        let mut message = match MessageParser::default().parse(bytes) {
            Some(tree) => Self::from_tree(&tree, bytes, true, &mut Room::whole()),
            None => Self {
                texts: vec![Body::whole(source)],
                ..Self::default()
            },
        };
        if kind == Kind::Headers {
            message.texts.clear();
            message.htmls.clear();
            message.nested.clear();
        }
        message.kind = Some(kind);
        message
    }

    /// Reads one level of mail-parser's tree; `placed` where its offsets are those of the source.
    fn from_tree(
        tree: &mail_parser::Message<'_>,
        bytes: &[u8],
        placed: bool,
        room: &mut Room,
    ) -> Self {
        let whole = tree.root_part();
        let span = whole.offset_header as usize..whole.offset_end as usize;
        let mut message = Self {
            span: placed.then_some(span),
            ..Self::default()
        };
        for header in tree.headers().iter().take(MOST_FIELDS) {
            message.fields.push(Field::new(header, bytes, placed));
        }
        for (at, part) in tree.parts.iter().enumerate().take(MOST_PARTS) {
            let named = part.attachment_name().map(str::to_owned);
            let attached = at > 0
                && part
                    .content_disposition()
                    .is_some_and(mail_parser::ContentType::is_attachment);
            let content_type = part.content_type().map_or_else(String::new, |found| {
                format!("{}/{}", found.ctype(), found.subtype().unwrap_or_default()).to_lowercase()
            });
            let calendar = content_type == "text/calendar";
            let attachment = |data: &[u8]| Attachment::read(named.clone(), &content_type, data);
            match &part.body {
                PartType::Text(text) | PartType::Html(text) if attached || calendar => {
                    message.attachments.push(attachment(text.as_bytes()));
                }
                PartType::Text(text) | PartType::Html(text) => {
                    let range = part.offset_body as usize..part.offset_end as usize;
                    let coding = if placed {
                        Coding::of(part.encoding, range)
                    } else {
                        Coding::Unknown
                    };
                    let body = Body {
                        full: text.clone().into_owned(),
                        from: 0,
                        coding,
                    };
                    let is_html =
                        matches!(part.body, PartType::Html(_)) || looks_like_html(body.text());
                    if is_html {
                        message.htmls.push(body);
                    } else {
                        message.texts.push(body);
                    }
                }
                PartType::Binary(data) | PartType::InlineBinary(data) => {
                    let file = attachment(data);
                    if file.named == FileKind::Mail
                        && starts_with_fields(data)
                        && let Some(inner) = MessageParser::default().parse(data)
                    {
                        let inner = room.deeper(|room| Self::from_tree(&inner, data, false, room));
                        message.nest(nested::came(tree, at), inner);
                    }
                    message.attachments.push(file);
                }
                PartType::Message(inner) => {
                    message.attachments.push(attachment(inner.raw_message()));
                    let placed = placed && part.encoding == Encoding::None;
                    let inner = room
                        .deeper(|room| Self::from_tree(inner, &inner.raw_message, placed, room));
                    message.nest(nested::came(tree, at), inner);
                }
                PartType::Multipart(_) => {}
            }
        }
        message.nested_left_out = room.lacked;
        message.with_forward()
    }

    /// Keeps a mail inside this one, unless it is the reader's own that came back.
    fn nest(&mut self, came: Came, message: Option<Self>) {
        let own = |message: &Self| came == Came::Returned && nested::is_own(self, message);
        let message = message.filter(|message| !own(message));
        self.nested
            .extend(message.map(|message| Nested { came, message }));
    }

    /// With the mail that it passes on, attached or quoted; whatever else is inside comes with that.
    fn with_forward(mut self) -> Self {
        let mut nested = self.nested.iter();
        let attached = nested.position(|nested| nested.came != Came::Digest);
        self.forward = match attached.filter(|_| forward::is_forward(&self)) {
            Some(at) => Some(Forward::attached(self.nested.remove(at).message)),
            None => forward::inline(&self),
        };
        if let Some(forward) = &mut self.forward {
            forward.message.nested.append(&mut self.nested);
            forward.message.nested_left_out = self.nested_left_out;
        }
        self
    }

    /// The fields of this name, top to bottom; `name` in lower case.
    pub fn fields_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| field.name == name)
    }

    /// The topmost field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Body {
    fn whole(source: &Source<'_>) -> Self {
        let bytes = source.bytes();
        Self {
            full: field::decode(bytes),
            from: 0,
            coding: Coding::of(Encoding::None, 0..bytes.len()),
        }
    }

    /// The text in UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        self.full.get(self.from..).unwrap_or_default()
    }

    /// The rest of it from this offset on.
    fn rest(&self, from: usize) -> Self {
        Self {
            from: self.from + from,
            ..self.clone()
        }
    }

    /// Where a range of the text stands in the unwrapped source; the whole part if it can't be told.
    #[must_use]
    pub fn place(&self, source: &Source<'_>, range: Range<usize>) -> Option<Range<usize>> {
        self.coding.place(
            source.bytes(),
            &self.full,
            self.from + range.start..self.from + range.end,
        )
    }
}
