//! The header lines in which mail providers write what they found, with the codes in them.
//!
//! Nothing here weighs: it is for the curious, beside the raw line.

use super::auth::{AuthResult, Trust};
use crate::message::Message;
use serde::Serialize;

/// Most lines that are kept.
const MOST_LINES: usize = 40;

/// Most characters of a line that are kept.
const LONGEST: usize = 1500;

/// A field's name, and the keys in it with the codes they are.
type Filter = (&'static str, &'static [(&'static str, &'static str)]);

/// Fields of Microsoft's filters, with the keys in them and the codes these are; a value alone has none.
const FILTERS: [Filter; 3] = [
    (
        "x-forefront-antispam-report",
        &[("SCL", "scl"), ("SFV", "sfv"), ("CAT", "cat")],
    ),
    ("x-microsoft-antispam", &[("BCL", "bcl")]),
    ("x-ms-exchange-organization-scl", &[("", "scl")]),
];

/// A header line that a mail provider wrote, or that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Line {
    /// Its name in lower case.
    pub name: String,
    /// Its value as it stands, shortened.
    pub value: String,
    /// Whether it can be believed.
    pub trust: Trust,
    /// The codes in it.
    pub codes: Vec<Code>,
}

/// A code: what it is of, and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Code {
    /// `spf`, `dkim`, `dmarc`, `arc`, `compauth`, `reason`, `action`, `policy`, `scl`, `bcl`,
    /// `cat` or `sfv`; another method as it is named.
    pub code: String,
    /// What it says, as printed.
    pub value: String,
}

/// The lines from top to bottom.
#[must_use]
pub fn read(message: &Message, results: &[AuthResult]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, field) in message.fields.iter().enumerate() {
        let own: Vec<&AuthResult> = results
            .iter()
            .filter(|found| found.field == index)
            .collect();
        let filter = FILTERS.iter().find(|(name, _)| *name == field.name);
        let codes = match (own.first(), filter) {
            (Some(_), _) => of_results(&own, &field.value),
            (None, Some((_, keys))) => of_filter(&field.value, keys),
            (None, None) => continue,
        };
        lines.push(Line {
            name: field.name.clone(),
            value: field.value.chars().take(LONGEST).collect(),
            trust: own
                .first()
                .map_or(Trust::SenderClaimed, |found| found.trust),
            codes,
        });
        if lines.len() >= MOST_LINES {
            break;
        }
    }
    lines
}

fn of_results(results: &[&AuthResult], value: &str) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    let mut add = |code: &str, value: &str| {
        let code = Code {
            code: code.to_owned(),
            value: value.to_owned(),
        };
        if !codes.contains(&code) {
            codes.push(code);
        }
    };
    for result in results {
        add(&result.method, &result.result);
        if let Some(reason) = result
            .reason
            .as_deref()
            .filter(|_| result.method == "compauth")
        {
            add("reason", reason);
        }
        if let Some(action) = &result.action {
            add("action", action);
        }
        if result.method == "dmarc"
            && let Some(policy) = policy(value)
        {
            add("policy", &policy);
        }
    }
    codes
}

/// What the domain asks for, from the comment behind the result: "(p=REJECT sp=REJECT dis=NONE)".
fn policy(value: &str) -> Option<String> {
    let lower = value.to_ascii_lowercase();
    let (_, rest) = lower
        .split_once("(p=")
        .or_else(|| lower.split_once("(policy="))?;
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    (!word.is_empty()).then(|| word.to_owned())
}

fn of_filter(value: &str, keys: &[(&str, &str)]) -> Vec<Code> {
    let pairs = value
        .split(';')
        .map(|pair| pair.split_once(':').unwrap_or(("", pair)));
    let pairs = pairs.map(|(key, value)| (key.trim(), value.trim()));
    let known = pairs.filter_map(|(key, value)| {
        let (_, code) = keys.iter().find(|(known, _)| *known == key)?;
        let short = !value.is_empty() && value.len() < 20;
        short.then(|| Code {
            code: (*code).to_owned(),
            value: value.to_owned(),
        })
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_microsofts_filters_are_found() {
        let (_, keys) = FILTERS[0];
        let found = of_filter(
            "CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SRV:;SFV:SPM;CAT:PHSH;DIR:INB;",
            keys,
        );
        let found: Vec<_> = found
            .iter()
            .map(|code| (&*code.code, &*code.value))
            .collect();
        assert_eq!(found, [("scl", "5"), ("sfv", "SPM"), ("cat", "PHSH")]);
        assert_eq!(of_filter(" 9 ", FILTERS[2].1).len(), 1);
    }

    #[test]
    fn the_policy_stands_in_a_comment() {
        let text = "dmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=a.example";
        assert_eq!(policy(text).as_deref(), Some("reject"));
        assert_eq!(policy("dmarc=pass (policy=none)").as_deref(), Some("none"));
        assert_eq!(policy("dmarc=pass header.from=a.example"), None);
    }
}
