//! Texts of properties, in the character set in which they are stored.
//!
//! Nothing is decoded that need not be: a text in a code page is handed on with the name of its
//! character set, and the reader of mails decodes it as that of any other mail.

use crate::compound::utf16;
use std::borrow::Cow;

/// A text and its character set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// As stored, without zeros at its end.
    pub(super) bytes: Vec<u8>,
    /// As MIME names it.
    pub(super) charset: Cow<'static, str>,
}

impl Text {
    /// A text in UTF-16, as properties of type `PtypString` have it.
    pub(super) fn unicode(bytes: &[u8]) -> Self {
        Self {
            bytes: without_zeros(utf16(bytes).into_bytes()),
            charset: UTF_8.into(),
        }
    }

    /// A text in a code page; UTF-8 where it can only be that.
    pub(super) fn in_code_page(bytes: Vec<u8>, page: Option<u32>) -> Self {
        let bytes = without_zeros(bytes);
        let charset = match page {
            None | Some(0) if std::str::from_utf8(&bytes).is_ok() => UTF_8.into(),
            page => charset(page.unwrap_or(WINDOWS_1252)),
        };
        Self { bytes, charset }
    }

    /// Whether it is empty but for blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }

    /// It as a header field's value (RFC 2047), always on one line.
    pub(super) fn in_header(&self) -> String {
        let plain = self.bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
        if plain && !self.bytes.windows(2).any(|pair| pair == b"=?") {
            return String::from_utf8_lossy(&self.bytes).into_owned();
        }
        let mut words = Vec::new();
        // In UTF-8 a character is never torn apart; in code pages of one byte there is none to tear.
        let mut rest = self.bytes.as_slice();
        while !rest.is_empty() {
            let mut end = WORD_BYTES.min(rest.len());
            while self.charset == UTF_8 && rest.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
                end -= 1;
            }
            let (word, after) = rest.split_at_checked(end.max(1)).unwrap_or((rest, &[]));
            words.push(format!("=?{}?B?{}?=", self.charset, base64(word, None)));
            rest = after;
        }
        words.join(" ")
    }

    /// It as a phrase in front of an address (RFC 5322 §3.2.5).
    pub(super) fn as_phrase(&self) -> String {
        let text = self.in_header();
        if text.starts_with("=?") {
            return text;
        }
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }

    /// It as an address, if it can be one: nothing in it ends the field or the address.
    pub(super) fn as_address(&self) -> Option<String> {
        let text = String::from_utf8_lossy(&self.bytes).trim().to_owned();
        let fits = text.contains('@')
            && !text
                .contains(|c: char| c.is_control() || c.is_whitespace() || "<>,;\"()".contains(c));
        fits.then_some(text)
    }
}

/// The bytes in base64, in lines that end as given, or in one.
pub(super) fn base64(bytes: &[u8], line_end: Option<&str>) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + bytes.len() / 28 + 4);
    for (at, three) in bytes.chunks(3).enumerate() {
        if at > 0
            && at % GROUPS_OF_LINE == 0
            && let Some(line_end) = line_end
        {
            text.push_str(line_end);
        }
        let byte = |at| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            let letter = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            text.push(char::from(if place <= three.len() { letter } else { b'=' }));
        }
    }
    text
}

/// What MIME calls a code page of Windows.
pub(super) fn charset(page: u32) -> Cow<'static, str> {
    let name = match page {
        20127 => "us-ascii",
        65000 => "utf-7",
        65001 => UTF_8,
        932 => "shift_jis",
        936 => "gbk",
        949 | 51949 => "euc-kr",
        950 => "big5",
        874 => "windows-874",
        10000 => "macintosh",
        20866 => "koi8-r",
        21866 => "koi8-u",
        20932 | 51932 => "euc-jp",
        50220..=50222 => "iso-2022-jp",
        51936 => "gb2312",
        54936 => "gb18030",
        1200 => "utf-16le",
        1201 => "utf-16be",
        28591..=28606 => return format!("iso-8859-{}", page - 28590).into(),
        1250..=1258 => return format!("windows-{page}").into(),
        other => return format!("cp{other}").into(),
    };
    name.into()
}

fn without_zeros(mut bytes: Vec<u8>) -> Vec<u8> {
    while bytes.last() == Some(&0) {
        bytes.pop();
    }
    bytes
}

/// The character set of everything that is decoded here.
pub(super) const UTF_8: &str = "utf-8";

/// What Outlook's old files are in where they do not say.
const WINDOWS_1252: u32 = 1252;

/// Bytes of one encoded word: with its frame it stays under the 75 letters of RFC 2047 §2.
const WORD_BYTES: usize = 36;

/// Groups of four letters in a line of base64, which has 76 (RFC 2045 §6.8).
const GROUPS_OF_LINE: usize = 19;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes(), None), text);
        }
        let lines = base64(&[0; 60], Some("\r\n"));
        assert_eq!(lines.lines().next().map(str::len), Some(76));
        assert_eq!(lines.lines().count(), 2);
    }

    #[test]
    fn a_header_text_stays_on_its_line() {
        let text = |text: &str| Text {
            bytes: text.into(),
            charset: UTF_8.into(),
        };
        assert_eq!(text("Your parcel").in_header(), "Your parcel");
        assert_eq!(text("Été").in_header(), "=?utf-8?B?w4l0w6k=?=");
        let forged = text("Hello\r\nAuthentication-Results: x").in_header();
        assert!(
            forged.starts_with("=?utf-8?B?") && !forged.contains('\n'),
            "{forged}"
        );
        assert_eq!(text("a \"b\" \\").as_phrase(), "\"a \\\"b\\\" \\\\\"");
        assert_eq!(text("a@b.example>\r\nX: y").as_address(), None);
        assert_eq!(text("/o=Org/cn=maya").as_address(), None);
        let long = text(&"é".repeat(40)).in_header();
        assert!(long.split(' ').all(|word| word.len() <= 75), "{long}");
    }

    #[test]
    fn a_text_without_a_code_page_is_utf_8_where_it_can_be() {
        assert_eq!(Text::in_code_page("é\0".into(), None).charset, "utf-8");
        assert_eq!(Text::in_code_page(vec![0xE9], None).charset, "windows-1252");
        assert_eq!(
            Text::in_code_page(vec![0xE9], Some(28605)).charset,
            "iso-8859-15"
        );
    }
}
