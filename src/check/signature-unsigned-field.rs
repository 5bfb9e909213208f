//! A signature of From's own domain verifies, but leaves out a field that a reader is shown.
//!
//! The field can have been written by anybody afterwards.

use super::Check;
use crate::facts::signature::{Flaw, HeaderSignature};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "signature-unsigned-field",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

/// The fields by which a mail can be made to look another, and how they are written.
const UNSIGNED: [(Flaw, &str); 3] = [
    (Flaw::FromUnsigned, "From"),
    (Flaw::SubjectUnsigned, "Subject"),
    (Flaw::ContentTypeUnsigned, "Content-Type"),
];

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (signature, field) = facts.own_signatures().find_map(|found| {
        let unsigned = UNSIGNED.iter().find(|(flaw, _)| found.flaws.contains(flaw));
        let verifies = found.header_signature == HeaderSignature::Pass;
        unsigned
            .filter(|_| verifies)
            .map(|(_, name)| (found, *name))
    })?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("domain", signature.domain.clone().unwrap_or_default())
            .with("field", field)
            .seen_at([facts.signature_evidence(signature)]),
    )
}
