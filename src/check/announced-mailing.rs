//! The brand announced a mailing through this provider, and the mail is bound to the brand there.
//!
//! Bound means: the envelope is a host that the provider gives to this brand alone, and a
//! receiver that can be believed reports an SPF pass for it.

use super::Check;
use crate::domain::Domain;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "announced-mailing",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators, Aspect::Results]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let brand = facts.claimed_brand()?;
    let from = facts.identity.from_domain()?;
    if facts.forwarded || !brand.owns(&from) {
        return None;
    }
    let (result, tenant) = facts.auth.results.iter().find_map(|result| {
        let passes = result.trust.counts()
            && result.result == "pass"
            && matches!(&*result.method, "spf" | "dkim");
        let domain = Domain::parse(result.domain.as_deref()?)?;
        let tenant = brand.tenant_of(&domain).filter(|_| passes)?;
        Some((result, tenant))
    })?;
    let announcement = brand.announcements.iter().find(|announcement| {
        announcement.through == tenant.id
            && announcement.subject.trim() == facts.identity.subject.trim()
    })?;
    Some(
        Finding::speaking_for(CHECK.id, CHECK.family, Weight::Strong)
            .with("brand", &brand.name)
            .with("date", &announcement.date)
            .with("subject", &announcement.subject)
            .with("domain", result.domain.clone().unwrap_or_default())
            .seen_at([facts.result_evidence(result)]),
    )
}
