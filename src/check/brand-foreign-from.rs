//! The mail introduces itself as a brand, but its address belongs to another organisation.
//!
//! Innocent causes: a domain of the brand that its file lacks; a marketplace seller or an
//! employee named after the brand; a mailing list that writes "Brand via List".

use super::Check;
use crate::facts::claim::{Certainty, Zone};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "brand-foreign-from",
    family: Family::Claim,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let brand = facts.claimed_brand()?;
    let claim = facts.claim.as_ref()?;
    let author = facts.identity.from.first()?;
    let named = claim.seen_in.iter().any(|zone| matches!(zone, Zone::DisplayName | Zone::FromAddress | Zone::Reader));
    let domain = author.domain();
    // A mailbox at a free provider is the question of `free-mail-brand`.
    let is_free = domain.as_ref().is_some_and(|domain| facts.is_free_mail(domain));
    if domain.as_ref().is_some_and(|domain| brand.owns(domain) || brand.tenant_of(domain).is_some()) || is_free {
        return None;
    }
    if facts.identity.through_list && facts.auth.aligned_pass() {
        return None;
    }
    let weight = if named && claim.certainty > Certainty::Possible { Weight::Strong } else { Weight::Hint };
    let shown = domain.map(|domain| domain.to_unicode());
    let shown = shown.or_else(|| author.domain_text().map(str::to_owned)).or_else(|| author.address.clone());
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("domain", shown.unwrap_or_else(|| "—".into()))
            .with("home", brand.home().unwrap_or("—"))
            .seen_at([facts.evidence(&facts.identity.from_mark)]),
    )
}
