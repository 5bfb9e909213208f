//! What the mail hides: words broken by invisible marks, letters of other alphabets in them, text that
//! nobody sees, a picture in the place of words.

use super::body::BodyFacts;
use super::identity::Identity;
use super::{Facts, Mark};
use crate::domain::skeleton::{is_invisible, skeleton};
use crate::language::{self, data::Language};
use crate::message::Message;

/// Most broken words that are kept.
const MOST_WORDS: usize = 100;

/// Shortest word in which a letter of another alphabet tells.
const SHORTEST_WORD: usize = 4;

/// Most letters that may stand beside a picture which is the whole mail.
const FEW_LETTERS: usize = 100;

/// Longest line of a footer; longer ones tell something.
const LONGEST_FOOTER: usize = 200;

/// Fewest different words of a part that is compared with another.
const COMPARED_WORDS: usize = 20;

/// Of how many words of the shorter part one must stand in the other, too.
const SHARED_OF: usize = 8;

/// Shortest word by which parts are compared.
const COMPARED_LETTERS: usize = 4;

/// What is hidden.
#[derive(Clone, Debug, Default)]
pub struct Hiding {
    /// Words with invisible marks between their letters.
    pub broken: Vec<Mark>,
    /// Words of Latin letters with look-alikes of other alphabets in them.
    pub mixed: Vec<Mark>,
    /// Whether the sender's name or the subject has such words.
    pub broken_name: bool,
    /// How many letters nobody sees, and how many one does.
    pub letters: (usize, usize),
    /// Whether a linked picture is nearly all there is to see.
    pub picture_only: bool,
    /// Whether the plain text says other things than the page.
    pub parts_differ: bool,
}

impl Hiding {
    pub(super) fn read(message: &Message, identity: &Identity, body: &BodyFacts) -> Self {
        let mut hiding = Self::default();
        let subject = |_: usize, _: usize, word: &str| Mark {
            excerpt: word.to_owned(),
            ..identity.subject_mark.clone()
        };
        hiding.words(&identity.subject, &subject);
        let sender = |_: usize, _: usize, word: &str| Mark {
            excerpt: word.to_owned(),
            ..identity.from_mark.clone()
        };
        hiding.words(identity.display_name().unwrap_or_default(), &sender);
        hiding.broken_name = !hiding.broken.is_empty();
        hiding.words(&body.visible, &|start, end, _| body.mark(start..end));
        let hidden = body.pages.iter().map(|page| page.hidden).sum();
        let seen = body.visible.chars().filter(|c| c.is_alphanumeric()).count();
        hiding.letters = (hidden, seen);
        let pictured = |anchor: &crate::message::html::Anchor| anchor.picture;
        hiding.picture_only = letters_above_footer(&body.visible) < FEW_LETTERS
            && body
                .pages
                .iter()
                .any(|page| page.anchors.iter().any(pictured));
        hiding.parts_differ = match (body.pages.first(), message.texts.first()) {
            (Some(page), Some(text)) => differ(&page.text, text.text()),
            _ => false,
        };
        hiding
    }

    /// Keeps the words of a text that are broken or mixed.
    fn words(&mut self, text: &str, mark: &dyn Fn(usize, usize, &str) -> Mark) {
        let mut at = 0;
        for chunk in text.split_inclusive(char::is_whitespace) {
            let word = chunk.trim_end();
            let (start, end) = (at, at + word.len());
            at += chunk.len();
            if word.is_ascii() || word.contains("://") || word.contains('@') {
                continue;
            }
            if is_broken(word) && self.broken.len() < MOST_WORDS {
                self.broken.push(mark(start, end, word));
            }
            if is_mixed(word) && self.mixed.len() < MOST_WORDS {
                self.mixed.push(mark(start, end, word));
            }
        }
    }
}

/// How many letters a text has besides its footer: words on leaving the list, and the address below.
fn letters_above_footer(text: &str) -> usize {
    let mut footer = false;
    let mut letters = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let folded = skeleton(line);
        let says = |language: &Language| {
            let mut words = language.footer_words.iter();
            words.any(|word| folded.contains(word.as_str()))
        };
        let address = footer && line.contains(|c: char| c.is_ascii_digit());
        let brief = line.len() <= LONGEST_FOOTER;
        footer = brief && (address || language::all().iter().any(says));
        if !footer {
            letters += line.chars().filter(|c| c.is_alphanumeric()).count();
        }
        // Much more than few is enough.
        if letters > FEW_LETTERS {
            break;
        }
    }
    letters
}

