//! The salutation: whom it addresses, and whether that is the reader.

use super::Mark;
use super::body::BodyFacts;
use super::clause::{self, Stop, Word};
use super::salutation::{self, Opening};
use crate::domain::skeleton::skeleton;
use crate::language;
use serde::Serialize;
use std::ops::Range;

/// How many lines from the top a greeting is looked for: after a preheader and a letterhead.
const GREETING_LINES: usize = 30;

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
struct Found {
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
        for line in self
            .visible
            .split_inclusive('\n')
            .filter(|line| !line.trim().is_empty())
            .take(GREETING_LINES)
        {
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
        }
        self.alone(head, &words)
            .or_else(|| self.salutation(head, &words, reader))
            .or_else(|| called(&words, reader))
    }

    /// What greets without an opening: an address, a gap, "Madame, Monsieur".
    fn alone(&self, head: &str, words: &[Word<'_>]) -> Option<Found> {
        let first = words.first()?;
        let closed = first
            .stop
            .is_some_and(|stop| matches!(stop.sign, ',' | '!' | ':'));
        if closed && self.is_address(first) {
            return Some(Found::new(GreetingKind::Address, first.start..first.end));
        }
        let indent = head.len() - head.trim_start().len();
        if let Some(length) = salutation::gap_length(head.trim_start())
            && salutation::is_blank(std::slice::from_ref(first))
        {
            return Some(Found::new(
                GreetingKind::Placeholder,
                indent..indent + length,
            ));
        }
        let count = salutation::anybody(words)?;
        let last = words.get(count - 1)?;
        Some(Found::new(GreetingKind::Generic, first.start..last.end))
    }

    /// A salutation with an opening ("Dear Maya,").
    fn salutation(&self, head: &str, words: &[Word<'_>], reader: &str) -> Option<Found> {
        let opening = Opening::read(words)?;
        let start = words.first()?.start;
        let opened = words.get(opening.count - 1)?;
        let is_title = words
            .iter()
            .take(opening.count)
            .all(|w| opening.is_title(w));
        let rest = words.get(opening.count..).unwrap_or_default();
        let breaks = opened.stop.is_some_and(|stop| stop.sign == '\n');
        // "Attention: all customers"
        let colon =
            !opening.asks && !opening.alone && opened.stop.is_some_and(|stop| stop.sign == ':');
        let follows = salutation::is_soft(opened.stop) || breaks || colon;
        let exclaims = opened.stop.is_some_and(|stop| stop.sign == '!');
        let whole = if follows || exclaims {
            opening.addressee(rest)
        } else {
            &[]
        };
        let titles = whole
            .iter()
            .take_while(|word| opening.is_title(word) || opening.joins(word))
            .count();
        let names = whole.get(titles..).unwrap_or_default();
        let end = whole.last().map_or(opened.end, |word| word.end);
        let stop = whole.last().map_or(opened.stop, |word| word.stop);
        let found = |kind| Some(Found::new(kind, start..end));
        // Two lines are one salutation only where the second ends it.
        let ends = stop.is_some_and(|stop| matches!(stop.sign, ',' | '!' | ':'));
        let line_ends = ends && head.get(end..).is_some_and(ends_line);
        if breaks && !whole.is_empty() && !line_ends {
            return opening.alone.then(|| Found::bare(start..opened.end));
        }

        if names.is_empty()
            && let Some(length) = head.get(end..).and_then(salutation::gap_length)
        {
            return Some(Found::new(GreetingKind::Placeholder, start..end + length));
        }
        // "Dear customer (maya@…)" goes on in brackets.
        let bracket = stop.is_some_and(|stop| stop.sign == '(');
        let beyond = rest.get(whole.len()..).unwrap_or_default();
        let bracketed = beyond.iter().take(usize::from(bracket));
        if let Some(word) = whole.iter().chain(bracketed).find(|w| self.is_address(w)) {
            return Some(Found::new(GreetingKind::Address, start..word.end.max(end)));
        }
        if let Some(length) = reader_length(&opening, whole, reader) {
            let end = whole.get(length - 1)?.end;
            let name = written(whole.get(..length)?);
            return Some(Found {
                name: Some(name),
                ..Found::new(GreetingKind::ReaderName, start..end)
            });
        }
        if names.is_empty() && (opening.asks || opening.alone) && opening.is_gap(stop) {
            return found(GreetingKind::Placeholder);
        }
        if exclaims && opening.is_gap(opened.stop) {
            return Some(Found::new(GreetingKind::Placeholder, start..opened.end));
        }
        if exclaims || whole.is_empty() {
            let kind = if opening.asks {
                GreetingKind::Placeholder
            } else {
                GreetingKind::Generic
            };
            if opening.alone {
                return Some(Found::bare(start..opened.end));
            }
            let says = (opening.asks || is_title) && whole.is_empty() && line_ends;
            return says.then(|| Found::new(kind, start..end));
        }
        let bracketed = head
            .get(..names.first().map_or(end, |word| word.start))
            .is_some_and(|before| before.ends_with(['[', '<', '«']));
        let generic = opening.generic(names);
        if !names.is_empty() && (salutation::is_blank(names) || (bracketed && generic.is_some())) {
            return found(GreetingKind::Placeholder);
        }
        if let Some(count) = generic {
            // "Gentile cliente Mario Rossi"
            let named = names.get(count..).unwrap_or_default();
            let sure = named.len() > 1
                && ends
                && named.iter().all(is_mixed)
                && named
                    .first()
                    .is_some_and(|word| word.written.starts_with(char::is_uppercase));
            if sure && opening.is_name(named) {
                return Some(Found {
                    name: Some(written(named)),
                    ..Found::new(GreetingKind::Name, start..end)
                });
            }
            let end = names.get(count - 1)?.end;
            return Some(Found::new(GreetingKind::Generic, start..end));
        }
        let opens = opening.asks || opening.alone;
        if names.is_empty() {
            return opens.then(|| Found::new(GreetingKind::Generic, start..end));
        }
        if opening.is_name(whole) && (opens || (line_ends && (is_title || titles > 0))) {
            return Some(Found {
                name: Some(written(whole)),
                ..Found::new(GreetingKind::Name, start..end)
            });
        }
        // "Hello, the parcel is here"
        let bare = opening.alone && opened.stop.is_some();
        bare.then(|| Found::bare(start..opened.end))
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
    fn new(kind: GreetingKind, range: Range<usize>) -> Self {
        Self {
            kind,
            name: None,
            range,
            bare: false,
        }
    }

    fn bare(range: Range<usize>) -> Self {
        Self {
            bare: true,
            ..Self::new(GreetingKind::Generic, range)
        }
    }
}

/// How many words of the addressee there are up to the end of the reader's name, if it is there.
fn reader_length(opening: &Opening, words: &[Word<'_>], reader: &str) -> Option<usize> {
    let lower = |word: &Word<'_>| word.written.starts_with(char::is_lowercase);
    // "Dear customer Maya Ellison"
    let customer = opening.generic(words).unwrap_or_default();
    [0, customer].into_iter().find_map(|start| {
        let from = words.get(start..)?;
        // "Hello Maya look here" goes on in small letters.
        let until = from
            .iter()
            .skip(1)
            .position(lower)
            .map_or(from.len(), |at| at + 1);
        let length = [from.len(), until].into_iter().find(|length| {
            let name = from.get(..*length).unwrap_or_default();
            let mut people = name.split(|word| opening.joins(word));
            people.any(|person| {
                let titles = person
                    .iter()
                    .take_while(|word| opening.is_title(word))
                    .count();
                same_person(&written(person.get(titles..).unwrap_or_default()), reader)
            })
        })?;
        Some(start + length)
    })
}

/// The reader called by name without an opening: "Maya, …", "Thanks for your order, Maya!"
fn called(words: &[Word<'_>], reader: &str) -> Option<Found> {
    let line = words
        .iter()
        .position(|word| word.stop.is_some_and(|stop| stop.sign == '\n'));
    let line = words.get(..line.map_or(words.len(), |at| at + 1))?;
    let comma = |word: &Word<'_>| word.stop.is_some_and(|stop| stop.sign == ',');
    for (at, word) in line.iter().enumerate() {
        if at > 0 && !line.get(at - 1).is_some_and(comma) {
            continue;
        }
        let Some(end) = line
            .iter()
            .skip(at)
            .position(|word| word.stop.is_some() || word.dot)
        else {
            break;
        };
        let name = line.get(at..=at + end)?;
        let sign = name.last()?.stop.map_or('.', |stop| stop.sign);
        // "Ellison, Maya" above a street is an address.
        let beside = |at: Option<usize>| {
            at.and_then(|at| line.get(at))
                .is_some_and(|word| same_person(word.written, reader))
        };
        let listed = beside(at.checked_sub(1)) || beside(Some(at + end + 1));
        let calls = at > 0 || matches!(sign, ',' | '!' | '-' | '–' | '—');
        if calls && !listed && same_person(&written(name), reader) {
            let end = name.last()?.end;
            return Some(Found {
                name: Some(written(name)),
                ..Found::new(GreetingKind::ReaderName, word.start..end)
            });
        }
    }
    None
}

fn written(words: &[Word<'_>]) -> String {
    let written: Vec<&str> = words.iter().map(|word| word.written).collect();
    written.join(" ")
}

/// Whether a word has small letters: in capitals, names look like all else.
fn is_mixed(word: &Word<'_>) -> bool {
    word.written.contains(char::is_lowercase)
}

/// Whether nothing but signs stands between here and the end of the line.
fn ends_line(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    !line.contains(char::is_alphanumeric)
}

/// Whether two names are one person's: the same words, whatever their order and accents.
///
/// A single letter is an initial; one name at least is to be there in full.
#[must_use]
pub fn same_person(one: &str, other: &str) -> bool {
    let is_title = |word: &String| {
        let mut languages = language::all().iter();
        word.len() > 1 && languages.any(|language| language.titles.contains(word))
    };
    let words = |name: &str| -> Vec<String> {
        let mut words = crate::brand::words(&skeleton(name));
        // "Don" alone is a name.
        if !words.iter().all(is_title) {
            words.retain(|word| !is_title(word));
        }
        words
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let initial = |word: &String| word.chars().count() == 1;
    let fits = |word: &String| {
        let mut names = long.iter();
        names.any(|name| name == word || (initial(word) && name.starts_with(word.as_str())))
    };
    !short.iter().all(initial) && short.iter().all(fits)
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

    #[test]
    fn a_name_is_the_same_in_any_order() {
        assert!(same_person("ELLISON Maya", "Maya Ellison"));
        assert!(same_person("Ms Ellison", "Maya Ellison"));
        assert!(!same_person("Ms Smith", "Maya Ellison"));
    }
}
