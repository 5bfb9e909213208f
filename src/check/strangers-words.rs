//! A genuine service delivers a stranger's words, and they ask the reader to call a number.
//!
//! Invoices, notes and shared documents carry what a stranger typed. Innocent causes: a
//! seller who leaves a telephone number in an honest invoice.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "strangers-words",
    family: Family::Words,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Text]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let brand = facts
        .claimed_brand()
        .filter(|brand| brand.strangers_text.is_some())?;
    let from = facts
        .identity
        .from_domain()
        .filter(|from| brand.owns(from))?;
    let phone = facts.body.phones.iter().find(|phone| phone.call)?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Strong)
            .with("brand", &brand.name)
            .with("domain", from.to_unicode())
            .with("number", &phone.number)
            .seen_at([facts.evidence(&phone.mark)]),
    )
}
