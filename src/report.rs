//! The report: everything that was found, in the shape that scripts read (see `docs/report.md`).
//!
//! It has no sentences: those are chosen in `view` from what stands here.

use crate::check::{self, Skipped};
use crate::facts::auth::{Alignment, AuthResult};
use crate::facts::body::GreetingKind;
use crate::facts::claim::{Certainty, Whom, Zone};
use crate::facts::link::{Link, Owner, Service};
use crate::facts::route::Hop;
use crate::facts::{Aspect, Facts};
use crate::finding::{Bearing, Finding};
use crate::input::Kind;
use crate::message::Mailbox;
use crate::verdict::{Cap, Verdict, verdict};
use serde::Serialize;

/// The version of this shape.
pub const VERSION: u32 = 1;

/// Everything that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of this shape: 1.
    pub version: u32,
    /// What was read.
    pub input: InputRead,
    /// The answer.
    pub verdict: Verdict,
    /// Whom it claims to be; null where it claims to be nobody.
    pub claim: Option<Claim>,
    /// What was found, weightiest first, what speaks against before what speaks for.
    pub findings: Vec<Finding>,
    /// What could not be looked at.
    pub unchecked: Vec<Unchecked>,
    /// Everything else, for the curious.
    pub details: Details,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct InputRead {
    /// What it was taken for.
    pub kind: Kind,
    /// Which aspects of a mail were there.
    pub coverage: Vec<Aspect>,
    /// Whether the mail that was judged came inside another.
    pub forwarded: bool,
}

/// Whom a mail claims to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Claim {
    /// What kind of claim it is.
    pub kind: ClaimKind,
    /// Identifier of the brand; null where it is none.
    pub brand: Option<String>,
    /// The name claimed.
    pub name: Option<String>,
    /// The brand's home, or the organisation's domain.
    pub domain: Option<String>,
    /// Where that was seen, surest first.
    pub seen_in: Vec<Zone>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What kind of claim it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// A brand that we know.
    Brand,
    /// A company or shop that we do not know.
    Organisation,
    /// A person.
    Person,
}

/// A check that could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Unchecked {
    /// The check.
    pub check: &'static str,
    /// What was missing for it.
    pub missing: Vec<Aspect>,
}

/// Everything that was read, without weight.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Details {
    /// Who wrote and sent it, by the header fields.
    pub originators: Originators,
    /// The subject; null where there is none.
    pub subject: Option<String>,
    /// Results of SPF, DKIM and DMARC.
    pub authentication: AuthenticationDetails,
    /// DKIM signatures as they stand; none is verified here.
    pub signatures: Vec<Signature>,
    /// The hops, newest first.
    pub route: Vec<Hop>,
    /// The links in order.
    pub links: Vec<LinkDetails>,
    /// How it greets; null where no text was there.
    pub greeting: Option<GreetingDetails>,
    /// What came along.
    pub attachments: Vec<AttachmentDetails>,
    /// Where the claimed brand wants suspicious mail to be sent.
    pub report_to: Option<ReportRoute>,
    /// Incidents of the shop to which alone the address was given, or of the claimed brand.
    pub incidents: Vec<IncidentDetails>,
    /// The date of the public suffix list by which organisations were told apart.
    pub suffix_list_date: &'static str,
}

/// Who wrote and sent it, by the header fields; null where a field is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Originators {
    /// RFC 5322 From, every mailbox.
    pub from: Vec<MailboxDetails>,
    /// RFC 5322 Sender.
    pub sender: Option<MailboxDetails>,
    /// RFC 5322 Reply-To.
    pub reply_to: Vec<MailboxDetails>,
    /// RFC 5321 `MailFrom`, from Return-Path.
    pub rfc5321_mail_from: Option<MailboxDetails>,
}

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct MailboxDetails {
    /// Its display name.
    pub display_name: Option<String>,
    /// Its address as written.
    pub address: Option<String>,
    /// The organisational domain of the address.
    pub organizational_domain: Option<String>,
}

/// Results of SPF, DKIM and DMARC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AuthenticationDetails {
    /// Identifier of the receiver whose headers these are; null where it is none that we know.
    pub receiver: Option<String>,
    /// Every result in the order of the fields.
    pub results: Vec<AuthResult>,
    /// Each method's domain against From, computed here.
    pub alignment: Alignment,
}

