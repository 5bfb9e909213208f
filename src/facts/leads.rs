//! Where the mail as a whole leads: home, to strangers, to what anybody can fill.

use super::Facts;
use super::link::Link;
use super::owner::{Owner, Service};
use crate::domain::Domain;
use crate::input::Kind;
use crate::provider::data::HostKind;

/// To how many places a mail leads at most which wants one thing of its reader.
const FEW: usize = 6;

impl Facts<'_> {
    /// What the mail would have its reader open.
    fn web_actions(&self) -> impl Iterator<Item = &Link> + Clone {
        self.links
            .iter()
            .filter(|link| link.action && link.is_web())
    }

    /// An action link to a stranger, where every action link leads away both from the sender's
    /// organisation and from the claimed brand, and none only counts clicks.
    #[must_use]
    pub fn third_party_link(&self) -> Option<&Link> {
        let mut actions = self.web_actions();
        let first = actions.clone().find(|link| is_strangers(link))?;
        (!actions.any(|link| self.is_home(link))).then_some(first)
    }

    /// Whether something to open leads to the sender's organisation, the claimed brand, or a counter of
    /// clicks.
    #[must_use]
    pub fn leads_home(&self) -> bool {
        let mut actions = self.web_actions();
        actions.any(|link| self.is_home(link))
    }

    /// Whether there is something to open, and all of it leads there, and to no page of strangers on those
    /// hosts.
    pub(super) fn leads_only_home(&self) -> bool {
        let mut actions = self.web_actions();
        let strangers = |link: &Link| matches!(link.owner, Owner::Service(Service::Host(_)));
        self.leads_home() && actions.all(|link| self.is_home(link) && !strangers(link))
    }

    fn is_home(&self, link: &Link) -> bool {
        let from = self.identity.from_domain();
        let (Some(from), Some(domain)) = (from, link.domain()) else {
            return matches!(link.owner, Owner::ClaimedBrand);
        };
        let brand = self.claimed_brand();
        let brands = brand.is_some_and(|brand| brand.owns(&from) && brand.owns(domain));
        let counter = matches!(link.owner, Owner::Service(Service::Mailer(_)));
        let known = matches!(link.owner, Owner::ClaimedBrand | Owner::Originator);
        from.same_organization(domain) || brands || counter || known
    }

    /// An action link to a stranger in a mail of unknown sender which leads to few places, all of strangers:
    /// a shop's newsletter leads to many of its own, and a bait to one.
    #[must_use]
    pub fn bait_link(&self) -> Option<&Link> {
        let brand = self.claimed_brand();
        let own = |link: &Link| {
            let owned = brand.zip(link.domain());
            owned.is_some_and(|(brand, domain)| brand.owns(domain))
        };
        let bait = self.identity.from_domain().is_none()
            && self.web_actions().count() <= FEW
            && self
                .web_actions()
                .all(|link| is_strangers(link) && !own(link));
        self.web_actions().next().filter(|_| bait)
    }

    /// An action link, where every one of them leads to a place that anybody can fill and whose address does
    /// not say who did: a redirector, a short link, a storage bucket.
    #[must_use]
    pub fn shared_host_link(&self) -> Option<&Link> {
        let shared = |link: &Link| {
            matches!(
                link.owner,
                Owner::Service(Service::Host(
                    HostKind::Redirect | HostKind::Shortener | HostKind::Storage
                ))
            )
        };
        let all = self.web_actions().all(shared);
        self.web_actions().next().filter(|_| all)
    }

    /// Whether there are many links, and one host takes them all: a mass mailing that counts its clicks.
    #[must_use]
    pub fn counts_clicks(&self) -> bool {
        let mut domains = self.web_actions().map(Link::domain);
        let first = domains.next().flatten();
        let same = |domain: Option<&Domain>| {
            let both = first.zip(domain);
            both.is_some_and(|(first, domain)| first.same_organization(domain))
        };
        self.web_actions().count() > FEW + FEW / 2 && domains.all(same)
    }

    /// Whether most of what there is to open in a pasted page is the claimed brand's own.
    #[must_use]
    pub fn leads_mostly_to_brand(&self) -> bool {
        let own = |link: &&Link| link.owner == Owner::ClaimedBrand;
        let count = self.web_actions().count();
        self.kind == Kind::Html && count > 0 && self.web_actions().filter(own).count() * 2 >= count
    }
}

/// Whether a link leads to nobody we know, or to a host where anybody can be.
fn is_strangers(link: &Link) -> bool {
    matches!(
        link.owner,
        Owner::Unknown | Owner::Service(Service::Host(_))
    )
}
