//! The display name shows an address of another organisation than the real one.
//!
//! Innocent causes: a mailing list or ticket system that puts the author's address into the
//! name ("anna@home.example via List").

use super::Check;
use crate::domain::Domain;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use linkify::{LinkFinder, LinkKind};

pub(super) const CHECK: Check = Check {
    id: "display-name-address",
    family: Family::Identity,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let author = facts.identity.from.first()?;
    let name = author.display_name.as_deref()?;
    let shown = LinkFinder::new()
        .kinds(&[LinkKind::Email])
        .links(name)
        .next()?
        .as_str()
        .to_owned();
    let shown_domain = Domain::parse(shown.rsplit_once('@')?.1)?;
    let own_address = facts
        .body
        .reader_addresses
        .iter()
        .any(|address| address.eq_ignore_ascii_case(&shown));
    let real = author.domain();
    if facts.identity.through_list
        || real
            .as_ref()
            .is_some_and(|real| real.same_organization(&shown_domain))
    {
        return None;
    }
    // The reader's own address as a name is a mailing system's slip as often as a trick.
    let brand = facts.brands.owner(&shown_domain).is_some();
    let weight = if brand && !own_address {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("shown", shown)
            .with(
                "address",
                author.address.clone().unwrap_or_else(|| "—".into()),
            )
            .seen_at([facts.evidence(&facts.identity.from_mark)]),
    )
}
