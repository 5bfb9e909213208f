//! The pictures that a mail brings along, for whoever looks for QR codes in them.
//!
//! Knows where they are; what they show is for others. Pictures that a mail only points at are
//! fetched by nobody.

use crate::input::{self, Container, Kind};
use crate::source::Source;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::{Message, MessageParser, PartType};

/// Bytes of the smallest picture that is looked at; those that count readers are smaller.
pub(crate) const SMALLEST_PICTURE: usize = 150;

/// Most pictures of one mail.
const MOST_PICTURES: usize = 20;

/// Most bytes of all of them: a phone holds each of them three times while it looks.
const MOST_BYTES: usize = 20 * 1024 * 1024;

/// How many mails inside one another are gone through.
const MOST_LEVELS: usize = 3;

/// The pictures in a paste: attached, shown in the text, or written out inside its HTML.
#[must_use]
pub fn pictures(paste: &[u8]) -> Vec<Vec<u8>> {
    let source = Source::unwrap(paste);
    let mut found = Found::default();
    match input::recognise(&source) {
        Kind::Message | Kind::Html if input::starts_with_fields(source.bytes()) => {
            if let Some(tree) = MessageParser::default().parse(source.bytes()) {
                found.parts(&tree, MOST_LEVELS);
            }
        }
        Kind::Message | Kind::Html => found.written_out(&String::from_utf8_lossy(source.bytes())),
        Kind::Headers | Kind::Text | Kind::Links => {}
    }
    found.pictures
}

#[derive(Default)]
struct Found {
    pictures: Vec<Vec<u8>>,
    bytes: usize,
}

impl Found {
    fn parts(&mut self, tree: &Message<'_>, levels: usize) {
        for part in tree.parts.iter().take(super::MOST_PARTS) {
            match &part.body {
                PartType::Binary(data) | PartType::InlineBinary(data) => self.add(data),
                PartType::Html(html) => self.written_out(html),
                PartType::Message(inner) if levels > 1 => self.parts(inner, levels - 1),
                PartType::Message(_) | PartType::Text(_) | PartType::Multipart(_) => {}
            }
        }
    }

    /// Pictures inside HTML (RFC 2397).
    fn written_out(&mut self, html: &str) {
        for piece in html.split("data:image/").skip(1) {
            let end = piece
                .find(['"', '\'', ')', '>', '<'])
                .unwrap_or(piece.len());
            let data = piece
                .get(..end)
                .and_then(|data| data.split_once(";base64,"));
            if let Some(bytes) = data.and_then(|(_, data)| base64_decode(data.as_bytes())) {
                self.add(&bytes);
            }
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        let fits = bytes.len() >= SMALLEST_PICTURE
            && self.pictures.len() < MOST_PICTURES
            && self.bytes + bytes.len() <= MOST_BYTES;
        if fits && input::container(bytes) == Some(Container::Picture) {
            self.bytes += bytes.len();
            self.pictures.push(bytes.to_vec());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, Engine};

    fn picture(length: usize) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.resize(length, 7);
        bytes
    }

    #[test]
    fn pictures_are_found_wherever_a_mail_has_them() {
        let encoded = |length| BASE64_STANDARD.encode(picture(length));
        let inner = format!(
            "From: a@b.example\nTo: c\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{}\n",
            encoded(300)
        );
        let mail = format!(
            "From: a@b.example\nTo: c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
             --x\nContent-Type: text/html\n\n<img src=\"data:image/png;base64,{}\">\n\
             --x\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n{}\n\
             --x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{}\n\
             --x\nContent-Type: message/rfc822\n\n{inner}\n--x--\n",
            encoded(160),
            encoded(200),
            encoded(SMALLEST_PICTURE - 1)
        );
        let lengths: Vec<usize> = pictures(mail.as_bytes()).iter().map(Vec::len).collect();
        assert_eq!(lengths, [160, 200, 300]);
    }

    #[test]
    fn a_rich_paste_has_pictures_too_and_there_are_not_endlessly_many() {
        let image = format!(
            "<img src='data:image/png;base64,{}'>",
            BASE64_STANDARD.encode(picture(200))
        );
        assert_eq!(pictures(format!("<p>Pay</p>{image}").as_bytes()).len(), 1);
        assert_eq!(
            pictures(format!("<p>Pay</p>{}", image.repeat(90)).as_bytes()).len(),
            MOST_PICTURES
        );
        assert!(pictures(b"<img src='data:image/png;base64,").is_empty());
        assert!(pictures(b"Dear customer").is_empty());
    }
}
