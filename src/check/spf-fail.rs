//! A receiver that can be believed reports that the sending host may not send for the envelope domain.
//!
//! Innocent causes: forwarding without rewriting the envelope (RFC 7960 §2.2).

use super::{Check, reported};
use crate::facts::claim::Whom;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "spf-fail",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Results]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let failed = facts
        .auth
        .trusted("spf")
        .find(|result| matches!(&*result.result, "fail" | "hardfail"))?;
    // A signature that fits makes up for a forwarder's address.
    if facts.auth.aligned_pass() {
        return None;
    }
    let from = facts.identity.from_domain();
    let domain = failed.domain.clone();
    let domain = domain.or_else(|| from.map(|from| from.to_string()));
    // Passed on, a mail fails, too: but a company's has its signature left.
    let whom = facts.claim.as_ref().map(|claim| &claim.whom);
    let company = matches!(whom, Some(Whom::Organisation(_)));
    let unsigned = facts.signatures.list.is_empty() && facts.auth.trusted("dkim").next().is_some();
    let passed_on = facts.identity.through_list || facts.forwarded;
    let weight = if company && unsigned && !passed_on && !facts.is_named_as_domain() {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(reported(&CHECK, facts, weight, failed, domain))
}
