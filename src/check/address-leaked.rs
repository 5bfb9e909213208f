//! An address that only one shop has gets mail from somebody else.
//!
//! It says that the address has probably leaked or been sold. It says nothing about who
//! wrote this mail, so the verdict leaves its family out.
//!
//! Innocent causes: the shop's own provider or sister company; the address was given away after all.

use super::Check;
use crate::domain::Domain;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::provider;

pub(super) const CHECK: Check = Check {
    id: "address-leaked",
    family: Family::Recipient,
    needs: Coverage::of(&[Aspect::Originators, Aspect::OnlyFor]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let shop = facts
        .brands
        .find(facts.context.only_for.as_deref()?)
        .and_then(|index| facts.brands.at(index))?;
    let from = facts.identity.from.first()?.domain()?;
    if shop.owns(&from) || sends_for(facts, shop, &from) {
        return None;
    }
    // The shop's name over a foreign address is for the claim's checks; here only who writes counts.
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("shop", &shop.name)
            .with("domain", from.to_unicode())
            .seen_at([facts.evidence(&facts.identity.from_mark)]),
    )
}

/// Whether the domain is a provider's that sends for the shop.
fn sends_for(facts: &Facts<'_>, shop: &crate::brand::profile::Profile, from: &Domain) -> bool {
    let mailer = provider::built_in().mailer(from);
    shop.tenant_of(from).is_some()
        || mailer.is_some_and(|mailer| shop.providers.iter().any(|known| known.id == mailer.id))
            && facts
                .claimed_brand()
                .is_some_and(|claimed| claimed.id == shop.id)
}
