//! The salutation: whom it addresses, and whether that is the reader.

use super::Mark;
use super::body::BodyFacts;
use super::clause::{self, Stop, Word};
use super::opening;
use super::person;
use super::salutation::Salutation;
use crate::domain::skeleton::skeleton;
use serde::Serialize;
use std::ops::Range;

/// How many lines from the top a greeting is looked for: after a preheader and a letterhead.
const GREETING_LINES: usize = 30;

/// How many lines after "Hello," somebody may still be greeted: a title stands before the salutation.
const LINES_AFTER_BARE: usize = 10;

/// Longest greeting, in characters.
const MAX_GREETING: usize = 90;

/// Longest mailbox that may be a plain first name.
const LONGEST_FIRST_NAME: usize = 10;

/// How a mail greets its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    /// What kind of greeting it is.
    pub kind: GreetingKind,
    /// The name in it, if it is one.
    pub name: Option<String>,
    /// Where it stands.
    pub mark: Mark,
}

/// Whom a greeting addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GreetingKind {
    /// The reader, by the name the person gave us.
    ReaderName,
    /// Somebody by name; whether it is the reader is not known.
    Name,
    /// Nobody in particular ("Dear customer").
    Generic,
    /// The reader's address or what stands before its at sign.
    Address,
    /// A gap that was never filled (`{{first_name}}`).
    Placeholder,
    /// None.
    None,
}

/// A greeting that was found in a line.
pub(super) struct Found {
    kind: GreetingKind,
    name: Option<String>,
    range: Range<usize>,
    /// Whether it names nobody at all ("Hello,"), so that a later one tells more.
    bare: bool,
}

impl BodyFacts {
    /// The first line that greets somebody; else the first that greets.
    pub(super) fn find_greeting(&self, reader: &str) -> Greeting {
        let mut bare = None;
        let mut after = 0;
        for line in self
            .visible
            .split_inclusive('\n')
            .filter(|line| !line.trim().is_empty())
            .take(GREETING_LINES)
        {
            if after > LINES_AFTER_BARE {
                break;
            }
            after += usize::from(bare.is_some());
            let at = line.as_ptr().addr() - self.visible.as_ptr().addr();
            let rest = self.visible.get(at..).unwrap_or_default();
            let Some(found) = self.classify(rest, reader) else {
                continue;
            };
            let is_bare = found.bare;
            let greeting = Greeting {
                kind: found.kind,
                name: found.name,
                mark: self.mark(at + found.range.start..at + found.range.end),
            };
            if !is_bare {
                return greeting;
            }
            bare = bare.or(Some(greeting));
        }
        bare.unwrap_or(Greeting {
            kind: GreetingKind::None,
            name: None,
            mark: Mark::default(),
        })
    }

    /// How a text greets with its first line; the next is read where that is "Dear" alone.
    fn classify(&self, text: &str, reader: &str) -> Option<Found> {
        let end = text.char_indices().nth(MAX_GREETING);
        let head = text.get(..end.map_or(text.len(), |(at, _)| at))?;
        let mut words = clause::words(head);
        if let Some(last) = words.last_mut()
            && last.stop.is_none()
            && end.is_none()
        {
            last.stop = Some(Stop {
                sign: '\n',
                spaced: false,
            });
            last.breaks = true;
        }
        self.alone(head, &words)
            .or_else(|| self.salutation(head, &words, reader))
            .or_else(|| {
                let name = person::called(&words, reader)?;
                let range = name.first()?.start..name.last()?.end;
                Some(Found::new(GreetingKind::ReaderName, range).of(name))
            })
    }

