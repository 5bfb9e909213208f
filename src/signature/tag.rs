//! Tag lists (RFC 6376 §3.2): the values of signature fields and key records.

/// Most tags of a list.
const MOST_TAGS: usize = 100;

/// A tag list, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags<'a> {
    list: Vec<(&'a str, &'a str)>,
}

impl<'a> Tags<'a> {
    /// Reads a tag list; nothing where it breaks the grammar: a tag without name or `=`,
    /// a name twice, or nothing between two semicolons.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_suffix(';').unwrap_or(text);
        let mut list: Vec<(&str, &str)> = Vec::new();
        for tag in text.split(';') {
            let (name, value) = tag.split_once('=')?;
            let name = name.trim();
            let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if !named || list.len() >= MOST_TAGS || list.iter().any(|(seen, _)| *seen == name) {
                return None;
            }
            list.push((name, value.trim()));
        }
        Some(Self { list })
    }

    /// The value of a tag, blanks around it left out.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.list
            .iter()
            .find(|(found, _)| *found == name)
            .map(|(_, value)| *value)
    }

    /// The bytes of a base64 value, in which blanks mean nothing.
    #[must_use]
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        base64(self.get(name)?)
    }

    /// The number of a tag.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u64> {
        let value = self.get(name)?;
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        // RFC 6376 §3.5 allows 76 digits for l=; no mail is that long.
        digits.then(|| value.parse().unwrap_or(u64::MAX))
    }
}

/// The bytes of a base64 text; blanks in it mean nothing.
#[must_use]
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let squeezed: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let digits = squeezed
        .iter()
        .rposition(|byte| *byte != b'=')
        .map_or(0, |at| at + 1);
    let valid = squeezed
        .iter()
        .take(digits)
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'));
    if digits == 0 || !valid || squeezed.len() - digits > 2 || digits % 4 == 1 {
        return None;
    }
    // The decoder wants the padding that some writers leave out.
    let mut padded = squeezed;
    padded.truncate(digits);
    padded.resize(digits.next_multiple_of(4), b'=');
    mail_parser::decoders::base64::base64_decode(&padded)
}

/// Where the value of `b=` stands in a signature field: what is signed has it empty (§3.7).
#[must_use]
pub fn signature_value(field: &[u8]) -> Option<std::ops::Range<usize>> {
    let mut start = field.iter().position(|byte| *byte == b':')? + 1;
    loop {
        let rest = field.get(start..)?;
        let end = start
            + rest
                .iter()
                .position(|byte| *byte == b';')
                .unwrap_or(rest.len());
        let tag = field.get(start..end)?;
        if let Some(equals) = tag.iter().position(|byte| *byte == b'=')
            && tag.get(..equals)?.trim_ascii() == b"b"
        {
            return Some(start + equals + 1..end);
        }
        if end >= field.len() {
            return None;
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_a_broken_one_is_not() {
        let tags = Tags::parse(" v=1 ; a = rsa-sha256;\r\n\tb=AQ ID; ").unwrap_or_default();
        assert_eq!(tags.get("a"), Some("rsa-sha256"));
        assert_eq!(tags.bytes("b"), Some(vec![1, 2, 3]));
        assert_eq!(tags.get("A"), None);
        for broken in ["v=1;;a=2", "v=1; v=1", "v", "1v=1", "v=1; =2", ""] {
            assert_eq!(Tags::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn what_is_no_base64_has_no_bytes() {
        assert_eq!(base64("AQI="), Some(vec![1, 2]));
        assert_eq!(base64("AQI"), Some(vec![1, 2]));
        for broken in ["", "A", "A*==", "====", "AQI=AQ"] {
            assert_eq!(base64(broken), None, "{broken}");
        }
    }

    #[test]
    fn the_value_of_b_is_found_and_not_that_of_bh() {
        let field = b"DKIM-Signature: bh=xx; b= yy\r\n zz ; d=a\r\n";
        let range = signature_value(field).unwrap_or_default();
        assert_eq!(field.get(range), Some(&b" yy\r\n zz "[..]));
        assert_eq!(signature_value(b"X: bh=1"), None);
    }
}
