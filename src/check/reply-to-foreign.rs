//! Answers go to another organisation than the one in From.
//!
//! Innocent causes: ticket systems, newsletters and lists that take answers elsewhere; so it
//! is a hint, unless a brand's mail wants its answers in a mailbox that anybody can open.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "reply-to-foreign",
    family: Family::Identity,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let from = facts.identity.from.first()?.domain()?;
    let brand = facts.claimed_brand();
    let (mailbox, reply_to) = facts.identity.reply_to.iter().find_map(|mailbox| {
        let domain = mailbox.domain()?;
        let own = domain.same_organization(&from)
            || brand.is_some_and(|brand| brand.owns(&domain) && brand.owns(&from));
        (!own).then_some((mailbox, domain))
    })?;
    if facts.identity.through_list {
        return None;
    }
    let to_free_mail = facts.is_free_mail(&reply_to) && !facts.is_free_mail(&from);
    // Platforms pass on what strangers write, and answers go to those.
    let passes_on = brand.is_some_and(|brand| brand.strangers_text.is_some() && brand.owns(&from));
    let sure = to_free_mail && brand.is_some() && !facts.brand_is_authenticated();
    let weight = if sure && !passes_on {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("address", mailbox.address.clone().unwrap_or_default())
            .with("domain", from.to_unicode())
            .seen_at([facts.evidence(&facts.identity.reply_to_mark)]),
    )
}
