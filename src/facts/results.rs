//! Fields with results (RFC 8601 §2.2) and the dialects in which receivers write them.
//!
//! Reads what is written; whose word it is, is for `auth`.

use crate::domain::Domain;
use crate::pairs::Pairs;

/// Most results of one field that are read.
const MOST_RESULTS: usize = 100;

/// A field with results, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Who says so.
    pub authserv_id: Option<String>,
    /// The number of the ARC set that it belongs to.
    pub instance: Option<usize>,
    /// The results in order.
    pub results: Vec<MethodResult>,
}

/// One result as it stands in the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodResult {
    /// The method in lower case.
    pub method: String,
    /// The result in lower case.
    pub result: String,
    /// The reason given.
    pub reason: Option<String>,
    /// What Microsoft does with it (`action=`).
    pub action: Option<String>,
    /// `ptype.property` in lower case and its value.
    pub properties: Pairs,
}

/// Reads the value of an Authentication-Results or ARC-Authentication-Results field; what can't be
/// read is left out.
#[must_use]
pub fn parse(value: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut first = true;
    for words in statements(value).into_iter().take(MOST_RESULTS) {
        let (named, pairs) = pairs(words);
        if let [(key, number)] = pairs.as_slice()
            && first
            && key == "i"
        {
            // An ARC set's number stands before the authserv-id (RFC 8617 §4.1.1).
            parsed.instance = number.parse().ok();
            continue;
        }
        if std::mem::take(&mut first) {
            parsed.authserv_id = named;
        }
        let mut pairs = pairs.into_iter();
        let Some((method, result)) = pairs.next() else {
            continue;
        };
        if method.contains('.') || result.is_empty() {
            continue;
        }
        let method = method.split('/').next().unwrap_or_default().to_owned();
        let mut found = MethodResult {
            method,
            result: result.to_ascii_lowercase(),
            ..MethodResult::default()
        };
        for (key, text) in pairs {
            if key == "reason" {
                found.reason = Some(text);
            } else if key == "action" {
                found.action = Some(text.to_ascii_lowercase());
            } else if key.contains('.') {
                found.properties.add(key, text);
            }
        }
        parsed.results.push(found);
    }
    parsed
}

/// Reads the value of a Received-SPF field (RFC 7208 §9.1) as the same kind of result.
#[must_use]
pub fn parse_received_spf(value: &str) -> Parsed {
    let mut words = statements(value).into_iter().flatten();
    let Some(result) = words.next().filter(|word| !word.contains('=')) else {
        return Parsed::default();
    };
    let mut parsed = Parsed::default();
    let mut found = MethodResult {
        method: "spf".into(),
        result: result.to_ascii_lowercase(),
        ..MethodResult::default()
    };
    let (_, pairs) = pairs(words.collect());
    // Which of both names was checked is said by `identity`; it is the envelope's where it is not.
    let of_helo = pairs
        .iter()
        .any(|(key, text)| key == "identity" && text == "helo");
    for (key, text) in pairs {
        let property = match key.as_str() {
            "receiver" => {
                parsed.authserv_id = Some(text);
                continue;
            }
            "envelope-from" => "smtp.mailfrom",
            "helo" if of_helo => "smtp.helo",
            "client-ip" => "smtp.remote-ip",
            _ => continue,
        };
        found.properties.add(property, text);
    }
    parsed.results.push(found);
    parsed
}

/// What a statement says: its first word that is no pair, and its pairs, keys in lower case.
fn pairs(words: Vec<String>) -> (Option<String>, Vec<(String, String)>) {
    let mut named = None;
    let mut pairs = Vec::new();
    let mut words = joined(words).into_iter().peekable();
    while let Some(word) = words.next() {
        // "a = b" may stand in one word or in three.
        let (key, text) = match word.split_once('=') {
            Some((key, text)) if !word.starts_with('"') => (key.to_owned(), text.to_owned()),
            _ if words.peek().is_some_and(|next| next.starts_with('=')) => {
                let text = words.next().unwrap_or_default();
                (word, text.trim_start_matches('=').to_owned())
            }
            _ => {
                if pairs.is_empty() {
                    named.get_or_insert_with(|| word.trim_matches('"').to_owned());
                }
                continue;
            }
        };
        let text = if text.is_empty() {
            words.next_if(|next| !is_pair(next)).unwrap_or_default()
        } else {
            text
        };
        pairs.push((key.to_ascii_lowercase(), text.trim_matches('"').to_owned()));
    }
    (named, pairs)
}

/// Whether a word is a key with its value, and not a value that holds an equals sign.
fn is_pair(word: &str) -> bool {
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    word.split_once('=')
        .is_some_and(|(key, _)| key.chars().all(is_key))
}

/// The words with `a . b` put together and a method's version (`/ 1`) left out.
fn joined(words: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match (word.as_str(), out.last_mut()) {
            (".", Some(before)) if !before.contains('=') => {
                before.push('.');
                before.push_str(&words.next().unwrap_or_default());
            }
            ("/", Some(before)) if !before.contains('=') => {
                words.next();
            }
            _ => out.push(word),
        }
    }
    out
}

