//! To which shop alone the reader's address was given: as they say, or as the address itself says.
//!
//! An address names a shop where people put one for this purpose: behind a plus sign (RFC 5233), in
//! front of a domain of their own, at the places of alias services. It is a guess: everyday words,
//! names of persons and addresses among a brand's own are left alone.

use super::identity::Identity;
use crate::brand::Brands;
use crate::domain::Domain;
use crate::input::Context;
use crate::message::{Field, Mailbox, Message};
use crate::provider::{Index, data::AliasForm};

/// Shortest name that stands for a shop where nothing but its place in an address tells so.
const SHORTEST_NAME: usize = 4;

/// Shortest name that does so behind a hyphen, where surnames stand, too.
const SHORTEST_HYPHENED: usize = 5;

/// The fields in which receivers note for which address a mail came in.
const DELIVERED: [&str; 4] = [
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
];

/// The one shop that has an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnlyFor {
    /// Index of the brand.
    pub brand: usize,
    /// The address that says so; none where the person does.
    pub address: Option<String>,
}

impl OnlyFor {
    pub(super) fn read(
        message: &Message,
        identity: &Identity,
        context: &Context,
        brands: &Brands,
        providers: &Index,
    ) -> Option<Self> {
        if let Some(id) = &context.only_for {
            let brand = brands.find(id)?;
            let address = None;
            return Some(Self { brand, address });
        }
        // Among several, the address of somebody else may stand.
        let to = match identity.recipients.as_slice() {
            [to] => Some(to.clone()),
            _ => None,
        };
        let own = context.addresses.iter().map(|address| Mailbox {
            display_name: None,
            address: Some(address.clone()),
        });
        let fields = message.fields.iter();
        let delivered = fields.filter(|field| DELIVERED.contains(&field.name.as_str()));
        let delivered = delivered.flat_map(Field::mailboxes);
        let mut all = to.into_iter().chain(own).chain(delivered);
        all.find_map(|mailbox| {
            let address = mailbox.address.as_deref()?;
            let brand = shop_in(address, brands, providers)?;
            let person = mailbox.display_name.as_deref().unwrap_or_default();
            (!is_named(person, brand, brands)).then(|| Self {
                brand,
                address: Some(address.to_owned()),
            })
        })
    }
}

/// The shop that an address names.
fn shop_in(address: &str, brands: &Brands, providers: &Index) -> Option<usize> {
    let (local, domain) = address.rsplit_once('@')?;
    let domain = Domain::parse(domain)?;
    let local = local.to_lowercase();
    if let Some((_, tag)) = local.split_once('+') {
        return tagged(tag, brands);
    }
    let mut at_service = false;
    for (form, below) in providers.aliases_at(&domain) {
        at_service = true;
        let tag = match (form, below) {
            (AliasForm::Below, true) => Some(&*local),
            (AliasForm::BeforeDot, false) => local.split_once('.').map(|(tag, _)| tag),
            (AliasForm::AfterHyphen, false) => local.rsplit_once('-').map(|(_, tag)| tag),
            _ => None,
        };
        if let Some(brand) = tag.and_then(|tag| tagged(tag, brands)) {
            return Some(brand);
        }
    }
    let others = at_service
        || brands.owner(&domain).is_some()
        || providers.is_free_mail(brands, &domain)
        || providers.mailer(&domain).is_some();
    if others {
        return None;
    }
    let (name, shortest) = match local.rsplit_once('-') {
        Some((_, name)) => (name, SHORTEST_HYPHENED),
        None => (&*local, SHORTEST_NAME),
    };
    let brand = whole_domain(&local, brands).or_else(|| {
        let found = brands.host_names().is(name)?;
        let everyday = brands.at(found.brand)?.common_word;
        let plain = !found.common && !found.joined && !everyday;
        (plain && name.len() >= shortest).then_some(found.brand)
    });
    // A family or a firm of that name.
    let label = domain.organizational();
    brand.filter(|_| !label.contains(name))
}

/// The shop named where only a shop's name has a reason to stand.
fn tagged(tag: &str, brands: &Brands) -> Option<usize> {
    let bare: String = tag.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = |text: &str| {
        let found = brands.host_names().is(text)?;
        (!found.common).then_some(found.brand)
    };
    // "amazon2026"
    let undated = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    whole_domain(tag, brands)
        .or_else(|| name(&bare))
        .or_else(|| name(undated))
}

/// The shop whose own domain this is.
fn whole_domain(text: &str, brands: &Brands) -> Option<usize> {
    brands.holder(text).filter(|_| text.contains('.'))
}

/// Whether somebody of several names is called like the brand.
fn is_named(person: &str, brand: usize, brands: &Brands) -> bool {
    let words = crate::brand::words(&crate::domain::skeleton::skeleton(person));
    let mut found = words.iter().filter_map(|word| brands.host_names().is(word));
    words.len() > 1 && found.any(|found| found.brand == brand)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{brand, provider};

    fn shop(address: &str) -> Option<&'static str> {
        let brands = brand::built_in();
        let found = shop_in(address, brands, provider::built_in())?;
        brands.at(found).map(|brand| brand.id.as_str())
    }

    #[test]
    fn an_address_for_one_shop_names_it() {
        for (address, wanted) in [
            ("amazon@ellison.example", "amazon"),
            ("play.com@ellison.example", "play-com"),
            ("PayPal@ellison.example", "paypal"),
            ("maya-zalando@ellison.example", "zalando"),
            ("maya.ellison+ikea@gmail.com", "ikea"),
            ("maya+john-lewis@gmail.com", "john-lewis"),
            ("maya+amazon.de@gmail.com", "amazon"),
            ("maya+amazon2026@ellison.example", "amazon"),
            ("amazon@maya.anonaddy.com", "amazon"),
            ("zalando.k3f9@anonaddy.me", "zalando"),
            ("paypal.kettle12@aleeas.com", "paypal"),
            ("shopping-ebay@yahoo.com", "ebay"),
        ] {
            assert_eq!(shop(address), Some(wanted), "{address}");
        }
    }

    #[test]
    fn what_only_looks_like_a_shop_names_none() {
        for address in [
            "maya@ellison.example",
            "orange@ellison.example",
            "next@ellison.example",
            "info@ellison.example",
            "john.lewis@ellison.example",
            "johnlewis@ellison.example",
            "maya.adidas@ellison.example",
            "amazon@gmail.com",
            "maya-amazon@gmail.com",
            "amazon@ebay.com",
            "service@paypal.com",
            "amazonas@ellison.example",
            "adidas@adidas-friends.example",
            "maya+news@gmail.com",
            "maya+orange@gmail.com",
            "kettle.amazon@aleeas.com",
            "amazon@",
            "@ellison.example",
        ] {
            assert_eq!(shop(address), None, "{address}");
        }
    }

    #[test]
    fn a_person_of_that_name_is_no_shop() {
        let brands = brand::built_in();
        let ikea = brands.find("ikea").unwrap_or_default();
        assert!(is_named("Ikea Holm", ikea, brands));
        assert!(!is_named("ikea", ikea, brands));
        assert!(!is_named("Maya Ellison", ikea, brands));
    }
}
