//! What a report says of claim, sender, provider and links, ready to fill a sentence.

use super::unicode;
use crate::brand::{self, profile::Profile};
use crate::facts::auth::Aligned;
use crate::finding::Finding;
use crate::input::{Context, Kind};
use crate::locale::Locale;
use crate::report::{Claim, ClaimKind, Report, ReportRoute};

/// A report with the language it is put into.
pub(super) struct Words<'a> {
    pub(super) report: &'a Report,
    pub(super) context: &'a Context,
    pub(super) locale: &'a Locale,
}

impl Words<'_> {
    pub(super) fn has(&self, check: &str) -> bool {
        self.report.finding(check).is_some()
    }

    /// The finding that names the brand whose name a host carries.
    pub(super) fn imitated(&self) -> Option<&Finding> {
        self.report
            .finding("lookalike-host")
            .or_else(|| self.report.finding("brand-in-host"))
            .or_else(|| self.report.finding("brand-in-path"))
    }

    pub(super) fn claim_kind(&self) -> Option<ClaimKind> {
        self.report.claim.as_ref().map(|claim| claim.kind)
    }

    /// The provider that the mail came through, by its envelope or a signature.
    pub(super) fn provider(&self) -> Option<String> {
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
    pub(super) fn fill(&self, key: &str, more: &[(&str, &str)]) -> String {
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

    /// The claimed brand's site; none where it has closed, since whose it is now is unknown.
    pub(super) fn home(&self) -> Option<String> {
        let claim = self.report.claim.as_ref();
        let claim = claim.filter(|claim| claim.kind == ClaimKind::Brand)?;
        let closed = self
            .profile()
            .is_some_and(|profile| self.is_outlived(profile));
        claim.domain.clone().filter(|_| !closed)
    }

    /// Where the claimed brand takes reports; nowhere once it has closed.
    pub(super) fn report_to(&self) -> Option<&ReportRoute> {
        let closed = self
            .profile()
            .is_some_and(|profile| self.is_outlived(profile));
        self.report.details.report_to.as_ref().filter(|_| !closed)
    }

    /// What we know of the claimed brand.
    pub(super) fn profile(&self) -> Option<&'static Profile> {
        let brands = brand::built_in();
        let id = self.report.claim.as_ref()?.brand.as_deref()?;
        brands.at(brands.find(id)?)
    }

    /// Whether a brand has closed by the time at which the advice is read. Where that time is
    /// unknown, it has: an address that may be somebody else's is no place to send a mail.
    pub(super) fn is_outlived(&self, profile: &Profile) -> bool {
        profile.validity.as_ref().is_some_and(|validity| {
            let now = self.context.now;
            now.is_none_or(|now| crate::time::date(now) > validity.until)
        })
    }

    pub(super) fn shown(&self) -> Option<String> {
        let claim: &Claim = self.report.claim.as_ref()?;
        match claim.kind {
            ClaimKind::Brand | ClaimKind::Person => claim.name.clone(),
            ClaimKind::Organisation => claim.name.clone().or_else(|| claim.domain.clone()),
        }
    }

    pub(super) fn really(&self) -> String {
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
        let proof = ["signature-verified", "header-signed"]
            .iter()
            .find_map(|check| self.report.finding(check)?.values.get("key").cloned());
        match (domain, proof) {
            (Some(domain), Some(key)) if !self.report.input.forwarded => self.locale.fill(
                if key == "given" {
                    "label.really-given"
                } else {
                    "label.really-verified"
                },
                &[("domain", &domain)],
            ),
            (Some(domain), _) if aligned => self
                .locale
                .fill("label.really-signed", &[("domain", &domain)]),
            (Some(domain), _) => self
                .locale
                .fill("label.really-unproven", &[("domain", &domain)]),
            (None, _) => self.locale.text("label.unknown-sender").to_owned(),
        }
    }
}
