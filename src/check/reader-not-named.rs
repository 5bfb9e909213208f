//! The reader's address stands in neither To nor Cc.
//!
//! It went to many at once, or to somebody else. Innocent causes: lists, blind copies, newsletters, mail
//! to an address that passes it on. So it is told, and never drives the answer.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "reader-not-named",
    family: Family::Recipient,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Recipient]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let own = &facts.context.addresses;
    let first = own.first()?;
    let named = facts.identity.recipients.iter().any(|mailbox| {
        let address = mailbox.address.as_deref().unwrap_or_default();
        own.iter().any(|known| known.eq_ignore_ascii_case(address))
    });
    if named || facts.identity.through_list || facts.forwarded {
        return None;
    }
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("address", first)
            .with("count", facts.identity.recipients.len().to_string()),
    )
}
