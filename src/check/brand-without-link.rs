//! The mail claims to be a brand, but nothing in it that is to be followed leads there.
//!
//! One genuine link among the footers clears nothing. Innocent causes: a newsletter whose
//! provider counts every click (excused where the address is the brand's own), a domain of
//! the brand that its file lacks.

use super::Check;
use crate::facts::claim::{Certainty, Zone};
use crate::facts::link::Link;
use crate::facts::owner::{Owner, Service};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, MOST_EVIDENCE, Weight};
use crate::input::Kind;

pub(super) const CHECK: Check = Check {
    id: "brand-without-link",
    family: Family::Claim,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    // Of a bare link the host itself makes the claim: the checks of hosts answer for it.
    if facts.kind == Kind::Links {
        return None;
    }
    let brand = facts.claimed_brand()?;
    let claim = facts.claim.as_ref()?;
    let actions: Vec<&Link> = facts
        .links
        .iter()
        .filter(|link| link.action && link.is_web())
        .collect();
    let from_is_own = facts
        .identity
        .from_domain()
        .is_some_and(|domain| brand.owns(&domain));
    // Where strangers' pages stand at the brand's own name, its own mail leads there all the same.
    let at_home = |link: &Link| from_is_own && link.domain().is_some_and(|host| brand.owns(host));
    let foreign: Vec<&&Link> = actions
        .iter()
        .filter(|link| link.owner != Owner::ClaimedBrand && !at_home(link))
        .collect();
    let counters_only = foreign
        .iter()
        .all(|link| matches!(link.owner, Owner::Service(Service::Mailer(_))));
    if foreign.is_empty()
        || foreign.len() < actions.len()
        || facts.brand_wrote_body()
        || (from_is_own && (counters_only || facts.identity.through_list))
    {
        return None;
    }
    // Whoever sells by a brand's parcels or pages mentions it, and networks' pictures stand below
    // everybody's mail.
    let mentioned = |zone: &Zone| matches!(zone, Zone::Head | Zone::Picture);
    let mentioned = claim.certainty == Certainty::Possible && claim.seen_in.iter().all(mentioned);
    let bait = facts.bait_link().is_some();
    if mentioned && !bait && facts.identity.from_domain().is_none() {
        return None;
    }
    let weight = if claim.certainty > Certainty::Possible || (bait && !mentioned) {
        Weight::Strong
    } else {
        Weight::Hint
    };
    let first = foreign.first()?;
    let host = first.destination.as_ref().map_or_else(
        || first.target.clone(),
        |host| match host.domain() {
            Some(domain) => domain.to_unicode(),
            None => host.to_string(),
        },
    );
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("host", host)
            .with("home", brand.home().unwrap_or("—"))
            .seen_at(
                foreign
                    .iter()
                    .take(MOST_EVIDENCE)
                    .map(|link| facts.evidence(&link.mark)),
            ),
    )
}
