//! The mail asks for what the claimed brand says it never asks for.
//!
//! A contradiction that settles it, unless the brand is proven to have written the words. Innocent
//! causes: a text that warns of such questions; the expressions leave those out.

use super::Check;
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "never-asked",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

/// What is asked, and what brand files call it.
const ASKED: [(Meaning, &str); 6] = [
    (Meaning::Password, "password"),
    (Meaning::OneTimeCode, "one-time-code"),
    (Meaning::Card, "card"),
    (Meaning::IdentityPapers, "identity-papers"),
    (Meaning::RecoveryPhrase, "recovery-phrase"),
    (Meaning::RemoteAccess, "remote-access"),
];

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let brand = facts.claimed_brand()?;
    if facts.brand_wrote_body() {
        return None;
    }
    let never = |what: &str| {
        let mut habits = brand.never_asks.iter();
        habits.find(|habit| habit.what.iter().any(|known| known == what))
    };
    let (said, habit) = ASKED.iter().find_map(|(meaning, what)| {
        let said = facts.says(&[*meaning]).into_iter().next()?;
        Some((said, never(what)?))
    })?;
    let stated_by = if habit.stated_by.is_empty() {
        &brand.name
    } else {
        &habit.stated_by
    };
    let sure = facts.claim_is_sure();
    let weight = if sure { Weight::Decisive } else { Weight::Hint };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("stated_by", stated_by)
            .with("words", &said.mark.excerpt)
            .seen_at([facts.evidence(&said.mark)]),
    )
}
