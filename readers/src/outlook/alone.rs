//! A mail of one text, encoded as its header block says.
//!
//! Signatures cover the fields that describe the body: they hold only while these stay as they
//! arrived.

use super::head::Head;
use super::text::{Text, UTF_8, base64};
use std::fmt::Write;

/// The encoded body; none where the block describes another than this.
pub(super) fn body(head: &Head, plain: Option<&Text>, html: Option<&Text>) -> Option<Vec<u8>> {
    let declared = head.value("Content-Type")?.to_ascii_lowercase();
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    let text = match media_type {
        // What is shown would be the HTML, wherever that came from.
        "text/plain" => plain.filter(|_| html.is_none()),
        "text/html" => html,
        _ => None,
    }?;
    let bytes = in_charset(text, &charset(&declared))?;
    let encoding = head.value("Content-Transfer-Encoding").unwrap_or_default();
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => Some(base64(&bytes, Some("\r\n")).into_bytes()),
        "quoted-printable" => Some(quoted_printable(&bytes).into_bytes()),
        "" | "7bit" | "8bit" | "binary" => Some(bytes),
        _ => None,
    }
}

/// The character set of a content type in lower case.
fn charset(content_type: &str) -> String {
    let mut parameters = content_type.split(';').skip(1);
    let value = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        (name.trim() == "charset").then(|| value.trim().trim_matches('"').to_owned())
    });
    value.unwrap_or_else(|| "us-ascii".to_owned())
}

/// The text in another character set; none where its letters are not there.
fn in_charset(text: &Text, charset: &str) -> Option<Vec<u8>> {
    if text.charset.eq_ignore_ascii_case(charset) || text.bytes.is_ascii() {
        return Some(text.bytes.clone());
    }
    let latin = matches!(charset, "iso-8859-1" | "windows-1252" | "iso-8859-15");
    let utf_8 = (text.charset == UTF_8).then(|| String::from_utf8_lossy(&text.bytes));
    // The letters that these sets have at the numbers of Unicode.
    let number = |c: char| match c {
        '\0'..='\x7F' | '\u{C0}'..='\u{FF}' | '\u{A0}'..='\u{A3}' => u8::try_from(c).ok(),
        _ => None,
    };
    utf_8.filter(|_| latin)?.chars().map(number).collect()
}

/// RFC 2045 §6.7.
fn quoted_printable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 5 / 4);
    let mut column = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1);
        let plain = match byte {
            b'\r' => next == Some(&b'\n'),
            b'\n' => true,
            b' ' | b'\t' => !matches!(next, None | Some(b'\r' | b'\n')),
            b'=' => false,
            other => (b'!'..=b'~').contains(other),
        };
        if column > LONGEST_LINE && !matches!(byte, b'\r' | b'\n') {
            text.push_str("=\r\n");
            column = 0;
        }
        if plain {
            text.push(char::from(*byte));
            column += 1;
        } else {
            let _ = write!(text, "={byte:02X}");
            column += 3;
        }
        if *byte == b'\n' {
            column = 0;
        }
    }
    text
}

/// Where a line is broken: a letter, or three for one, and the break stay under 76.
const LONGEST_LINE: usize = 71;

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text {
            bytes: text.into(),
            charset: UTF_8.into(),
        }
    }

    fn encoded(head: &str, plain: &str, html: &str) -> Option<String> {
        let body = body(
            &Head::arrived(head.as_bytes()),
            Some(&text(plain)),
            Some(&text(html)),
        );
        body.map(|body| body.iter().map(|byte| char::from(*byte)).collect())
    }

    #[test]
    fn the_text_that_is_declared_is_encoded_as_is_declared() {
        let html = "Content-Type: text/html; charset=\"UTF-8\"\nContent-Transfer-Encoding: ";
        for (head, expected) in [
            (format!("{html}base64"), Some("w6k9PGI+")),
            (format!("{html}quoted-printable"), Some("=C3=A9=3D<b>")),
            (
                "Content-Type: text/html; charset=iso-8859-1".into(),
                Some("é=<b>"),
            ),
            ("Content-Type: text/html; charset=koi8-r".into(), None),
            (format!("{html}x-uuencode"), None),
            ("Content-Type: multipart/mixed; boundary=a".into(), None),
            ("Content-Type: text/plain".into(), None),
            ("Subject: x".into(), None),
        ] {
            assert_eq!(
                encoded(&head, "plain", "é=<b>").as_deref(),
                expected,
                "{head}"
            );
        }
    }

    #[test]
    fn long_lines_are_broken_and_blanks_at_line_ends_are_kept() {
        let text = quoted_printable("é ".repeat(50).as_bytes());
        assert!(text.lines().all(|line| line.len() <= 76), "{text}");
        assert!(text.ends_with("=20"), "{text}");
        assert_eq!(quoted_printable(b"a \r\nb\n"), "a=20\r\nb\n");
    }
}
