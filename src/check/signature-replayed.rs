//! A valid signature that is much older than the mail's arrival, in a mail that names other readers.
//!
//! So a mail that somebody once really got is sent on to many others (RFC 6376 §8.6). Innocent
//! cause: a forward that kept everything as it was.

use super::Check;
use crate::facts::signature::Signature;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::message::Mailbox;

pub(super) const CHECK: Check = Check {
    id: "signature-replayed",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

/// Longest that an honest mail is under way, in seconds: RFC 5321 §4.5.4.1 gives up after five days.
const LONGEST_WAY: i64 = 5 * 24 * 60 * 60;

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let received_at = facts.auth.received_at?;
    let reader = |mailbox: &Mailbox| {
        let address = mailbox.address.as_deref().unwrap_or_default();
        facts
            .context
            .addresses
            .iter()
            .any(|own| own.eq_ignore_ascii_case(address))
    };
    let named = facts.identity.recipients.iter().any(reader);
    let told = !facts.context.addresses.is_empty() && !facts.identity.recipients.is_empty();
    if named || !told || facts.identity.through_list {
        return None;
    }
    let old = |found: &&Signature| {
        let age = found.signed_at.map(|signed_at| received_at - signed_at);
        found.holds(Some(received_at)) && age.is_some_and(|age| age > LONGEST_WAY)
    };
    let signature = facts.own_signatures().find(old)?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("domain", signature.domain.clone().unwrap_or_default())
            .with("date", crate::time::date(signature.signed_at?))
            .seen_at([facts.signature_evidence(signature)]),
    )
}
