//! A link shows a name before an at sign and leads to the host behind it.
//!
//! Innocent causes: file servers of the past that took a user name in the address.

use super::Check;
use crate::domain::Domain;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};

pub(super) const CHECK: Check = Check {
    id: "link-userinfo",
    family: Family::Links,
    needs: Coverage::of(&[Aspect::LinkTargets]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let (link, url) = facts
        .links
        .iter()
        .filter(|link| link.is_web())
        .find_map(|link| {
            let url = link.url.as_ref()?;
            let shown = Domain::parse(url.username().split(['/', '%', ':']).next()?)?;
            (shown.can_exist() && shown.as_str() != url.host_str()?).then_some((link, url))
        })?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Strong)
            .with(
                "shown",
                url.username().split('%').next().unwrap_or_default(),
            )
            .with("host", url.host_str().unwrap_or_default())
            .seen_at([facts.evidence(&link.mark)]),
    )
}
