//! What names the reader, taken out of a text before it is shown to others.
//!
//! Knows forms, not meanings: addresses, long numbers, tokens in links, and the words that the
//! mail itself uses for its reader. What it lets pass is for the person to see: the text is
//! shown before anything is done with it.

mod form;
#[cfg(test)]
mod tests;

use crate::domain::skeleton::{is_invisible, skeleton};
use crate::input::{Context, Kind};
use crate::language;
use crate::message::{Field, Message};
use crate::report::{ClaimKind, Report};
use crate::source::Source;
use crate::view::defanged;
use form::{cut, is_token, without_numbers};

/// What stands for something that was taken out.
pub const MASK: &str = "…";

/// Shortest word of an address or a greeting that is taken for a name.
const SHORTEST_NAME: usize = 3;

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
    /// The reader's addresses, in lower case.
    readers: Vec<String>,
    /// The reader's domain, where the mail says that they wrote it themselves.
    own_domain: Option<String>,
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
        let whole = inner.unwrap_or(&outer);
        let nested = whole.nested.iter().map(|nested| &nested.message);
        for message in inner.into_iter().chain([&outer]).chain(nested) {
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
        let from = originators
            .from
            .iter()
            .filter_map(|from| from.address.as_deref());
        let own = from
            .map(str::to_lowercase)
            .find(|from| masker.readers.contains(from));
        masker.own_domain = own.and_then(|own| Some(own.rsplit_once('@')?.1.to_owned()));
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
        if self.readers.len() < MOST_WORDS {
            self.readers.push(lower);
        }
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
        let claim = report.claim.as_ref();
        // Any other name the sender chose, and may have chosen to be the reader's.
        let Some(claim) = claim.filter(|claim| claim.kind == ClaimKind::Brand) else {
            return;
        };
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
        if self.readers.contains(&address.to_lowercase()) {
            return format!("{MASK}@{MASK}");
        }
        let local = if local.contains(['=', '%', '+']) || is_token(local) {
            MASK.to_owned()
        } else {
            self.without_names(&without_numbers(local))
        };
        cut(&format!("{local}@{}", defanged(domain)))
    }

    /// Whether the mail says that the reader wrote it: then its sender names them.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.own_domain.is_some()
    }

    /// A host or domain, made unclickable; the reader's own masked where it stands in From.
    #[must_use]
    pub fn domain(&self, domain: &str) -> String {
        let lower = domain.to_lowercase();
        let own = self.own_domain.as_deref();
        let rest = own.and_then(|own| lower.strip_suffix(own));
        match rest {
            Some(rest) if rest.is_empty() || rest.ends_with('.') => MASK.to_owned(),
            _ => defanged(domain),
        }
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

fn is_of_word(c: char) -> bool {
    // What is invisible does not end a word: a name could hide behind it.
    c.is_alphanumeric() || is_mark(c) || c.is_control() || is_invisible(c)
}

/// Whether it is put over the letter before it (Unicode, combining diacritical marks).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c))
        .filter(|word| !word.is_empty())
}

fn fold(word: &str) -> String {
    let visible =
        |c: &char| c.is_alphanumeric() || is_mark(*c) || matches!(c, '.' | '_' | '-' | '+');
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