/// A signature as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Signature {
    /// `dkim`.
    pub kind: &'static str,
    /// The signing domain (`d=`).
    pub domain: Option<String>,
    /// The selector (`s=`).
    pub selector: Option<String>,
    /// The algorithm (`a=`).
    pub algorithm: Option<String>,
    /// Whether the signing domain is of From's organisation.
    pub aligned: Option<bool>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct LinkDetails {
    /// The text shown for it.
    pub text: String,
    /// Its target as written.
    pub target: String,
    /// The host it leads to, wrappers opened.
    pub destination_host: Option<String>,
    /// That host's organisational domain.
    pub organizational_domain: Option<String>,
    /// Identifier of the wrapper that was opened.
    pub wrapper: Option<String>,
    /// `claimed-brand`, `brand:<id>`, `originator`, `service:<id>` or `unknown`.
    pub owner: String,
    /// Whether the reader is meant to follow it.
    pub action: bool,
}

/// How it greets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct GreetingDetails {
    /// Whom it addresses.
    pub kind: GreetingKind,
    /// The words.
    pub text: Option<String>,
}

/// A file that came along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AttachmentDetails {
    /// Its name.
    pub name: Option<String>,
    /// Its media type as declared.
    pub content_type: String,
    /// Its length in bytes.
    pub bytes: usize,
}

/// Where a brand wants suspicious mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ReportRoute {
    /// The brand's name.
    pub brand: String,
    /// An e-mail address.
    pub address: Option<String>,
    /// A page.
    pub page: Option<String>,
    /// Who says so.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// A leak of customer data, as somebody stated it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct IncidentDetails {
    /// The brand's name.
    pub brand: String,
    /// When it became known.
    pub date: String,
    /// What leaked.
    pub what: Vec<String>,
    /// Who said so.
    pub stated_by: String,
    /// Where that was read.
    pub source: String,
}

impl Report {
    /// Asks the checks and gathers the answer.
    #[must_use]
    pub fn new(facts: &Facts<'_>) -> Self {
        let (mut findings, skipped) = check::run_all(facts);
        let verdict = verdict(&findings, cap(facts));
        findings.sort_by_key(|finding| {
            (
                finding.bearing == Bearing::For,
                std::cmp::Reverse(finding.weight),
                finding.check,
            )
        });
        Self {
            version: VERSION,
            input: InputRead {
                kind: facts.kind,
                coverage: facts.coverage.aspects(),
                forwarded: facts.forwarded,
            },
            verdict,
            claim: claim(facts),
            findings,
            unchecked: skipped
                .into_iter()
                .map(|Skipped { check, missing }| Unchecked { check, missing })
                .collect(),
            details: details(facts),
        }
    }

    /// The finding of a check, if it has one.
    #[must_use]
    pub fn finding(&self, check: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.check == check)
    }
}

fn cap(facts: &Facts<'_>) -> Cap {
    let strangers = facts
        .claimed_brand()
        .is_some_and(|brand| brand.strangers_text.is_some());
    let outlived = facts
        .claimed_brand()
        .and_then(|brand| brand.validity.as_ref())
        .is_some_and(|validity| {
            // The receiver's time tells; the mail's own Date is the writer's.
            let when = facts.auth.received_at.or(facts.context.now);
            when.is_none_or(|when| crate::time::date(when) > validity.until)
        });
    if facts.forwarded || facts.kind != Kind::Message || strangers || outlived {
        Cap::Unproven
    } else {
        Cap::Open
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
    let signatures = facts.message.fields_named("dkim-signature").map(|field| {
        let tag = |name: &str| {
            let tags = field.value.split(';').filter_map(|tag| tag.split_once('='));
            let value = tags
                .into_iter()
                .find(|(key, _)| key.trim() == name)
                .map(|(_, value)| value);
            value.map(|value| value.split_whitespace().collect::<String>())
        };
        let domain = tag("d");
        let signer = domain.as_deref().and_then(crate::domain::Domain::parse);
        let aligned = signer
            .zip(from.as_ref())
            .map(|(signer, from)| signer.same_organization(from));
        Signature {
            kind: "dkim",
            aligned,
            domain,
            selector: tag("s"),
            algorithm: tag("a"),
        }
    });
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
        },
        signatures: signatures.collect(),
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
        report_to: facts.claimed_brand().and_then(report_route),
        incidents: incidents(facts),
        suffix_list_date: crate::domain::suffix::date(),
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
        owner,
        action: link.action,
    }
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
    let only_for = facts
        .context
        .only_for
        .as_deref()
        .and_then(|id| facts.brands.find(id));
    let shop = only_for.and_then(|index| facts.brands.at(index));
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
