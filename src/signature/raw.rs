//! A mail as bytes: what was signed are bytes, not what a parser makes of them.

use crate::input::field_name;

/// Most fields that are read: honest mail has a hundred.
const MOST_FIELDS: usize = 10_000;

/// A mail cut into its fields and its body.
#[derive(Clone, Debug, Default)]
pub struct RawMail<'a> {
    /// The header fields from top to bottom.
    pub fields: Vec<RawField<'a>>,
    /// What follows the empty line; none where there is no such line.
    pub body: Option<&'a [u8]>,
}

/// A header field with its line ends.
#[derive(Clone, Debug)]
pub struct RawField<'a> {
    /// Its name in lower case.
    pub name: String,
    /// Name, colon, value and line ends as they stand.
    pub bytes: &'a [u8],
}

impl<'a> RawMail<'a> {
    /// Cuts a mail; a line that belongs to no field is left out, and so are fields over
    /// the limit.
    #[must_use]
    pub fn cut(mail: &'a [u8]) -> Self {
        let mut cut = Self::default();
        let mut start = 0;
        let mut open = false;
        let mut begun = 0;
        for line in mail.split_inclusive(|byte| *byte == b'\n') {
            let end = start + line.len();
            if matches!(line, b"\r\n" | b"\n") {
                cut.body = mail.get(end..);
                break;
            }
            let folded = matches!(line.first(), Some(b' ' | b'\t'));
            if folded && open {
                if let Some(field) = cut.fields.last_mut() {
                    field.bytes = mail.get(begun..end).unwrap_or_default();
                }
            } else if !folded {
                let name = field_name(line).filter(|_| cut.fields.len() < MOST_FIELDS);
                open = name.is_some();
                begun = start;
                cut.fields
                    .extend(name.map(|name| RawField { name, bytes: line }));
            }
            start = end;
        }
        cut
    }
}

impl RawField<'_> {
    /// The value as text, folding kept.
    #[must_use]
    pub fn value(&self) -> String {
        let colon = self.bytes.iter().position(|byte| *byte == b':');
        let value = self.bytes.get(colon.map_or(0, |at| at + 1)..);
        String::from_utf8_lossy(value.unwrap_or_default()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_bytes_and_the_body_begins_after_the_empty_line() {
        let mail = RawMail::cut(b"A: 1\r\n 2\r\nno field\r\n more\r\nB :3\n\n\r\nbody");
        let fields: Vec<_> = mail
            .fields
            .iter()
            .map(|field| (field.name.as_str(), field.bytes))
            .collect();
        assert_eq!(
            fields,
            [("a", &b"A: 1\r\n 2\r\n"[..]), ("b", &b"B :3\n"[..])]
        );
        assert_eq!(mail.body, Some(&b"\r\nbody"[..]));
        assert_eq!(RawMail::cut(b"A: 1\r\n").body, None);
    }
}
