//! A link's host mixes alphabets, or is written in another one so as to look like a Latin name.
//!
//! Innocent causes: none known for mixed scripts; honest names in other scripts stay within one.

use super::Check;
use crate::facts::link::Link;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "link-deceptive-script",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let link = facts.links.iter().find(|link: &&Link| {
        link.domain().is_some_and(|domain| {
            domain.as_str().contains("xn--") && is_deceptive_host(&domain.to_unicode())
        })
    })?;
    let host = link.domain()?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Strong)
            .with("host", host.to_unicode())
            .with("ascii", host.as_str())
            .seen_at([facts.evidence(&link.mark)]),
    )
}

/// Cyrillic and Greek letters that are drawn like Latin ones, whatever the typeface.
const TWINS: &str = "асԁеһіјӏорԛѕԝхуѵҽгьΟοιν";

/// Countries whose own names are written in Cyrillic: whole words of such letters are words there.
const CYRILLIC_ENDINGS: &[&str] = &[
    "ru", "su", "ua", "bg", "by", "kz", "kg", "rs", "mk", "uz", "mn", "рф", "укр", "бел", "срб",
    "қаз", "бг",
];

fn is_deceptive_host(host: &str) -> bool {
    let top = host.rsplit('.').next().unwrap_or_default();
    host.split('.')
        .any(|label| is_deceptive(label, CYRILLIC_ENDINGS.contains(&top)))
}

/// Whether a label mixes Latin with Cyrillic or Greek, or is wholly of letters that pass for Latin ones.
fn is_deceptive(label: &str, at_home: bool) -> bool {
    let latin = label
        .chars()
        .any(|c| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}'));
    let foreign: Vec<char> = label
        .chars()
        .filter(|c| matches!(c, '\u{370}'..='\u{58f}'))
        .collect();
    if foreign.is_empty() {
        return false;
    }
    latin || (!at_home && foreign.iter().all(|c| TWINS.contains(*c)))
}

#[cfg(test)]
mod tests {
    use super::is_deceptive;

    #[test]
    fn honest_names_stay_within_one_script() {
        for label in ["bücher", "crème", "москва", "ελλάδα", "楽天"] {
            assert!(!is_deceptive(label, false), "{label}");
        }
        for label in ["pаypal", "аррӏе", "gооgle"] {
            assert!(is_deceptive(label, false), "{label}");
        }
    }
}
