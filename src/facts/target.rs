//! Which URL a written target is.
//!
//! Reads as a browser would, which forgives much, and beside that what only people write:
//! addresses made harmless, in brackets, with the end of a sentence behind them. Whose the
//! URL is, and where it really leads, is not known here.

use crate::url::Url;
use std::borrow::Cow;

/// Reads a target that stands in a text, made harmless or with punctuation around it.
#[must_use]
pub fn parse_target(text: &str) -> Option<Url> {
    parse(&rearmed(alone(text)))
}

/// Reads a target as a browser would; a bare host name is taken for a web address.
pub(super) fn parse(target: &str) -> Option<Url> {
    let target = target.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    match Url::parse(target) {
        // "shop.example:8080" parses as the scheme "shop.example".
        Some(url) if !url.scheme().contains('.') => Some(url),
        _ => {
            let bare = target.trim_start_matches(['/', '\\']);
            let host = bare.split(['/', '\\', '?', '#', ':']).next()?;
            let names_host = match target.len() - bare.len() {
                0 => host.contains('.') && (bare.contains('/') || !host.contains('@')),
                // A path on a host that nobody named.
                1 => false,
                _ => true,
            };
            names_host.then(|| Url::parse(&format!("http://{bare}")))?
        }
    }
}

/// The text without the punctuation around it.
fn alone(text: &str) -> &str {
    let text = text.trim().trim_start_matches(OPENING);
    let opened = ['(', '[', '{'].map(|bracket| text.contains(bracket));
    text.trim_end_matches(|c| match c {
        ')' => !opened[0],
        ']' => !opened[1],
        '}' => !opened[2],
        other => CLOSING.contains(&other),
    })
}

/// The text with what was done to keep it from being followed undone.
fn rearmed(text: &str) -> Cow<'_, str> {
    let mut text = Cow::from(text);
    if let Some((scheme, rest)) = text.split_at_checked(HARMLESS.len())
        && scheme.eq_ignore_ascii_case(HARMLESS)
    {
        text = format!("http{rest}").into();
    }
    for (harmless, meant) in DEFANGED {
        if text.contains(harmless) {
            text = text.replace(harmless, meant).into();
        }
    }
    text
}

/// What people write for `http`.
const HARMLESS: &str = "hxxp";

/// What people write for the marks of a URL. A `dot` between blanks is a word too often.
const DEFANGED: [(&str, &str); 7] = [
    ("[.]", "."),
    ("(.)", "."),
    ("{.}", "."),
    ("[dot]", "."),
    ("(dot)", "."),
    ("[:]", ":"),
    ("[://]", "://"),
];

const OPENING: [char; 8] = ['<', '(', '"', '\'', '«', '„', '“', '‘'];

/// What ends a sentence or a quotation, and hardly ever a target.
const CLOSING: [char; 12] = ['.', ',', ';', ':', '!', '>', '"', '\'', '»', '“', '”', '’'];

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Option<String> {
        parse_target(text)?.host_str().map(str::to_owned)
    }

    #[test]
    fn targets_are_read_as_a_browser_reads_them() {
        for (target, expected) in [
            ("https://www.play.com/a", Some("www.play.com")),
            ("www.play.com", Some("www.play.com")),
            ("https://www.play.com@evil.example/", Some("evil.example")),
            ("http:\\\\evil.example\\x", Some("evil.example")),
            ("ht\ntps://ev\til.example/", Some("evil.example")),
            ("https://%65vil.example/", Some("evil.example")),
            ("http://3405803785/", Some("203.0.113.9")),
            ("javascript:alert(1)", None),
            ("shop.example:8080/x", Some("shop.example")),
        ] {
            assert_eq!(host(target).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn what_was_made_harmless_is_read() {
        for text in [
            "hxxps://evil[.]example/",
            "hXXp://evil(.)example",
            "hxxp[://]evil[dot]example/a",
            "evil[.]example",
        ] {
            assert_eq!(host(text).as_deref(), Some("evil.example"), "{text}");
            assert_eq!(
                parse(text)
                    .and_then(|url| url.host_str().map(str::to_owned))
                    .filter(|host| host == "evil.example"),
                None,
                "{text}"
            );
        }
        assert_eq!(host("evil dot example"), None);
    }

    #[test]
    fn punctuation_around_a_target_is_not_its_own() {
        for (text, expected) in [
            ("<https://evil.example>.", "https://evil.example/"),
            ("(https://evil.example/a),", "https://evil.example/a"),
            ("„evil.example“", "http://evil.example/"),
            ("https://evil.example/a_(b)", "https://evil.example/a_(b)"),
            ("http://[2001:db8::1]", "http://[2001:db8::1]/"),
            ("evil.example!", "http://evil.example/"),
        ] {
            assert_eq!(
                parse_target(text).map(String::from).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn a_host_without_scheme_is_a_web_address() {
        for (text, expected) in [
            ("//evil.example/x", Some("evil.example")),
            ("\\\\evil.example\\x", Some("evil.example")),
            ("///3405803785/x", Some("203.0.113.9")),
            ("evil.example:8080", Some("evil.example")),
            ("evil.example\\x", Some("evil.example")),
            ("www.shop.example@evil.example/", Some("evil.example")),
            ("buyer@shop.example", None),
            ("/page.html", None),
            ("//", None),
            ("", None),
            ("data:text/html,x", None),
        ] {
            assert_eq!(host(text).as_deref(), expected, "{text}");
        }
    }
}
