//! The public suffix list (ICANN and private parts) as one text, sorted from the ends of names.
//!
//! It stands in for the tree walk of RFC 9989 §4.10, which needs DNS; whoever
//! shows a result of it says so.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The date of the list on its first line, then a line for each parent; see `build.rs` for the marks.
static BLOB: &str = include_str!(concat!(env!("OUT_DIR"), "/suffixes.bin"));

/// Longest name a rule has; anything longer is cut to its end before the search.
const MOST_LABELS: usize = 12;

/// The date of the list, `YYYY-MM-DD`.
#[must_use]
pub fn date() -> &'static str {
    BLOB.get(..10).unwrap_or_default()
}

/// Whether `name` ends with a suffix under which names are registered ("co.za", though "za" is none).
#[must_use]
pub fn has_listed_suffix(name: &str) -> bool {
    let below = name
        .match_indices('.')
        .map(|(at, _)| at + 1)
        .rev()
        .take(MOST_LABELS);
    below
        .filter_map(|start| name.get(start..))
        .any(|suffix| marks(suffix).is_some())
}

/// Whether `name` is itself a public suffix: nobody's own.
#[must_use]
pub fn is_public_suffix(name: &str) -> bool {
    suffix_start(name) == 0
}

/// Whether `name` itself stands on the list.
#[must_use]
pub fn is_listed(name: &str) -> bool {
    marks(name).is_some()
}

/// Whether the suffix is a company's that lets anybody register below it: of the list's private part.
#[must_use]
pub fn is_private(suffix: &str) -> bool {
    marks(suffix).is_some_and(|marks| marks.contains('~'))
}

/// One label more than the public suffix of `name`; the name itself where there is none.
#[must_use]
pub fn organizational(name: &str) -> &str {
    label_before(name, suffix_start(name))
}

/// The suffix of `name` that begins at `start`, and the label before it.
#[must_use]
pub fn label_before(name: &str, start: usize) -> &str {
    let before = name.get(..start.saturating_sub(1)).unwrap_or_default();
    let label = before.rfind('.').map_or(0, |at| at + 1);
    name.get(label..).unwrap_or(name)
}

/// Where the public suffix of `name` begins.
#[must_use]
pub fn suffix_start(name: &str) -> usize {
    let mut starts: Vec<usize> = std::iter::once(0)
        .chain(name.match_indices('.').map(|(at, _)| at + 1))
        .collect();
    if starts.len() > MOST_LABELS {
        starts.drain(..starts.len() - MOST_LABELS);
    }
    let rule = |start: Option<&usize>| marks(name.get(*start?..)?);
    let mut own = rule(starts.first());
    for (at, start) in starts.iter().enumerate() {
        let next = starts.get(at + 1);
        if own.is_some_and(|marks| marks.contains('!')) {
            return next.copied().unwrap_or(*start);
        }
        if own.is_some_and(|marks| marks.contains('=') || marks.is_empty()) {
            return *start;
        }
        let above = rule(next);
        if above.is_some_and(|marks| marks.contains('*')) {
            return *start;
        }
        own = above;
    }
    starts.last().copied().unwrap_or(0)
}

/// The marks of the rule for `name`, if there is one.
fn marks(name: &str) -> Option<&'static str> {
    let (label, parent) = name.split_once('.').unwrap_or((name, ""));
    let labels = labels_below(parent)?;
    search(labels, label)
}

/// The labels that stand on the line of a parent.
fn labels_below(parent: &str) -> Option<&'static str> {
    static LINES: OnceLock<HashMap<String, usize>> = OnceLock::new();
    static LABELS: OnceLock<Vec<&str>> = OnceLock::new();
    let lines = || {
        BLOB.lines()
            .skip(1)
            .map(|line| line.split_once(' ').unwrap_or((line, "")))
    };
    let labels = LABELS.get_or_init(|| lines().map(|(_, labels)| labels).collect());
    let places = LINES.get_or_init(|| {
        let mut places = HashMap::with_capacity(labels.len());
        places.extend(lines().map(|(parent, _)| parent.to_owned()).zip(0..));
        places
    });
    labels.get(*places.get(parent)?).copied()
}

/// The marks behind a label, in a line of labels sorted from their ends.
///
/// By bytes, since every name here is ASCII: it is asked ten thousand times before the first answer.
fn search<'t>(line: &'t str, label: &str) -> Option<&'t str> {
    let bytes = line.as_bytes();
    let blank = |byte: &u8| *byte == b' ';
    let mark = |byte: &u8| matches!(byte, b'=' | b'*' | b'!' | b'~');
    let (mut low, mut high) = (0, line.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = bytes.get(low..middle)?.iter().rposition(blank);
        let start = before.map_or(low, |at| low + at + 1);
        let after = bytes.get(start..)?.iter().position(blank);
        let end = after.map_or(line.len(), |at| start + at);
        let item = bytes.get(start..end)?;
        let marks = item.iter().position(mark).unwrap_or(item.len());
        let found = item.get(..marks)?;
        match found.iter().rev().cmp(label.as_bytes().iter().rev()) {
            std::cmp::Ordering::Equal => return line.get(start + marks..end),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_label_more_than_the_suffix() {
        for (name, expected) in [
            ("mail.shop.co.uk", "shop.co.uk"),
            ("shop.co.uk", "shop.co.uk"),
            ("co.uk", "co.uk"),
            ("www.play.com", "play.com"),
            ("a.b.firebaseapp.com", "b.firebaseapp.com"),
            ("www.city.kobe.jp", "city.kobe.jp"),
            ("a.b.c.kobe.jp", "b.c.kobe.jp"),
            ("x.y.ck", "x.y.ck"),
            ("www.ck", "www.ck"),
            ("a.www.ck", "www.ck"),
            ("mail.shop.unknowntld", "shop.unknowntld"),
            ("xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(organizational(name), expected, "{name}");
        }
    }

    #[test]
    fn a_public_suffix_is_nobodys_own() {
        assert!(is_public_suffix("co.uk") && is_public_suffix("github.io"));
        assert!(!is_public_suffix("play.com"));
    }

    #[test]
    fn the_list_says_its_date() {
        assert!(date().starts_with("20") && date().len() == 10);
    }

    #[test]
    fn a_name_of_a_thousand_labels_is_answered() {
        let name = "a.".repeat(1000) + "com";
        assert_eq!(organizational(&name), "a.com");
    }
}
