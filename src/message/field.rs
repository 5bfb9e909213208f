//! Header fields and the mailboxes in them.

use crate::domain::{Domain, Host};
use mail_parser::parsers::MessageStream;
use mail_parser::{Address, Header, HeaderValue};
use std::ops::Range;

/// Longest field value that is read: RFC 5322 §2.1.1 folds at 998, no honest field has 64 KiB.
const MAX_VALUE: usize = 64 * 1024;

/// Most mailboxes of one field that are read.
const MOST_MAILBOXES: usize = 1000;

/// One header field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name in lower case.
    pub name: String,
    /// Its value as it stands, in UTF-8, folding and encoded-words kept.
    pub raw: String,
    /// Its value unfolded, with encoded-words (RFC 2047) decoded.
    pub value: String,
    /// Where name and value stand in the unwrapped source.
    pub range: Option<Range<usize>>,
}

/// A mailbox (RFC 5322 §3.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name, if there is one.
    pub display_name: Option<String>,
    /// The address as written, if there is one.
    pub address: Option<String>,
}

/// A field that names who wrote or sent a mail.
pub type Originator = Vec<Mailbox>;

impl Field {
    pub(super) fn new(header: &Header<'_>, bytes: &[u8], placed: bool) -> Self {
        let (field, start, end) = (
            header.offset_field as usize,
            header.offset_start as usize,
            header.offset_end as usize,
        );
        let value = bytes
            .get(start..end.min(start.saturating_add(MAX_VALUE)))
            .unwrap_or_default();
        let raw = decode(value);
        let trimmed = end
            - bytes
                .get(start..end)
                .map_or(0, |value| value.len() - value.trim_ascii_end().len());
        Self {
            name: header.name.as_str().to_ascii_lowercase(),
            value: unfold(&raw),
            raw,
            range: placed.then_some(field..trimmed),
        }
    }

    /// A field that stands in a text, such as the lines above a forwarded mail.
    #[must_use]
    pub fn quoted(name: &str, value: &str) -> Self {
        Self {
            name: name.into(),
            raw: value.into(),
            value: value.trim().into(),
            range: None,
        }
    }

    /// The mailboxes of an address field; empty where there is none.
    ///
    /// Where a mailbox comes out without an address, as with a comma or bracket that is not
    /// quoted, the field is read as mail programs show it: by its angle brackets.
    #[must_use]
    pub fn mailboxes(&self) -> Vec<Mailbox> {
        let strict = self.strict_mailboxes();
        if strict.iter().all(|mailbox| {
            mailbox
                .domain_text()
                .is_some_and(|domain| !domain.contains(['<', '>', ',', '(']))
        }) {
            return strict;
        }
        let lenient = by_angle_brackets(&self.value);
        if lenient.is_empty() { strict } else { lenient }
    }

    fn strict_mailboxes(&self) -> Vec<Mailbox> {
        let line = format!("{}\n", self.raw.trim_end());
        let HeaderValue::Address(list) = MessageStream::new(line.as_bytes()).parse_address() else {
            return Vec::new();
        };
        let addresses: Vec<_> = match &list {
            Address::List(list) => list.iter().collect(),
            Address::Group(groups) => groups.iter().flat_map(|group| &group.addresses).collect(),
        };
        addresses
            .into_iter()
            .take(MOST_MAILBOXES)
            .map(|found| {
                let name = found
                    .name
                    .as_deref()
                    .map(clean)
                    .filter(|name| !name.is_empty());
                let address = found
                    .address
                    .as_deref()
                    .map(clean)
                    .filter(|address| !address.is_empty());
                match (name, address) {
                    // Without an at sign it is a name that lost its brackets.
                    (None, Some(text)) if !text.contains('@') => Mailbox {
                        display_name: Some(text),
                        address: None,
                    },
                    (display_name, address) => Mailbox {
                        display_name,
                        address,
                    },
                }
            })
            .collect()
    }
}

impl Mailbox {
    /// What stands before the last at sign.
    #[must_use]
    pub fn local_part(&self) -> Option<&str> {
        self.address
            .as_deref()?
            .rsplit_once('@')
            .map(|(local, _)| local)
    }

