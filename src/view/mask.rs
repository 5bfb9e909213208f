//! What names the reader, taken out of a text before it is shown to others.
//!
//! Knows forms, not meanings: addresses, long numbers, tokens in links, and the words that the
//! mail itself uses for its reader. What it lets pass is for the person to see: the text is
//! shown before anything is done with it.

use crate::domain::skeleton::skeleton;
use crate::input::{Context, Kind};
use crate::language;
use crate::message::{Field, Message};
use crate::report::Report;
use crate::source::Source;
use crate::view::defanged;

/// What stands for something that was taken out.
pub const MASK: &str = "…";

/// From how many digits a number is long.
const LONG_NUMBER: usize = 6;

/// From how many characters a run of letters and digits is a token.
const TOKEN: usize = 16;

/// Shortest word of an address or a greeting that is taken for a name.
const SHORTEST_NAME: usize = 3;

/// Longest value that is told, in characters.
const LONGEST: usize = 300;

/// Most words that are looked for: a mail with more readers names nobody.
const MOST_WORDS: usize = 200;

/// Fields that hold the reader's address, or may.
const READER_FIELDS: [&str; 12] = [
    "to",
    "cc",
    "bcc",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "apparently-to",
    "resent-to",
    "x-rcpt-to",
    "x-forwarded-to",
    "x-receiver",
];

/// What is taken out of texts.
#[derive(Clone, Debug, Default)]
pub struct Masker {
    /// Words that name the reader, folded.
    words: Vec<String>,
    /// Addresses of those who wrote the mail, in lower case.
    kept: Vec<String>,
}

impl Masker {
    /// Learns from the mail, and from what the person said, what names the reader.
    #[must_use]
    pub fn new(bytes: &[u8], kind: Kind, report: &Report, context: &Context) -> Self {
        let source = Source::unwrap(bytes);
        let outer = Message::read(&source, kind);
        let mut masker = Self::default();
        let originators = &report.details.originators;
        let boxes = originators.from.iter().chain(&originators.sender);
        let boxes = boxes.chain(&originators.reply_to);
        for address in boxes.filter_map(|mailbox| mailbox.address.as_deref()) {
            masker.kept.push(address.to_lowercase());
        }
        for word in context.name.iter().flat_map(|name| segments(name)) {
            masker.learn(word, 2);
        }
        for address in &context.addresses {
            masker.learn_address(address);
        }
        let inner = outer.forward.as_ref().map(|forward| &*forward.message);
        for message in inner.into_iter().chain([&outer]) {
            for field in &message.fields {
                masker.learn_field(field);
            }
        }
        let greeting = report.details.greeting.as_ref();
        if let Some(text) = greeting.and_then(|greeting| greeting.text.as_deref()) {
            for word in segments(text).filter(|word| !is_of_greetings(word)) {
                masker.learn(word, SHORTEST_NAME);
            }
        }
        masker.forget_claim(report);
        masker
    }

    fn learn_field(&mut self, field: &Field) {
        if READER_FIELDS.contains(&field.name.as_str()) {
            for mailbox in field.mailboxes() {
                let name = mailbox.display_name.unwrap_or_default();
                for word in segments(&name).filter(|_| !name.contains('@')) {
                    self.learn(word, SHORTEST_NAME);
                }
                self.learn_address(mailbox.address.as_deref().unwrap_or(&name));
            }
        } else if field.name == "received" {
            // "for <reader@example.com>"
            let after = field.value.split(" for ").skip(1);
            for word in after.filter_map(|rest| rest.split_whitespace().next()) {
                self.learn_address(word.trim_matches(['<', '>', ';', ',']));
            }
        }
    }

    fn learn_address(&mut self, address: &str) {
        let Some((local, _)) = address.trim().rsplit_once('@') else {
            return;
        };
        self.learn(local, SHORTEST_NAME);
        for word in segments(local) {
            self.learn(word, SHORTEST_NAME);
        }
        let lower = address.to_lowercase();
        self.kept.retain(|kept| *kept != lower);
    }