/// Whether an invisible mark stands between two letters of Latin script; soft hyphens and the joiners of other scripts and
/// of emoji have their uses.
fn is_broken(word: &str) -> bool {
    let latin = |c: &char| c.is_ascii_alphabetic() || matches!(u32::from(*c), 0xC0..=0x24F);
    let mut before = None;
    let mut broken = false;
    for c in word.chars() {
        if is_invisible(c) {
            broken |= before.is_some() && c != '\u{ad}';
            continue;
        }
        let letter = latin(&c);
        if broken && letter {
            return true;
        }
        broken = false;
        before = letter.then_some(c);
    }
    false
}

/// Whether a word of Latin letters has Cyrillic or Greek ones among them that look like Latin ones.
fn is_mixed(word: &str) -> bool {
    word.split(|c: char| !c.is_alphabetic() && !is_invisible(c))
        .filter(|part| part.chars().count() >= SHORTEST_WORD)
        .any(|part| {
            let foreign = |c: char| matches!(u32::from(c), 0x370..=0x52F);
            let latin = part.chars().filter(char::is_ascii_alphabetic).count();
            let others = part.chars().filter(|c| foreign(*c)).count();
            let looks = skeleton(part).chars().all(|c| c.is_ascii_alphanumeric());
            latin > others && others > 0 && looks
        })
}

/// Whether two texts of some length have hardly a word in common.
fn differ(page: &str, text: &str) -> bool {
    let (page, text) = (words(page), words(text));
    let fewest = page.len().min(text.len());
    let shared = text.iter().filter(|word| page.contains(word)).count();
    fewest >= COMPARED_WORDS && shared * SHARED_OF < fewest
}

/// The first different words of a text.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word = skeleton(word);
        if word.len() >= COMPARED_LETTERS && words.len() < MOST_WORDS && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

impl Facts<'_> {
    /// Whether very much more is hidden than shown.
    #[must_use]
    pub fn hides_most(&self) -> bool {
        let (hidden, seen) = self.hiding.letters;
        hidden > MOST_WORDS * 10 && hidden > seen * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_and_mixed_words_are_told_from_honest_ones() {
        assert!(is_broken("pass\u{200b}word") && is_broken("Ama\u{2060}zon,"));
        for word in [
            "Donau\u{ad}dampf",
            "\u{200b}word",
            "👩\u{200d}🔧",
            "naïve",
            "می\u{200c}خواهم",
        ] {
            assert!(!is_broken(word), "{word}");
        }
        assert!(is_mixed("Amаzon") && is_mixed("(accоunt)"));
        for word in ["Москва", "naïve", "αβγδ", "µm", "Δtemp", "café"] {
            assert!(!is_mixed(word), "{word}");
        }
    }

    #[test]
    fn a_footer_says_nothing() {
        let footer = "Um sich abzumelden, klicken Sie bitte hier oder schreiben Sie an:\n12 Rope Walk, Unit 4\nKay, 2210 AB\n";
        assert_eq!(letters_above_footer(footer), 0);
        assert_eq!(
            letters_above_footer("If you no longer wish to receive these mails, tell us.\nBye"),
            3
        );
        let words = "In May the museum shows the town in pictures of three generations; on Sundays it costs nothing, \
                     and tours are booked at the desk.";
        assert!(letters_above_footer(words) > FEW_LETTERS);
    }

    #[test]
    fn parts_that_say_other_things() {
        let page = "Your parcel waits at our depot because nobody paid the customs charge that was asked for when \
                    it reached the country yesterday evening please settle this amount within three days";
        let filler = "Once upon the mountain lived seven goats whose mother went shopping every single morning while \
                      wolves hungrily knocked against wooden doors pretending sweetly being somebody gentle";
        assert!(differ(page, filler));
        assert!(!differ(page, page) && !differ(page, "See it in your browser."));
    }
}
