//! A link's host carries a brand's name, but is not the brand's.
//!
//! It derives from the claim like the other two of its family: one domain that a brand's file
//! lacks sets off all three.
//!
//! Innocent causes: resellers, fan pages and campaign sites; a domain of the brand that its
//! file lacks.

use super::Check;
use crate::domain::lookalike::Technique;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "brand-in-host",
    family: Family::Claim,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (link, domain, found) = facts
        .names_in_hosts()
        .find(|(_, _, found)| found.technique == Technique::Name)?;
    let brand = facts.brands.at(found.brand)?;
    let claimed = facts
        .claimed_brand()
        .is_some_and(|claimed| claimed.id == brand.id);
    // A mail from the brand's own address may name a host of theirs that the file lacks.
    let from_is_own = facts
        .identity
        .from_domain()
        .is_some_and(|from| brand.owns(&from));
    let weight = if claimed && !from_is_own {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("host", domain.to_unicode())
            .with("home", brand.home().unwrap_or("—"))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