    fn learn(&mut self, word: &str, shortest: usize) {
        let folded = fold(word);
        let numeric = folded.chars().all(|c| c.is_ascii_digit());
        if folded.chars().count() >= shortest
            && !numeric
            && self.words.len() < MOST_WORDS
            && !self.words.contains(&folded)
        {
            self.words.push(folded);
        }
    }

    /// Somebody who gave a shop an address with the shop's name in it does not hide that name.
    fn forget_claim(&mut self, report: &Report) {
        let Some(claim) = &report.claim else { return };
        let names = claim.name.iter().chain(&claim.domain).chain(&claim.brand);
        let own: Vec<String> = names
            .flat_map(|name| segments(name).chain([name.as_str()]))
            .map(fold)
            .collect();
        self.words.retain(|word| !own.contains(word));
    }

    /// A value as it can be told: on one line, cut to a length, nothing live, nobody named.
    #[must_use]
    pub fn value(&self, text: &str) -> String {
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&self.word(word));
        }
        let line = self.without_names(&without_numbers(&line));
        cut(&line)
    }

    /// The address of somebody who wrote the mail; its local part masked where it names the reader.
    #[must_use]
    pub fn originator(&self, address: &str) -> String {
        let Some((local, domain)) = address.rsplit_once('@') else {
            return self.value(address);
        };
        let local = if local.contains(['=', '%', '+']) || is_token(local) {
            MASK.to_owned()
        } else {
            self.without_names(&without_numbers(local))
        };
        cut(&format!("{local}@{}", defanged(domain)))
    }

    /// A link's target: its host whole, of path and query what is no token and names nobody.
    #[must_use]
    pub fn target(&self, target: &str) -> String {
        let target = target.trim();
        let Some((scheme, rest)) = target.split_once("://") else {
            return match target.split_once(':') {
                // What such a link holds is code, a page or an address.
                Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => {
                    cut(&format!("{scheme}:{MASK}"))
                }
                _ => self.value(&defanged(target)),
            };
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let host = match authority.rsplit_once('@') {
            Some((_, host)) => format!("{MASK}@{host}"),
            None => authority.to_owned(),
        };
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let (path, query) = path.split_at(end);
        let mut out = format!("{scheme}://{}", self.without_names(&host));
        for (at, part) in path.split('/').enumerate() {
            if at > 0 {
                out.push('/');
            }
            out.push_str(&self.path_part(part));
        }
        // What stands in a query is for the sender to know whose click it was.
        if !query.is_empty() {
            out.push_str(query.get(..1).unwrap_or_default());
            out.push_str(MASK);
        }
        cut(&defanged(&out))
    }

    fn path_part(&self, part: &str) -> String {
        if part.contains(['@', '=', '%']) || is_token(part) {
            return MASK.to_owned();
        }
        self.without_names(&without_numbers(part))
    }

    fn word(&self, word: &str) -> String {
        if word.contains("://") {
            let at = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
            let (before, link) = word.split_at(at);
            return format!("{before}{}", self.target(link));
        }
        if word.contains(['@', '\u{ff20}']) || word.to_lowercase().contains("%40") {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            return if self.kept.contains(&bare.to_lowercase()) {
                word.replace(bare, &self.originator(bare))
            } else {
                format!("{MASK}@{MASK}")
            };
        }
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if is_token(bare) {
            word.replace(bare, MASK)
        } else {
            word.to_owned()
        }
    }

    /// Whole words that name the reader, masked; however they are written.
    fn without_names(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_of_word) {
            let (before, tail) = rest.split_at(start);
            let end = tail.find(|c| !is_of_word(c)).unwrap_or(tail.len());
            let (word, after) = tail.split_at(end);
            out.push_str(before);
            out.push_str(if self.words.contains(&fold(word)) {
                MASK
            } else {
                word
            });
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// Numbers of [`LONG_NUMBER`] digits and more, masked, however they are grouped; days and
/// addresses of computers stay.
fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_numeric()) {
        let (before, tail) = rest.split_at(start);
        out.push_str(before);
        let end = number_length(tail);
        let (number, after) = tail.split_at(end);
        let digits = number.chars().filter(|c| c.is_numeric()).count();
        if digits >= LONG_NUMBER && !is_day(number) && !is_ip(number) {
            out.push_str(MASK);
        } else {
            out.push_str(number);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// How long the number at the beginning is: digits with single separators between them.
fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_numeric() {
            end = at + c.len_utf8();
            gap = 0;
        } else if gap < 2 && matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '_' | '·')
        {
            gap += 1;
        } else {
            break;
        }
    }
    end
}

