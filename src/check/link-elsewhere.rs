//! Nothing shows that the mail is from the organisation in its address, and all of it leads elsewhere.
//!
//! An address is typed in by whoever writes. Innocent causes: a small sender without records, whose
//! pages stand with a provider that we do not know.

use super::Check;
use crate::domain::Domain;
use crate::facts::claim::Whom;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "link-elsewhere",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Results, Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let from = facts.identity.from_domain()?;
    let link = facts.third_party_link()?;
    // Where a brand is claimed, `link-third-party` asks; people pass on what others wrote.
    let whom = facts.claim.as_ref().map(|claim| &claim.whom);
    let company = matches!(whom, Some(Whom::Organisation(_)));
    let passed_on = facts.identity.through_list || facts.forwarded;
    if !company || passed_on || facts.auth.aligned_pass() {
        return None;
    }
    let host = link.domain().map(Domain::to_unicode);
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("domain", from.to_unicode())
            .with("host", host.unwrap_or_else(|| link.target.clone()))
            .seen_at([facts.evidence(&link.mark)]),
    )
}
