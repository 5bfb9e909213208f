//! What the words of a salutation are: openings, titles, names, nobody in particular.
//!
//! Asks the language files about words; what they make together is said in `salutation`.

use super::clause::{Stop, Word};
use crate::language::{self, data::Language};

/// Most words of a name, titles and joints aside.
const MOST_NAME_WORDS: usize = 5;

/// Latest word of an addressee at which "customer" can stand.
const LATEST_GENERIC: usize = 6;

/// Most words of an addressee around "customer" that may be any.
const FEW_WORDS: usize = 3;

/// Shortest word that may end a compound, in letters.
const SHORTEST_COMPOUND_END: usize = 5;

/// Signs by which mailing programs mark a gap, and what closes it; null where nothing must.
const GAPS: [(&str, Option<char>); 6] = [
    ("{", Some('}')),
    ("%", Some('%')),
    ("*|", Some('|')),
    ("#", Some('#')),
    ("@@", Some('@')),
    ("$", None),
];

/// The words with which a salutation opens.
pub(super) struct Opening {
    /// How many they are.
    pub count: usize,
    /// Whether they ask for an addressee ("dear").
    pub asks: bool,
    /// Whether they greet without one, too ("hello").
    pub alone: bool,
    /// The languages that have them.
    pub languages: Vec<&'static Language>,
}

impl Opening {
    /// The longest opening with which a line begins.
    pub(super) fn read(words: &[Word<'_>]) -> Option<Self> {
        let mut found = Self {
            count: 0,
            asks: false,
            alone: false,
            languages: Vec::new(),
        };
        for language in language::all() {
            let kinds = [
                (&language.salutations, true, false),
                (&language.greeting.hails, false, true),
                (&language.greeting.openers, false, false),
            ];
            for (phrases, asks, alone) in kinds {
                let count = longest(words, phrases);
                if count == 0 || count < found.count {
                    continue;
                }
                if count > found.count {
                    found.languages.clear();
                    (found.asks, found.alone) = (false, false);
                }
                found.count = count;
                found.asks |= asks;
                found.alone |= alone;
                found.languages.push(language);
            }
        }
        if found.count == 0 {
            return None;
        }
        // "Hello dear Maya", but not "Hallo Lieve," to a woman of that name.
        let rest = words.get(found.count..).unwrap_or_default();
        for language in language::all() {
            let more = longest(rest, &language.salutations);
            let goes_on = more > 0 && rest.get(more - 1).is_some_and(|word| word.stop.is_none());
            if goes_on
                && words
                    .get(found.count - 1)
                    .is_some_and(|word| is_soft(word.stop))
            {
                found.count += more;
                found.languages.push(language);
                break;
            }
        }
        Some(found)
    }

    /// The words after it up to the end of the clause, or to where a sentence to the reader begins.
    pub(super) fn addressee<'a, 'b>(&self, rest: &'b [Word<'a>]) -> &'b [Word<'a>] {
        for (at, word) in rest.iter().enumerate() {
            let here = rest.get(at..).unwrap_or_default();
            if self.any(|language| longest(here, &language.greeting.turns) > 0) {
                return rest.get(..at).unwrap_or_default();
            }
            if word.stop.is_some() || ends_sentence(word, rest.get(at + 1)) {
                return rest.get(..=at).unwrap_or_default();
            }
        }
        rest
    }

    /// Whether this is where a name was to stand: "Dear ," but not "Bonjour !".
    pub(super) fn is_gap(&self, stop: Option<Stop>) -> bool {
        stop.is_some_and(|stop| {
            let marks = !self.any(|language| language.greeting.spaced_marks);
            match stop.sign {
                '_' => true,
                ',' => stop.spaced,
                '!' => stop.spaced && marks,
                ':' | ';' | '.' | '…' => stop.spaced && marks && self.asks && !self.alone,
                _ => false,
            }
        })
    }

    pub(super) fn is_title(&self, word: &Word<'_>) -> bool {
        self.any(|language| language.titles.contains(&word.folded))
    }

    /// Whether the words are a few with capitals, joints ("van", "de") and titles aside.
    pub(super) fn is_name(&self, words: &[Word<'_>]) -> bool {
        let titled = words.iter().any(|word| self.is_title(word));
        let mut names = 0;
        for word in words {
            let joint = language::all()
                .iter()
                .any(|language| language.greeting.joints.contains(&word.folded));
            if self.is_title(word) || joint || self.joins(word) {
                continue;
            }
            let strange = self.any(|language| language.greeting.not_names.contains(&word.folded));
            if !is_capital(word) || (strange && !titled) {
                return false;
            }
            names += 1;
        }
        (1..=MOST_NAME_WORDS).contains(&names)
    }

    /// Whether the word joins two people ("and").
    pub(super) fn joins(&self, word: &Word<'_>) -> bool {
        self.any(|language| language.greeting.ands.contains(&word.folded))
    }

    /// Whether a word for nobody in particular ends this one ("Gartenfreunde").
    pub(super) fn is_compound(&self, word: &Word<'_>) -> bool {
        self.any(|language| {
            let ends = |end: &String| {
                end.len() >= SHORTEST_COMPOUND_END && word.folded.ends_with(end.as_str())
            };
            language.greeting.compounds && language.generic.iter().any(ends)
        })
    }

    /// Where words for nobody in particular end ("valued customer"); null where there are none.
    pub(super) fn generic(&self, words: &[Word<'_>]) -> Option<usize> {
        let short = words.len() <= FEW_WORDS
            && words
                .last()
                .and_then(|word| word.stop)
                .is_some_and(Stop::ends_salutation);
        let strange = |word: &Word<'_>| {
            self.any(|language| language.greeting.not_names.contains(&word.folded))
        };
        for at in 0..words.len().min(LATEST_GENERIC) {
            let before = words.get(..at)?;
            let count = generic_at(words.get(at..)?);
            let fits = |word: &Word<'_>| {
                let named = short || is_capital(word) || word.written.contains('.');
                is_polite(word) || self.joins(word) || (named && !strange(word))
            };
            if count > 0 && before.iter().all(fits) {
                return Some(at + count);
            }
        }
        None
    }

    fn any(&self, test: impl Fn(&Language) -> bool) -> bool {
        self.languages.iter().any(|language| test(language))
    }
}

