//! Telephone numbers in a text, and whether it asks to call them.

use super::Mark;
use super::body::BodyFacts;
use crate::domain::skeleton::skeleton;
use crate::language;

/// Longest telephone number as written, in characters: fifteen digits and what sets them apart.
const MAX_PHONE: usize = 32;

/// Most telephone numbers that are kept.
const MOST_PHONES: usize = 100;

/// How many characters before a number a word that asks for a call may stand.
const CALL_DISTANCE: usize = 80;

/// A telephone number in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// As written.
    pub number: String,
    /// Whether the words before it ask for a call.
    pub call: bool,
    /// Where it stands.
    pub mark: Mark,
}

impl BodyFacts {
    /// The telephone numbers in the visible text.
    pub(super) fn find_phones(&self) -> Vec<Phone> {
        let mut phones = Vec::new();
        let text = &self.visible;
        let mut at = 0;
        while let Some(found) = text
            .get(at..)
            .and_then(|rest| rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '('))
        {
            let start = at + found;
            let length = text.get(start..).map_or(0, phone_length);
            let before = text.get(..start).unwrap_or_default();
            let joined = before.chars().next_back().is_some_and(|c| {
                c.is_alphanumeric() || matches!(c, '/' | '=' | '-' | '#' | '.' | '_' | '@')
            });
            if length > 0 && !joined && phones.len() < MOST_PHONES {
                let call = self.asks_for_call(start);
                phones.push(Phone {
                    number: text
                        .get(start..start + length)
                        .unwrap_or_default()
                        .to_owned(),
                    call,
                    mark: self.mark(start..start + length),
                });
                at = start + length;
            } else {
                let digits = text.get(start..).map_or(1, |rest| {
                    rest.find(|c: char| !c.is_ascii_digit())
                        .unwrap_or(rest.len())
                });
                at = start + digits.max(1);
            }
        }
        phones
    }

    fn asks_for_call(&self, at: usize) -> bool {
        let before = self.visible.get(..at).unwrap_or_default();
        let start = before
            .char_indices()
            .rev()
            .nth(CALL_DISTANCE)
            .map_or(0, |(at, _)| at);
        let words = crate::brand::words(&skeleton(before.get(start..).unwrap_or_default()));
        let said = format!(" {} ", words.join(" "));
        let call_words = language::all()
            .iter()
            .flat_map(|language| &language.call_words);
        call_words
            .into_iter()
            .any(|word| said.contains(&format!(" {} ", word.replace('-', " "))))
    }
}

/// Length of the telephone number at the start of a text: 8 to 15 digits (ITU-T E.164) in groups.
fn phone_length(text: &str) -> usize {
    let (mut digits, mut groups, mut length, mut gap) = (0, 0, 0, true);
    for (at, c) in text.char_indices().take(MAX_PHONE) {
        match c {
            '0'..='9' => {
                groups += usize::from(gap);
                gap = false;
                digits += 1;
                length = at + 1;
            }
            '+' if at == 0 => {}
            ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}' | '\u{2011}'
                if at == 0 || !gap || matches!(c, '(' | ')' | ' ') =>
            {
                gap = true;
            }
            _ => break,
        }
    }
    let international = text.starts_with('+');
    let national = text.starts_with(['0', '(']) || text.starts_with("1-") || text.starts_with("1 ");
    let american = groups == 3 && digits == 10;
    let grouped = (2..=7).contains(&groups);
    if (8..=15).contains(&digits) && grouped && (international || national || american) {
        length
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::identity::Identity;
    use crate::input::{Context, Kind};
    use crate::message::Message;
    use crate::source::Source;

    #[test]
    fn telephone_numbers_are_found_and_order_numbers_are_not() {
        for (text, found) in [
            (
                "Call us at +1 (888) 555-0123 now",
                Some("+1 (888) 555-0123"),
            ),
            ("Appelez le 01 99 00 12 34", Some("01 99 00 12 34")),
            ("Order 3049582771 of 2026-11-21", None),
            ("Order 402-1234567-1234567", None),
            ("Total 1.234.567,00", None),
        ] {
            let source = Source::unwrap(text.as_bytes());
            let message = Message::read(&source, Kind::Text);
            let body = BodyFacts::read(&message, &Identity::default(), &Context::default());
            assert_eq!(
                body.phones.first().map(|phone| phone.number.as_str()),
                found,
                "{text}"
            );
        }
    }
}
