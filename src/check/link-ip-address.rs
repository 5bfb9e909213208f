//! A link leads to a bare address of the internet instead of a name.
//!
//! Innocent causes: routers and machines at home, which have private addresses (RFC 1918).

use super::Check;
use crate::domain::Host;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use std::net::IpAddr;

pub(super) const CHECK: Check = Check {
    id: "link-ip-address",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

/// Most links that a mail has which wants one thing.
const MOST_ACTIONS: usize = 20;

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (link, address) = facts
        .links
        .iter()
        .filter(|link| link.is_web())
        .find_map(|link| match link.destination.as_ref()? {
            Host::Ip(address) if !is_at_home(*address) => Some((link, address)),
            _ => None,
        })?;
    // In a digest of many links strangers' pages stand, too.
    let digest = facts.links.iter().filter(|link| link.action).count() > MOST_ACTIONS;
    let weight = if digest || facts.leads_home() {
        Weight::Hint
    } else {
        Weight::Strong
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("address", address.to_string())
            .seen_at([facts.evidence(&link.mark)]),
    )
}

fn is_at_home(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}
