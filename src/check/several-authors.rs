//! From is there twice, or names several addresses: none of them is *the* author.
//!
//! Mail programs show one of them, and receivers may have checked the other. Two addresses in one
//! field are allowed, with a Sender (RFC 5322 §3.6.2), and rare.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "several-authors",
    family: Family::Identity,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let identity = &facts.identity;
    let mut addresses: Vec<String> = Vec::new();
    for mailbox in &identity.from {
        let address = mailbox.address.as_deref().unwrap_or_default();
        let address = address.trim_end_matches('.').to_lowercase();
        if !address.is_empty() && !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    let fields = identity.from_fields > 1;
    if !fields && addresses.len() < 2 {
        return None;
    }
    let weight = if fields { Weight::Strong } else { Weight::Hint };
    let places = facts.message.fields.iter().enumerate();
    let from = places.filter(|(_, field)| field.name == "from");
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("addresses", addresses.join(", "))
            .seen_at(from.map(|(index, _)| facts.field_evidence(Some(index)))),
    )
}
