//! A salutation in its parts, and what they say together.

use super::clause::{Stop, Word};
use super::greeting::{Found, GreetingKind};
use super::opening::{self, Opening};

/// Most words of a group that is named in small letters.
const MOST_GROUP_WORDS: usize = 3;

/// A line that begins with an opening ("Dear", "Hello").
pub(super) struct Salutation<'a, 'b> {
    head: &'a str,
    pub opening: Opening,
    /// The last word of the opening.
    opened: &'b Word<'a>,
    /// Whether the opening itself is a title ("Madame").
    is_title: bool,
    start: usize,
    /// What follows the opening, to the end of what was read.
    rest: &'b [Word<'a>],
    /// Those of them who are addressed.
    pub whole: &'b [Word<'a>],
}

impl<'a, 'b> Salutation<'a, 'b> {
    pub(super) fn read(head: &'a str, words: &'b [Word<'a>]) -> Option<Self> {
        let opening = Opening::read(words)?;
        let opened = words.get(opening.count - 1)?;
        let is_title = words
            .iter()
            .take(opening.count)
            .all(|word| opening.is_title(word));
        let mut salutation = Self {
            head,
            opened,
            is_title,
            start: words.first()?.start,
            rest: words.get(opening.count..).unwrap_or_default(),
            whole: &[],
            opening,
        };
        let sign = opened.stop.map(|stop| stop.sign);
        // "Attention: all customers"
        let colon = sign == Some(':') && !salutation.asks_or_greets();
        let goes_on = opening::is_soft(opened.stop) || colon || sign == Some('!');
        if sign == Some('\n') || (goes_on && !opened.breaks) {
            salutation.whole = salutation.opening.addressee(salutation.rest);
        }
        // Two lines are one salutation only where the second ends it.
        if sign == Some('\n') && !(salutation.ends_line() && salutation.whole.iter().any(is_mixed))
        {
            salutation.whole = &[];
        }
        Some(salutation)
    }

    /// What it is up to a place in the line.
    pub(super) fn up_to(&self, kind: GreetingKind, end: usize) -> Found {
        Found::new(kind, self.start..end)
    }

    /// A gap marked by signs after titles or words for nobody: "Dear Mr {NAME}".
    pub(super) fn marked_gap(&self) -> Option<Found> {
        let from = self.head.get(self.end()..)?;
        let length = opening::gap_length(from)?;
        let names = self.names();
        let nobody = names.is_empty() || self.opening.generic(names) == Some(names.len());
        nobody.then_some(())?;
        Some(self.up_to(GreetingKind::Placeholder, self.end() + length))
    }

    /// Who is addressed, and the first word of a bracket after that: "Dear customer (maya@…)".
    pub(super) fn in_brackets(&self) -> impl Iterator<Item = &'b Word<'a>> {
        let bracket = self.stop().is_some_and(|stop| stop.sign == '(');
        let beyond = self.rest.get(self.whole.len()..).unwrap_or_default();
        self.whole
            .iter()
            .chain(beyond.iter().take(usize::from(bracket)))
    }

    /// Whether nobody follows the opening, or not in the same sentence.
    pub(super) fn names_nobody(&self) -> bool {
        self.whole.is_empty() || self.exclaims() || self.is_empty_title()
    }

    /// What an opening says alone: "Hello!", "Dear ,", "Madame,".
    pub(super) fn without_addressee(&self) -> Option<Found> {
        let opened = self.up_to(GreetingKind::Placeholder, self.opened.end);
        if self.is_empty_title() {
            return Some(self.up_to(GreetingKind::Placeholder, self.end()));
        }
        if self.asks_or_greets() && self.opening.is_gap(self.opened.stop) {
            return Some(opened);
        }
        if self.opening.alone {
            return Some(Found::bare(self.start..self.opened.end));
        }
        if !self.whole.is_empty() {
            return None;
        }
        // "Prezado(a)" on a line of its own waits for a name; "Cher" may be any word.
        let both = self.opened.breaks && self.opened.written.contains(['(', '/']);
        if self.opening.asks {
            return (both || self.ends_line()).then_some(opened);
        }
        let title = self.is_title && self.ends_line();
        title.then(|| self.up_to(GreetingKind::Generic, self.opened.end))
    }

    /// Whom it addresses.
    pub(super) fn with_addressee(&self) -> Option<Found> {
        let names = self.names();
        let Some(first) = names.first() else {
            // "Dear Madam,"
            let found = self.up_to(GreetingKind::Generic, self.end());
            return self.asks_or_greets().then_some(found);
        };
        let generic = self.opening.generic(names);
        let before = self.head.get(..first.start)?;
        let bracketed = before.ends_with(['[', '<', '«']) && generic.is_some();
        // Who shows a mail to others writes FULL_NAME over their name.
        let hidden = |word: &Word<'_>| word.written.contains('_') && !is_mixed(word);
        let blank = opening::is_blank(names) && !names.iter().any(hidden);
        if blank || bracketed {
            let after = self.head.get(self.end()..)?.chars().next();
            let close = after.filter(|c| matches!(c, ']' | '>' | '»'));
            let end = self.end() + close.map_or(0, char::len_utf8);
            return Some(self.up_to(GreetingKind::Placeholder, end));
        }
        if let Some(count) = generic {
            return self.generic(names, count);
        }
        let titled = names.len() < self.whole.len();
        // "Liebe Gartenfreunde" are nobody in particular; Herr Gutfreund is somebody.
        if !titled && names.iter().any(|word| self.opening.is_compound(word)) {
            return Some(self.up_to(GreetingKind::Generic, self.end()));
        }
        let surely = self.ends_line() && (self.is_title || titled);
        if self.opening.is_name(self.whole) && (self.asks_or_greets() || surely) {
            let found = self.up_to(GreetingKind::Name, self.end());
            return (!self.goes_on()).then(|| found.of(self.whole));
        }
        // "Hello fellow gardeners,", but not "Beste Grüße,"
        let small = |word: &Word<'_>| {
            word.written.chars().all(char::is_lowercase) && !opening::is_strange(word)
        };
        let group = names.len() <= MOST_GROUP_WORDS && names.iter().all(small);
        let capital = self.head.get(self.start..)?.starts_with(char::is_uppercase);
        if group && capital && self.asks_or_greets() && self.ends_line() {
            return Some(self.up_to(GreetingKind::Generic, self.end()));
        }
        // "Hello, the parcel is here"
        let bare = self.opening.alone && self.opened.stop.is_some();
        bare.then(|| Found::bare(self.start..self.opened.end))
    }

