//! A receiver that can be believed reports that no DKIM signature fitted the mail.
//!
//! Innocent causes: mailing lists, forwarders and scanners that change the mail on its way.

use super::{Check, reported};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "dkim-fail",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Results]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let mut results = facts.auth.trusted("dkim");
    let failed = results.find(|result| result.result == "fail")?;
    // One signature that fits makes up for one that does not; so does a mailing list's own pass.
    if facts
        .auth
        .trusted("dkim")
        .any(|result| result.result == "pass")
        || facts.auth.aligned_pass()
    {
        return None;
    }
    let from = facts.identity.from_domain();
    let domain = failed.domain.clone();
    let domain = domain.or_else(|| from.map(|from| from.to_string()));
    Some(reported(&CHECK, facts, Weight::Hint, failed, domain))
}
