//! What is said: a report put into the sentences of one language.
//!
//! Every decision about words is made here; whoever paints it only sets text.

mod advice;
mod sentence;

use crate::brand;
use crate::facts::Aspect;
use crate::facts::auth::Aligned;
use crate::finding::{Bearing, Evidence, Finding, Weight};
use crate::input::{Context, Kind};
use crate::locale::Locale;
use crate::report::{Claim, ClaimKind, Report};
use crate::verdict::Verdict;

/// Most links that are shown one by one.
const MOST_LINKS: usize = 50;

/// A report in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The answer.
    pub verdict: Verdict,
    /// The answer in a word.
    pub word: String,
    /// The key of the sentence, for tests and tools.
    pub sentence_key: &'static str,
    /// The answer in a sentence.
    pub sentence: String,
    /// What was recognised, and what can therefore be judged.
    pub recognised: String,
    /// What it says it is.
    pub shown: Option<String>,
    /// What it really is, as far as that can be known.
    pub really: String,
    /// Why, weightiest first.
    pub reasons: Vec<Reason>,
    /// What the mail says about the reader's address, apart from the answer.
    pub leak: Option<Leak>,
    /// What could not be checked.
    pub unchecked: Vec<String>,
    /// What to do now, most urgent first.
    pub next: Vec<String>,
    /// Where its links lead.
    pub links: Vec<LinkLine>,
    /// How old the data is.
    pub data_date: String,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The check that gave it.
    pub check: &'static str,
    /// For or against.
    pub bearing: Bearing,
    /// How much it weighs.
    pub weight: Weight,
    /// What we saw.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// For or against, and how much, in words.
    pub sign: String,
    /// Where it is to be seen.
    pub evidence: Vec<Evidence>,
}

/// What the mail says about the reader's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The finding.
    pub reason: Reason,
    /// What is known of leaks at the shop.
    pub known: Vec<String>,
    /// What to do about it.
    pub next: Vec<String>,
}

/// A link as it is shown: never live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkLine {
    /// The text shown for it.
    pub text: String,
    /// The host it leads to, made unclickable.
    pub host: String,
    /// Whose that is.
    pub owner: String,
}

impl View {
    /// Puts a report into words.
    #[must_use]
    pub fn new(report: &Report, context: &Context, locale: &Locale) -> Self {
        let words = Words {
            report,
            context,
            locale,
        };
        let sentence_key = words.sentence_key();
        let kind = if report.input.forwarded {
            "kind.forwarded"
        } else {
            kind_key(report.input.kind)
        };
        Self {
            verdict: report.verdict,
            word: locale
                .text(&format!("verdict.{}", report.verdict.id()))
                .to_owned(),
            sentence_key,
            sentence: words.fill(&format!("sentence.{sentence_key}"), &[]),
            recognised: locale.text(kind).to_owned(),
            shown: words.shown(),
            really: words.really(),
            reasons: report
                .findings
                .iter()
                .filter(|f| f.check != "address-leaked")
                .map(|f| words.reason(f))
                .collect(),
            leak: report
                .finding("address-leaked")
                .map(|finding| words.leak(finding)),
            unchecked: words.unchecked(),
            next: words.next(),
            links: words.links(),
            data_date: locale.fill(
                "label.data-date",
                &[
                    ("date", &locale.date(report.details.suffix_list_date)),
                    ("count", &brand::built_in().profiles().len().to_string()),
                ],
            ),
        }
    }
}

/// A host or address that no program turns into a live link.
#[must_use]
pub fn defanged(text: &str) -> String {
    text.replace("://", "[:]//").replace('.', "[.]")
}

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Message => "kind.message",
        Kind::Headers => "kind.headers",
        Kind::Html => "kind.html",
        Kind::Text => "kind.text",
        Kind::Links => "kind.links",
    }
}

struct Words<'a> {
    report: &'a Report,
    context: &'a Context,
    locale: &'a Locale,
}

