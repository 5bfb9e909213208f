//! A signature of From's own domain verifies over the fields, but the body could not be bound.
//!
//! It proves sender and subject, and nothing of what stands in the mail.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "header-signed",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Signatures]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let proof = facts.author_proof().filter(|proof| !proof.body)?;
    let key = proof.signature.key.as_ref()?.origin.id();
    let finding = Finding::speaking_for(CHECK.id, CHECK.family, Weight::Hint)
        .with("domain", proof.signature.domain.clone()?)
        .with("key", key)
        .seen_at([facts.signature_evidence(proof.signature)]);
    Some(finding)
}
