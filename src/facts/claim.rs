//! Whom a mail claims to be: a brand we know, another organisation, or a person.
//!
//! A name counts as a claim only where a sender introduces itself: in the display name, the
//! address, or the subject together with the page's own head. What a text merely mentions
//! claims nothing.

use super::body::BodyFacts;
use super::identity::Identity;
use super::link::Link;
use super::naming::{
    introduces_itself, is_function, is_letter, is_nobody, leads, may_be_a_surname, names_in,
    owners_in, stands_alone,
};
use super::offer::offers_in;
use super::sighting::{Sighting, Sightings};
use super::{Mark, Spot};
use crate::brand::Brands;
use crate::domain::{Domain, lookalike};
use crate::input::{Context, Kind};
use crate::provider::Index;
use serde::Serialize;

/// How much of the text counts as its head, in characters: where a sender introduces itself.
const HEAD_CHARACTERS: usize = 700;

/// How much of its end counts, in characters: the signature and the lines below it.
const TAIL_CHARACTERS: usize = 500;

/// How many pictures' words count: the logo is among the first.
const HEAD_PICTURES: usize = 4;

/// Whom a mail claims to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whom.
    pub whom: Whom,
    /// Where that was seen, surest first.
    pub seen_in: Vec<Zone>,
    /// How sure that is.
    pub certainty: Certainty,
    /// Where it stands.
    pub mark: Mark,
}

/// Whom a mail can claim to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A brand, by its index.
    Brand(usize),
    /// A company or shop that we do not know, by its organisational domain.
    Organisation(String),
    /// Somebody in particular.
    Person,
}

/// How sure a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It may be a mention.
    Possible,
    /// It hardly can be anything else.
    Likely,
    /// It says so where a sender names itself.
    Certain,
}

/// Where a claim is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Zone {
    /// The person says so.
    Reader,
    /// The display name of From.
    DisplayName,
    /// The domain of the From address is the brand's own.
    FromDomain,
    /// The From address has the brand's name in it.
    FromAddress,
    /// The subject.
    Subject,
    /// The title of the page.
    Title,
    /// The words of its first pictures.
    Picture,
    /// The first lines of the text.
    Head,
    /// Subject or first lines, beside a word that shops' mails use ("Netto-Gutschein").
    Offer,
    /// The host of a link.
    Link,
}

/// Reads the claim.
pub(super) fn read(
    brands: &Brands,
    providers: &Index,
    identity: &Identity,
    body: &BodyFacts,
    links: &[Link],
    kind: Kind,
    context: &Context,
) -> Option<Claim> {
    let found = if kind == Kind::Links {
        link_claim(brands, links)
    } else {
        let seen = sightings(brands, providers, identity, body);
        brand_claim(brands, providers, identity, &seen)
    };
    // The person's word counts where the mail's own words name no brand, or not surely.
    let said = context.brand.as_deref().and_then(|id| brands.find(id));
    let said = said.filter(|_| {
        let sure = |found: &Claim| found.certainty > Certainty::Possible;
        !found.as_ref().is_some_and(sure)
    });
    if let Some(brand) = said {
        let zones = vec![Zone::Reader];
        let mark = Mark::default();
        return Some(claim(brand, zones, Certainty::Certain, mark));
    }
    if kind == Kind::Links {
        return found;
    }
    found.or_else(|| organisation_or_person(brands, providers, identity))
}

fn claim(brand: usize, seen_in: Vec<Zone>, certainty: Certainty, mark: Mark) -> Claim {
    Claim {
        whom: Whom::Brand(brand),
        seen_in,
        certainty,
        mark,
    }
}

