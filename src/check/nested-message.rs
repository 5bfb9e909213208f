//! A mail came inside this one that, judged as one of its own, is suspicious or fake.
//!
//! Innocent causes: somebody shows a fake to ask about it or to report it; a digest or a list holds
//! what strangers wrote; a report on delivery returns what was sent in the reader's name.

use super::Check;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::message::Came;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "nested-message",
    family: Family::Attachments,
    needs: Coverage::of(&[Aspect::Attachments]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let worst = [Verdict::Fake, Verdict::Suspicious];
    let mut worst = worst.into_iter().filter_map(|verdict| {
        let mut all = facts.nested.iter();
        all.find(|nested| nested.report.verdict == verdict)
    });
    let nested = worst.next()?;
    let details = &nested.report.details;
    let weight = match nested.came {
        Came::Attached if !facts.identity.discussion => Weight::Strong,
        Came::Attached | Came::Returned | Came::Digest => Weight::Hint,
    };
    let from = details.originators.from.first();
    let from = from.and_then(|from| from.address.as_deref());
    let evidence = nested.report.findings.first();
    let evidence = evidence.map(|finding| finding.evidence.clone());
    Some(
        Finding::against(CHECK.id, CHECK.family, weight)
            .with("subject", details.subject.as_deref().unwrap_or("—"))
            .with("from", from.unwrap_or("—"))
            .seen_at(evidence.unwrap_or_default()),
    )
}
