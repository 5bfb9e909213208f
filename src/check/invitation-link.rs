//! A calendar invitation leads to a stranger.
//!
//! Many programs put it into the calendar unasked, where it outlives the mail. Innocent causes: true
//! invitations to meetings of services that the sender uses.

use super::Check;
use crate::domain::Domain;
use crate::facts::link::parse_target;
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight};
use crate::message::FileKind;

pub(super) const CHECK: Check = Check {
    id: "invitation-link",
    family: Family::Attachments,
    needs: Coverage::of(&[Aspect::Attachments, Aspect::Originators]),
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let from = facts.identity.from_domain()?;
    let mut entries = facts.message.attachments.iter();
    let (file, host) = entries.find_map(|file| {
        let mut links = file.links.iter();
        let host = links.find_map(|link| {
            let url = parse_target(link)?;
            let domain = Domain::parse(url.host_str()?)?;
            let known = facts.brands.owner(&domain).is_some() || domain.same_organization(&from);
            (!known).then_some(domain)
        });
        Some((file, host.filter(|_| file.kind == FileKind::Calendar)?))
    })?;
    Some(
        Finding::against(CHECK.id, CHECK.family, Weight::Hint)
            .with("file", file.shown())
            .with("host", host.to_unicode())
            .seen_at([facts.file_evidence(file)]),
    )
}