impl Words<'_> {
    fn has(&self, check: &str) -> bool {
        self.report.finding(check).is_some()
    }

    /// The finding that names the brand whose name a host carries.
    fn imitated(&self) -> Option<&Finding> {
        self.report
            .finding("lookalike-host")
            .or_else(|| self.report.finding("brand-in-host"))
    }

    fn claim_kind(&self) -> Option<ClaimKind> {
        self.report.claim.as_ref().map(|claim| claim.kind)
    }

    /// The claimed brand's profile, the person's own file before the built-in one.
    fn profile(&self) -> Option<&brand::profile::Profile> {
        let id = self.report.claim.as_ref()?.brand.as_deref()?;
        let loaded = self
            .context
            .profile
            .as_ref()
            .filter(|profile| profile.id == id);
        let brands = brand::built_in();
        loaded.or_else(|| brands.find(id).and_then(|index| brands.at(index)))
    }

    fn carries_strangers_text(&self) -> bool {
        self.profile()
            .is_some_and(|profile| profile.strangers_text.is_some())
    }

    fn outlived(&self) -> bool {
        let boundary = self
            .report
            .details
            .route
            .iter()
            .find(|hop| hop.boundary)
            .and_then(|hop| hop.time);
        let when = boundary.or(self.context.now).map(crate::time::date);
        let until = self
            .profile()
            .and_then(|profile| profile.validity.as_ref())
            .map(|validity| &validity.until);
        until.is_some_and(|until| when.is_some_and(|when| when > *until))
    }

    /// The provider that the mail came through, by its envelope or a signature.
    fn provider(&self) -> Option<String> {
        let details = &self.report.details;
        let envelope = details
            .originators
            .rfc5321_mail_from
            .as_ref()
            .and_then(|found| found.address.as_deref());
        let envelope = envelope
            .and_then(|address| address.rsplit_once('@'))
            .map(|(_, domain)| domain);
        let passed = details
            .authentication
            .results
            .iter()
            .filter(|result| result.result == "pass");
        let domains = passed.filter_map(|result| result.domain.as_deref());
        let signers = details
            .signatures
            .iter()
            .filter_map(|signature| signature.domain.as_deref());
        envelope
            .into_iter()
            .chain(domains)
            .chain(signers)
            .find_map(|domain| {
                let domain = crate::domain::Domain::parse(domain)?;
                crate::provider::built_in()
                    .mailer(&domain)
                    .map(|mailer| mailer.name.clone())
            })
    }

    /// Fills a sentence with what the report says of claim, sender and receiver.
    fn fill(&self, key: &str, more: &[(&str, &str)]) -> String {
        let claim = self.report.claim.as_ref();
        let link = self.report.details.links.first();
        let finding = self.imitated();
        let is_link = self.report.input.kind == Kind::Links;
        let linked = link
            .and_then(|link| link.destination_host.clone())
            .map(|host| unicode(&host));
        let brand = finding
            .filter(|_| is_link)
            .and_then(|finding| finding.values.get("brand").cloned());
        let brand = brand
            .or_else(|| claim.and_then(|claim| claim.name.clone()))
            .unwrap_or_default();
        let domain = if is_link {
            linked
        } else {
            claim.and_then(|claim| claim.domain.clone())
        };
        let provider = self.provider().unwrap_or_default();
        let counter = self
            .report
            .finding("own-actions")
            .and_then(|finding| finding.values.get("counter").cloned());
        let announced = self
            .report
            .finding("announced-mailing")
            .and_then(|finding| finding.values.get("date").cloned());
        let announced = announced
            .map(|day| self.locale.date(&day))
            .unwrap_or_default();
        let home = self.home().unwrap_or_default();
        let own = [
            ("brand", brand.as_str()),
            ("domain", domain.as_deref().unwrap_or_default()),
            ("provider", &provider),
            ("counter", counter.as_deref().unwrap_or_default()),
            ("date", &announced),
            ("home", &home),
        ];
        let all: Vec<(&str, &str)> = more.iter().chain(&own).copied().collect();
        self.locale.fill(key, &all)
    }

    fn home(&self) -> Option<String> {
        self.report
            .claim
            .as_ref()
            .filter(|claim| claim.kind == ClaimKind::Brand)?
            .domain
            .clone()
    }

    fn shown(&self) -> Option<String> {
        let claim: &Claim = self.report.claim.as_ref()?;
        match claim.kind {
            ClaimKind::Brand | ClaimKind::Person => claim.name.clone(),
            ClaimKind::Organisation => claim.name.clone().or_else(|| claim.domain.clone()),
        }
    }

    fn really(&self) -> String {
        let details = &self.report.details;
        if self.report.input.kind == Kind::Links {
            let host = details
                .links
                .first()
                .and_then(|link| link.destination_host.clone());
            return host.map_or_else(
                || self.locale.text("label.unknown-sender").to_owned(),
                |host| unicode(&host),
            );
        }
        let from = details
            .originators
            .from
            .first()
            .and_then(|from| from.address.as_deref());
        let domain = from
            .and_then(|address| address.rsplit_once('@'))
            .map(|(_, domain)| unicode(domain));
        let aligned = details.authentication.alignment.dmarc == Some(Aligned::Pass)
            && !self.report.input.forwarded;
        match domain {
            Some(domain) if aligned => self
                .locale
                .fill("label.really-signed", &[("domain", &domain)]),
            Some(domain) => self
                .locale
                .fill("label.really-unproven", &[("domain", &domain)]),
            None => self.locale.text("label.unknown-sender").to_owned(),
        }
    }

    fn reason(&self, finding: &Finding) -> Reason {
        let date = finding.values.get("date").map(|day| self.locale.date(day));
        let values: Vec<(&str, &str)> = finding
            .values
            .iter()
            .map(|(key, value)| {
                (
                    *key,
                    date.as_deref().filter(|_| *key == "date").unwrap_or(value),
                )
            })
            .collect();
        Reason {
            check: finding.check,
            bearing: finding.bearing,
            weight: finding.weight,
            title: self
                .locale
                .fill(&format!("check.{}.title", finding.check), &values),
            why: self
                .locale
                .fill(&format!("check.{}.why", finding.check), &values),
            sign: self.locale.text(sign_key(finding)).to_owned(),
            evidence: finding.evidence.clone(),
        }
    }

    /// What was missing, each thing once; what depends on the person's word is not asked for here.
    fn unchecked(&self) -> Vec<String> {
        let mut missing: Vec<Aspect> = self
            .report
            .unchecked
            .iter()
            .flat_map(|unchecked| &unchecked.missing)
            .copied()
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing.retain(|aspect| !matches!(aspect, Aspect::OnlyFor | Aspect::Recipient));
        if self.report.input.kind == Kind::Links {
            missing.retain(|aspect| *aspect == Aspect::Originators);
        }
        missing
            .into_iter()
            .map(|aspect| self.locale.text(aspect_key(aspect)).to_owned())
            .collect()
    }

    fn links(&self) -> Vec<LinkLine> {
        let brand = self
            .report
            .claim
            .as_ref()
            .and_then(|claim| claim.name.clone())
            .unwrap_or_default();
        let lines = self
            .report
            .details
            .links
            .iter()
            .take(MOST_LINKS)
            .map(|link| {
                let owner = link.owner.split(':').next().unwrap_or_default();
                let host = link
                    .destination_host
                    .as_deref()
                    .map_or_else(|| link.target.clone(), unicode);
                LinkLine {
                    text: link.text.clone(),
                    host: defanged(&host),
                    owner: self
                        .locale
                        .fill(&format!("owner.{owner}"), &[("brand", &brand)]),
                }
            });
        lines.collect()
    }
}

fn aspect_key(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Originators => "unchecked.originators",
        Aspect::Results => "unchecked.results",
        Aspect::Text => "unchecked.text",
        Aspect::LinkTargets => "unchecked.link-targets",
        Aspect::Attachments => "unchecked.attachments",
        Aspect::Recipient | Aspect::OnlyFor => "unchecked.recipient",
    }
}

fn unicode(host: &str) -> String {
    crate::domain::Domain::parse(host).map_or_else(|| host.to_owned(), |domain| domain.to_unicode())
}

fn sign_key(finding: &Finding) -> &'static str {
    match (finding.bearing, finding.weight) {
        (Bearing::Against, Weight::Hint) => "label.sign-against-hint",
        (Bearing::Against, Weight::Strong) => "label.sign-against-strong",
        (Bearing::Against, Weight::Decisive) => "label.sign-against-decisive",
        (Bearing::For, Weight::Hint) => "label.sign-for-hint",
        (Bearing::For, Weight::Strong) => "label.sign-for-strong",
        (Bearing::For, Weight::Decisive) => "label.sign-for-decisive",
    }
}
