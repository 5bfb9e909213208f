//! What a text says, by the expressions of every language.

use super::all;
use super::data::{Expressions, Meaning};
use super::pattern::{Pattern, Sets, Token};
use crate::domain::skeleton::{fold, is_invisible, skeleton};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/expressions.bin"));

/// Most words of a sentence; a longer one is read in pieces.
const MOST_WORDS: usize = 120;

/// Shortest line, in characters, that is taken for a wrapped one.
const WRAPPED_LINE: usize = 50;

/// Most places that are kept for one meaning.
const MOST_PLACES: usize = 3;

/// Something that a text says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it says.
    pub meaning: Meaning,
    /// The words that say it, in bytes of the text.
    pub range: Range<usize>,
}

/// A sentence as words with their places.
#[derive(Clone, Debug, Default)]
struct Sentence {
    tokens: Vec<Token>,
    ranges: Vec<Range<usize>>,
}

/// One way of saying something.
struct Way {
    meaning: Meaning,
    pattern: Pattern,
    /// Index of what must not stand beside it.
    unless: usize,
}

/// The expressions of a language, ready to be looked up.
#[derive(Default)]
struct Ways {
    list: Vec<Way>,
    by_key: HashMap<String, Vec<usize>>,
    unless: Vec<Vec<Pattern>>,
}

/// A language as it is packed; its patterns are read for the first text that can be in it.
struct Tongue {
    common_words: Vec<String>,
    expressions: Expressions,
    ways: OnceLock<Ways>,
}

impl Ways {
    /// Reads the expressions of a language.
    fn new(language: &Expressions) -> Result<Self, String> {
        let sets: Vec<_> = language
            .sets
            .iter()
            .map(|set| (set.name.clone(), set.words.clone()))
            .collect();
        let sets = Sets::read(&sets)?;
        let mut ways = Self::default();
        for expression in &language.list {
            let unless: Result<Vec<Pattern>, String> = expression
                .unless
                .iter()
                .map(|text| Pattern::read(text, &sets))
                .collect();
            ways.unless.push(unless?);
            for text in &expression.patterns {
                let pattern = Pattern::read(text, &sets)?;
                let at = ways.list.len();
                for key in pattern.keys() {
                    let same = ways.by_key.entry(key).or_default();
                    if same.last() != Some(&at) {
                        same.push(at);
                    }
                }
                ways.list.push(Way {
                    meaning: expression.meaning,
                    pattern,
                    unless: ways.unless.len() - 1,
                });
            }
        }
        Ok(ways)
    }

    /// Finds what the words from this one on say.
    fn read(&self, sentence: &Sentence, at: usize, key: &str, said: &mut Vec<Said>) {
        let here = sentence.tokens.get(at..).unwrap_or_default();
        for way in self.by_key.get(key).into_iter().flatten() {
            let Some(way) = self.list.get(*way) else {
                continue;
            };
            let known = said.iter().filter(|said| said.meaning == way.meaning);
            if known.clone().count() >= MOST_PLACES {
                continue;
            }
            let Some(length) = way.pattern.end(here) else {
                continue;
            };
            let first = sentence.ranges.get(at).map_or(0, |range| range.start);
            let last = sentence.ranges.get(at + length.saturating_sub(1));
            let range = first..last.map_or(first, |range| range.end);
            let overlaps =
                |said: &Said| said.range.start < range.end && range.start < said.range.end;
            if known.clone().any(overlaps) || self.excused(way, sentence) {
                continue;
            }
            said.push(Said {
                meaning: way.meaning,
                range,
            });
        }
    }

    /// Whether something in the sentence takes back what this way says.
    fn excused(&self, way: &Way, sentence: &Sentence) -> bool {
        let unless = self.unless.get(way.unless).into_iter().flatten();
        let mut starts = (0..sentence.tokens.len()).filter_map(|at| sentence.tokens.get(at..));
        let unless: Vec<_> = unless.collect();
        starts.any(|tokens| unless.iter().any(|pattern| pattern.end(tokens).is_some()))
    }
}

impl Tongue {
    /// How often its common words stand in a text.
    fn count(&self, sentences: &[Sentence]) -> usize {
        let tokens = sentences.iter().flat_map(|sentence| &sentence.tokens);
        let common = |token: &&Token| match token {
            Token::Word(found) => self.common_words.contains(found),
            _ => false,
        };
        tokens.filter(common).count()
    }