    /// "Dear customer", and somebody's name where one follows ("Gentile cliente Mario Rossi").
    fn generic(&self, names: &[Word<'_>], count: usize) -> Option<Found> {
        let ends = self.stop().is_some_and(Stop::ends_salutation);
        let after = names.get(count..).unwrap_or_default();
        let capital = |word: &Word<'_>| word.written.starts_with(char::is_uppercase);
        let person = after.len() > 1
            && after.first().is_some_and(capital)
            && after.iter().all(is_mixed)
            && self.opening.is_name(after);
        if ends && person {
            return Some(self.up_to(GreetingKind::Name, self.end()).of(after));
        }
        let short = ends && after.len() <= 2;
        let last = names.get(count - 1)?.end;
        let end = if short { self.end() } else { last };
        Some(self.up_to(GreetingKind::Generic, end))
    }

    /// The addressee without titles.
    fn names(&self) -> &'b [Word<'a>] {
        let is_title = |word: &&Word<'_>| self.opening.is_title(word) || self.opening.joins(word);
        let titles = self.whole.iter().take_while(is_title).count();
        self.whole.get(titles..).unwrap_or_default()
    }

    /// Whether titles stand before a gap ("Dear Mr ,").
    fn is_empty_title(&self) -> bool {
        !self.whole.is_empty()
            && self.names().is_empty()
            && self.asks_or_greets()
            && self.opening.is_gap(self.stop())
    }

    /// Whether the sentence goes on: "Dear Santa: the catalogue", "Hello, Dolly! returns to the stage".
    fn goes_on(&self) -> bool {
        let rest = self.head.get(self.end()..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let small = line
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_lowercase);
        match self.stop().map(|stop| stop.sign) {
            Some(':') => line.contains(char::is_alphanumeric),
            Some('!') => small,
            _ => false,
        }
    }

    fn asks_or_greets(&self) -> bool {
        self.opening.asks || self.opening.alone
    }

    /// Whether what follows begins a sentence: "Hello! Peter's choice".
    fn exclaims(&self) -> bool {
        self.opened.stop.is_some_and(|stop| stop.sign == '!')
    }

    fn end(&self) -> usize {
        self.whole.last().unwrap_or(self.opened).end
    }

    fn stop(&self) -> Option<Stop> {
        self.whole.last().unwrap_or(self.opened).stop
    }

    /// Whether a comma or the like ends both it and the line.
    fn ends_line(&self) -> bool {
        let rest = self.head.get(self.end()..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        self.stop().is_some_and(Stop::ends_salutation) && !line.contains(char::is_alphanumeric)
    }
}

/// Whether a word has small letters: in capitals, names look like all else.
fn is_mixed(word: &Word<'_>) -> bool {
    word.written.contains(char::is_lowercase)
}
