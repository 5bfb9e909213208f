//! A link's host carries a brand's name or a lookalike of it, but is not the brand's.
//!
//! Innocent causes: resellers, fan pages and campaign sites; a domain of the brand that its
//! file lacks.

use super::Check;
use crate::domain::lookalike::{self, Technique};
use crate::facts::link::{Link, Owner};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::input::Kind;

pub(super) const CHECK: Check = Check {
    id: "brand-in-host",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let foreign = |link: &&Link| matches!(link.owner, Owner::Unknown | Owner::Service(_)) && (link.is_web() || facts.kind == Kind::Links);
    let (link, domain, found) = facts.links.iter().filter(foreign).find_map(|link| {
        let domain = link.domain()?;
        let found = lookalike::name_in_host(&facts.brands, domain)?;
        Some((link, domain, found))
    })?;
    let brand = facts.brands.at(found.brand)?;
    let claimed = facts.claimed_brand().is_some_and(|claimed| claimed.id == brand.id);
    let weight = match found.technique {
        Technique::Lookalike => Weight::Strong,
        Technique::Name if claimed => Weight::Strong,
        Technique::Name => Weight::Hint,
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("host", domain.to_unicode())
            .with("technique", found.technique.id())
            .with("home", brand.home().unwrap_or("—"))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
