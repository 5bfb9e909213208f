//! A receiver that can be believed reports that the sending host may not send for the envelope domain.
//!
//! Innocent causes: forwarding without rewriting the envelope (RFC 7960 §2.2).

use super::Check;
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
    let domain = failed.domain.clone().or_else(|| {
        facts
            .identity
            .from_domain()
            .map(|domain| domain.to_string())
    });
    // Passed on, a mail fails, too: but a company's has its signature left.
    let company = matches!(
        facts.claim.as_ref().map(|claim| &claim.whom),
        Some(Whom::Organisation(_))
    );
    let unsigned = facts.signatures.list.is_empty() && facts.auth.trusted("dkim").next().is_some();
    let strong = company
        && unsigned
        && !facts.identity.through_list
        && !facts.forwarded
        && !facts.is_named_as_domain();
    let weight = if strong { Weight::Strong } else { Weight::Hint };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("domain", domain.unwrap_or_else(|| "—".into()))
            .with(
                "receiver",
                facts.auth.receiver_name.clone().unwrap_or_default(),
            )
            .seen_at([facts.result_evidence(failed)]),
    )
}
