//! Web pages saved in one file (MHTML, RFC 2557): MIME like a mail, but none that was ever sent.
//!
//! Outlook and browsers save what they show in this way. Whoever wrote it is not in it.

use super::{SNIFF_LINES, field_name};

/// Whether a header block is that of a saved page: made by a browser, or the parts of a page
/// without any field that sending or delivering a mail leaves.
pub(super) fn is_saved_page(bytes: &[u8]) -> bool {
    let (mut page, mut sent, mut made) = (false, false, false);
    let mut last = String::new();
    for line in bytes.split(|byte| *byte == b'\n').take(SNIFF_LINES) {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        if !folded {
            last = field_name(line).unwrap_or_default();
        }
        let text = String::from_utf8_lossy(line).to_ascii_lowercase();
        match last.as_str() {
            "content-type" => page |= text.contains("multipart/related"),
            "from" => made |= text.contains("saved by "),
            "snapshot-content-location" => made = true,
            name => sent |= TRAVELLED.contains(&name),
        }
    }
    page && (made || !sent)
}

/// Fields that a mail has which was sent, or which somebody received.
const TRAVELLED: [&str; 9] = [
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "to",
    "cc",
    "authentication-results",
    "dkim-signature",
    "x-received",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_page_is_told_from_a_mail_with_pictures() {
        let parts = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n";
        for page in [
            format!(
                "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nTo: x\r\n{parts}"
            ),
            format!("From: \"Saved by Windows Internet Explorer 8\"\r\nSubject: x\r\n{parts}"),
            parts.to_owned(),
        ] {
            assert!(is_saved_page(page.as_bytes()), "{page}");
        }
        for mail in [
            format!("Received: from a by b\r\nFrom: a@b.example\r\n{parts}"),
            format!("From: a@b.example\r\nTo: c@d.example\r\n{parts}"),
            "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n".to_owned(),
        ] {
            assert!(!is_saved_page(mail.as_bytes()), "{mail}");
        }
    }
}
