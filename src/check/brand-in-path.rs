//! A stranger's host has a brand's name as a segment of the link's path.
//!
//! Pages planted on broken-into sites stand so. Innocent causes: shops, listings and papers with a
//! page about the brand; so in a mail it tells only where the mail claims to be that brand.

use super::Check;
use crate::domain::lookalike::Place;
use crate::facts::claim::{Certainty, Zone};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::input::Kind;

pub(super) const CHECK: Check = Check {
    id: "brand-in-path",
    family: Family::Claim,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (link, found) = facts.resemblances().find(|(link, found)| {
        found.place == Place::Path
            && (facts.kind == Kind::Links || facts.claims_from_abroad(link, found.brand))
    })?;
    let brand = facts.brands.at(found.brand)?;
    // Whoever writes about a brand has pages about it.
    let claim = facts.claim.as_ref();
    let mentioned = claim.is_some_and(|claim| {
        claim.certainty == Certainty::Possible && claim.seen_in == [Zone::Head]
    });
    let weight = if mentioned && facts.bait_link().is_none() {
        Weight::Hint
    } else {
        Weight::Strong
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("host", link.domain()?.to_unicode())
            .with("home", brand.home().unwrap_or("—"))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
