//! A picture that is a link is nearly all there is to see.
//!
//! Its words are kept from filters, and from people who cannot see pictures. Innocent causes: shops'
//! newsletters; their senders are proven.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "picture-only",
    family: Family::Hiding,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let link = facts.links.iter().find(|link| link.picture)?;
    // Without a sender a shop's own pictures look like anybody's, unless they lead to one place.
    let known = facts.identity.from_domain().is_some();
    // Where the links lead is told by `link-shared-host` then; it is no second sign.
    let shared = facts.shared_host_link().is_some();
    let away = (known && facts.third_party_link().is_some())
        || facts.is_from_free_mail()
        || facts.bait_link().is_some() && !shared;
    let weight = if away && !facts.identity.discussion {
        Weight::Strong
    } else {
        Weight::Hint
    };
    let finding =
        Finding::against(CHECK.id, CHECK.family, weight).seen_at([facts.evidence(&link.mark)]);
    (facts.hiding.picture_only && !facts.words_are_senders()).then_some(finding)
}
