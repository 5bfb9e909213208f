//! Everything to open leads to places that anybody can fill: redirectors, short links, storage buckets.
//!
//! Such an address says nothing of whose page it is. Innocent causes: a friend who passes on a short
//! link; a small sender's own short links.

use super::Check;
use crate::domain::Domain;
use crate::facts::claim::Whom;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "link-shared-host",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let link = facts.shared_host_link()?;
    let host = link.domain().map(Domain::to_unicode);
    let whom = facts.claim.as_ref().map(|claim| &claim.whom);
    // People pass on short links; they hardly make pictures of them, or demand anything.
    let wants = matches!(whom, Some(Whom::Brand(_) | Whom::Organisation(_)))
        || facts.links.iter().any(|link| link.picture)
        || !facts.sayings.is_empty();
    let weight = if wants && !facts.identity.discussion && !facts.words_are_senders() {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("host", host.unwrap_or_else(|| link.target.clone()))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
