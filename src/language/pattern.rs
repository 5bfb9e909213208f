//! Patterns of words: how an expression of a language is written down and found in a sentence.
//!
//! A pattern is a row of items between spaces. An item is one or more alternatives between `|`:
//! a word (`account`), the beginning of a word (`suspend*`), several words (`on_hold`), a set of
//! the file (`{your}`), a number or amount (`#`), a web or mail address (`@`). An item that ends in
//! `?` may be missing. `..` stands for up to six words, whatever they are.

/// Most words that `..` passes over.
const MOST_BETWEEN: usize = 6;

/// Letters of a first word that patterns are looked up by.
const KEY: usize = 2;

/// A named set of words or rows of words.
#[derive(Clone, Debug, Default)]
pub struct Sets(Vec<(String, Vec<Row>)>);

/// Words that follow each other.
type Row = Vec<Word>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Whole(String),
    Beginning(String),
    Number,
    Address,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Between,
    OneOf(Vec<Row>, bool),
}

/// One pattern, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Item>);

/// A word of a text, as patterns compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Letters and digits of a skeleton.
    Word(String),
    /// What holds a digit.
    Number(String),
    /// A web or mail address.
    Address,
}

impl Sets {
    /// Reads the sets of a file; entries are words between spaces.
    ///
    /// # Errors
    /// Names the entry that is no row of words.
    pub fn read(sets: &[(String, Vec<String>)]) -> Result<Self, String> {
        let mut all = Vec::new();
        for (name, entries) in sets {
            let rows: Result<Vec<Row>, String> =
                entries.iter().map(|entry| row(entry.as_str())).collect();
            all.push((name.clone(), rows?));
        }
        Ok(Self(all))
    }

    fn find(&self, name: &str) -> Result<&[Row], String> {
        let found = self.0.iter().find(|(known, _)| known == name);
        let (_, rows) = found.ok_or_else(|| format!("there is no set '{name}'"))?;
        Ok(rows)
    }
}

#[expect(
    clippy::manual_pattern_char_comparison,
    reason = "a list of characters is searched slowly, thousands of times before a first answer"
)]
fn row(text: &str) -> Result<Row, String> {
    text.split(|c: char| matches!(c, '_' | ' ' | '\'' | '-'))
        .map(word)
        .collect()
}

fn word(text: &str) -> Result<Word, String> {
    if text == "#" {
        return Ok(Word::Number);
    }
    if text == "@" {
        return Ok(Word::Address);
    }
    let stem = text.strip_suffix('*');
    let letters = stem.unwrap_or(text);
    let plain = |c: char| c.is_ascii_lowercase() || (c.is_alphanumeric() && !c.is_uppercase());
    if letters.is_empty() || !letters.chars().all(plain) {
        return Err(format!("'{text}' is no word"));
    }
    if stem.is_some() && letters.chars().count() < KEY {
        return Err(format!("'{text}' is the beginning of too many words"));
    }
    let letters = letters.to_owned();
    Ok(if stem.is_some() {
        Word::Beginning(letters)
    } else {
        Word::Whole(letters)
    })
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Names what cannot be read: an unknown set, a word with signs or capitals, a pattern that
    /// does not begin with something that must be there.
    pub fn read(text: &str, sets: &Sets) -> Result<Self, String> {
        let mut items = Vec::new();
        for part in text.split(' ') {
            if part == ".." {
                items.push(Item::Between);
                continue;
            }
            let optional = part.strip_suffix('?');
            let mut rows = Vec::new();
            for alternative in optional.unwrap_or(part).split('|') {
                let set = alternative.strip_prefix('{');
                match set.and_then(|name| name.strip_suffix('}')) {
                    Some(name) => rows.extend_from_slice(sets.find(name)?),
                    None => rows.push(row(alternative)?),
                }
            }
            items.push(Item::OneOf(rows, optional.is_some()));
        }
        let firm = |item: Option<&Item>| matches!(item, Some(Item::OneOf(_, false)));
        if !firm(items.first()) || !firm(items.last()) {
            return Err(format!(
                "'{text}' must begin and end with what cannot be missing"
            ));
        }
        Ok(Self(items))
    }

    /// The beginnings of the words that it can begin with.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let first = match self.0.first() {
            Some(Item::OneOf(rows, _)) => rows.as_slice(),
            _ => &[],
        };
        first
            .iter()
            .filter_map(|row| row.first())
            .map(|word| match word {
                Word::Whole(letters) | Word::Beginning(letters) => key(letters),
                Word::Number => "#".into(),
                Word::Address => "@".into(),
            })
    }

    /// Where the pattern ends, if it stands at the beginning of these tokens.
    #[must_use]
    pub fn end(&self, tokens: &[Token]) -> Option<usize> {
        let mut steps = 0;
        end(&self.0, tokens, 0, &mut steps)
    }
}