/// How many words a whole salutation to nobody in particular has, with which a line begins.
pub(super) fn anybody(words: &[Word<'_>]) -> Option<usize> {
    language::all()
        .iter()
        .flat_map(|language| &language.greeting.anybody)
        .find_map(|phrase| {
            let mut count = 0;
            for part in phrase.split(' ') {
                (words.get(count)?.folded == part).then_some(())?;
                count += 1;
            }
            let last = words.get(count - 1)?;
            let ends = last.stop.is_some_and(Stop::ends_salutation) || last.breaks;
            ends.then_some(count)
        })
}

/// Whether the words are what a mailing program was to replace ("First Name").
pub(super) fn is_blank(words: &[Word<'_>]) -> bool {
    let all = language::all();
    let blank = |part: &str| {
        all.iter()
            .any(|language| language.greeting.blanks.iter().any(|blank| blank == part))
    };
    let fits = |word: &Word<'_>| {
        word.folded.split('_').all(blank) || generic_at(std::slice::from_ref(word)) > 0
    };
    words.iter().all(fits) && words.iter().any(|word| word.folded.split('_').any(blank))
}

/// Where a gap for a mailing program ends that the text starts with (`{{first_name}}`, `%%NAME%%`).
pub(super) fn gap_length(text: &str) -> Option<usize> {
    let start = text.trim_start_matches([' ', '\u{a0}', ',', '.', '"', '“', '<', '[', '«', '(']);
    GAPS.iter().find_map(|(open, close)| {
        let inner = start.strip_prefix(open)?;
        let inner = inner.trim_start_matches(['{', '%', '$', '#', '@', '=', ' ']);
        let lettered = inner.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let closed = close.is_none_or(|close| inner.contains(close));
        let end = inner.find([',', '!', ';', '\n']).unwrap_or(inner.len());
        let inner = inner.get(..end)?.trim_end();
        (lettered && closed).then_some(
            text.len() - start.len()
                + (inner.as_ptr().addr() - start.as_ptr().addr())
                + inner.len(),
        )
    })
}

/// How many words the longest of these phrases has with which a clause begins, else 0.
fn longest(words: &[Word<'_>], phrases: &[String]) -> usize {
    let count = |phrase: &String| {
        let mut count = 0;
        for part in phrase.split(' ') {
            let word = words.get(count)?;
            let inside = count == 0 || words.get(count - 1)?.stop.is_none();
            (word.folded == part && inside).then_some(())?;
            count += 1;
        }
        Some(count)
    };
    phrases.iter().filter_map(count).max().unwrap_or_default()
}

/// How many words for nobody in particular stand at the start, "Lidl-Kunde" among them.
fn generic_at(words: &[Word<'_>]) -> usize {
    let all = language::all().iter();
    let count = all
        .clone()
        .map(|language| longest(words, &language.generic))
        .max()
        .unwrap_or_default();
    let compound = words
        .first()
        .and_then(|word| word.folded.rsplit_once('-'))
        .is_some_and(|(_, last)| {
            let mut generic = all.clone().flat_map(|language| &language.generic);
            generic.any(|word| word == last)
        });
    count.max(usize::from(compound))
}

/// Whether no name and no group has this word, in any language.
pub(super) fn is_strange(word: &Word<'_>) -> bool {
    language::all()
        .iter()
        .any(|language| language.greeting.not_names.contains(&word.folded))
}

fn is_polite(word: &Word<'_>) -> bool {
    language::all().iter().any(|language| {
        language.greeting.polite.contains(&word.folded) || language.titles.contains(&word.folded)
    })
}

/// Whether a word is written as names are: "Maya", "d’Aubigny", "’t", no number, no host.
fn is_capital(word: &Word<'_>) -> bool {
    let mut parts = word.written.split(['\'', '’']);
    let raised = parts.any(|part| {
        part.chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    });
    let host = word
        .written
        .rsplit_once('.')
        .is_some_and(|(before, after)| before.len() > 2 && after.len() > 1);
    raised
        && !host
        && !word
            .written
            .contains(|c: char| c.is_ascii_digit() || c == '@')
}

/// Whether the sign after a word lets a salutation go on: none, a comma or a picture.
pub(super) fn is_soft(stop: Option<Stop>) -> bool {
    stop.is_none_or(|stop| stop.sign == ',' || stop.is_picture())
}

/// Whether a full stop ends a sentence here, and does not shorten a word ("Dr.", "M.", "Co. member").
fn ends_sentence(word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    let goes_on = next.is_some_and(|next| next.written.starts_with(char::is_lowercase));
    let short = word.folded.split('.').all(|part| part.chars().count() <= 1);
    let title = language::all()
        .iter()
        .any(|language| language.titles.contains(&word.folded));
    word.dot && !short && !title && !goes_on
}
