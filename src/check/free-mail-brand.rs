//! A brand's name over a mailbox that anybody can open.
//!
//! Innocent causes: a person whose name is a brand's; a small shop that sells the brand.

use super::{Check, bears_name};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "free-mail-brand",
    family: Family::Claim,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let brand = facts.claimed_brand()?;
    let claim = facts.claim.as_ref()?;
    let author = facts.identity.from.first()?;
    let domain = author.domain()?;
    if !facts.is_free_mail(&domain) || brand.owns(&domain) || facts.identity.through_list {
        return None;
    }
    let weight = if bears_name(claim) {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("address", author.address.clone().unwrap_or_default())
            .with("domain", domain.to_unicode())
            .seen_at([facts.evidence(&facts.identity.from_mark)]),
    )
}
