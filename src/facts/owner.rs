//! Whose each link is, and whose name a stranger's host carries.
//!
//! What is known beforehand of brands, mailers and hosts is held against destinations; where a
//! destination is not in the link, its owner is the service that hides it.

use super::auth::Authentication;
use super::claim::{Claim, Whom};
use super::identity::Identity;
use super::link::Link;
use crate::brand::Brands;
use crate::domain::lookalike::{self, Resemblance};
use crate::input::Kind;
use crate::provider::Index;
use crate::provider::data::HostKind;
use std::collections::HashMap;

/// Whose a destination is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The claimed brand's own, or its tenant's at a provider.
    ClaimedBrand,
    /// Another brand's.
    Brand(usize),
    /// Of the organisation in From.
    Originator,
    /// Somewhere anybody can be: a click counter, a shortener, a form.
    Service(Service),
    /// Nobody we know.
    Unknown,
}

/// A host that serves strangers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// A mail service provider's click counter, by its identifier.
    Mailer(String),
    /// A kind of host.
    Host(crate::provider::data::HostKind),
}

/// Looks for brands' names in the hosts and paths of strangers.
pub(super) fn resemble(links: &mut [Link], brands: &Brands, providers: &Index, kind: Kind) {
    // A mail leads to few hosts, and to some of them many times.
    let mut known: HashMap<String, Option<Resemblance>> = HashMap::new();
    for link in links {
        let web = link.is_web() || kind == Kind::Links;
        let Some(domain) = link.domain().filter(|_| web) else {
            continue;
        };
        let place = providers.host_kind(domain, &link.destination_path);
        let brand = brands.owner_and_name(domain);
        // A brand's own, unless strangers have pages there ("sites.google.com").
        if brand.is_some_and(|(_, owned)| place.is_none_or(|(_, name)| owned.len() > name.len())) {
            continue;
        }
        let free = match place {
            None => false,
            Some((HostKind::FreeHosting | HostKind::Storage, _)) => true,
            Some(_) => continue,
        };
        if providers.mailer(domain).is_some() {
            continue;
        }
        let found = known
            .entry(domain.as_str().to_owned())
            .or_insert_with(|| lookalike::in_host(brands, domain, free))
            .clone();
        link.resemblance = found.or_else(|| lookalike::in_path(brands, &link.destination_path));
    }
}

/// Says of each link whose it is.
pub(super) fn attribute(
    links: &mut [Link],
    brands: &Brands,
    providers: &Index,
    claim: Option<&Claim>,
    identity: &Identity,
    auth: &Authentication,
) {
    let claimed = claim.and_then(|claim| match claim.whom {
        Whom::Brand(index) => Some(index),
        Whom::Organisation(_) | Whom::Person => None,
    });
    let profile = claimed.and_then(|index| brands.at(index));
    let from = identity.from_domain();
    // An unproven From is only a name: its organisation may own nothing of this.
    let originator = from.filter(|_| auth.aligned_pass() || claimed.is_none());
    for link in links {
        let Some(domain) = link.domain().cloned() else {
            continue;
        };
        let tenant = profile.is_some_and(|profile| profile.tenant_of(&domain).is_some());
        let host = providers.host_kind(&domain, &link.destination_path);
        let brand = brands.owner_and_name(&domain);
        // Of a brand's name and a name that serves strangers the longer one tells whose it is.
        let strangers =
            host.filter(|(_, name)| brand.is_none_or(|(_, owned)| owned.len() <= name.len()));
        link.owner = match (strangers, brand) {
            _ if tenant => Owner::ClaimedBrand,
            (Some((kind, _)), Some((brand, _))) if is_plain(kind) && Some(brand) == claimed => {
                Owner::ClaimedBrand
            }
            // Mailboxes are open to anybody there, pages are not.
            (None | Some((HostKind::FreeMail, _)), Some((brand, _))) if Some(brand) == claimed => {
                Owner::ClaimedBrand
            }
            (None | Some((HostKind::FreeMail, _)), Some((brand, _))) => Owner::Brand(brand),
            (Some((kind, _)), _) => Owner::Service(Service::Host(kind)),
            (None, None) => match providers.mailer(&domain) {
                Some(mailer) => Owner::Service(Service::Mailer(mailer.id.clone())),
                None if originator
                    .as_ref()
                    .is_some_and(|from| from.same_organization(&domain)) =>
                {
                    Owner::Originator
                }
                None => Owner::Unknown,
            },
        };
    }
}

/// A kind of host at which a brand's own page may stand under its own name.
fn is_plain(kind: HostKind) -> bool {
    matches!(
        kind,
        HostKind::Shortener | HostKind::FreeMail | HostKind::Redirect
    )
}