fn is_day(number: &str) -> bool {
    let lengths: Vec<usize> = number.split(['-', '.', '/']).map(str::len).collect();
    let ascii = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/'));
    ascii && matches!(lengths[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

fn is_ip(number: &str) -> bool {
    number.parse::<std::net::Ipv4Addr>().is_ok()
}

/// Whether a run of characters is made by a machine for somebody: long, letters and digits mixed,
/// or longer than any word.
fn is_token(text: &str) -> bool {
    let length = text.chars().count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=' | '+' | '~');
    text.chars().all(joined)
        && ((length >= TOKEN && digits >= 3) || (length >= 2 * TOKEN && !text.contains(['-', '_'])))
}

fn is_of_word(c: char) -> bool {
    // What is invisible does not end a word: a name could hide behind it.
    c.is_alphanumeric() || c.is_control() || crate::domain::skeleton::is_invisible(c)
}

fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
}

fn fold(word: &str) -> String {
    let visible = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    skeleton(&word.chars().filter(visible).collect::<String>())
}

/// Whether the words of greetings themselves have this one ("dear", "customer").
fn is_of_greetings(word: &str) -> bool {
    let folded = fold(word);
    language::all().iter().any(|language| {
        let lists = language.salutations.iter().chain(&language.generic);
        lists
            .flat_map(|words| segments(words))
            .any(|known| fold(known) == folded)
    })
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}{MASK}", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masker(words: &[&str], kept: &[&str]) -> Masker {
        Masker {
            words: words.iter().map(|word| fold(word)).collect(),
            kept: kept.iter().map(|kept| (*kept).to_owned()).collect(),
        }
    }

    fn learned(mail: &str, context: &Context) -> Masker {
        let input = crate::input::Input {
            bytes: mail.as_bytes(),
            kind: None,
            context: context.clone(),
        };
        let report = crate::check(&input).expect("a report");
        Masker::new(mail.as_bytes(), report.input.kind, &report, context)
    }

    #[test]
    fn every_address_is_masked_but_those_of_the_writers() {
        let masker = masker(&[], &["sales@shop.example"]);
        assert_eq!(
            masker.value("from <sales@shop.example> to Jane.Doe@Home.example;"),
            "from <sales@shop[.]example> to …@…"
        );
        assert_eq!(masker.value("jane%40home.example"), "…@…");
        assert_eq!(masker.value("jane\u{ff20}home.example"), "…@…");
    }

    #[test]
    fn names_are_masked_however_they_are_written() {
        let masker = masker(&["Jörg", "Müller"], &[]);
        assert_eq!(masker.value("Dear JÖRG müller, hello"), "Dear … …, hello");
        assert_eq!(masker.value("Jo\u{308}rg"), MASK);
        assert_eq!(masker.value("Jö\u{200b}rg's order"), "…'s order");
        assert_eq!(masker.value("Müllerei"), "Müllerei");
    }

    #[test]
    fn long_numbers_are_masked_however_they_are_grouped() {
        let masker = masker(&[], &[]);
        for number in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "+44 20 7946 0000",
            "(020) 7946-0000",
            "12-34-56-78",
        ] {
            let masked = masker.value(number);
            assert!(!masked.contains(|c: char| c.is_ascii_digit()), "{masked}");
        }
        assert_eq!(
            masker.value("order 12345 of 2011-03-22"),
            "order 12345 of 2011-03-22"
        );
        assert_eq!(
            masker.value("22/03/2011 from 192.0.2.17"),
            "22/03/2011 from 192.0.2.17"
        );
        assert_eq!(masker.value("٤١١١١١١١"), MASK);
    }

    #[test]
    fn links_keep_their_host_and_lose_their_tokens() {
        let masker = masker(&["jane"], &[]);
        assert_eq!(
            masker.target("https://user:pw@evil.example/Login/jane/a8f3c2d1e9b74c5580aa?id=77&m=jane@home.example#x"),
            "https[:]//…@evil[.]example/Login/…/…?…"
        );
        assert_eq!(
            masker.target("https://jane.evil.example"),
            "https[:]//….evil[.]example".replace("….", "…[.]")
        );
        assert_eq!(
            masker.target("https://evil.example/jane%40home.example"),
            "https[:]//evil[.]example/…"
        );
        assert_eq!(masker.target("mailto:jane@home.example"), "mailto:…");
        assert_eq!(masker.target("data:text/html,secret"), "data:…");
        assert_eq!(
            masker.value("see (https://evil.example/?t=1)"),
            "see (https[:]//evil[.]example/?…"
        );
    }

    #[test]
    fn what_bounces_to_a_writer_does_not_name_the_reader() {
        let masker = masker(&["jane"], &[]);
        assert_eq!(
            masker.originator("bounce+jane=home.example@mail.example"),
            "…@mail[.]example"
        );
        assert_eq!(masker.originator("jane@mail.example"), "…@mail[.]example");
        assert_eq!(
            masker.originator("news@mail.example"),
            "news@mail[.]example"
        );
    }

    #[test]
    fn readers_are_learned_from_every_field_that_names_them_and_from_the_greeting() {
        let mail = "Delivered-To: first.alpha@home.example\nReceived: from a.example by b.example for <second.beta@home.example>; Tue, 22 Mar 2011 09:00:00 +0000\nFrom: Shop <sales@shop.example>\nTo: \"Gamma Delta\" <third@home.example>\nCc: epsilon@home.example\nX-Original-To: zetazeta@home.example\nSubject: hi\n\nDear Thetis Iotas,\n\nhello\n";
        let context = Context {
            name: Some("Kappa Li".into()),
            addresses: vec!["lambda@home.example".into()],
            ..Context::default()
        };
        let masker = learned(mail, &context);
        for name in [
            "alpha", "beta", "Gamma", "delta", "third", "epsilon", "zetazeta", "Thetis", "Iotas",
            "Kappa", "Li", "lambda",
        ] {
            assert_eq!(masker.value(name), MASK, "{name}");
        }
        assert_eq!(
            masker.value("Dear customer of Shop"),
            "Dear customer of Shop"
        );
    }

    #[test]
    fn a_reader_who_writes_from_the_mail_to_themselves_is_masked() {
        let mail = "From: jane@home.example\nTo: jane@home.example\nSubject: x\n\nhello\n";
        assert_eq!(
            learned(mail, &Context::default()).value("jane@home.example"),
            "…@…"
        );
    }

    #[test]
    fn hostile_values_stay_on_one_line_and_short() {
        let masker = masker(&["jane"], &[]);
        let masked = masker.value(&format!(
            "a\r\nBcc: victim@home.example\n{}",
            "x ".repeat(5000)
        ));
        assert!(!masked.contains(['\r', '\n']));
        assert!(masked.chars().count() <= LONGEST + 1);
        assert!(!masked.contains("victim"));
        assert_eq!(masker.value("eyJhbGciOiJIUzI1NiJ9"), MASK);
    }
}
