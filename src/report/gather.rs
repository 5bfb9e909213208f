//! From facts to the report: the checks are asked, the answer is weighed, the details copied.

use super::{
    AttachmentDetails, AuthenticationDetails, ChainDetails, Claim, ClaimKind, Details,
    GreetingDetails, IncidentDetails, InputRead, LinkDetails, MailboxDetails, NestedDetails,
    OnlyForDetails, Originators, Report, ReportRoute, Resembles, SayingDetails, Signature,
    Unchecked, VERSION, note,
};
use crate::check::{self, Skipped};
use crate::domain::Domain;
use crate::facts::Facts;
use crate::facts::claim::Whom;
use crate::facts::line;
use crate::facts::link::Link;
use crate::facts::nested::Judged;
use crate::facts::owner::{Owner, Service};
use crate::facts::proof::Binding;
use crate::facts::signature::Signature as Verified;
use crate::finding::{Bearing, Evidence, Finding, Weight, excerpt};
use crate::input::Kind;
use crate::message::Mailbox;
use crate::verdict::{Cap, verdict};

impl Report {
    /// Asks the checks and gathers the answer.
    #[must_use]
    pub fn new(facts: &Facts<'_>) -> Self {
        let (findings, skipped) = check::run_all(facts);
        let cap = cap(facts);
        let verdict = verdict(&findings, cap);
        // They come by name: in this order they stay so within a bearing and a weight.
        let mut ordered = Vec::with_capacity(findings.len());
        for bearing in [Bearing::Against, Bearing::For] {
            for weight in [Weight::Decisive, Weight::Strong, Weight::Hint] {
                let fits = |found: &Finding| found.bearing == bearing && found.weight == weight;
                ordered.extend(findings.iter().filter(|found| fits(found)).cloned());
            }
        }
        Self {
            version: VERSION,
            input: InputRead {
                kind: facts.kind,
                coverage: facts.coverage.aspects(),
                forwarded: facts.forwarded,
                notes: note::notes(facts),
            },
            verdict,
            cap,
            claim: claim(facts),
            findings: ordered,
            unchecked: skipped
                .into_iter()
                .map(|Skipped { check, missing }| Unchecked { check, missing })
                .collect(),
            details: details(facts),
        }
    }

    /// The evidence of all findings, those in the mails inside among them.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let nested = self.details.nested.iter();
        let findings = nested.flat_map(|nested| &nested.findings);
        let findings = self.findings.iter().chain(findings);
        findings.flat_map(|finding| &finding.evidence)
    }

    /// The finding of a check, if it has one.
    #[must_use]
    pub fn finding(&self, check: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.check == check)
    }
}

fn cap(facts: &Facts<'_>) -> Option<Cap> {
    let brand = facts.claimed_brand();
    let validity = brand.and_then(|brand| brand.validity.as_ref());
    let outlived = validity.is_some_and(|validity| {
        // The receiver's time tells; the mail's own Date is the writer's.
        let when = facts.auth.received_at.or(facts.context.now);
        when.is_none_or(|when| crate::time::date(when) > validity.until)
    });
    if facts.forwarded {
        Some(Cap::Forwarded)
    } else if outlived {
        Some(Cap::Outlived)
    } else if facts.kind != Kind::Message {
        Some(Cap::Part)
    } else if brand.is_some_and(|brand| brand.strangers_text.is_some()) {
        Some(Cap::StrangersText)
    } else if facts.body_binding() == Binding::Unbound {
        Some(Cap::Unbound)
    } else {
        None
    }
}

fn claim(facts: &Facts<'_>) -> Option<Claim> {
    let claim = facts.claim.as_ref()?;
    let (kind, brand, name, domain) = match &claim.whom {
        Whom::Brand(index) => {
            let brand = facts.brands.at(*index)?;
            let home = brand.home().map(str::to_owned);
            (
                ClaimKind::Brand,
                Some(brand.id.clone()),
                Some(brand.name.clone()),
                home,
            )
        }
        Whom::Organisation(domain) => {
            let name = facts.identity.display_name().map(str::to_owned);
            (ClaimKind::Organisation, None, name, Some(domain.clone()))
        }
        Whom::Person => (
            ClaimKind::Person,
            None,
            facts.identity.display_name().map(str::to_owned),
            None,
        ),
    };
    Some(Claim {
        kind,
        brand,
        name,
        domain,
        seen_in: claim.seen_in.clone(),
        certainty: claim.certainty,
    })
}

