//! The mail taken apart, for the curious: every header line, every part, who vouches for it.

use crate::facts::alignment::Aligned;
use crate::facts::arc::ChainStatus;
use crate::input::Kind;
use crate::locale::Locale;
use crate::message::Message;
use crate::report::Report;
use crate::source::Source;

/// How much of a mail is read again for this, in bytes; the parts of longer ones are not listed.
const MOST_READ: usize = 400_000;

/// Most header lines that are shown.
const MOST_FIELDS: usize = 200;

/// Longest value that is shown, in characters.
const LONGEST_VALUE: usize = 2000;

/// A mail taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anatomy {
    /// Every header line: name and value, top to bottom.
    pub headers: Vec<(String, String)>,
    /// Every part, in words.
    pub parts: Vec<String>,
    /// Who vouches for the sender, in words.
    pub alignment: Vec<String>,
}

impl Anatomy {
    /// Takes a paste apart.
    #[must_use]
    pub fn new(bytes: &[u8], report: &Report, locale: &Locale) -> Self {
        let kind = report.input.kind;
        if !matches!(kind, Kind::Message | Kind::Headers) {
            return Self::default();
        }
        let read = bytes.get(..MOST_READ).unwrap_or(bytes);
        let message = Message::read(&Source::unwrap(read), kind);
        let fields = message.fields.iter().take(MOST_FIELDS).map(|field| {
            let value = field.value.chars().take(LONGEST_VALUE).collect();
            (capitalised(&field.name), value)
        });
        let whole = read.len() == bytes.len();
        Self {
            headers: fields.collect(),
            parts: if whole && kind == Kind::Message {
                parts(&message, locale)
            } else {
                Vec::new()
            },
            alignment: alignment(report, locale),
        }
    }
}

fn parts(message: &Message, locale: &Locale) -> Vec<String> {
    let texts = message.texts.iter().map(|body| ("anatomy.text", body));
    let htmls = message.htmls.iter().map(|body| ("anatomy.html", body));
    let bodies = texts.chain(htmls).map(|(key, body)| {
        let count = body.text().chars().count().to_string();
        locale.fill(key, &[("count", &count)])
    });
    let files = message.attachments.iter().map(|file| {
        let count = file.bytes.to_string();
        let key = match file.name {
            Some(_) => "anatomy.file",
            None => "anatomy.file-unnamed",
        };
        let name = file.name.as_deref().unwrap_or_default();
        let values = [
            ("name", name),
            ("type", &*file.content_type),
            ("count", &*count),
        ];
        locale.fill(key, &values)
    });
    bodies.chain(files).collect()
}

fn alignment(report: &Report, locale: &Locale) -> Vec<String> {
    let found = report.details.authentication.alignment;
    let methods = [
        (found.spf, "anatomy.spf-pass", "anatomy.spf-fail"),
        (found.dkim, "anatomy.dkim-pass", "anatomy.dkim-fail"),
        (found.dmarc, "anatomy.dmarc-pass", "anatomy.dmarc-fail"),
    ];
    let said = methods.into_iter().filter_map(|(aligned, pass, fail)| {
        Some(match aligned? {
            Aligned::Pass => pass,
            Aligned::Fail => fail,
        })
    });
    let mut keys: Vec<&str> = said.collect();
    if keys.is_empty() {
        keys.push("anatomy.unsaid");
    }
    keys.extend(match report.details.arc.status {
        ChainStatus::None => None,
        ChainStatus::Pass => Some("anatomy.arc-pass"),
        ChainStatus::Fail => Some("anatomy.arc-fail"),
        ChainStatus::Unknown => Some("anatomy.arc-unknown"),
    });
    keys.into_iter()
        .map(|key| locale.text(key).to_owned())
        .collect()
}

/// A field's name as mail programs print it: `reply-to` as `Reply-To`.
#[must_use]
pub fn capitalised(name: &str) -> String {
    let mut at_start = true;
    let capital = |c: char| {
        let capital = if at_start { c.to_ascii_uppercase() } else { c };
        at_start = c == '-';
        capital
    };
    name.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Input;
    use crate::locale;

    #[test]
    fn a_mail_comes_apart() {
        let mail = b"From: a@shop.example\r\nReply-To: b@shop.example\r\nSubject: x\r\n\
            Content-Type: text/plain\r\n\r\nHello";
        let report = crate::check(&Input::new(mail)).expect("a mail");
        let found = Anatomy::new(mail, &report, locale::best("en"));
        let names: Vec<_> = found
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["From", "Reply-To", "Subject", "Content-Type"]);
        assert_eq!(found.parts, ["Text, 5 characters"]);
        assert_eq!(found.alignment.len(), 1);
    }

    #[test]
    fn a_text_has_no_headers() {
        let report = crate::check(&Input::new(b"Dear customer, hello")).expect("a text");
        let found = Anatomy::new(b"Dear customer, hello", &report, locale::best("en"));
        assert_eq!(found, Anatomy::default());
    }
}
