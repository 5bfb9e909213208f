//! An address that only one shop has gets mail from somebody else.
//!
//! It says that the address has probably leaked or been sold. It says nothing about who
//! wrote this mail, so the verdict leaves its family out.
//!
//! Innocent causes: the shop's own provider or sister company; the address was given away after all,
//! or only looks like one for a shop. A carrier that is proven gets addresses from the shop; an alias
//! service writes its own address into From; people of the reader's own domain and of lists know it.

use super::Check;
use crate::brand::profile::Sector;
use crate::domain::Domain;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, VARIANT, Weight};
use crate::provider::{self, data::AliasForm};

pub(super) const CHECK: Check = Check {
    id: "address-leaked",
    family: Family::Recipient,
    needs: Coverage::of(&[Aspect::Originators, Aspect::OnlyFor]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let only_for = facts.only_for.as_ref()?;
    let shop = facts.brands.at(only_for.brand)?;
    let from = facts.identity.from.first()?.domain()?;
    let mut aliases = provider::built_in().aliases_at(&from);
    let hidden = aliases.any(|(form, _)| form == AliasForm::Reply);
    if hidden || shop.owns(&from) || sends_for(facts, shop, &from) || carries(facts) {
        return None;
    }
    let address = only_for.address.as_deref();
    if address.is_some_and(|address| facts.identity.discussion || is_own(&from, address)) {
        return None;
    }
    // The shop's name over a foreign address is for the claim's checks; here only who writes counts.
    let finding = Finding::against(CHECK.id, CHECK.family, Weight::Hint)
        .with("shop", &shop.name)
        .with("domain", from.to_unicode())
        .seen_at([facts.evidence(&facts.identity.from_mark)]);
    Some(match address {
        Some(address) => finding.with("address", address).with(VARIANT, "guessed"),
        None => finding,
    })
}

/// Whether a domain is that of the reader's address.
fn is_own(from: &Domain, address: &str) -> bool {
    let own = address.rsplit_once('@').map(|(_, domain)| domain);
    let own = own.and_then(Domain::parse);
    own.is_some_and(|own| own.same_organization(from))
}

/// Whether a carrier wrote it, to whom shops give addresses.
fn carries(facts: &Facts<'_>) -> bool {
    let brand = facts.claimed_brand();
    brand.is_some_and(|brand| brand.sector == Sector::Parcel) && facts.brand_is_authenticated()
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