fn details(facts: &Facts<'_>) -> Details {
    let identity = &facts.identity;
    let from = identity.from_domain();
    let mut route = facts.route.hops.clone();
    if let Some(hop) = facts.auth.boundary.and_then(|at| route.get_mut(at)) {
        hop.boundary = true;
    }
    route.reverse();
    Details {
        originators: Originators {
            from: identity.from.iter().map(mailbox).collect(),
            sender: identity.sender.as_ref().map(mailbox),
            reply_to: identity.reply_to.iter().map(mailbox).collect(),
            rfc5321_mail_from: identity.rfc5321_mail_from.as_ref().map(mailbox),
        },
        subject: facts
            .message
            .field("subject")
            .map(|field| field.value.clone()),
        authentication: AuthenticationDetails {
            receiver: facts.auth.receiver.clone(),
            results: facts.auth.results.clone(),
            alignment: facts.auth.alignment,
            lines: line::read(facts.message, &facts.auth.results),
        },
        signatures: facts
            .signatures
            .list
            .iter()
            .map(|found| signature(found, from.as_ref()))
            .collect(),
        signatures_left_out: facts.signatures.left_out,
        arc: ChainDetails {
            status: facts.signatures.chain.status,
            sets: facts.signatures.chain.sets.len(),
        },
        route,
        links: facts
            .links
            .iter()
            .map(|link| link_details(facts, link))
            .collect(),
        greeting: facts
            .body
            .greeting
            .as_ref()
            .map(|greeting| GreetingDetails {
                kind: greeting.kind,
                text: (!greeting.mark.excerpt.is_empty()).then(|| greeting.mark.excerpt.clone()),
            }),
        says: facts
            .sayings
            .iter()
            .map(|said| SayingDetails {
                meaning: said.meaning.id(),
                text: excerpt(&said.mark.excerpt),
            })
            .collect(),
        attachments: facts
            .message
            .attachments
            .iter()
            .map(|found| AttachmentDetails {
                name: found.name.clone(),
                content_type: found.content_type.clone(),
                bytes: found.bytes,
            })
            .collect(),
        nested: facts.nested.iter().flat_map(nested).collect(),
        only_for: only_for(facts),
        report_to: facts.claimed_brand().and_then(report_route),
        incidents: incidents(facts),
        suffix_list_date: crate::domain::suffix::date(),
    }
}

fn signature(found: &Verified, from: Option<&Domain>) -> Signature {
    let signer = found.domain.as_deref().and_then(Domain::parse);
    Signature {
        kind: found.kind,
        instance: found.instance,
        domain: found.domain.clone(),
        selector: found.selector.clone(),
        algorithm: found.algorithm.clone(),
        signed_at: found.signed_at,
        expires_at: found.expires_at,
        signed_fields: found.signed.clone(),
        header_signature: found.header_signature,
        body_hash: found.body_hash,
        aligned: signer
            .zip(from)
            .map(|(signer, from)| signer.same_organization(from)),
        key: found.key.as_ref().map(|key| key.origin),
        repair: found.repair.map(str::to_owned),
        reason: found.reason,
        flaws: found.flaws.clone(),
    }
}

fn mailbox(mailbox: &Mailbox) -> MailboxDetails {
    MailboxDetails {
        display_name: mailbox.display_name.clone(),
        address: mailbox.address.clone(),
        organizational_domain: mailbox
            .domain()
            .map(|domain| domain.organizational().to_owned()),
    }
}

fn link_details(facts: &Facts<'_>, link: &Link) -> LinkDetails {
    let owner = match &link.owner {
        Owner::ClaimedBrand => "claimed-brand".to_owned(),
        Owner::Brand(index) => format!(
            "brand:{}",
            facts.brands.at(*index).map_or("", |brand| &brand.id)
        ),
        Owner::Originator => "originator".to_owned(),
        Owner::Service(Service::Mailer(id)) => format!("service:{id}"),
        Owner::Service(Service::Host(kind)) => format!("service:{}", kind.id()),
        Owner::Unknown => "unknown".to_owned(),
    };
    LinkDetails {
        text: link.text.clone(),
        target: link.target.clone(),
        destination_host: link.destination.as_ref().map(ToString::to_string),
        organizational_domain: link
            .domain()
            .map(|domain| domain.organizational().to_owned()),
        wrapper: link.wrapper.clone(),
        opaque: link.opaque,
        redirect_host: link.redirect.as_ref().map(ToString::to_string),
        owner,
        action: link.action,
        resembles: link.resemblance.as_ref().and_then(|found| {
            let brand = facts.brands.at(found.brand)?;
            Some(Resembles {
                brand: brand.id.clone(),
                spelling: found.spelling,
                place: found.place,
                shown: found.shown.clone(),
                meant: brand.home().map(str::to_owned),
            })
        }),
    }
}

/// A mail inside, and behind it those inside that one.
fn nested(judged: &Judged) -> Vec<NestedDetails> {
    let Report {
        verdict,
        claim,
        findings,
        details,
        ..
    } = judged.report.clone();
    let mut all = vec![NestedDetails {
        level: 1,
        came: judged.came,
        subject: details.subject,
        from: details.originators.from,
        verdict,
        claim,
        findings,
    }];
    all.extend(details.nested.into_iter().map(|inside| NestedDetails {
        level: inside.level + 1,
        ..inside
    }));
    all
}

fn only_for(facts: &Facts<'_>) -> Option<OnlyForDetails> {
    let only_for = facts.only_for.as_ref()?;
    let shop = facts.brands.at(only_for.brand)?;
    Some(OnlyForDetails {
        brand: shop.id.clone(),
        name: shop.name.clone(),
        address: only_for.address.clone(),
    })
}

fn report_route(brand: &crate::brand::profile::Profile) -> Option<ReportRoute> {
    let report = brand.report.as_ref()?;
    Some(ReportRoute {
        brand: brand.name.clone(),
        address: report.address.clone(),
        page: report.page.clone(),
        source: report.source.clone(),
        read: report.read.clone(),
    })
}

fn incidents(facts: &Facts<'_>) -> Vec<IncidentDetails> {
    let only_for = facts.only_for.as_ref();
    let shop = only_for.and_then(|only_for| facts.brands.at(only_for.brand));
    let mut brands: Vec<_> = shop.into_iter().chain(facts.claimed_brand()).collect();
    brands.dedup_by(|one, other| one.id == other.id);
    let details = brands.into_iter().flat_map(|brand| {
        brand.incidents.iter().map(|incident| IncidentDetails {
            brand: brand.name.clone(),
            date: incident.date.clone(),
            what: incident.what.clone(),
            stated_by: incident.stated_by.clone(),
            source: incident.source.clone(),
        })
    });
    details.collect()
}
