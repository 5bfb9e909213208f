//! The mail comes from one organisation, names a brand of another, and leads to a third.
//!
//! Where From bears the brand's name, it may be the brand's own, and the three are two. Innocent
//! causes: a partner's mailing that leads to a page of neither; a domain of the brand that
//! its file lacks.

use super::Check;
use crate::domain::Domain;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "link-third-party",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::Originators, Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let from = facts.identity.from_domain()?;
    let brand = facts.claimed_brand()?;
    let link = facts.third_party_link()?;
    if facts.identity.through_list || brand.owns(&from) || brand.tenant_of(&from).is_some() {
        return None;
    }
    // One host that takes all of many links counts clicks for whoever writes.
    let third = !facts.from_bears_name_of(brand) && !facts.counts_clicks();
    let weight = if facts.claim_is_sure() && third {
        Weight::Strong
    } else {
        Weight::Hint
    };
    let host = link.domain().map(Domain::to_unicode);
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("domain", from.to_unicode())
            .with("host", host.unwrap_or_else(|| link.target.clone()))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