    fn ways(&self) -> &Ways {
        // The build read every pattern before.
        self.ways
            .get_or_init(|| Ways::new(&self.expressions).unwrap_or_default())
    }
}

fn built_in() -> &'static [Tongue] {
    static TONGUES: OnceLock<Vec<Tongue>> = OnceLock::new();
    TONGUES.get_or_init(|| {
        let packed: Vec<Expressions> = crate::pack::read(BLOB).unwrap_or_default();
        let tongue = |expressions: Expressions| {
            let known = all().iter().find(|known| known.id == expressions.id);
            let common = known.map(|known| known.common_words.iter());
            let common = common.into_iter().flatten();
            Tongue {
                common_words: common.map(|word| skeleton(word)).collect(),
                expressions,
                ways: OnceLock::new(),
            }
        };
        packed.into_iter().map(tongue).collect()
    })
}

/// The expressions of the languages that a text can be in, by its common words.
fn ways_of(sentences: &[Sentence]) -> Vec<&'static Ways> {
    let tongues = built_in().iter();
    let counts: Vec<usize> = tongues.map(|tongue| tongue.count(sentences)).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let spoken = built_in().iter().zip(counts);
    let spoken = spoken.filter(|(_, count)| count * 2 >= most);
    spoken.map(|(tongue, _)| tongue.ways()).collect()
}

/// What a text says, in its order. In a `wrapped` text a single line break is no end of a sentence.
#[must_use]
pub fn read(text: &str, wrapped: bool) -> Vec<Said> {
    let sentences = sentences(text, wrapped);
    find(&sentences, &ways_of(&sentences))
}

fn find(sentences: &[Sentence], ways: &[&Ways]) -> Vec<Said> {
    let mut said = Vec::new();
    for sentence in sentences {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let key = token.key();
            for ways in ways {
                ways.read(sentence, at, &key, &mut said);
            }
        }
    }
    said
}

/// The sentences of a text.
fn sentences(text: &str, wrapped: bool) -> Vec<Sentence> {
    let mut all = Vec::new();
    let mut sentence = Sentence::default();
    let mut lines = text.split_inclusive('\n').peekable();
    let mut start = 0;
    while let Some(line) = lines.next() {
        let mut at = 0;
        for chunk in line.split_inclusive(char::is_whitespace) {
            let ends = sentence.take(chunk.trim_end(), start + at);
            at += chunk.len();
            if ends || sentence.tokens.len() >= MOST_WORDS {
                all.push(std::mem::take(&mut sentence));
            }
        }
        start += line.len();
        let goes_on = wrapped
            && line.trim_end().chars().count() >= WRAPPED_LINE
            && lines.peek().is_some_and(|next| !next.trim().is_empty());
        if !goes_on {
            all.push(std::mem::take(&mut sentence));
        }
    }
    all.push(sentence);
    all.retain(|sentence| !sentence.tokens.is_empty());
    all
}

impl Sentence {
    /// Takes what stands between two spaces; whether the sentence ends with it.
    fn take(&mut self, chunk: &str, start: usize) -> bool {
        let closing = |c: char| matches!(c, '"' | '\'' | ')' | ']' | '»' | '”' | '’');
        let bare = chunk.trim_end_matches(closing);
        if is_address(bare) {
            self.push(Token::Address, start..start + chunk.len());
            return false;
        }
        let mut word = String::new();
        let mut range = start..start;
        let mut numeric = false;
        let mut chars = chunk.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if is_invisible(c) {
                continue;
            }
            let before = word.len();
            fold(c, &mut word);
            let letters = word.get(before..).unwrap_or_default();
            let inside_number = numeric
                && matches!(c, '.' | ',')
                && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if letters.chars().all(char::is_alphanumeric) || inside_number {
                if before == 0 {
                    range.start = start + at;
                }
                numeric |= letters.contains(|c: char| c.is_ascii_digit());
                range.end = start + at + c.len_utf8();
            } else {
                word.truncate(before);
                self.finish(&mut word, &mut numeric, range.clone());
            }
        }
        self.finish(&mut word, &mut numeric, range);
        // "M. Weber", "z. B.": one or two letters before a full stop end nothing.
        let short = match self.tokens.last() {
            Some(Token::Word(letters)) => letters.chars().count() <= 2,
            _ => false,
        };
        bare.ends_with(['!', '?', '…', ';']) || (bare.ends_with('.') && !short)
    }

    fn finish(&mut self, word: &mut String, numeric: &mut bool, range: Range<usize>) {
        if !word.is_empty() {
            let letters = std::mem::take(word);
            let token = if *numeric {
                Token::Number(letters)
            } else {
                Token::Word(letters)
            };
            self.push(token, range);
        }
        *numeric = false;
    }

    fn push(&mut self, token: Token, range: Range<usize>) {
        self.tokens.push(token);
        self.ranges.push(range);
    }
}

