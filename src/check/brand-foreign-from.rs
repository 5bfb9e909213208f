//! The mail introduces itself as a brand, but its address belongs to another organisation.
//!
//! Innocent causes: a domain of the brand that its file lacks; a marketplace seller or an
//! employee named after the brand; a mailing list that writes "Brand via List".

use super::{Check, bears_name};
use crate::brand::profile::Profile;
use crate::domain::Domain;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::provider;

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
    let domain = author.domain();
    // A mailbox at a free provider is the question of `free-mail-brand`.
    let is_free = domain
        .as_ref()
        .is_some_and(|domain| facts.is_free_mail(domain));
    if domain
        .as_ref()
        .is_some_and(|domain| brand.owns(domain) || brand.tenant_of(domain).is_some())
        || is_free
    {
        return None;
    }
    if facts.identity.discussion && facts.auth.aligned_pass() {
        return None;
    }
    let sister = domain
        .as_ref()
        .is_some_and(|domain| may_be_a_sister(facts, brand, domain));
    let mailer = domain
        .as_ref()
        .is_some_and(|domain| through_mailer(facts, domain));
    let strong = bears_name(claim) && !sister && !mailer;
    let weight = if strong { Weight::Strong } else { Weight::Hint };
    let shown = domain.map(|domain| domain.to_unicode());
    let shown = shown
        .or_else(|| author.domain_text().map(str::to_owned))
        .or_else(|| author.address.clone());
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("brand", &brand.name)
            .with("domain", shown.unwrap_or_else(|| "—".into()))
            .with("home", brand.home().unwrap_or("—"))
            .seen_at([facts.evidence(&facts.identity.from_mark)]),
    )
}

/// Whether it is the brand's label under a country's ending, or another organisation that says
/// on whose behalf it writes ("Brand via Platform"), each confirmed by the receiver.
fn may_be_a_sister(facts: &Facts<'_>, brand: &Profile, domain: &Domain) -> bool {
    let label = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let organisation = domain.organizational();
    let country = organisation
        .rsplit('.')
        .next()
        .is_some_and(|top| top.len() == 2);
    let same_label = brand
        .home()
        .is_some_and(|home| label(home) == label(organisation));
    let via = facts
        .identity
        .display_name()
        .is_some_and(|name| name.to_lowercase().contains("via "));
    facts.auth.aligned_pass() && ((country && same_label) || via)
}

/// Whether From is of a company that sends for others, and everything to open is the brand's or
/// counts clicks.
fn through_mailer(facts: &Facts<'_>, domain: &Domain) -> bool {
    provider::built_in().mailer(domain).is_some() && facts.leads_home()
}
