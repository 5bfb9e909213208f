//! A signature of From's own domain covers only the beginning of the body (`l=`, RFC 6376 §8.2).
//!
//! Whatever follows can have been put there by anybody. Mailing lists need it now and then.

use super::Check;
use crate::facts::signature::{Flaw, Signature};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "signature-length",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let flawed = |found: &&Signature| found.flaws.contains(&Flaw::Length);
    let signature = facts.own_signatures().find(flawed)?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("domain", signature.domain.clone().unwrap_or_default())
            .seen_at([facts.signature_evidence(signature)]),
    )
}