fn sightings(
    brands: &Brands,
    providers: &Index,
    identity: &Identity,
    body: &BodyFacts,
) -> Sightings {
    let mut seen = Sightings::default();
    for text in [identity.subject.as_str(), &head(&body.visible)] {
        for (brand, common) in offers_in(brands, text) {
            seen.add(brand, Zone::Offer, common);
        }
    }
    let mut note = |zone: Zone, text: &str| {
        let names = names_in(brands, text)
            .into_iter()
            .map(|alias| (alias.brand, alias.common));
        let owners = owners_in(brands, text)
            .into_iter()
            .map(|brand| (brand, false));
        for (brand, common) in names.chain(owners) {
            seen.add(brand, zone, common);
        }
    };
    note(
        Zone::DisplayName,
        identity.display_name().unwrap_or_default(),
    );
    note(Zone::Subject, &identity.subject);
    for page in &body.pages {
        note(Zone::Title, &page.title);
        for alt in page.alts.iter().take(HEAD_PICTURES) {
            note(Zone::Picture, alt);
        }
    }
    note(Zone::Head, &head(&body.visible));
    if identity.from.is_empty() && identity.subject.is_empty() {
        // Without header fields the signature is the other place where a sender names itself.
        note(Zone::Head, &tail(&body.visible));
    }
    if let Some(address) = identity
        .from
        .iter()
        .find_map(|mailbox| mailbox.address.as_deref())
    {
        let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
        note(Zone::FromAddress, local);
        let domain = Domain::parse(domain).filter(|domain| !providers.is_free_mail(brands, domain));
        let found = domain.and_then(|domain| lookalike::in_host(brands, &domain, false));
        if let Some(found) = found.filter(|found| !found.is_slip()) {
            seen.add(found.brand, Zone::FromAddress, false);
        }
    }
    seen
}

/// The last lines as they are read.
fn tail(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(TAIL_CHARACTERS);
    text.chars().skip(skip).collect()
}

/// The first lines as they are read.
fn head(text: &str) -> String {
    text.chars().take(HEAD_CHARACTERS).collect()
}

/// The brand that the sightings together claim.
fn brand_claim(
    brands: &Brands,
    providers: &Index,
    identity: &Identity,
    seen: &Sightings,
) -> Option<Claim> {
    let from_domain = identity
        .from
        .first()
        .and_then(crate::message::Mailbox::domain);
    let owner = from_domain
        .as_ref()
        .filter(|domain| !providers.is_free_mail(brands, domain))
        .and_then(|domain| brands.owner(domain));
    // What is shown is what is claimed: another brand's address under a name is only forged or abused.
    let display_name = identity.display_name().unwrap_or_default();
    let shown = |owner| {
        let own = seen.get(owner);
        let named = own.is_some_and(|found| found.has(Zone::DisplayName));
        let silent = own.is_none() && is_nobody(display_name);
        let mut others = seen.0.iter().filter(|found| found.brand != owner);
        !named
            && others.any(|found| {
                let zone = certainty_of(brands, providers, identity, found.brand, found);
                zone.is_some_and(|(_, zone)| zone == Zone::DisplayName)
                    || (silent && found.plainly(Zone::Offer))
            })
    };
    if let Some(owner) = owner.filter(|owner| !shown(*owner)) {
        let mut zones = vec![Zone::FromDomain];
        zones.extend(seen.get(owner).into_iter().flat_map(Sighting::zones));
        // Somebody who works there writes in a name of their own.
        let certainty = if is_letter(identity) {
            Certainty::Possible
        } else {
            Certainty::Certain
        };
        return Some(claim(owner, zones, certainty, identity.from_mark.clone()));
    }
    let mut best: Option<(Certainty, usize, Zone)> = None;
    // Each brand is weighed alone: what is known of another changes nothing for it.
    for sighting in &seen.0 {
        let brand = sighting.brand;
        let Some((certainty, zone)) = certainty_of(brands, providers, identity, brand, sighting)
        else {
            continue;
        };
        let rank = (certainty, std::cmp::Reverse(zone), sighting.zones.len());
        let is_better = best.is_none_or(|(other, index, other_zone)| {
            let others = seen.get(index).map_or(0, |sighting| sighting.zones.len());
            rank > (other, std::cmp::Reverse(other_zone), others)
        });
        if is_better {
            best = Some((certainty, brand, zone));
        }
    }
    let (certainty, brand, zone) = best?;
    let zones = seen
        .get(brand)
        .map(|sighting| sighting.zones().collect())
        .unwrap_or_default();
    let mark = match zone {
        Zone::DisplayName | Zone::FromAddress => identity.from_mark.clone(),
        Zone::Subject => identity.subject_mark.clone(),
        _ => Mark {
            excerpt: String::new(),
            spot: Spot::Nowhere,
        },
    };
    Some(claim(brand, zones, certainty, mark))
}

