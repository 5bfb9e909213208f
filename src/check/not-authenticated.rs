//! No check of a receiver that can be believed ties the mail to any domain of its sender.
//!
//! Strong under a brand's name: large senders' mail passes. Innocent causes: small shops whose mail
//! is set up badly, lists and forwarders.

use super::{Check, reported};
use crate::facts::signature::HeaderSignature;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "not-authenticated",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Results]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let mut checked = facts.auth.results.iter().filter(|result| {
        result.trust.counts() && matches!(&*result.method, "spf" | "dkim" | "dmarc")
    });
    let first = checked.clone().next()?;
    if checked.any(|result| result.result == "pass" || result.result == "bestguesspass") {
        return None;
    }
    if facts.auth.aligned_pass() || facts.brand_is_authenticated() {
        return None;
    }
    // A signature that came too late or is too weak still shows whose mail it once was.
    let mut own = facts.own_signatures();
    let signed = own.any(|found| found.header_signature == HeaderSignature::Pass);
    let strong = !signed
        && facts.claimed_brand().is_some()
        && facts.claim_is_sure()
        && !facts.identity.through_list
        && !facts.forwarded;
    let weight = if strong { Weight::Strong } else { Weight::Hint };
    let from = facts.identity.from_domain().map(|from| from.to_unicode());
    Some(reported(&CHECK, facts, weight, first, from))
}
