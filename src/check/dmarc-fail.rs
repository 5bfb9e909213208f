//! A receiver that can be believed reports that nothing ties the mail to the domain in From.
//!
//! Strong where From shows the claimed brand's own domain: then somebody used it who may not.
//! Innocent causes: mailing lists and forwarders (RFC 7960).

use super::{Check, reported};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "dmarc-fail",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Results]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let failed = facts
        .auth
        .trusted("dmarc")
        .find(|result| result.result == "fail")?;
    if facts.auth.aligned_pass() {
        return None;
    }
    let from = facts.identity.from_domain();
    let spoofed = from
        .as_ref()
        .is_some_and(|from| facts.claimed_brand().is_some_and(|brand| brand.owns(from)));
    let weight = if spoofed && !facts.identity.through_list {
        Weight::Strong
    } else {
        Weight::Hint
    };
    let domain = from
        .map(|from| from.to_unicode())
        .or_else(|| failed.domain.clone());
    Some(reported(&CHECK, facts, weight, failed, domain))
}