/// By what patterns that can begin with this word are looked up.
fn key(letters: &str) -> String {
    letters.chars().take(KEY).collect()
}

impl Token {
    /// By what patterns that can begin here are looked up.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Word(letters) => key(letters),
            Self::Number(_) => "#".into(),
            Self::Address => "@".into(),
        }
    }

    fn is(&self, word: &Word) -> bool {
        match (self, word) {
            (Self::Word(letters) | Self::Number(letters), Word::Whole(whole)) => letters == whole,
            (Self::Word(letters), Word::Beginning(stem)) => letters.starts_with(stem.as_str()),
            (Self::Number(_), Word::Number) | (Self::Address, Word::Address) => true,
            _ => false,
        }
    }
}

/// Most steps of one attempt: several gaps in one pattern multiply.
const MOST_STEPS: usize = 2_000;

fn end(items: &[Item], tokens: &[Token], at: usize, steps: &mut usize) -> Option<usize> {
    *steps += 1;
    if *steps > MOST_STEPS {
        return None;
    }
    let Some((item, rest)) = items.split_first() else {
        return Some(at);
    };
    match item {
        Item::Between => (at..=at + MOST_BETWEEN)
            .take_while(|next| *next <= tokens.len())
            .find_map(|next| end(rest, tokens, next, steps)),
        Item::OneOf(rows, optional) => {
            let found = rows.iter().find_map(|row| {
                let next = at + row.len();
                let here = tokens.get(at..next)?;
                let fits = here.iter().zip(row).all(|(token, word)| token.is(word));
                if fits {
                    end(rest, tokens, next, steps)
                } else {
                    None
                }
            });
            match found {
                None if *optional => end(rest, tokens, at, steps),
                found => found,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        text.split(' ')
            .map(|word| match word {
                "@" => Token::Address,
                word if word.contains(|c: char| c.is_ascii_digit()) => Token::Number(word.into()),
                word => Token::Word(word.into()),
            })
            .collect()
    }

    fn found(pattern: &str, text: &str) -> bool {
        let sets = [(
            "your".to_owned(),
            vec!["your".to_owned(), "all your".to_owned()],
        )];
        let sets = Sets::read(&sets).unwrap();
        let tokens = tokens(text);
        let pattern = Pattern::read(pattern, &sets).unwrap();
        (0..tokens.len()).any(|at| pattern.end(tokens.get(at..).unwrap_or_default()).is_some())
    }

    #[test]
    fn items_gaps_sets_and_beginnings_are_found() {
        assert!(found(
            "{your} account .. suspend*|on_hold",
            "now your account has been suspended"
        ));
        assert!(found(
            "{your} account .. suspend*|on_hold",
            "all your account is on hold"
        ));
        assert!(found("pay # now? today", "please pay 1,99 today"));
        assert!(found("visit @", "visit @ today"));
        assert!(!found(
            "{your} account .. suspended",
            "suspended is not your account"
        ));
        assert!(!found(
            "account .. suspended",
            "account one two three four five six seven suspended"
        ));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let sets = Sets::default();
        for (pattern, complaint) in [
            ("{your} account", "there is no set 'your'"),
            ("Account", "'Account' is no word"),
            ("a*", "'a*' is the beginning of too many words"),
            (".. account", "must begin"),
            ("account now?", "must begin and end"),
        ] {
            let error = Pattern::read(pattern, &sets).unwrap_err();
            assert!(error.contains(complaint), "{pattern}: {error}");
        }
    }

    #[test]
    fn many_gaps_end_in_bounded_time() {
        let text = vec!["a"; 400].join(" ");
        assert!(!found("a .. a .. a .. a .. a .. a .. a .. b", &text));
    }
}
