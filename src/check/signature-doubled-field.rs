//! A field that is signed once stands in the mail more often (RFC 6376 §8.15).
//!
//! Mail programs may show the one that nobody signed.

use super::Check;
use crate::facts::signature::{Flaw, HeaderSignature, Signature};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "signature-doubled-field",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let doubled = |found: &&Signature| found.is_dkim() && found.flaws.contains(&Flaw::Doubled);
    let signature = facts.signatures.list.iter().find(doubled)?;
    let weight = if signature.header_signature == HeaderSignature::Pass {
        Weight::Strong
    } else {
        Weight::Hint
    };
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("domain", signature.domain.clone().unwrap_or_default())
            .seen_at([facts.signature_evidence(signature)]),
    )
}
