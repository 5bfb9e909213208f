//! A line cut into words, with the sign that ends the clause after each.
//!
//! Knows signs, not words: what a word means is asked in `greeting` and `salutation`.

use crate::domain::skeleton::{is_combining, is_invisible, skeleton};

/// Longest ending in brackets or after a stroke ("Cher(e)", "Kunde/in", "abonné·e·s").
const LONGEST_ENDING: usize = 5;

/// A word of a line.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// As written, without the signs around it.
    pub written: &'a str,
    /// Its skeleton, without the ending of the other gender.
    pub folded: String,
    /// Where it starts in the line, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether a full stop is attached to it.
    pub dot: bool,
    /// What ends the clause after it; null inside a clause.
    pub stop: Option<Stop>,
    /// Whether the line ends after it.
    pub breaks: bool,
}

/// A sign that ends a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// The sign; a line break at the end of the line.
    pub sign: char,
    /// Whether a space stands before it.
    pub spaced: bool,
}

impl Stop {
    /// Whether it is a sign with which a salutation ends.
    pub(super) fn ends_salutation(self) -> bool {
        matches!(self.sign, ',' | '!' | ':')
    }

    /// Whether it is a picture, as people put beside a greeting.
    pub(super) fn is_picture(self) -> bool {
        u32::from(self.sign) >= 0x2190
    }
}

/// Signs that may stand around a word and end nothing.
const TRANSPARENT: [char; 17] = [
    '"', '“', '”', '„', '‘', '’', '\'', '«', '»', '<', '>', '[', ']', '*', '~', '/', '`',
];

/// The words of a line; a line that ends ends its last clause.
pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    let mut spaced = false;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = line.get(at..).unwrap_or_default();
        let begins = c.is_alphanumeric()
            || (matches!(c, '\'' | '’')
                && rest.get(c.len_utf8()..).is_some_and(starts_with_letter))
            || (c == '&' && spaced);
        if begins {
            let length = word_length(rest);
            let written = rest.get(..length).unwrap_or_default();
            words.push(Word {
                written,
                folded: skeleton(stem(written)),
                start: at,
                end: at + length,
                dot: false,
                stop: None,
                breaks: false,
            });
            at += length;
            spaced = false;
            continue;
        }
        // "Prezado (a)"
        let ending = if c == '(' { ending(rest) } else { 0 };
        at += ending.max(c.len_utf8());
        if let Some(word) = words.last_mut()
            && ending == 0
        {
            // A comma on a line of its own belongs to the line before.
            let late = word.breaks && word.stop.is_some_and(|stop| stop.sign == '\n');
            if c == '.' && word.end + 1 == at {
                word.dot = true;
            } else if c == '\n' || !is_skipped(c) {
                let late = late && matches!(c, ',' | '!');
                if late || word.stop.is_none() {
                    word.stop = Some(Stop { sign: c, spaced });
                }
            }
            word.breaks |= c == '\n';
        }
        spaced |= c.is_whitespace();
    }
    words
}

fn is_skipped(c: char) -> bool {
    c.is_whitespace() || is_invisible(c) || is_combining(c) || TRANSPARENT.contains(&c)
}

fn starts_with_letter(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

/// The length of the word that a text starts with, in bytes.
fn word_length(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        let goes_on = match c {
            c if c.is_alphanumeric() || is_combining(c) || is_invisible(c) => true,
            '.' => starts_with_letter(after) || ending(after) > 0,
            '\'' | '’' | '-' | '_' | '+' | '·' | '•' | ':' | '*' => starts_with_letter(after),
            '@' => at > 0,
            '&' => at == 0 || starts_with_letter(after),
            _ => false,
        };
        let ending = ending(text.get(at..).unwrap_or_default());
        at += match (goes_on, ending) {
            (true, _) => c.len_utf8(),
            (false, 0) => break,
            (false, length) => length,
        };
    }
    at
}

/// The length of an ending in brackets or after a stroke that the text starts with, else 0.
fn ending(text: &str) -> usize {
    let mut chars = text.chars();
    let close = match chars.next() {
        Some('(') => Some(')'),
        Some('/') => None,
        _ => return 0,
    };
    let letters = chars
        .as_str()
        .find(|c: char| !c.is_lowercase() && c != '-')
        .unwrap_or(chars.as_str().len());
    let next = chars
        .as_str()
        .get(letters..)
        .and_then(|rest| rest.chars().next());
    let closed = match close {
        Some(close) => next == Some(close),
        None => !next.is_some_and(char::is_alphanumeric),
    };
    if letters == 0 || letters > LONGEST_ENDING || !closed {
        return 0;
    }
    1 + letters + usize::from(close.is_some())
}

/// The word without the ending of the other gender.
fn stem(word: &str) -> &str {
    let is_address = word.find('@').is_some_and(|at| at + 1 < word.len());
    let end = word
        .find(['(', '/', '·', '•', '*', ':', '@'])
        .filter(|end| *end > 0 && !is_address)
        .unwrap_or(word.len());
    word.get(..end).unwrap_or(word).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> Vec<String> {
        words(line).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        for (line, words) in [
            ("Cher(e) client(e),", vec!["cher", "client"]),
            ("Sehr geehrte/r Kunde/in,", vec!["sehr", "geehrte", "kunde"]),
            ("Liebe Kund*innen", vec!["liebe", "kund"]),
            (
                "Hi maya.play@ellison.example!",
                vec!["hi", "maya.play@ellison.example"],
            ),
            ("Estimad@ client@,", vec!["estimad", "client"]),
            ("Signora/Signore", vec!["signora", "signore"]),
            ("Exmo.(a) Sr.(a)", vec!["exmo", "sr"]),
            ("Hi-fi", vec!["hi-fi"]),
            ("Anna & Tom", vec!["anna", "&", "tom"]),
        ] {
            assert_eq!(folded(line), words, "{line}");
        }
    }

    #[test]
    fn signs_end_a_clause_after_their_word() {
        let words = words("Hello Maya , your\n");
        let stops: Vec<_> = words.iter().map(|word| word.stop).collect();
        let comma = Stop {
            sign: ',',
            spaced: true,
        };
        let end = Stop {
            sign: '\n',
            spaced: false,
        };
        assert_eq!(stops, [None, Some(comma), Some(end)]);
        assert!(words.last().is_some_and(|word| word.breaks));
    }
}
