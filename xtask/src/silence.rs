//! Whether a script could send anything: the words that no shipped one may hold.
//!
//! The page's policy already stops a request; this guard stands beside it and
//! reads text, not meaning. It knows names, so it cannot see one that is put
//! together at run time; the browser tests watch for that.

use anyhow::{Result, bail};

/// Refuses a script that names a way to send or to keep something.
///
/// # Errors
/// Names the word, the file and the line.
pub(crate) fn check_script(name: &str, text: &str) -> Result<()> {
    let code = without_comments(text);
    for (number, line) in code.lines().enumerate() {
        let refused = |word: &&str| SENDERS.contains(word) && !ALLOWED.contains(&(name, word));
        if let Some(word) = identifiers(line).find(refused) {
            bail!(
                "{name}:{}: `{word}` may not be in a shipped script",
                number + 1
            );
        }
    }
    Ok(())
}

/// The first word of `code` that names a way to send or to keep something.
pub(crate) fn sender(code: &str) -> Option<&str> {
    identifiers(code).find(|word| SENDERS.contains(word) || HOST_SENDERS.contains(word))
}

/// The identifiers of a piece of JavaScript, also those inside its strings.
pub(crate) fn identifiers(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .filter(|word| !word.is_empty())
}

/// The text with its comments blanked and its lines kept. A regular expression
/// that holds a quote or `/*` can mislead it, only into reading too much.
pub(crate) fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '\'' | '"' | '`' => string_length(rest, next),
            '/' if rest.starts_with("//") => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            '/' if rest.starts_with("/*") => {
                // Without an end it is no comment, and is read.
                let Some(end) = rest.find("*/") else {
                    code.push_str(rest);
                    break;
                };
                code.extend(rest[..end].chars().filter(|c| *c == '\n'));
                code.push(' ');
                rest = &rest[end + 2..];
                continue;
            }
            other => other.len_utf8(),
        };
        code.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    code
}

/// How many bytes the string at the start of `text` has, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // Only a template goes over lines: this was no string.
            '\n' if quote != '`' => return 1,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    1
}

/// The one place for each word that a script may need: the file, and the word.
const ALLOWED: [(&str, &str); 5] = [
    // The person's own name and addresses, kept on the device while they want that.
    ("component/memory.js", "localStorage"),
    // A thread of the core's own script, made from what is there, under the page's policy.
    ("component/thread.js", "Worker"),
    // What works without a connection: asking for the build's own files, once, and keeping them.
    ("offline.js", "serviceWorker"),
    ("sw.js", "caches"),
    // The name of the event; the worker itself asks for nothing by it.
    ("sw.js", "fetch"),
];

/// What sends, loads or keeps, and has no business in any script here.
const SENDERS: [&str; 19] = [
    "EventSource",
    "RTCPeerConnection",
    "SharedWorker",
    "WebSocket",
    "WebSocketStream",
    "WebTransport",
    "Worker",
    "XMLHttpRequest",
    "caches",
    "cookieStore",
    "eval",
    "fetch",
    "fetchLater",
    "importScripts",
    "indexedDB",
    "localStorage",
    "sendBeacon",
    "serviceWorker",
    "sessionStorage",
];

/// What the wasm may not reach in its host, though a page's own script may use
/// the word: it navigates, runs text as code, or speaks to another window.
const HOST_SENDERS: [&str; 13] = [
    "Function",
    "cookie",
    "history",
    "href",
    "import",
    "innerHTML",
    "location",
    "navigate",
    "open",
    "postMessage",
    "requestSubmit",
    "submit",
    "write",
];

#[cfg(test)]
mod tests {
    use super::check_script;

    #[test]
    fn a_sender_in_code_or_in_a_string_is_refused_with_its_line() {
        let error = check_script("a.js", "let a;\nself['fetch'](a)").unwrap_err();
        assert!(error.to_string().starts_with("a.js:2: `fetch`"));
        assert!(check_script("a.js", "fetch(a)").is_err());
    }

    #[test]
    fn a_sender_in_a_comment_or_inside_a_longer_word_is_let_pass() {
        check_script("a.js", "// fetch\n/* XMLHttpRequest\n */ prefetched()").unwrap();
    }

    #[test]
    fn each_allowed_word_is_allowed_in_its_own_file_alone() {
        check_script("component/memory.js", "localStorage.getItem(a)").unwrap();
        assert!(check_script("component/memory.js", "sessionStorage").is_err());
        assert!(check_script("page.js", "localStorage.getItem(a)").is_err());
    }

    #[test]
    fn code_after_a_string_that_looks_like_a_comment_is_read() {
        assert!(check_script("a.js", "a = '/*'; fetch(a) // */").is_err());
        assert!(check_script("a.js", "a = \"//\"; fetch(a)").is_err());
        assert!(check_script("a.js", "it's; /* fetch").is_err());
    }
}
