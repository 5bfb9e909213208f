//! The parts of a mail put together again as MIME (RFC 2045, RFC 2046).

use super::head::Head;
use super::text::{Text, UTF_8, base64};
use std::fmt::Write;

/// One part: its own fields and what it holds.
pub(super) struct Part {
    head: Vec<String>,
    body: Vec<u8>,
}

impl Part {
    /// A text, unencoded, so that it can be read where it is shown.
    pub(super) fn text(subtype: &str, text: Text) -> Self {
        Self {
            head: vec![
                format!("Content-Type: text/{subtype}; charset={}", text.charset),
                "Content-Transfer-Encoding: 8bit".to_owned(),
            ],
            body: text.bytes,
        }
    }

    /// A file.
    pub(super) fn file(
        media_type: &str,
        name: Option<&str>,
        id: Option<&str>,
        bytes: &[u8],
    ) -> Self {
        let mut head = vec![
            format!("Content-Type: {media_type}"),
            "Content-Transfer-Encoding: base64".to_owned(),
            match name {
                Some(name) => format!(
                    "Content-Disposition: attachment; {}",
                    parameter("filename", name)
                ),
                None => "Content-Disposition: attachment".to_owned(),
            },
        ];
        head.extend(id.map(|id| format!("Content-ID: <{id}>")));
        Self {
            head,
            body: base64(bytes, Some("\r\n")).into_bytes(),
        }
    }

    /// Another mail.
    pub(super) fn message(mail: Vec<u8>) -> Self {
        Self {
            head: vec!["Content-Type: message/rfc822".to_owned()],
            body: mail,
        }
    }
}

/// The whole mail: the block, changed as little as it can be, and the parts.
///
/// Signatures cover fields of the block. Where it names a boundary, the parts are put between
/// that, and not one field has to change; else those that describe the body become our own.
pub(super) fn mail(mut head: Head, parts: &[Part]) -> Vec<u8> {
    let declared = head
        .value("Content-Type")
        .and_then(|value| boundary(&value));
    let boundary = declared.unwrap_or_else(|| {
        let unused = (0..).map(|number| format!("=_outlook_{number}"));
        let holds = |boundary: &String| parts.iter().any(|part| contains(&part.body, boundary));
        // A file of so many bytes holds one of so many boundaries less.
        let boundary = unused.take(MOST_TRIES).find(|boundary| !holds(boundary));
        let boundary = boundary.unwrap_or_else(|| "=_outlook".to_owned());
        head.without("Content-Type");
        head.without("Content-Transfer-Encoding");
        if head.value("MIME-Version").is_none() {
            head.add("MIME-Version", Some("1.0".to_owned()));
        }
        head.add(
            "Content-Type",
            Some(format!("multipart/mixed; boundary=\"{boundary}\"")),
        );
        boundary
    });
    let mut mail = Vec::new();
    head.write(&mut mail);
    for part in parts {
        mail.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        for field in &part.head {
            mail.extend_from_slice(field.as_bytes());
            mail.extend_from_slice(b"\r\n");
        }
        mail.extend_from_slice(b"\r\n");
        mail.extend_from_slice(&part.body);
        mail.extend_from_slice(b"\r\n");
    }
    mail.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    mail
}

/// The whole mail of a body that the block describes.
pub(super) fn alone(head: &Head, body: &[u8]) -> Vec<u8> {
    let mut mail = Vec::new();
    head.write(&mut mail);
    mail.extend_from_slice(body);
    mail
}

/// The boundary that a `Content-Type` names, if it is one of a multipart.
fn boundary(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    if !lower.trim_start().starts_with("multipart/") {
        return None;
    }
    let at = lower.find("boundary")? + "boundary".len();
    let value = content_type
        .get(at..)?
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([';', ' ', '\t', '\r', '\n']).next()?,
    };
    let usable = !value.is_empty()
        && value.len() <= LONGEST_BOUNDARY
        && value
            .bytes()
            .all(|byte| (b' '..=b'~').contains(&byte) && byte != b'\\');
    usable.then(|| value.to_owned())
}

/// A parameter (RFC 2045 §5.1), in RFC 2231's form where its letters ask for it.
fn parameter(name: &str, value: &str) -> String {
    if value
        .bytes()
        .all(|byte| (b' '..=b'~').contains(&byte) && !b"\"\\%".contains(&byte))
    {
        return format!("{name}=\"{value}\"");
    }
    let mut text = format!("{name}*={UTF_8}''");
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// Longest boundary (RFC 2046 §5.1.1).
const LONGEST_BOUNDARY: usize = 70;

/// How many boundaries are tried; only a mail that was made for it holds them all.
const MOST_TRIES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_is_read_as_it_is_written() {
        for (value, expected) in [
            ("multipart/mixed; boundary=\"a b\"; x=y", Some("a b")),
            (
                " Multipart/Alternative;\r\n\tBOUNDARY=_000_ab=;",
                Some("_000_ab="),
            ),
            ("text/plain; boundary=x", None),
            ("multipart/mixed", None),
            ("multipart/mixed; boundary=\"\"", None),
        ] {
            assert_eq!(boundary(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_name_cannot_leave_its_field() {
        assert_eq!(parameter("filename", "a b.pdf"), "filename=\"a b.pdf\"");
        assert_eq!(
            parameter("filename", "é\"\r\nX: y"),
            "filename*=utf-8''%C3%A9%22%0D%0AX%3A%20y"
        );
    }

    #[test]
    fn a_boundary_that_stands_in_a_text_is_not_taken() {
        let text = Text {
            bytes: b"--=_outlook_0--\r\nContent-Type: text/html".to_vec(),
            charset: UTF_8.into(),
        };
        let mail = mail(Head::default(), &[Part::text("plain", text)]);
        let mail = String::from_utf8_lossy(&mail).into_owned();
        assert!(mail.contains("boundary=\"=_outlook_1\""), "{mail}");
    }
}
