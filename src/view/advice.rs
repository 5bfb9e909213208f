//! What to do now, and what a leaked address means.

use super::{Leak, Words};
use crate::brand;
use crate::country::{self, Purpose};
use crate::finding::Finding;
use crate::input::Kind;
use crate::report::ClaimKind;
use crate::verdict::Verdict;

impl Words<'_> {
    /// What to do now, most urgent first.
    pub(super) fn next(&self) -> Vec<String> {
        let mut next = Vec::new();
        let brand = self.claim_kind() == Some(ClaimKind::Brand);
        let home = self.home();
        let mut say = |key: &str, values: &[(&str, &str)]| next.push(self.fill(key, values));
        match self.report.verdict {
            Verdict::Genuine if home.is_some() => say("next.genuine", &[]),
            Verdict::Genuine => say("next.genuine-closed", &[]),
            Verdict::Unproven => {
                match self.claim_kind() {
                    Some(ClaimKind::Brand) if home.is_some() => say("next.ask-brand", &[]),
                    Some(ClaimKind::Organisation) => say("next.trust-yourself", &[]),
                    _ => say("next.no-need", &[]),
                }
                match self.report.input.kind {
                    Kind::Text => say("next.more-links", &[]),
                    Kind::Html => say("next.more-source", &[]),
                    _ => {}
                }
            }
            Verdict::Suspicious | Verdict::Fake => {
                say("next.do-nothing", &[]);
                if brand && home.is_some() {
                    say("next.ask-brand", &[]);
                    say("next.typed-password", &[]);
                } else if self.claim_kind() == Some(ClaimKind::Organisation) {
                    say("next.ask-organisation", &[]);
                }
                say("next.gave-card", &[]);
                if let Some(report) = self.report_to() {
                    if let Some(address) = &report.address {
                        say("next.report-brand", &[("address", address)]);
                    } else if let Some(page) = &report.page {
                        say("next.report-brand-page", &[("page", page)]);
                    }
                }
                let code = self.context.country.as_deref().unwrap_or_default();
                for place in country::places(code, Purpose::Report, &self.locale.id) {
                    say(
                        "next.report-country",
                        &[
                            ("authority", place.authority),
                            ("contact", &place.contact()),
                        ],
                    );
                }
                say("next.delete", &[]);
            }
        }
        next
    }

    /// What a mail to an address that one shop alone has means for its owner.
    pub(super) fn leak(&self, finding: &Finding) -> Leak {
        let shop = finding.values.get("shop").cloned().unwrap_or_default();
        let brands = brand::built_in();
        let only_for = self.report.details.only_for.as_ref();
        let profile = only_for
            .and_then(|only_for| brands.find(&only_for.brand))
            .and_then(|index| brands.at(index));
        let report = profile
            .filter(|profile| !self.is_outlived(profile))
            .and_then(|profile| profile.report.as_ref());
        let contact =
            report.and_then(|report| report.address.clone().or_else(|| report.page.clone()));
        let mut next = vec![
            self.locale.text("next.leak-expect").to_owned(),
            self.locale.fill("next.leak-password", &[("shop", &shop)]),
        ];
        if let Some(contact) = contact {
            next.push(
                self.locale
                    .fill("next.leak-tell", &[("shop", &shop), ("contact", &contact)]),
            );
        }
        Leak {
            reason: self.reason(finding),
            known: self.incidents(&shop),
            next,
        }
    }

    /// What is known of leaks at a shop.
    pub(super) fn incidents(&self, shop: &str) -> Vec<String> {
        let incidents = self.report.details.incidents.iter();
        let said = incidents
            .filter(|incident| incident.brand == shop)
            .map(|incident| {
                let known = |what: &String| {
                    let key = format!("incident.{what}");
                    let key = if self.locale.has(&key) {
                        key
                    } else {
                        "incident.other".to_owned()
                    };
                    self.locale.text(&key).to_owned()
                };
                let what: Vec<String> = incident.what.iter().map(known).collect();
                self.locale.fill(
                    "incident.said",
                    &[
                        ("stated_by", &incident.stated_by),
                        ("date", &self.locale.date(&incident.date)),
                        ("what", &what.join(", ")),
                    ],
                )
            });
        said.collect()
    }
}
