//! Forms that name somebody whatever they mean: long numbers, tokens.

use super::MASK;

/// From how many digits a number is long.
const LONG_NUMBER: usize = 6;

/// From how many characters a run of letters and digits is a token.
const TOKEN: usize = 16;

/// Longest value that is told, in characters.
pub(super) const LONGEST: usize = 300;

/// Numbers of [`LONG_NUMBER`] digits and more, masked, however they are grouped; days and
/// addresses of computers stay.
pub(super) fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_numeric()) {
        let (before, tail) = rest.split_at(start);
        out.push_str(before);
        let end = number_length(tail);
        let (number, after) = tail.split_at(end);
        let digits = number.chars().filter(|c| c.is_numeric()).count();
        if digits >= LONG_NUMBER && !is_day(number) && !is_ip(number) {
            out.push_str(MASK);
        } else {
            out.push_str(number);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// How long the number at the beginning is: digits with single separators between them.
fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_numeric() {
            end = at + c.len_utf8();
            gap = 0;
        } else if gap < 2 && matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '_' | '·')
        {
            gap += 1;
        } else {
            break;
        }
    }
    end
}

fn is_day(number: &str) -> bool {
    let lengths: Vec<usize> = number.split(['-', '.', '/']).map(str::len).collect();
    let ascii = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/'));
    ascii && matches!(lengths[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

fn is_ip(number: &str) -> bool {
    number.parse::<std::net::Ipv4Addr>().is_ok()
}

/// Whether a run of characters is made by a machine for somebody: long, letters and digits mixed,
/// or longer than any word.
pub(super) fn is_token(text: &str) -> bool {
    let length = text.chars().count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let has = |kind: fn(&char) -> bool| text.chars().any(|c| kind(&c));
    let cases = has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase);
    let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=' | '+' | '~');
    let mixed = digits >= 3 || (digits >= 1 && cases);
    text.chars().all(joined)
        && ((length >= TOKEN && mixed) || (length >= 2 * TOKEN && !text.contains(['-', '_'])))
}

/// A text cut to [`LONGEST`].
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}{MASK}", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