    /// What greets without an opening: an address, a gap, "Madame, Monsieur".
    fn alone(&self, head: &str, words: &[Word<'_>]) -> Option<Found> {
        let first = words.first()?;
        let closed = first.stop.is_some_and(Stop::ends_salutation);
        if closed && self.is_address(first) {
            return Some(Found::new(GreetingKind::Address, first.start..first.end));
        }
        let indent = head.len() - head.trim_start().len();
        if let Some(length) = opening::gap_length(head.trim_start())
            && opening::is_blank(std::slice::from_ref(first))
        {
            return Some(Found::new(
                GreetingKind::Placeholder,
                indent..indent + length,
            ));
        }
        let count = opening::anybody(words)?;
        let last = words.get(count - 1)?;
        Some(Found::new(GreetingKind::Generic, first.start..last.end))
    }

    /// A salutation with an opening ("Dear Maya,").
    fn salutation(&self, head: &str, words: &[Word<'_>], reader: &str) -> Option<Found> {
        let salutation = Salutation::read(head, words)?;
        let address = |word: &&Word<'_>| self.is_address(word);
        if let Some(found) = salutation.marked_gap() {
            return Some(found);
        }
        if let Some(word) = salutation.in_brackets().find(address) {
            return Some(salutation.up_to(GreetingKind::Address, word.end));
        }
        if let Some(name) = person::reader_in(&salutation, reader) {
            let end = name.last()?.end;
            return Some(salutation.up_to(GreetingKind::ReaderName, end).of(name));
        }
        if salutation.names_nobody() {
            salutation.without_addressee()
        } else {
            salutation.with_addressee()
        }
    }

    /// Whether the word is the reader's address or what stands before its at sign.
    fn is_address(&self, word: &Word<'_>) -> bool {
        if self.reader_addresses.is_empty() {
            return word.written.contains('@') && word.written.contains('.');
        }
        self.reader_addresses.iter().any(|address| {
            let address = address.to_lowercase();
            let local = address.split('@').next().unwrap_or_default();
            // "Hello Maya" to maya@… greets a person; "Hello maya" greets a mailbox.
            let name = local.chars().all(char::is_alphabetic) && local.len() <= LONGEST_FIRST_NAME;
            let as_written = !name || word.written == local;
            word.folded == skeleton(&address)
                || (local.len() > 2 && word.folded == skeleton(local) && as_written)
        })
    }
}

impl Found {
    pub(super) fn new(kind: GreetingKind, range: Range<usize>) -> Self {
        Self {
            kind,
            name: None,
            range,
            bare: false,
        }
    }

    pub(super) fn bare(range: Range<usize>) -> Self {
        Self {
            bare: true,
            ..Self::new(GreetingKind::Generic, range)
        }
    }

    pub(super) fn of(self, name: &[Word<'_>]) -> Self {
        Self {
            name: Some(person::written(name)),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::identity::Identity;
    use crate::input::Context;
    use crate::input::Kind;
    use crate::message::Message;
    use crate::source::Source;

    fn greeting(text: &str, context: &Context) -> GreetingKind {
        let source = Source::unwrap(text.as_bytes());
        let message = Message::read(&source, Kind::Text);
        let body = BodyFacts::read(&message, &Identity::default(), context);
        body.greeting
            .map_or(GreetingKind::None, |greeting| greeting.kind)
    }

    #[test]
    fn greetings_are_told_apart() {
        let context = Context {
            name: Some("Maya Ellison".into()),
            addresses: vec!["maya.play@ellison.example".into()],
            ..Context::default()
        };
        for (text, kind) in [
            ("Dear Customer,", GreetingKind::Generic),
            ("Dear Maya Ellison,", GreetingKind::ReaderName),
            ("Dear Ms Ellison,", GreetingKind::ReaderName),
            ("Hello Maya!", GreetingKind::ReaderName),
            ("Hello, Maya Ellison", GreetingKind::ReaderName),
            ("Hello, your parcel is here.", GreetingKind::Generic),
            ("Dear Peter,", GreetingKind::Name),
            ("Hello maya.play@ellison.example,", GreetingKind::Address),
            ("Hi maya.play", GreetingKind::Address),
            ("Dear {{first_name}},", GreetingKind::Placeholder),
            ("Your parcel is here.", GreetingKind::None),
            ("Cher client, chère cliente,", GreetingKind::Generic),
            ("Madame, Monsieur,", GreetingKind::Generic),
            ("Bonjour Maya,", GreetingKind::ReaderName),
            ("Bonjour,", GreetingKind::Generic),
            ("Sehr geehrte Damen und Herren,", GreetingKind::Generic),
            (
                "Sehr geehrte Kundin, sehr geehrter Kunde,",
                GreetingKind::Generic,
            ),
            ("Sehr geehrter Herr Weber,", GreetingKind::Name),
            ("Prezado(a) Cliente,", GreetingKind::Generic),
            ("Sehr geehrte(r) Kunde,", GreetingKind::Generic),
            ("Estimado cliente:", GreetingKind::Generic),
            (
                "Welcome to our new and better shop for all seasons",
                GreetingKind::None,
            ),
        ] {
            assert_eq!(greeting(text, &context), kind, "{text}");
        }
    }
}
