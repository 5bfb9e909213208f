//! A mail inside a mail: what somebody passed on, attached or quoted.
//!
//! The outer fields are the forwarder's, so the inner mail has no results and no route.

use super::html::Page;
use super::{Body, Field, Message};
use crate::language;

/// How many lines of their own a forwarder may write above the forwarded mail.
const MOST_LINES_ABOVE: usize = 40;

/// Within how many lines the header lines of a quoted mail stand together.
const HEADER_LINES: usize = 9;

/// The forwarded original.
#[derive(Clone, Debug, Default)]
pub struct Forward {
    /// Whether it came attached, with its own source.
    pub attached: bool,
    /// The mail itself.
    pub message: Box<Message>,
}

impl Forward {
    pub(super) fn attached(message: Message) -> Self {
        Self {
            attached: true,
            message: Box::new(message),
        }
    }
}

/// Whether somebody passes on a mail: by its subject, or because nothing else is in it.
pub(super) fn is_forward(message: &Message) -> bool {
    let own_text = message
        .texts
        .iter()
        .chain(&message.htmls)
        .any(|body| body.text().trim().len() > 200);
    message
        .field("subject")
        .is_some_and(|subject| has_forward_prefix(&subject.value))
        || !own_text
}

fn has_forward_prefix(subject: &str) -> bool {
    let Some((prefix, _)) = subject.split_once(':') else {
        return false;
    };
    let prefix = prefix.trim().to_lowercase();
    language::all()
        .iter()
        .any(|language| language.forward_prefixes.contains(&prefix))
}

/// The mail quoted below a forwarder's lines.
pub(super) fn inline(message: &Message) -> Option<Forward> {
    let by_subject = message
        .field("subject")
        .is_some_and(|subject| has_forward_prefix(&subject.value));
    if message.field("subject").is_some() && !by_subject {
        return None;
    }
    let pages: Vec<Page> = message
        .htmls
        .iter()
        .map(|body| Page::read(body.text()))
        .collect();
    let texts = message
        .texts
        .iter()
        .map(Body::text)
        .chain(pages.iter().map(|page| page.text.as_str()));
    let mut texts = texts;
    let (fields, _) = texts.find_map(|text| header_lines(text, by_subject))?;
    let inner = Message {
        kind: message.kind,
        fields,
        texts: message
            .texts
            .iter()
            .filter_map(|body| header_lines(body.text(), by_subject).map(|(_, end)| body.rest(end)))
            .collect(),
        htmls: message
            .htmls
            .iter()
            .zip(&pages)
            .filter_map(|(body, page)| {
                let (_, end) = header_lines(&page.text, by_subject)?;
                let start = page
                    .in_html(end..end + 1)
                    .map_or(body.text().len(), |range| range.start);
                Some(body.rest(floor(body.text(), start)))
            })
            .collect(),
        attachments: message.attachments.clone(),
        ..Message::default()
    };
    Some(Forward {
        attached: false,
        message: Box::new(inner),
    })
}

/// The header lines of a quoted mail and the offset at which its text begins.
fn header_lines(text: &str, by_subject: bool) -> Option<(Vec<Field>, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text
        .split_inclusive('\n')
        .take(MOST_LINES_ABOVE + HEADER_LINES)
    {
        lines.push((start, line));
        start += line.len();
    }
    for (at, _) in lines.iter().enumerate().take(MOST_LINES_ABOVE) {
        let Some((_, first)) = lines.get(at).and_then(|(_, line)| header_line(line)) else {
            continue;
        };
        if first.name != "from" {
            continue;
        }
        let marked = lines
            .get(at.saturating_sub(3)..at)?
            .iter()
            .any(|(_, line)| is_marker(line));
        let mut fields = vec![first];
        let mut end = 0;
        for (start, line) in lines.get(at..)?.iter().take(HEADER_LINES) {
            if let Some((_, field)) = header_line(line) {
                if fields.iter().all(|known| known.name != field.name) {
                    fields.push(field);
                }
                end = start + line.len();
            } else if line.trim().is_empty() && end > 0 {
                break;
            }
        }
        if (marked || by_subject) && fields.len() >= 3 {
            return Some((fields, end));
        }
    }
    None
}

/// A visible header line ("De : …") as the field that it shows.
fn header_line(line: &str) -> Option<(&'static str, Field)> {
    let line = line.trim().trim_start_matches(['>', '*', ' ']);
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches(['*', ' ', '\u{a0}']).to_lowercase();
    let value = value.trim_matches(['*', ' ', '\u{a0}']);
    let known = language::all().iter().find_map(|language| {
        let names = &language.header_names;
        [
            ("from", &names.from),
            ("to", &names.to),
            ("subject", &names.subject),
            ("date", &names.date),
        ]
        .into_iter()
        .find_map(|(field, names)| names.contains(&name).then_some(field))
    })?;
    let value = value.replace("[mailto:", "<").replace(']', ">");
    Some((known, Field::quoted(known, &value)))
}

fn is_marker(line: &str) -> bool {
    let line = line
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    language::all()
        .iter()
        .any(|language| language.forward_markers.contains(&line))
}

/// The next lower offset at which the text can be cut.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use crate::input::Kind;
    use crate::message::Message;
    use crate::source::Source;

    fn read(mail: &str) -> Message {
        Message::read(&Source::unwrap(mail.as_bytes()), Kind::Message)
    }

    #[test]
    fn a_quoted_mail_is_taken_out_of_the_forward() {
        let mail = "From: friend@home.example\nSubject: Fwd: Your order\n\nLook at this!\n\n\
            ---------- Forwarded message ---------\nFrom: Shop <news@shop.example>\nDate: Mon, 1 Jun 2026\n\
            Subject: Your order\nTo: <me@home.example>\n\nDear Maya,\n";
        let forward = read(mail).forward.unwrap_or_default();
        let from = forward.message.field("from").map(|f| f.value.clone());
        assert_eq!(from.as_deref(), Some("Shop <news@shop.example>"));
        assert_eq!(
            forward.message.texts.first().map(|t| t.text().trim()),
            Some("Dear Maya,")
        );
    }

    #[test]
    fn french_header_lines_are_read() {
        let mail = "From: ami@home.example\nSubject: TR: Votre commande\n\n\n-----Message d'origine-----\n\
            De : Boutique <info@boutique.example>\nEnvoyé : lundi 1 juin 2026\nÀ : moi\nObjet : Votre commande\n\nBonjour,\n";
        assert!(read(mail).forward.is_some());
    }

    #[test]
    fn a_reply_that_quotes_is_no_forward() {
        let mail = "From: friend@home.example\nSubject: Re: Your order\n\nYes.\n\n-----Original Message-----\n\
            From: Shop <news@shop.example>\nSent: Monday\nTo: me\nSubject: Your order\n\nDear Maya\n";
        assert!(read(mail).forward.is_none());
    }

    #[test]
    fn an_attached_original_is_the_forwarded_mail() {
        let mail = "From: friend@home.example\nSubject: Fwd: x\nContent-Type: multipart/mixed; boundary=b\n\n\
            --b\nContent-Type: text/plain\n\nsee\n--b\nContent-Type: message/rfc822\n\n\
            From: Shop <news@shop.example>\nSubject: Your order\n\nDear Maya\n--b--\n";
        let forward = read(mail).forward.unwrap_or_default();
        assert!(forward.attached);
        assert_eq!(
            forward.message.field("subject").map(|f| f.value.as_str()),
            Some("Your order")
        );
    }
}
