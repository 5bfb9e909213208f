//! A receiver that can be believed reports that the claimed brand's own domain signed or sent it.
//!
//! It proves who sent the mail, not that every word in it is theirs.

use super::Check;
use crate::facts::auth::Aligned;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "aligned-pass",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Results]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    if facts.forwarded || !facts.brand_is_reported() {
        return None;
    }
    let from = facts.identity.from_domain()?;
    let method = if facts.auth.alignment.dkim == Some(Aligned::Pass) {
        "DKIM"
    } else if facts.auth.alignment.spf == Some(Aligned::Pass) {
        "SPF"
    } else {
        "DMARC"
    };
    let key = method.to_lowercase();
    let result = facts
        .auth
        .trusted(&key)
        .find(|result| result.result == "pass")?;
    Some(
        Finding::speaking_for(CHECK.id, CHECK.family, Weight::Strong)
            .with(
                "brand",
                facts
                    .claimed_brand()
                    .map(|brand| brand.name.clone())
                    .unwrap_or_default(),
            )
            .with("domain", from.to_unicode())
            .with("method", method)
            .with(
                "receiver",
                facts.auth.receiver_name.clone().unwrap_or_default(),
            )
            .seen_at([facts.result_evidence(result)]),
    )
}
