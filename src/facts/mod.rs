//! What can be read out of a mail, computed once; the checks ask questions of it.
//!
//! One file for each source of facts. Nothing here weighs or words anything.

pub mod alignment;
pub mod arc;
pub mod auth;
pub mod body;
pub mod claim;
mod clause;
pub mod dkim;
mod greeting;
pub mod hiding;
pub mod identity;
mod leads;
pub mod line;
pub mod link;
mod mark;
mod naming;
pub mod nested;
mod offer;
pub mod only_for;
mod opening;
pub mod owner;
mod person;
mod phone;
pub mod proof;
mod receiver;
pub mod results;
pub mod route;
mod salutation;
pub mod saying;
mod sighting;
pub mod signature;
mod target;
mod wrapper;

use crate::brand::Brands;
use crate::brand::profile::Profile;
use crate::domain::Domain;
use crate::domain::lookalike::{self, Resemblance};
use crate::input::{Context, Kind};
use crate::message::Message;
use crate::provider;
use crate::source::Source;
use crate::work::Step;
use claim::{Certainty, Whom};
pub use mark::{Mark, Spot};
use proof::Binding;
use serde::Serialize;

/// Everything the checks may ask about.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The unwrapped paste.
    source: &'a Source<'a>,
    /// The mail that is judged: the inner one of a forward.
    pub message: &'a Message,
    /// What the person says.
    pub context: &'a Context,
    /// The brands we know, the person's profile among them.
    pub brands: &'a Brands,
    /// What was pasted.
    pub kind: Kind,
    /// Whether the mail that is judged came inside another.
    pub forwarded: bool,
    /// What there was to be looked at.
    pub coverage: Coverage,
    /// Who wrote it, by the header fields.
    pub identity: identity::Identity,
    /// The way it took.
    pub route: route::Route,
    /// The signatures, verified over what was pasted.
    pub signatures: signature::Signatures,
    /// Results of others' checks, and whose they are.
    pub auth: auth::Authentication,
    /// What is to be read.
    pub body: body::BodyFacts,
    /// Where it leads.
    pub links: Vec<link::Link>,
    /// Whom it claims to be.
    pub claim: Option<claim::Claim>,
    /// What it says and asks.
    pub sayings: Vec<saying::Saying>,
    /// What it hides.
    pub hiding: hiding::Hiding,
    /// The one shop that has the reader's address.
    pub only_for: Option<only_for::OnlyFor>,
    /// The mails inside it, judged.
    pub nested: Vec<nested::Judged>,
}

/// One aspect of a mail that can be there or be missing from the paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// From, Reply-To and the other fields that name who wrote it.
    Originators,
    /// Results of SPF, DKIM or DMARC from a receiver that can be believed.
    Results,
    /// A signature that could be verified here.
    Signatures,
    /// The words.
    Text,
    /// The real targets of the links.
    LinkTargets,
    /// What came along.
    Attachments,
    /// The reader's own address.
    Recipient,
    /// To which shop alone the address was given.
    OnlyFor,
}

/// Which aspects there were to be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage(u8);

impl Coverage {
    /// Nothing.
    pub const NOTHING: Self = Self(0);

