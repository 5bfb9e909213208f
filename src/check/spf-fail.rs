//! A receiver that can be believed reports that the sending host may not send for the envelope domain.
//!
//! Innocent causes: forwarding without rewriting the envelope (RFC 7960 §2.2).

use super::{Check, reported};
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
    Some(reported(&CHECK, facts, Weight::Hint, failed, domain))
}
