//! A link's host carries a brand's name, but is not the brand's.
//!
//! It derives from the claim like the other two of its family: one domain that a brand's file
//! lacks sets off all three.
//!
//! Innocent causes: resellers, fan pages and campaign sites; a domain of the brand that its
//! file lacks.

use super::Check;
use crate::domain::lookalike::Place;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "brand-in-host",
    family: Family::Claim,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (link, found) = facts
        .resemblances()
        .find(|(_, found)| !found.imitates() && found.place != Place::Path)?;
    let brand = facts.brands.at(found.brand)?;
    // A mail from the brand's own address may name a host of theirs that the file lacks.
    let own = facts.leads_mostly_to_brand();
    let weight = if facts.claims_from_abroad(link, found.brand) && !own {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("host", link.domain()?.to_unicode())
            .with("home", brand.home().unwrap_or("—"))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
