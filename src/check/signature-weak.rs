//! A signature of From's own domain verifies, but with means that others can forge (RFC 8301).
//!
//! Such a signature proves nothing. Old genuine mail has them too.

use super::Check;
use crate::facts::signature::{Flaw, HeaderSignature, Signature};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "signature-weak",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let weak = |found: &&Signature| {
        let short = found.flaws.contains(&Flaw::ShortKey) || found.flaws.contains(&Flaw::Sha1);
        short && found.header_signature == HeaderSignature::Pass
    };
    let signature = facts.own_signatures().find(weak)?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("domain", signature.domain.clone().unwrap_or_default())
            .seen_at([facts.signature_evidence(signature)]),
    )
}
