//! The checks: one file each, one question each, asked of finished facts.
//!
//! A check never parses, words, adds up or reads a clock. Its name is its file, its
//! identifier, its key in the locale files, its folder of test cases and its help anchor.

use crate::facts::auth::AuthResult;
use crate::facts::claim::{Certainty, Claim, Zone};
use crate::facts::{Aspect, Coverage, Facts};
use crate::finding::{Family, Finding, Weight, excerpt};
use crate::language::data::Meaning;
use crate::message::Attachment;

#[path = "account-notice.rs"]
mod account_notice;
#[path = "account-threat.rs"]
mod account_threat;
#[path = "address-leaked.rs"]
mod address_leaked;
#[path = "aligned-pass.rs"]
mod aligned_pass;
#[path = "announced-mailing.rs"]
mod announced_mailing;
#[path = "attachment-disguised.rs"]
mod attachment_disguised;
#[path = "attachment-locked.rs"]
mod attachment_locked;
#[path = "attachment-macros.rs"]
mod attachment_macros;
#[path = "attachment-page.rs"]
mod attachment_page;
#[path = "attachment-program.rs"]
mod attachment_program;
#[path = "brand-foreign-from.rs"]
mod brand_foreign_from;
#[path = "brand-in-host.rs"]
mod brand_in_host;
#[path = "brand-in-path.rs"]
mod brand_in_path;
#[path = "brand-without-link.rs"]
mod brand_without_link;
#[path = "broken-words.rs"]
mod broken_words;
mod deadline;
#[path = "display-name-address.rs"]
mod display_name_address;
#[path = "dkim-fail.rs"]
mod dkim_fail;
#[path = "dmarc-fail.rs"]
mod dmarc_fail;
mod extortion;
#[path = "forged-results.rs"]
mod forged_results;
#[path = "fortune-promise.rs"]
mod fortune_promise;
#[path = "free-mail-brand.rs"]
mod free_mail_brand;
#[path = "from-impossible-domain.rs"]
mod from_impossible_domain;
#[path = "greeting-local-part.rs"]
mod greeting_local_part;
#[path = "header-signed.rs"]
mod header_signed;
#[path = "hidden-text.rs"]
mod hidden_text;
#[path = "install-request.rs"]
mod install_request;
#[path = "invitation-link.rs"]
mod invitation_link;
#[path = "legal-threat.rs"]
mod legal_threat;
#[path = "link-deceptive-script.rs"]
mod link_deceptive_script;
#[path = "link-elsewhere.rs"]
mod link_elsewhere;
#[path = "link-ip-address.rs"]
mod link_ip_address;
#[path = "link-obscured-host.rs"]
mod link_obscured_host;
#[path = "link-runs-code.rs"]
mod link_runs_code;
#[path = "link-shared-host.rs"]
mod link_shared_host;
#[path = "link-text-mismatch.rs"]
mod link_text_mismatch;
#[path = "link-third-party.rs"]
mod link_third_party;
#[path = "link-userinfo.rs"]
mod link_userinfo;
#[path = "lookalike-host.rs"]
mod lookalike_host;
#[path = "mailbox-warning.rs"]
mod mailbox_warning;
#[path = "nested-message.rs"]
mod nested_message;
#[path = "never-asked.rs"]
mod never_asked;
#[path = "no-personal-name.rs"]
mod no_personal_name;
#[path = "not-authenticated.rs"]
mod not_authenticated;
#[path = "odd-payment.rs"]
mod odd_payment;
#[path = "own-actions.rs"]
mod own_actions;
#[path = "parcel-demand.rs"]
mod parcel_demand;
#[path = "parts-differ.rs"]
mod parts_differ;
#[path = "picture-only.rs"]
mod picture_only;
#[path = "prize-promise.rs"]
mod prize_promise;
pub mod rate;
#[path = "reader-not-named.rs"]
mod reader_not_named;
#[path = "refund-promise.rs"]
mod refund_promise;
#[path = "reply-request.rs"]
mod reply_request;
#[path = "reply-to-foreign.rs"]
mod reply_to_foreign;
#[path = "secrecy-demand.rs"]
mod secrecy_demand;
#[path = "secret-request.rs"]
mod secret_request;
#[path = "several-authors.rs"]
mod several_authors;
#[path = "signature-doubled-field.rs"]
mod signature_doubled_field;
#[path = "signature-expired.rs"]
mod signature_expired;
#[path = "signature-length.rs"]
mod signature_length;
#[path = "signature-replayed.rs"]
mod signature_replayed;
#[path = "signature-unaligned.rs"]
mod signature_unaligned;
#[path = "signature-unsigned-field.rs"]
mod signature_unsigned_field;
#[path = "signature-verified.rs"]
mod signature_verified;
#[path = "signature-weak.rs"]
mod signature_weak;
#[path = "spf-fail.rs"]
mod spf_fail;
#[path = "stranger-offer.rs"]
mod stranger_offer;
#[path = "strangers-words.rs"]
mod strangers_words;
#[path = "unknown-charge.rs"]
mod unknown_charge;
#[path = "waiting-document.rs"]
mod waiting_document;

