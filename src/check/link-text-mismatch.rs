//! The text of a link shows one organisation's host, and the link leads to another's.
//!
//! Innocent causes: a mail provider's click counter (excused), a shortener of the sender's own,
//! a sister domain that the brand's file lacks.

use super::Check;
use crate::domain::Domain;
use crate::facts::link::Link;
use crate::facts::owner::{Owner, Service};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::provider::data::HostKind;

pub(super) const CHECK: Check = Check {
    id: "link-text-mismatch",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (link, shown) = facts
        .links
        .iter()
        .filter(|link| link.is_web())
        .find_map(|link| {
            let shown = shown_host(&link.text)?;
            differs(facts, link, &shown).then_some((link, shown))
        })?;
    let known = facts
        .claimed_brand()
        .is_some_and(|brand| brand.owns(&shown));
    // Somebody who signs as himself counts his clicks; under a brand's name that excuses nothing.
    let counted = match facts.claimed_brand() {
        Some(_) => facts.brand_wrote_body(),
        None => facts.auth.aligned_pass() || facts.identity.bulk,
    };
    let weight = if known && !counted && !facts.counts_clicks() {
        Weight::Strong
    } else {
        Weight::Hint
    };
    let host = link.destination.as_ref().map(|host| {
        host.domain()
            .map_or_else(|| host.to_string(), Domain::to_unicode)
    });
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("shown", shown.to_unicode())
            .with("host", host.unwrap_or_else(|| "—".into()))
            .seen_at([facts.evidence(&link.mark)]),
    )
}

/// The host that a link's text shows, where it is nothing but an address of the web.
fn shown_host(text: &str) -> Option<Domain> {
    let text = text.trim().trim_matches(['<', '>', '"', '(', ')']);
    let has_scheme = text.starts_with("http://") || text.starts_with("https://");
    let looks = (has_scheme || text.starts_with("www.") || text.contains('.'))
        && !text.contains(char::is_whitespace)
        && !text.contains('@');
    let url = looks.then(|| crate::facts::link::parse_target(text))??;
    let domain = Domain::parse(url.host_str()?)?;
    // "Play.com" is a name, "index.html" is a file: without a scheme the ending must be a real one.
    domain.can_exist().then_some(domain)
}

fn differs(facts: &Facts<'_>, link: &Link, shown: &Domain) -> bool {
    let excused = match &link.owner {
        Owner::Service(Service::Mailer(_) | Service::Host(HostKind::Redirect)) => true,
        Owner::ClaimedBrand => facts.claimed_brand().is_some_and(|brand| brand.owns(shown)),
        Owner::Brand(index) => facts.brands.owner(shown) == Some(*index),
        Owner::Originator | Owner::Service(Service::Host(_)) | Owner::Unknown => false,
    };
    let own_counter = link.owner == Owner::Originator
        && facts
            .identity
            .from_domain()
            .is_some_and(|from| from.same_organization(shown));
    let same = link
        .domain()
        .is_some_and(|domain| domain.same_organization(shown));
    let outer_same = link
        .url
        .as_ref()
        .and_then(|url| Domain::parse(url.host_str()?))
        .is_some_and(|outer| outer.same_organization(shown));
    !(excused || own_counter || same || outer_same)
}
