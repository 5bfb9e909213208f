//! The ways in which wrappers write a target.
//!
//! Knows bytes and characters only: what comes out is any text, and need not be a target.

use super::parameter;
use crate::provider::data::Encoding;
use crate::signature::tag;
use crate::url::Url;

/// The text that was encoded; none where it was encoded otherwise, or cut off.
pub(super) fn decoded(encoding: &Encoding, text: &str, url: &Url) -> Option<String> {
    match encoding {
        Encoding::Percent => Some(text.to_owned()),
        Encoding::Dashes => Some(percent_decoded(&text.replace('-', "%").replace('_', "/"))),
        Encoding::Runs => with_runs(text),
        Encoding::Base64 => base64_web(text),
        Encoding::Json(members) => {
            let json = base64_text(text)?;
            let inner = members
                .iter()
                .try_fold(json, |json, name| member(&json, name))?;
            inner.starts_with("http").then_some(inner)
        }
        Encoding::Hyphens { marks, head } => {
            let value = |name: &str| parameter(url, name).unwrap_or_default();
            let name = with_dots(&format!("{}{text}", value(head)), &value(marks));
            Some(name + url.path())
        }
    }
}

/// The text with `%XX` replaced by the bytes they stand for.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escaped = match behind {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        let (byte, taken) = match escaped {
            Some((high, low)) => (high * 16 + low, 2),
            None => (*first, 0),
        };
        bytes.push(byte);
        rest = behind.get(taken..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

fn base64_web(text: &str) -> Option<String> {
    base64_text(text).filter(|text| text.starts_with("http"))
}

fn base64_text(text: &str) -> Option<String> {
    String::from_utf8(base64(text)?).ok()
}

/// The bytes of base64 with either alphabet (RFC 4648 §4 and §5), padded or not.
fn base64(text: &str) -> Option<Vec<u8>> {
    // A plus sign in a query is read as a blank. What follows a dot signs what stands before it.
    let payload = text.split('.').next()?;
    tag::base64(&payload.replace([' ', '-'], "+").replace('_', "/"))
}

/// The target out of `__target__;bytes!`: `*` in the target stands for the next of the bytes,
/// `**` and a letter for as many as the letter says.
fn with_runs(text: &str) -> Option<String> {
    let (target, behind) = text.strip_prefix("__")?.split_once("__;")?;
    let replaced = match behind.split('!').next()? {
        "" => Vec::new(),
        text => base64(text)?,
    };
    let mut replaced = replaced.into_iter();
    let mut bytes = Vec::with_capacity(target.len());
    let mut letters = target.bytes().peekable();
    while let Some(letter) = letters.next() {
        if letter != b'*' {
            bytes.push(letter);
            continue;
        }
        let count = match letters.next_if_eq(&b'*') {
            Some(_) => run_length(letters.next()?)?,
            None => 1,
        };
        for _ in 0..count {
            bytes.push(replaced.next()?);
        }
    }
    String::from_utf8(bytes).ok()
}

/// How many bytes a letter stands for: its value in base64 (RFC 4648 §5) and two more.
fn run_length(letter: u8) -> Option<u8> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(value + 2)
}

/// The text of a member of a JSON object, at whatever depth it stands first.
fn member(json: &str, name: &str) -> Option<String> {
    let key = format!("\"{name}\"");
    let values = json.match_indices(&key).filter_map(|(at, _)| {
        let behind = json.get(at + key.len()..)?.trim_start();
        let value = behind.strip_prefix(':')?.trim_start();
        value.strip_prefix('"')
    });
    json_string(values.take(1).next()?)
}

/// The string whose opening quotation mark stands before the text (RFC 8259 §7).
fn json_string(text: &str) -> Option<String> {
    let mut string = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some(string),
            '\\' => match chars.next()? {
                'u' => {
                    let digits: String = chars.by_ref().take(4).collect();
                    let code = u32::from_str_radix(&digits, 16).ok()?;
                    string.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                // White space inside a URL means nothing.
                'b' | 'f' | 'n' | 'r' | 't' => {}
                plain => string.push(plain),
            },
            plain => string.push(plain),
        }
    }
}

/// The host name whose dots were written as hyphens and whose hyphens as two; `marks` lists which
/// numbers were put in front, of which `0` stands for an A-label's `xn--`.
fn with_dots(name: &str, marks: &str) -> String {
    let without = |name: &'_ str, mark: &str| {
        let is_marked = marks.split(',').any(|listed| listed.trim() == mark);
        let rest = name.strip_prefix(mark)?.strip_prefix('-')?;
        is_marked.then(|| rest.to_owned())
    };
    let name = without(name, "1").unwrap_or_else(|| name.to_owned());
    let (prefix, name) = match without(&name, "0") {
        Some(name) => ("xn--", name),
        None => ("", name),
    };
    let dotted = name
        .replace("--", "\n")
        .replace('-', ".")
        .replace('\n', "-");
    format!("{prefix}{dotted}")
}
