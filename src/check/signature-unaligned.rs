//! The mail is signed, but by another organisation than the brand in From.
//!
//! Mail providers sign what their customers send: the brand may be one of them, and so may
//! anybody else.

use super::Check;
use crate::domain::Domain;
use crate::facts::auth::Aligned;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "signature-unaligned",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let brand = facts.claimed_brand()?;
    let from = facts
        .identity
        .from_domain()
        .filter(|from| brand.owns(from))?;
    let aligned = facts.auth.alignment.dkim == Some(Aligned::Pass) || facts.auth.aligned_pass();
    if aligned || facts.proof().is_some() || facts.identity.through_list {
        return None;
    }
    let foreign = |domain: Option<&str>| {
        let domain = domain.and_then(Domain::parse);
        domain.filter(|domain| !domain.same_organization(&from) && !brand.owns(domain))
    };
    let reported = facts
        .auth
        .trusted("dkim")
        .filter(|result| result.result == "pass");
    let reported = reported.filter_map(|result| {
        Some((
            foreign(result.domain.as_deref())?,
            facts.result_evidence(result),
        ))
    });
    let verified = facts
        .signatures
        .list
        .iter()
        .filter(|found| found.is_dkim() && found.holds(facts.auth.received_at));
    let verified = verified.filter_map(|found| {
        Some((
            foreign(found.domain.as_deref())?,
            facts.signature_evidence(found),
        ))
    });
    let (signer, evidence) = reported.chain(verified).next()?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("brand", &brand.name)
            .with("signer", signer.to_unicode())
            .with("domain", from.to_unicode())
            .seen_at([evidence]),
    )
}