    /// The aspects given.
    #[must_use]
    pub const fn of(aspects: &[Aspect]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < aspects.len() {
            bits |= 1 << aspects[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// Whether the aspect was there.
    #[must_use]
    pub const fn has(self, aspect: Aspect) -> bool {
        self.0 & (1 << aspect as u8) != 0
    }

    /// The aspects of `needed` that were not there.
    #[must_use]
    pub fn missing(self, needed: Self) -> Vec<Aspect> {
        Self(needed.0 & !self.0).aspects()
    }

    /// The aspects in order.
    #[must_use]
    pub fn aspects(self) -> Vec<Aspect> {
        ALL.iter()
            .copied()
            .filter(|aspect| self.has(*aspect))
            .collect()
    }

    pub(crate) fn set(&mut self, aspect: Aspect, there: bool) {
        if there {
            self.0 |= 1 << aspect as u8;
        }
    }
}

const ALL: [Aspect; 8] = [
    Aspect::Originators,
    Aspect::Results,
    Aspect::Signatures,
    Aspect::Text,
    Aspect::LinkTargets,
    Aspect::Attachments,
    Aspect::Recipient,
    Aspect::OnlyFor,
];

impl<'a> Facts<'a> {
    /// Reads the facts out of a mail; a forward is read by its inner mail.
    #[must_use]
    pub fn read(
        source: &'a Source<'a>,
        outer: &'a Message,
        kind: Kind,
        context: &'a Context,
        brands: &'a Brands,
    ) -> Self {
        Self::read_in_steps(source, outer, kind, context, brands, &mut |_| ())
    }

    /// The same, and says before each step that it begins.
    #[must_use]
    pub fn read_in_steps(
        source: &'a Source<'a>,
        outer: &'a Message,
        kind: Kind,
        context: &'a Context,
        brands: &'a Brands,
        begin: &mut dyn FnMut(Step),
    ) -> Self {
        Self::of(source, outer, kind, context, brands, false, begin)
    }

    /// The same of a mail that came `inside` another, whose sender wrote all of its fields.
    fn of(
        source: &'a Source<'a>,
        outer: &'a Message,
        kind: Kind,
        context: &'a Context,
        brands: &'a Brands,
        inside: bool,
        begin: &mut dyn FnMut(Step),
    ) -> Self {
        begin(Step::Signatures);
        let forwarded = inside || outer.forward.is_some();
        let message = outer
            .forward
            .as_ref()
            .map_or(outer, |forward| &forward.message);
        let providers = provider::built_in();
        let identity = identity::Identity::read(message);
        let route = if inside {
            route::Route::default()
        } else {
            route::Route::read(message)
        };
        let signatures = signature::Signatures::read(source, message, kind, &context.keys);
        let auth =
            auth::Authentication::read(message, &route, &identity, &signatures, context, providers);
        begin(Step::Words);
        let body = body::BodyFacts::read(message, &identity, context);
        begin(Step::Links);
        let mut links = link::read(message, &body, kind, context);
        owner::resemble(&mut links, brands, providers, kind);
        begin(Step::Claim);
        let claim = claim::read(brands, providers, &identity, &body, &links, kind, context);
        owner::attribute(
            &mut links,
            brands,
            providers,
            claim.as_ref(),
            &identity,
            &auth,
        );
        begin(Step::Sayings);
        let sayings = saying::read(&identity, &body);
        let hiding = hiding::Hiding::read(message, &identity, &body);
        let only_for = only_for::OnlyFor::read(message, &identity, context, brands, providers);
        let nested = nested::read(source, message, context, brands);
        let mut facts = Self {
            source,
            message,
            context,
            brands,
            kind,
            forwarded,
            coverage: Coverage::default(),
            identity,
            route,
            signatures,
            auth,
            body,
            links,
            claim,
            sayings,
            hiding,
            only_for: only_for.filter(|_| !inside),
            nested,
        };
        facts.coverage = facts.cover();
        facts
    }

    fn cover(&self) -> Coverage {
        let mut coverage = Coverage::default();
        let has_body = !self.message.texts.is_empty() || !self.message.htmls.is_empty();
        let is_mail = matches!(self.kind, Kind::Message)
            && !(self.forwarded && has_body && self.message.fields.is_empty());
        coverage.set(
            Aspect::Originators,
            !self.identity.from.is_empty() || self.message.field("from").is_some(),
        );
        coverage.set(
            Aspect::Results,
            self.auth.results.iter().any(|result| result.trust.counts()),
        );
        coverage.set(
            Aspect::Signatures,
            self.signatures.list.iter().any(|found| found.key.is_some()),
        );
        coverage.set(Aspect::Text, has_body && self.kind != Kind::Links);
        let targets = is_mail
            || matches!(self.kind, Kind::Html | Kind::Links)
            || !self.message.htmls.is_empty();
        coverage.set(Aspect::LinkTargets, targets && has_body);
        coverage.set(Aspect::Attachments, self.kind == Kind::Message);
        coverage.set(Aspect::Recipient, !self.body.reader_addresses.is_empty());
        coverage.set(Aspect::OnlyFor, self.only_for.is_some());
        coverage
    }

    /// The claimed brand, if the claim is one.
    #[must_use]
    pub fn claimed_brand(&self) -> Option<&Profile> {
        match self.claim.as_ref()?.whom {
            Whom::Brand(index) => self.brands.at(index),
            Whom::Organisation(_) | Whom::Person => None,
        }
    }

    /// Whether the claim is more than possible.
    #[must_use]
    pub fn claim_is_sure(&self) -> bool {
        let claim = self.claim.as_ref();
        claim.is_some_and(|claim| claim.certainty > Certainty::Possible)
    }

    /// Whether a trusted receiver reports an aligned pass for a domain of the claimed brand.
    ///
    /// The passing domain itself must be the brand's: below a mailbox provider's own domain
    /// every customer's mail passes for the parent.
    #[must_use]
    pub fn brand_is_reported(&self) -> bool {
        let Some(brand) = self.claimed_brand() else {
            return false;
        };
        // Where anybody can have a mailbox at the brand's own name, a pass is any customer's.
        let own = |from: &Domain| brand.owns(from) && !self.is_free_mail(from);
        let Some(from) = self.identity.from_domain().filter(own) else {
            return false;
        };
        let whole = Domain::parse(from.organizational()).is_some_and(|domain| brand.owns(&domain));
        let passes = |result: &auth::AuthResult| {
            let domain = result.domain.as_deref().and_then(Domain::parse);
            let own =
                domain.is_some_and(|domain| brand.owns(&domain) && domain.same_organization(&from));
            result.trust.counts()
                && result.result == "pass"
                && matches!(&*result.method, "spf" | "dkim")
                && own
        };
        self.auth.results.iter().any(passes) || (whole && self.auth.aligned_pass())
    }

    /// Whether a trusted receiver's report or a signature verified here proves that the claimed
    /// brand wrote From and Subject; what stands in the body is for [`Self::brand_wrote_body`].
    #[must_use]
    pub fn brand_is_authenticated(&self) -> bool {
        self.brand_is_reported() || self.brand_proof().is_some()
    }

    /// Whether the proof reaches the body, so far as it can be seen: a header block that verifies
    /// can be glued to another body.
    #[must_use]
    pub fn brand_wrote_body(&self) -> bool {
        match self.body_binding() {
            Binding::Bound => self.brand_is_authenticated(),
            Binding::Unbound => false,
            Binding::Unknown => self.brand_is_reported(),
        }
    }

    /// Whether From bears this brand's name or one that looks like it.
    #[must_use]
    pub fn from_bears_name_of(&self, brand: &Profile) -> bool {
        let from = self.identity.from_domain();
        let found = from.and_then(|from| lookalike::in_any_host(self.brands, &from, false));
        let bearer = found.and_then(|found| self.brands.at(found.brand));
        bearer.is_some_and(|bearer| bearer.id == brand.id)
    }

    /// Whether anybody can open a mailbox at this domain.
    #[must_use]
    pub fn is_free_mail(&self, domain: &Domain) -> bool {
        provider::built_in().is_free_mail(self.brands, domain)
    }

    /// The links in whose hosts or paths a brand's name stands that is not theirs.
    pub fn resemblances(&self) -> impl Iterator<Item = (&link::Link, &Resemblance)> {
        self.links
            .iter()
            .filter_map(|link| Some((link, link.resemblance.as_ref()?)))
    }

    /// Whether the mail claims to be the brand whose name the link carries, from an address that is
    /// not the brand's; a sender's own host counts only under a claim that is more than possible.
    #[must_use]
    pub fn claims_from_abroad(&self, link: &link::Link, brand: usize) -> bool {
        let from = self.identity.from_domain();
        let owner = from.as_ref().and_then(|from| self.brands.owner(from));
        let own = from.zip(link.domain());
        let own = own.is_some_and(|(from, domain)| from.same_organization(domain));
        self.claim.as_ref().is_some_and(|claim| {
            let sure = !own || claim.certainty > Certainty::Possible;
            sure && claim.whom == Whom::Brand(brand) && owner != Some(brand)
        })
    }
}