/// The value cut at semicolons into words, comments left out (RFC 5322 §3.2.2), quotes kept together.
fn statements(value: &str) -> Vec<Vec<String>> {
    let mut statements = vec![Vec::new()];
    let mut word = String::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let flush = |word: &mut String, statements: &mut Vec<Vec<String>>| {
        if !word.is_empty()
            && let Some(last) = statements.last_mut()
        {
            last.push(std::mem::take(word));
        }
    };
    for c in value.chars() {
        if escaped {
            escaped = false;
            if depth == 0 {
                word.push(c);
            }
            continue;
        }
        match c {
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => {
                quoted = !quoted;
                word.push(c);
            }
            _ if quoted => word.push(c),
            '(' => {
                // A comment ends the word before it: "pass(p=reject)".
                if depth == 0 {
                    flush(&mut word, &mut statements);
                }
                depth += 1;
            }
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            ';' => {
                flush(&mut word, &mut statements);
                statements.push(Vec::new());
            }
            c if c.is_whitespace() => flush(&mut word, &mut statements),
            c => word.push(c),
        }
    }
    flush(&mut word, &mut statements);
    statements
}

/// The domain that a result is about.
pub(super) fn subject_domain(result: &MethodResult) -> Option<Domain> {
    let names: &[&str] = match result.method.as_str() {
        "dkim" => &["header.d", "header.i"],
        "spf" => &["smtp.mailfrom", "smtp.mail", "envelope-from", "smtp.helo"],
        "dmarc" => &["header.from"],
        _ => &["header.from", "header.d"],
    };
    names.iter().find_map(|name| {
        let value = result.properties.get(name)?;
        Domain::parse(value.rsplit('@').next()?.trim_matches(['<', '>', '.']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_rfc_8601_is_read() {
        let parsed = parse(
            "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net; \
             dkim=fail reason=\"bad signature\" header.i=@example.net",
        );
        assert_eq!(parsed.authserv_id.as_deref(), Some("example.com"));
        let methods: Vec<_> = parsed
            .results
            .iter()
            .map(|r| (r.method.as_str(), r.result.as_str()))
            .collect();
        assert_eq!(
            methods,
            [("auth", "pass"), ("spf", "pass"), ("dkim", "fail")]
        );
        assert_eq!(
            parsed.results.last().and_then(|r| r.reason.as_deref()),
            Some("bad signature")
        );
    }

    #[test]
    fn the_form_without_an_authserv_id_is_read() {
        let parsed = parse(
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=pass (signature was verified) \
             header.d=shop.example;dmarc=pass action=none header.from=shop.example;compauth=pass reason=100",
        );
        assert_eq!(parsed.authserv_id, None);
        assert_eq!(parsed.results.len(), 4);
        assert_eq!(
            parsed
                .results
                .first()
                .and_then(subject_domain)
                .map(|d| d.to_string())
                .as_deref(),
            Some("shop.example")
        );
    }

    #[test]
    fn a_received_spf_field_is_read() {
        let parsed = parse_received_spf(
            "Pass (mx.example: domain of shop.example designates 192.0.2.1 as permitted sender)\n \
             receiver=mx.example; client-ip=192.0.2.1; envelope-from=\"a@shop.example\"; helo=mta.example;",
        );
        assert_eq!(parsed.authserv_id.as_deref(), Some("mx.example"));
        let found = parsed.results.first();
        assert_eq!(found.map(|found| &*found.result), Some("pass"));
        let domain = found
            .and_then(subject_domain)
            .map(|domain| domain.to_string());
        assert_eq!(domain.as_deref(), Some("shop.example"));
        let helo = parse_received_spf("none identity=helo; helo=mta.example");
        let domain = helo.results.first().and_then(subject_domain);
        assert_eq!(
            domain.map(|domain| domain.to_string()).as_deref(),
            Some("mta.example")
        );
    }

    #[test]
    fn the_number_of_an_arc_set_is_no_result() {
        let parsed = parse("i=2; mx.example 1; spf=pass smtp.mailfrom=a.example");
        assert_eq!(
            (parsed.instance, parsed.authserv_id.as_deref()),
            (Some(2), Some("mx.example"))
        );
        assert_eq!(parsed.results.len(), 1);
    }

    #[test]
    fn comments_and_blanks_stand_anywhere() {
        let parsed = parse(
            "foo.example (a (nested) one) 1; dkim (x) = pass (good) header.d (y) = a.example; dmarc=pass(p=REJECT) header.from=a.example",
        );
        let dkim = parsed.results.first();
        assert_eq!(
            dkim.map(|r| (r.method.as_str(), r.result.as_str())),
            Some(("dkim", "pass"))
        );
        assert_eq!(
            dkim.and_then(|r| r.properties.get("header.d"))
                .map(String::as_str),
            Some("a.example")
        );
        assert_eq!(
            parsed.results.last().map(|r| r.result.as_str()),
            Some("pass")
        );
    }
}