/// One question.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its name in kebab-case.
    pub id: &'static str,
    /// The family its findings belong to.
    pub family: Family,
    /// What must have been there to be looked at.
    pub needs: Coverage,
    /// The question; at most one finding.
    pub run: fn(&Facts<'_>) -> Option<Finding>,
}

/// A check that could not be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The check.
    pub check: &'static str,
    /// What was missing.
    pub missing: Vec<Aspect>,
}

/// Every check there is, by name.
pub const CHECKS: &[Check] = &[
    account_notice::CHECK,
    account_threat::CHECK,
    address_leaked::CHECK,
    aligned_pass::CHECK,
    announced_mailing::CHECK,
    attachment_disguised::CHECK,
    attachment_locked::CHECK,
    attachment_macros::CHECK,
    attachment_page::CHECK,
    attachment_program::CHECK,
    brand_foreign_from::CHECK,
    brand_in_host::CHECK,
    brand_in_path::CHECK,
    brand_without_link::CHECK,
    broken_words::CHECK,
    deadline::CHECK,
    display_name_address::CHECK,
    dkim_fail::CHECK,
    dmarc_fail::CHECK,
    extortion::CHECK,
    forged_results::CHECK,
    fortune_promise::CHECK,
    free_mail_brand::CHECK,
    from_impossible_domain::CHECK,
    greeting_local_part::CHECK,
    header_signed::CHECK,
    hidden_text::CHECK,
    install_request::CHECK,
    invitation_link::CHECK,
    legal_threat::CHECK,
    link_deceptive_script::CHECK,
    link_elsewhere::CHECK,
    link_ip_address::CHECK,
    link_obscured_host::CHECK,
    link_runs_code::CHECK,
    link_shared_host::CHECK,
    link_text_mismatch::CHECK,
    link_third_party::CHECK,
    link_userinfo::CHECK,
    lookalike_host::CHECK,
    mailbox_warning::CHECK,
    nested_message::CHECK,
    never_asked::CHECK,
    no_personal_name::CHECK,
    not_authenticated::CHECK,
    odd_payment::CHECK,
    own_actions::CHECK,
    parcel_demand::CHECK,
    parts_differ::CHECK,
    picture_only::CHECK,
    prize_promise::CHECK,
    reader_not_named::CHECK,
    refund_promise::CHECK,
    reply_request::CHECK,
    reply_to_foreign::CHECK,
    secrecy_demand::CHECK,
    secret_request::CHECK,
    several_authors::CHECK,
    signature_doubled_field::CHECK,
    signature_expired::CHECK,
    signature_length::CHECK,
    signature_replayed::CHECK,
    signature_unaligned::CHECK,
    signature_unsigned_field::CHECK,
    signature_verified::CHECK,
    signature_weak::CHECK,
    spf_fail::CHECK,
    stranger_offer::CHECK,
    strangers_words::CHECK,
    unknown_charge::CHECK,
    waiting_document::CHECK,
];

/// Asks every check that can be asked.
#[must_use]
pub fn run_all(facts: &Facts<'_>) -> (Vec<Finding>, Vec<Skipped>) {
    let mut findings = Vec::new();
    let mut skipped = Vec::new();
    for check in CHECKS {
        let missing = facts.coverage.missing(check.needs);
        if missing.is_empty() {
            findings.extend((check.run)(facts));
        } else {
            skipped.push(Skipped {
                check: check.id,
                missing,
            });
        }
    }
    (findings, skipped)
}

/// The finding that the mail says one of these, in the words that say it first.
fn said(check: &Check, facts: &Facts<'_>, meanings: &[Meaning], weight: Weight) -> Option<Finding> {
    let sayings = facts.says(meanings);
    let first = sayings.first()?;
    let words = excerpt(&first.mark.excerpt);
    let places = sayings.iter().map(|said| facts.evidence(&said.mark));
    Some(
        Finding::against(check.id, check.family, weight)
            .with("words", words)
            .seen_at(places),
    )
}

/// The finding that a file is what the check looks for.
fn in_file(check: &Check, facts: &Facts<'_>, weight: Weight, file: &Attachment) -> Finding {
    Finding::against(check.id, check.family, weight)
        .with("file", file.shown())
        .seen_at([facts.file_evidence(file)])
}

/// The finding that a receiver reports this of a domain.
fn reported(
    check: &Check,
    facts: &Facts<'_>,
    weight: Weight,
    result: &AuthResult,
    domain: Option<String>,
) -> Finding {
    let receiver = facts.auth.receiver_name.clone();
    Finding::against(check.id, check.family, weight)
        .with("domain", domain.unwrap_or_else(|| "—".into()))
        .with("receiver", receiver.unwrap_or_default())
        .seen_at([facts.result_evidence(result)])
}

/// Whether whoever wrote the mail surely gives itself the claimed name.
fn bears_name(claim: &Claim) -> bool {
    let mut zones = claim.seen_in.iter();
    let named =
        zones.any(|zone| matches!(zone, Zone::DisplayName | Zone::FromAddress | Zone::Reader));
    named && claim.certainty > Certainty::Possible
}

#[cfg(test)]
mod tests {
    use super::CHECKS;

    #[test]
    fn checks_are_sorted_and_named_once() {
        assert!(CHECKS.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
