//! A signature of From's own domain had expired when the mail arrived (`x=`).
//!
//! The time is that of the receiver. Innocent cause: a mail that waited long on its way.

use super::Check;
use crate::facts::signature::Signature;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "signature-expired",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let received_at = facts.auth.received_at;
    let expired = |found: &&Signature| found.expired(received_at);
    let signature = facts.own_signatures().find(expired)?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("domain", signature.domain.clone().unwrap_or_default())
            .with("date", crate::time::date(signature.expires_at?))
            .seen_at([facts.signature_evidence(signature)]),
    )
}
