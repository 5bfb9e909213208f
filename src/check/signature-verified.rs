//! A signature of From's own domain verifies here, over the fields and over the whole body.
//!
//! It proves who wrote the mail. Whose word the key is, is said with it.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "signature-verified",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Signatures]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let proof = facts.author_proof().filter(|proof| proof.body)?;
    // Of an organisation that we do not know it proves no more than its name.
    let weight = if facts.claimed_brand().is_some() && !facts.forwarded {
        Weight::Strong
    } else {
        Weight::Hint
    };
    let key = proof.signature.key.as_ref()?.origin.id();
    let finding = Finding::speaking_for(CHECK.id, CHECK.family, weight)
        .with("domain", proof.signature.domain.clone()?)
        .with("key", key)
        .seen_at([facts.signature_evidence(proof.signature)]);
    Some(finding)
}
