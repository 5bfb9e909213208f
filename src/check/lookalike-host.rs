//! A link's host imitates a brand's name letter by letter ("amaz0n"), but is not the brand's.
//!
//! Innocent causes: names that happen to fold to a brand's (`rn` for `m`).

use super::Check;
use crate::domain::lookalike::Technique;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "lookalike-host",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (link, domain, found) = facts
        .names_in_hosts()
        .find(|(_, _, found)| found.technique == Technique::Lookalike)?;
    let brand = facts.brands.at(found.brand)?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Strong)
            .with("brand", &brand.name)
            .with("host", domain.to_unicode())
            .with("home", brand.home().unwrap_or("—"))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