/// How surely the places at which a brand's name was seen make a claim.
fn certainty_of(
    brands: &Brands,
    providers: &Index,
    identity: &Identity,
    brand: usize,
    seen: &Sighting,
) -> Option<(Certainty, Zone)> {
    let head = seen.has(Zone::Head) || seen.has(Zone::Title) || seen.has(Zone::Picture);
    if may_be_a_surname(brands, providers, identity) {
        return None;
    }
    if seen.plainly(Zone::DisplayName) {
        return Some((Certainty::Certain, Zone::DisplayName));
    }
    if seen.has(Zone::DisplayName) {
        // An everyday word is a name only where nothing but functions stand beside it, or where others say it too.
        if stands_alone(brands, brand, identity.display_name().unwrap_or_default())
            || seen.plainly(Zone::FromAddress)
        {
            return Some((Certainty::Likely, Zone::DisplayName));
        }
        if seen.has(Zone::Picture)
            || seen.has(Zone::Title)
            || (seen.has(Zone::Subject) && seen.has(Zone::Head))
        {
            return Some((Certainty::Possible, Zone::DisplayName));
        }
        // The first word of a sender's name, with an offer behind it.
        if leads(brands, brand, identity) {
            return Some((Certainty::Possible, Zone::DisplayName));
        }
    }
    if identity.through_list || introduces_itself(identity) {
        return None;
    }
    if seen.plainly(Zone::FromAddress) && (seen.has(Zone::Subject) || head) {
        return Some((Certainty::Likely, Zone::FromAddress));
    }
    let named = |zone| seen.plainly(zone);
    let display_name = identity.display_name().unwrap_or_default();
    // Who introduces himself by a function only ("Account Support") leaves the name to the subject.
    if named(Zone::Subject) && is_function(display_name) {
        return Some((Certainty::Likely, Zone::Subject));
    }
    // A voucher of the brand's from nobody in particular.
    if seen.plainly(Zone::Offer) && is_nobody(display_name) {
        return Some((Certainty::Possible, Zone::Offer));
    }
    let zones = [Zone::Subject, Zone::Title, Zone::Picture]
        .into_iter()
        .filter(|zone| named(*zone))
        .count();
    if zones >= 2 && named(Zone::Head) || (named(Zone::Title) && named(Zone::Picture)) {
        return Some((Certainty::Likely, Zone::Title));
    }
    if named(Zone::Subject)
        && is_nobody(display_name)
        && (named(Zone::Title) || named(Zone::Picture) || named(Zone::Head))
    {
        return Some((Certainty::Possible, Zone::Subject));
    }
    if named(Zone::Title) || (named(Zone::Picture) && named(Zone::Head)) {
        return Some((Certainty::Possible, Zone::Title));
    }
    // A paste without header fields: the head of the text is where the sender introduces itself.
    if identity.from.is_empty()
        && identity.subject.is_empty()
        && (named(Zone::Head) || named(Zone::Picture))
    {
        return Some((Certainty::Possible, Zone::Head));
    }
    None
}

/// A bare link claims the brand that owns its host or whose name stands in it.
fn link_claim(brands: &Brands, links: &[Link]) -> Option<Claim> {
    links.iter().find_map(|link| {
        let owner = link.domain().and_then(|domain| brands.owner(domain));
        // A brand's own host bears another's name only where strangers have pages there.
        let (brand, certainty) = match (&link.resemblance, owner) {
            (Some(found), _) if found.is_slip() => (found.brand, Certainty::Possible),
            (Some(found), _) => (found.brand, Certainty::Likely),
            (None, Some(owner)) => (owner, Certainty::Certain),
            (None, None) => return None,
        };
        Some(claim(brand, vec![Zone::Link], certainty, link.mark.clone()))
    })
}

/// An organisation where the address is one's and the mail is no letter between people.
fn organisation_or_person(
    brands: &Brands,
    providers: &Index,
    identity: &Identity,
) -> Option<Claim> {
    let author = identity.from.first()?;
    let person = Claim {
        whom: Whom::Person,
        seen_in: vec![Zone::DisplayName],
        certainty: Certainty::Likely,
        mark: identity.from_mark.clone(),
    };
    let Some(domain) = author.domain() else {
        return author.display_name.is_some().then_some(person);
    };
    if providers.is_free_mail(brands, &domain) || identity.through_list {
        return Some(person);
    }
    if is_letter(identity) {
        return Some(person);
    }
    Some(Claim {
        whom: Whom::Organisation(domain.organizational().to_owned()),
        seen_in: vec![Zone::FromDomain],
        certainty: Certainty::Likely,
        mark: identity.from_mark.clone(),
    })
}
