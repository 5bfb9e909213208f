//! It greets the reader by an e-mail address or by what stands before its at sign.
//!
//! Innocent causes: shops that never learnt the customer's name.

use super::Check;
use crate::facts::body::GreetingKind;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding};

pub(super) const CHECK: Check = Check {
    id: "greeting-local-part",
    family: Family::Words,
    needs: Coverage::of(&[Aspect::Text, Aspect::Recipient]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let greeting = facts
        .body
        .greeting
        .as_ref()
        .filter(|greeting| greeting.kind == GreetingKind::Address)?;
    Some(
        Finding::against(CHECK.id, CHECK.family, facts.weight_of_notice())
            .with("greeting", &greeting.mark.excerpt)
            .seen_at([facts.evidence(&greeting.mark)]),
    )
}
