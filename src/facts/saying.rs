//! What the mail says and asks, by meaning: in its subject, in its text, in its pictures' words.

use super::body::BodyFacts;
use super::identity::Identity;
use super::link::Link;
use super::owner::{Owner, Service};
use super::{Facts, Mark};
use crate::finding::Weight;
use crate::language::data::Meaning;
use crate::language::expression;

/// Something that the mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// What it says.
    pub meaning: Meaning,
    /// The words that say it.
    pub mark: Mark,
}

/// Reads what is said, the subject first.
pub(super) fn read(identity: &Identity, body: &BodyFacts) -> Vec<Saying> {
    let mut sayings = Vec::new();
    for said in expression::read(&identity.subject, false) {
        let mut mark = identity.subject_mark.clone();
        mark.excerpt.clone_from(&identity.subject);
        let meaning = said.meaning;
        sayings.push(Saying { meaning, mark });
    }
    for said in expression::read(&body.visible, body.is_wrapped()) {
        let meaning = said.meaning;
        let mark = body.mark(said.range);
        sayings.push(Saying { meaning, mark });
    }
    for page in &body.pages {
        for said in expression::read(&page.alts.join("\n"), false) {
            let excerpt = page.alts.join("\n");
            let excerpt = excerpt.get(said.range).unwrap_or_default().to_owned();
            let mark = Mark {
                excerpt,
                ..Mark::default()
            };
            let meaning = said.meaning;
            sayings.push(Saying { meaning, mark });
        }
    }
    sayings
}

impl Facts<'_> {
    /// What the mail says of these, in their order: the first places of each.
    #[must_use]
    pub fn says(&self, meanings: &[Meaning]) -> Vec<&Saying> {
        let mut found = Vec::new();
        for meaning in meanings {
            let mut of_it = self.sayings.iter().filter(|said| said.meaning == *meaning);
            found.extend(of_it.next());
        }
        found
    }

    /// An action link to a stranger, where every action link leads away both from the sender's
    /// organisation and from the claimed brand, and none only counts clicks.
    #[must_use]
    pub fn third_party_link(&self) -> Option<&Link> {
        let from = self.identity.from_domain();
        let mut actions = self
            .links
            .iter()
            .filter(|link| link.action && link.is_web());
        let own = |link: &Link| {
            let domain = link.domain();
            let senders = from
                .as_ref()
                .zip(domain)
                .is_some_and(|(from, domain)| from.same_organization(domain));
            let counter = matches!(link.owner, Owner::Service(Service::Mailer(_)));
            let claimed = matches!(link.owner, Owner::ClaimedBrand | Owner::Originator);
            senders || counter || claimed
        };
        let stranger = |link: &&Link| {
            matches!(
                link.owner,
                Owner::Unknown | Owner::Service(Service::Host(_))
            )
        };
        let first = actions.clone().find(stranger)?;
        (!actions.any(own)).then_some(first)
    }

    /// Whether the words are those of the organisation that From names, so far as it can be seen.
    #[must_use]
    pub fn words_are_senders(&self) -> bool {
        let strangers = self
            .claimed_brand()
            .is_some_and(|brand| brand.strangers_text.is_some());
        let proven = match self.claimed_brand() {
            Some(_) => self.brand_wrote_body(),
            None => self.auth.aligned_pass() && !self.is_from_free_mail(),
        };
        proven && !strangers && self.third_party_link().is_none()
    }

    /// Whether From is a mailbox that anybody can open.
    #[must_use]
    pub fn is_from_free_mail(&self) -> bool {
        let from = self.identity.from_domain();
        from.is_some_and(|from| self.is_free_mail(&from))
    }

    /// How much words weigh that genuine mail hardly has: little where the sender is proven to have
    /// written them, or where people talk on a list.
    #[must_use]
    pub fn weight_of_alarm(&self) -> Weight {
        if self.words_are_senders() || self.identity.through_list {
            Weight::Hint
        } else {
            Weight::Strong
        }
    }

    /// How much words weigh that genuine mail has, too: much only where the mail leads to strangers,
    /// comes from a free mailbox in a company's name, or from another than it claims.
    #[must_use]
    pub fn weight_of_notice(&self) -> Weight {
        let company = self
            .claim
            .as_ref()
            .is_some_and(|claim| claim.whom != super::claim::Whom::Person);
        let from = self.identity.from_domain();
        let foreign = self.claimed_brand().is_some_and(|brand| {
            from.as_ref()
                .is_none_or(|from| !brand.owns(from) && brand.tenant_of(from).is_none())
        });
        let away = self.third_party_link().is_some() || foreign;
        if away || (company && self.is_from_free_mail()) {
            self.weight_of_alarm()
        } else {
            Weight::Hint
        }
    }
}
