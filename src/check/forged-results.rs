//! A field bears the name of the reader's own mail provider, but stands where the sender writes.
//!
//! Innocent cause: the mail passed the same provider before, through a list or a forward.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "forged-results",
    family: Family::Authentication,
    needs: Coverage::of(&[Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let first = facts.auth.forged.first()?;
    let weight =
        if facts.auth.boundary.is_none() || facts.auth.passed_before || facts.identity.through_list
        {
            Weight::Hint
        } else {
            Weight::Strong
        };
    let mut forged = facts
        .auth
        .results
        .iter()
        .filter(|result| result.field == *first);
    let id = forged.find_map(|result| result.authserv_id.clone());
    let fields = facts.auth.forged.iter();
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with(
                "receiver",
                facts.auth.receiver_name.clone().unwrap_or_default(),
            )
            .with("id", id.unwrap_or_else(|| "—".into()))
            .seen_at(fields.map(|index| facts.field_evidence(Some(*index)))),
    )
}
