//! The way from a decoded text back to the bytes that encode it.

use mail_parser::Encoding;
use std::ops::Range;

/// Finds where a decoded byte begins in its encoding.
type Walk = fn(&[u8], usize) -> Option<usize>;

/// How a part's bytes became its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Coding {
    /// The bytes are not part of the source.
    #[default]
    Unknown,
    /// As they stand.
    Identity(Range<usize>),
    /// RFC 2045 §6.7.
    QuotedPrintable(Range<usize>),
    /// RFC 2045 §6.8.
    Base64(Range<usize>),
}

impl Coding {
    pub(super) fn of(encoding: Encoding, range: Range<usize>) -> Self {
        match encoding {
            Encoding::None => Self::Identity(range),
            Encoding::QuotedPrintable => Self::QuotedPrintable(range),
            Encoding::Base64 => Self::Base64(range),
        }
    }

    /// The range in the source, or the whole part where the text can't be followed back.
    pub(super) fn place(
        &self,
        source: &[u8],
        text: &str,
        range: Range<usize>,
    ) -> Option<Range<usize>> {
        let (part, walk): (_, Walk) = match self {
            Self::Unknown => return None,
            Self::Identity(part) => (part, |raw, at| (at <= raw.len()).then_some(at)),
            Self::QuotedPrintable(part) => (part, quoted_printable_position),
            Self::Base64(part) => (part, base64_position),
        };
        let raw = source.get(part.clone())?;
        let wanted = text.get(range.clone())?;
        // Decoded bytes are the text's own in UTF-8; in a one-byte charset each character is one.
        let by_bytes = (range.start, range.end);
        let characters = |end: usize| text.get(..end).map_or(0, |head| head.chars().count());
        let by_characters = || (characters(range.start), characters(range.end));
        for (start, end) in std::iter::once(by_bytes).chain((!text.is_ascii()).then(by_characters))
        {
            if let (Some(start), Some(end)) = (walk(raw, start), walk(raw, end))
                && let Some(found) = raw.get(start..end)
                && self.decodes_to(found, wanted)
            {
                return Some(part.start + start..part.start + end);
            }
        }
        Some(part.clone())
    }

    /// Whether the encoded bytes hold the ASCII letters of the text in order: proof of the place.
    fn decodes_to(&self, raw: &[u8], wanted: &str) -> bool {
        let decoded = match self {
            Self::QuotedPrintable(_) => {
                mail_parser::decoders::quoted_printable::quoted_printable_decode(raw)
            }
            // A piece of base64 begins anywhere in a group of four; the walk is exact there.
            Self::Base64(_) => return true,
            _ => Some(raw.to_vec()),
        };
        let ascii = |bytes: &[u8]| {
            bytes
                .iter()
                .copied()
                .filter(u8::is_ascii_alphanumeric)
                .collect::<Vec<_>>()
        };
        decoded.is_some_and(|decoded| ascii(&decoded) == ascii(wanted.as_bytes()))
    }
}

/// Where the decoded byte number `target` begins in quoted-printable.
fn quoted_printable_position(raw: &[u8], target: usize) -> Option<usize> {
    let (mut at, mut decoded) = (0, 0);
    loop {
        // Soft line breaks before the byte belong to what stands in front of it.
        while raw.get(at) == Some(&b'=') && matches!(raw.get(at + 1), Some(b'\r' | b'\n')) {
            at += if raw.get(at + 1) == Some(&b'\r') {
                3
            } else {
                2
            };
        }
        if decoded == target {
            return Some(at.min(raw.len()));
        }
        match raw.get(at)? {
            b'=' if raw
                .get(at + 1..at + 3)
                .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) =>
            {
                at += 3;
            }
            _ => at += 1,
        }
        decoded += 1;
    }
}

/// Where the group that holds the decoded byte number `target` begins in base64.
fn base64_position(raw: &[u8], target: usize) -> Option<usize> {
    let digits = target / 3 * 4 + target % 3;
    let mut seen = 0;
    for (at, byte) in raw.iter().enumerate() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/') {
            if seen == digits {
                return Some(at);
            }
            seen += 1;
        }
    }
    (seen <= digits).then_some(raw.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_quoted_printable() {
        let raw = b"Gr=C3=BC=C3=9Fe an =\r\nMaya, bitte";
        let text = "Grüße an Maya, bitte";
        let coding = Coding::QuotedPrintable(0..raw.len());
        let start = text.find("Maya").unwrap_or_default();
        let place = coding
            .place(raw, text, start..start + 4)
            .unwrap_or_default();
        assert_eq!(raw.get(place), Some(&b"Maya"[..]));
    }

    #[test]
    fn a_word_is_found_in_base64() {
        // "Hello Maya, please" with a line break in between.
        let raw = b"SGVsbG8gTWF5\r\nYSwgcGxlYXNl";
        let place = Coding::Base64(0..raw.len())
            .place(raw, "Hello Maya, please", 6..10)
            .unwrap_or_default();
        assert_eq!(raw.get(place), Some(&b"TWF5\r\nY"[..]));
    }

    #[test]
    fn a_word_is_found_in_a_one_byte_charset() {
        let raw = b"Gr\xFC\xDFe an Maya";
        let text = "Grüße an Maya";
        let place = Coding::Identity(0..raw.len())
            .place(raw, text, text.len() - 4..text.len())
            .unwrap_or_default();
        assert_eq!(raw.get(place), Some(&b"Maya"[..]));
    }
}