/// Whether a piece of text is a web or mail address rather than words.
fn is_address(chunk: &str) -> bool {
    let at = chunk.find('@').and_then(|at| chunk.get(at..));
    chunk.contains("://")
        || chunk.starts_with("www.")
        || at.is_some_and(|rest| rest.trim_end_matches('.').contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, wrapped: bool) -> Vec<String> {
        sentences(text, wrapped)
            .iter()
            .map(|sentence| {
                let words = sentence.tokens.iter().map(|token| match token {
                    Token::Word(word) => word.clone(),
                    Token::Number(number) => format!("#{number}"),
                    Token::Address => "@".into(),
                });
                words.collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    #[test]
    fn sentences_are_cut_where_they_end() {
        assert_eq!(
            words(
                "Dear Mr. Weber, pay £1.99 today! Your ac\u{200b}count is at https://x.example/a.",
                false
            ),
            ["dear mr weber pay #1.99 today", "your account is at @"]
        );
        assert_eq!(words("one\ntwo", true), ["one", "two"]);
        let long = "The parcel that you have been waiting for so long now\nis on its way";
        assert_eq!(words(long, true).len(), 1);
        assert_eq!(words(long, false).len(), 2);
        assert_eq!(
            words("L’accès n’est pas bloqué", false),
            ["l acces n est pas bloque"]
        );
    }

    /// The expressions as they stand in their files, examples and all.
    fn files() -> Vec<(String, Expressions)> {
        let folder = std::fs::read_dir("src/language/expressions").unwrap();
        let mut all = Vec::new();
        for path in folder.map(|entry| entry.unwrap().path()) {
            let text = std::fs::read_to_string(&path).unwrap();
            let id = path.file_stem().unwrap().to_string_lossy().into_owned();
            all.push((id, toml::from_str(&text).unwrap()));
        }
        assert!(!all.is_empty());
        all
    }

    /// Only this expression of the file.
    fn alone(file: &Expressions, at: usize, pattern: Option<usize>) -> Ways {
        let mut one = file.clone();
        one.list = vec![file.list[at].clone()];
        if let Some(pattern) = pattern {
            one.list[0].patterns.remove(pattern);
        }
        one.pack(crate::domain::skeleton::skeleton);
        Ways::new(&one).unwrap()
    }

    fn says(ways: &Ways, text: &str) -> bool {
        !find(&sentences(text, false), &[ways]).is_empty()
    }

    #[test]
    fn every_expression_says_what_it_says_and_nothing_else() {
        let mut wrong = Vec::new();
        for (id, file) in files() {
            for (at, expression) in file.list.iter().enumerate() {
                let meaning = expression.meaning;
                let ways = alone(&file, at, None);
                for text in expression.says.iter().filter(|text| !says(&ways, text)) {
                    wrong.push(format!("{id} {meaning:?}: not found: {text}"));
                }
                for text in expression.innocent.iter().filter(|text| says(&ways, text)) {
                    wrong.push(format!("{id} {meaning:?}: innocent: {text}"));
                }
                if expression.innocent.len() < 2 {
                    wrong.push(format!(
                        "{id} {meaning:?}: has fewer than two innocent sentences"
                    ));
                }
                for (pattern, text) in expression.patterns.iter().enumerate() {
                    let rest = alone(&file, at, Some(pattern));
                    if expression.says.iter().all(|text| says(&rest, text)) {
                        wrong.push(format!("{id} {meaning:?}: no sentence needs: {text}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