    /// What stands after the last at sign, as written.
    #[must_use]
    pub fn domain_text(&self) -> Option<&str> {
        self.address
            .as_deref()?
            .rsplit_once('@')
            .map(|(_, domain)| domain.trim_matches(['<', '>', ' ']))
    }

    /// The domain of the address, if it is one.
    #[must_use]
    pub fn domain(&self) -> Option<Domain> {
        match Host::parse(self.domain_text()?)? {
            Host::Domain(domain) => Some(domain),
            Host::Ip(_) => None,
        }
    }
}

/// Each `<address>` with the text before it, whatever quotes and commas are missing.
fn by_angle_brackets(value: &str) -> Vec<Mailbox> {
    let mut mailboxes = Vec::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('<') {
        let (inside, tail) = after.split_once('>').unwrap_or((after, ""));
        // "<a@<b@c>": the innermost bracket holds the address.
        let (_, address) = inside.rsplit_once('<').unwrap_or(("", inside));
        let name = before.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '(' | ')' | ';')
        });
        if address.contains('@') {
            mailboxes.push(Mailbox {
                display_name: (!name.is_empty()).then(|| name.to_owned()),
                address: Some(address.trim().trim_end_matches('.').to_owned()),
            });
        }
        if mailboxes.len() >= MOST_MAILBOXES {
            break;
        }
        rest = tail;
    }
    mailboxes
}

/// Bytes as text: UTF-8 where they are, else each byte as its windows-1252 character.
pub(super) fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

/// The byte of a character in windows-1252, if it has one.
pub(crate) fn to_windows_1252(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(byte) if !(0x80..=0x9F).contains(&byte) => Some(byte),
        _ => (0x80..=0x9F).find(|byte| windows_1252(*byte) == c),
    }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or('\u{fffd}'),
        other => char::from(other),
    }
}

/// The value on one line with its encoded-words decoded.
fn unfold(raw: &str) -> String {
    let line = format!("{}\n", raw.trim_end());
    match MessageStream::new(line.as_bytes()).parse_unstructured() {
        HeaderValue::Text(text) => clean(&text),
        _ => clean(raw),
    }
}

/// Line ends to blanks, blanks at the ends off.
fn clean(text: &str) -> String {
    text.split(['\r', '\n'])
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(raw: &str) -> Mailbox {
        Field {
            name: "from".into(),
            raw: raw.into(),
            value: unfold(raw),
            range: None,
        }
        .mailboxes()
        .into_iter()
        .next()
        .unwrap_or_default()
    }

    #[test]
    fn name_and_address_are_told_apart() {
        let plain = from(" \"Play.com\" <news@play.com>");
        assert_eq!(
            (plain.display_name.as_deref(), plain.address.as_deref()),
            (Some("Play.com"), Some("news@play.com"))
        );
        let bare = from(" news@play.com");
        assert_eq!(
            (bare.display_name, bare.address.as_deref()),
            (None, Some("news@play.com"))
        );
        let lost = from(" Amazon");
        assert_eq!(
            (lost.display_name.as_deref(), lost.address),
            (Some("Amazon"), None)
        );
    }

    #[test]
    fn a_name_with_an_unquoted_comma_keeps_its_address() {
        for raw in [
            " Gutschein, <service@shop.example>",
            " Team, one <service@shop.example>",
            " Gutschein,(<service@shop.example>)",
        ] {
            let mailbox = from(raw);
            assert_eq!(
                mailbox.address.as_deref(),
                Some("service@shop.example"),
                "{raw}"
            );
            assert!(mailbox.display_name.is_some(), "{raw}");
        }
    }

    #[test]
    fn encoded_words_and_raw_bytes_are_read() {
        assert_eq!(
            from(" =?utf-8?B?Q3LDqWRpdCBBZ3JpY29sZQ==?= <a@b.example>")
                .display_name
                .as_deref(),
            Some("Crédit Agricole")
        );
        assert_eq!(decode(b"Fran\xE7ois"), "François");
    }

    #[test]
    fn the_domain_of_an_address_is_normalised() {
        assert_eq!(
            from(" <news@Mail.PLAY.com>")
                .domain()
                .map(|d| d.to_string())
                .as_deref(),
            Some("mail.play.com")
        );
        assert_eq!(from(" <news@[203.0.113.9]>").domain(), None);
    }
}
