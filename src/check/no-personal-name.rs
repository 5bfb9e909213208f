//! It greets nobody in particular, or not at all, though it claims to be a company.
//!
//! A weak sign both ways: after a leak scammers have the name, and true notices say "Dear
//! customer". Innocent causes: newsletters, breach notices, every mass mailing.

use super::Check;
use crate::facts::body::GreetingKind;
use crate::facts::claim::Whom;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "no-personal-name",
    family: Family::Recipient,
    needs: Coverage::of(&[Aspect::Text]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let greeting = facts.body.greeting.as_ref()?;
    let company = facts
        .claim
        .as_ref()
        .is_some_and(|claim| claim.whom != Whom::Person);
    let nameless = matches!(
        greeting.kind,
        GreetingKind::Generic | GreetingKind::None | GreetingKind::Placeholder
    );
    if !company || !nameless || facts.body.visible.trim().is_empty() {
        return None;
    }
    let shown = if greeting.mark.excerpt.is_empty() {
        "—"
    } else {
        &greeting.mark.excerpt
    };
    let evidence = (greeting.kind != GreetingKind::None).then(|| facts.evidence(&greeting.mark));
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("greeting", shown)
            .seen_at(evidence),
    )
}
