//! The From address has a domain that no registry can have handed out, or no address at all.
//!
//! Innocent causes: a printer, a server or a club mailer with its name never set.

use super::Check;
use crate::domain::{Domain, Host};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "from-impossible-domain",
    family: Family::Identity,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let author = facts.identity.from.first();
    let text = author
        .and_then(|author| author.domain_text())
        .unwrap_or_default();
    let can_exist = match Host::parse(text) {
        Some(Host::Domain(domain)) => Domain::can_exist(&domain),
        Some(Host::Ip(_)) => true,
        None => false,
    };
    if can_exist || facts.forwarded {
        return None;
    }
    let shown = author
        .and_then(|author| author.address.clone())
        .unwrap_or_else(|| facts.identity.from_mark.excerpt.clone());
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Strong)
            .with(
                "address",
                if shown.trim().is_empty() {
                    "—".into()
                } else {
                    shown
                },
            )
            .seen_at([facts.evidence(&facts.identity.from_mark)]),
    )
}
