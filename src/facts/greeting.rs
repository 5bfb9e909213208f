//! The salutation: whom it addresses, and whether that is the reader.

use super::Mark;
use super::body::BodyFacts;
use crate::domain::skeleton::skeleton;
use crate::language;
use serde::Serialize;

/// How many lines from the top a greeting is looked for: after a preheader and a letterhead.
const GREETING_LINES: usize = 30;

/// Longest greeting, in characters.
const MAX_GREETING: usize = 90;

/// Longest mailbox that may be a plain first name.
const LONGEST_FIRST_NAME: usize = 10;

/// Most words of a name.
const MOST_NAME_WORDS: usize = 5;

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

impl BodyFacts {
    /// The first line that greets.
    pub(super) fn find_greeting(&self) -> Greeting {
        let mut start = 0;
        for line in self
            .visible
            .split_inclusive('\n')
            .filter(|line| !line.trim().is_empty())
            .take(GREETING_LINES)
        {
            let at = line.as_ptr().addr() - self.visible.as_ptr().addr();
            start = start.max(at);
            if let Some((kind, name, length)) = self.classify(line) {
                return Greeting {
                    kind,
                    name,
                    mark: self.mark(start..start + length),
                };
            }
        }
        Greeting {
            kind: GreetingKind::None,
            name: None,
            mark: Mark::default(),
        }
    }

    /// The kind of greeting that a line opens with, the name in it, and its length in bytes.
    fn classify(&self, line: &str) -> Option<(GreetingKind, Option<String>, usize)> {
        let end = line
            .char_indices()
            .nth(MAX_GREETING)
            .map_or(line.len(), |(at, _)| at);
        let head = line.get(..end)?;
        let cut = head
            .find([',', '!', ':', ';', '\n', '–', '—'])
            .unwrap_or(head.len());
        let mut greeting = head.get(..cut)?;
        // "Madame, Monsieur," and "Kundin, sehr geehrter Kunde," go on after the comma.
        let folded_head = skeleton(head);
        let pair = language::all()
            .iter()
            .flat_map(|language| &language.generic)
            .find(|generic| {
                generic.contains(", ") && folded_head.trim_start().contains(generic.as_str())
            });
        if pair.is_some() {
            greeting = head.trim_end();
        }
        let folded = skeleton(greeting);
        let folded = folded.trim();
        if let Some(kind) = self.address_in(folded) {
            return Some((kind, None, greeting.trim_end().len()));
        }
        let rest = language::all()
            .iter()
            .flat_map(|language| &language.salutations)
            .filter_map(|salutation| after_word(folded, salutation))
            .min_by_key(|rest| rest.len());
        let rest = match rest {
            Some(rest) => rest,
            None if pair.is_some() => folded,
            None => return None,
        };
        // "Sehr geehrte(r) Kunde"
        let ending = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let rest = ending.map_or(rest, |(_, after)| after);
        let rest = rest.trim();
        if ["{", "%%", "[", "<", "$", "*|"]
            .iter()
            .any(|sign| rest.starts_with(sign))
            && rest.len() > 2
        {
            return Some((GreetingKind::Placeholder, None, greeting.trim_end().len()));
        }
        if let Some(kind) = self.address_in(rest) {
            return Some((kind, None, greeting.trim_end().len()));
        }
        // "valued Amazon customer" ends with nobody's name; a longer line is a sentence.
        let short = rest.split_whitespace().count() <= MOST_NAME_WORDS;
        let is_generic = short
            && language::all()
                .iter()
                .flat_map(|language| &language.generic)
                .any(|generic| {
                    rest == generic
                        || rest.starts_with(&format!("{generic} "))
                        || rest.ends_with(&format!(" {generic}"))
                });
        if is_generic || pair.is_some() {
            return Some((GreetingKind::Generic, None, greeting.trim_end().len()));
        }
        // "Hello, Maya" names her after the comma; "Hello," alone greets nobody.
        if rest.is_empty() {
            let after = head.get(cut..).unwrap_or_default();
            let named = after.strip_prefix(',').map(|after| {
                let end = after.find(['.', ',', '!', '\n']).unwrap_or(after.len());
                after.get(..end).unwrap_or_default().trim()
            });
            if let Some(name) = named.filter(|name| is_name(name)) {
                let end = cut + after.find(name).unwrap_or_default() + name.len();
                return Some((GreetingKind::Name, Some(name.to_owned()), end));
            }
            return (cut < head.len() || line.trim().len() == greeting.trim().len())
                .then(|| (GreetingKind::Generic, None, greeting.trim_end().len()));
        }
        // The name as written stands where its folded words do: at the end.
        let count = rest.split_whitespace().count();
        let written: Vec<&str> = greeting.split_whitespace().collect();
        let name = written
            .get(written.len().saturating_sub(count)..)
            .unwrap_or_default()
            .join(" ");
        is_name(&name).then(|| (GreetingKind::Name, Some(name), greeting.trim_end().len()))
    }

    /// Whether the text is the reader's address or what stands before its at sign.
    fn address_in(&self, text: &str) -> Option<GreetingKind> {
        let text = text.trim_matches(|c: char| matches!(c, '<' | '>' | '"' | '\'' | '.' | ' '));
        let is = self.reader_addresses.iter().any(|address| {
            let address = address.to_lowercase();
            let local = address.split('@').next().unwrap_or_default();
            // "Hello Maya" to maya@… greets a person; "Hello maya" greets a mailbox.
            let name = local.chars().all(char::is_alphabetic) && local.len() <= LONGEST_FIRST_NAME;
            let as_written = !name || self.visible.contains(local);
            text == address || (local.len() > 2 && text == local && as_written)
        });
        is.then_some(GreetingKind::Address)
    }
}

/// Whether a text is a few capitalised words without digits, short joints aside ("van", "de").
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    (1..=MOST_NAME_WORDS).contains(&words.len())
        && words.iter().all(|word| capital(word) || word.len() <= 4)
        && words.iter().any(capital)
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// What follows a word at the start of a text, if it stands there as a word.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    match rest.chars().next() {
        None => Some(rest),
        Some(c) if c.is_alphanumeric() => None,
        Some(_) => Some(rest.trim_start_matches([' ', '.'])),
    }
}

/// Whether two names are one person's: the same words, whatever their order and accents.
#[must_use]
pub fn same_person(one: &str, other: &str) -> bool {
    let titles: Vec<&String> = language::all()
        .iter()
        .flat_map(|language| &language.titles)
        .collect();
    let words = |name: &str| -> Vec<String> {
        let mut words = crate::brand::words(&skeleton(name));
        words.retain(|word| !titles.contains(&word));
        words
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
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
        let mut body = BodyFacts::read(&message, &Identity::default(), context);
        body.greeting_by_name(context);
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
