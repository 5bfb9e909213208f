//! A summary of a check, for others to read: what it says it is, what it really is, why, where
//! it leads, and who noted what. Whatever names the reader is masked first.

use super::Words;
use super::mask::{MASK, Masker};
use crate::facts::auth::Trust;
use crate::input::Context;
use crate::locale::Locale;
use crate::report::{ClaimKind, LinkDetails, MailboxDetails, Report};
use std::fmt::Write as _;

/// Most links, results, signatures and files that are told.
const MOST: usize = 20;

/// Longest link that opens a mail program, in bytes: some systems cut off what is longer.
const LONGEST_MAILTO: usize = 1800;

/// The summary of a check of these bytes, as plain text.
#[must_use]
pub fn summary(bytes: &[u8], report: &Report, context: &Context, locale: &Locale) -> String {
    let words = Words {
        report,
        context,
        locale,
    };
    let masker = Masker::new(bytes, report.input.kind, report, context);
    let mut out = Out {
        text: String::new(),
        locale,
    };
    words.summarise(&masker, &mut out);
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// The subject under which a summary is sent.
#[must_use]
pub fn subject(report: &Report, locale: &Locale) -> String {
    let claim = report.claim.as_ref();
    let brand = claim.filter(|claim| claim.kind == ClaimKind::Brand);
    let name = brand.and_then(|claim| claim.name.as_deref());
    match name {
        Some(name) => locale.fill("summary.subject", &[("name", name)]),
        None => locale.text("summary.subject-nobody").to_owned(),
    }
}

/// The link that opens a mail program with a text (RFC 6068), whatever is in it; too long a text
/// loses its last lines and says so.
#[must_use]
pub fn mailto(address: &str, subject: &str, text: &str, locale: &Locale) -> String {
    let mut link = String::from("mailto:");
    encode(address, &mut link);
    link.push_str("?subject=");
    encode(subject, &mut link);
    link.push_str("&body=");
    let mut end = String::new();
    encode("\n", &mut end);
    encode(locale.text("summary.cut"), &mut end);
    for line in text.lines() {
        let mut encoded = String::new();
        encode(line, &mut encoded);
        encode("\n", &mut encoded);
        if link.len() + encoded.len() + end.len() > LONGEST_MAILTO {
            link.push_str(&end);
            break;
        }
        link.push_str(&encoded);
    }
    link
}

/// Everything but unreserved characters and the at sign as percent codes; line ends as CRLF.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                out.push(char::from(byte));
            }
            b'\n' => out.push_str("%0D%0A"),
            _ => {
                // Writing to a string never fails.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// A text that grows by lines.
struct Out<'a> {
    text: String,
    locale: &'a Locale,
}

impl Out<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn item(&mut self, line: &str) {
        self.text.push_str("- ");
        self.line(line);
    }

    fn named(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let line = self.locale.fill(key, &[("value", value)]);
            self.line(&line);
        }
    }

    /// A heading with a free line above it.
    fn head(&mut self, key: &str, there: bool) {
        if there {
            self.text.push('\n');
            let text = self.locale.text(key).to_owned();
            self.line(&text);
        }
    }
}

impl Words<'_> {
    fn summarise(&self, masker: &Masker, out: &mut Out<'_>) {
        let locale = self.locale;
        out.line(&locale.fill("summary.head", &[("mask", MASK)]));
        out.line("");
        let key = format!("verdict.{}", self.report.verdict.id());
        let word = locale.text(&key);
        out.line(&locale.fill("summary.answer", &[("word", word)]));
        if !masker.is_own() {
            let key = format!("sentence.{}", self.sentence_key());
            out.line(&self.fill(&key, &[]));
        }
        out.line("");
        self.sides(masker, out);
        self.why(masker, out);
        self.links_told(masker, out);
        self.checks(masker, out);
        let attachments = &self.report.details.attachments;
        out.head("summary.attachments", !attachments.is_empty());
        for file in attachments.iter().take(MOST) {
            let name = masker.value(file.name.as_deref().unwrap_or_default());
            out.item(&format!("{name} ({}, {})", file.content_type, file.bytes));
        }
    }

    /// What it says beside what it is, and the fields that say so.
    fn sides(&self, masker: &Masker, out: &mut Out<'_>) {
        let details = &self.report.details;
        let pair = |key: &str, value: &str| {
            let values = [("name", self.locale.text(key)), ("value", value)];
            self.locale.fill("label.pair", &values)
        };
        if let Some(shown) = self.shown() {
            out.line(&pair("label.shown", &masker.value(&shown)));
        }
        if !masker.is_own() {
            out.line(&pair("label.really", &super::defanged(&self.really())));
        }
        let mailboxes = |list: &[MailboxDetails]| {
            let told: Vec<String> = list
                .iter()
                .take(MOST)
                .map(|found| mailbox(found, masker))
                .collect();
            told.join(", ")
        };
        let originators = &details.originators;
        out.named("summary.from", Some(&mailboxes(&originators.from)));
        out.named("summary.reply-to", Some(&mailboxes(&originators.reply_to)));
        let returned = originators.rfc5321_mail_from.as_ref();
        let returned = returned.map(|found| mailbox(found, masker));
        out.named("summary.return-path", returned.as_deref());
        let subject = details.subject.as_deref().map(|text| masker.value(text));
        out.named("summary.mail-subject", subject.as_deref());
        let boundary = details.route.iter().find(|hop| hop.boundary);
        let handed = boundary.map(|hop| {
            let host = hop.from.as_deref().unwrap_or_default();
            let ip = hop.from_ip.as_deref().unwrap_or_default();
            let told = format!("{} {ip}", super::defanged(&masker.value(host)));
            told.trim().to_owned()
        });
        out.named("summary.handed-over", handed.as_deref());
    }

    fn why(&self, masker: &Masker, out: &mut Out<'_>) {
        let findings = &self.report.findings;
        out.head("summary.reasons", !findings.is_empty());
        for finding in findings.iter().take(MOST) {
            let values: Vec<(&str, String)> = finding
                .values
                .iter()
                .map(|(key, value)| (key, self.value(key, value, masker)))
                .collect();
            let values: Vec<(&str, &str)> = values
                .iter()
                .map(|(key, value)| (*key, value.as_str()))
                .collect();
            out.item(&self.locale.fill(&finding.key("title"), &values));
        }
    }

    /// A value of a finding: names of companies and hosts whole, all else masked.
    fn value(&self, key: &str, value: &str, masker: &Masker) -> String {
        match key {
            "brand" | "shop" | "receiver" | "method" | "field" | "scheme" | "counter" => {
                value.to_owned()
            }
            "domain" | "home" | "host" | "ascii" | "signer" | "id" => masker.domain(value),
            "date" => self.locale.date(value),
            "key" => self.locale.text(&format!("label.key-{value}")).to_owned(),
            "address" => masker.originator(value),
            _ => masker.value(value),
        }
    }

    fn links_told(&self, masker: &Masker, out: &mut Out<'_>) {
        let links = &self.report.details.links;
        out.head("summary.links", !links.is_empty());
        for link in links.iter().take(MOST) {
            let owner = link.owner.split(':').next().unwrap_or_default();
            let claim = self.report.claim.as_ref();
            let brand = claim.and_then(|claim| claim.name.as_deref());
            let owner = self.locale.fill(
                &format!("owner.{owner}"),
                &[("brand", brand.unwrap_or_default())],
            );
            let values = [
                ("text", masker.value(&link.text)),
                ("target", target(link, masker)),
            ];
            let [text, target] = &values;
            let values = [
                (text.0, text.1.as_str()),
                (target.0, target.1.as_str()),
                ("owner", owner.as_str()),
            ];
            out.item(&self.locale.fill("summary.link", &values));
        }
    }

    fn checks(&self, masker: &Masker, out: &mut Out<'_>) {
        let results = &self.report.details.authentication.results;
        out.head("summary.checks", !results.is_empty());
        for found in results.iter().take(MOST) {
            let domain = masker.value(found.domain.as_deref().unwrap_or_default());
            let who = masker.value(found.authserv_id.as_deref().unwrap_or("?"));
            let trust = match found.trust {
                Trust::Confirmed => "trusted.confirmed",
                Trust::Reported => "trusted.reported",
                Trust::SenderClaimed => "trusted.sender-claimed",
            };
            let values = [
                ("method", found.method.as_str()),
                ("result", &found.result),
                ("domain", &masker.domain(&domain)),
                ("who", &masker.domain(&who)),
                ("trust", self.locale.text(trust)),
            ];
            out.item(&self.locale.fill("summary.check", &values));
        }
        let signatures = self.signatures();
        out.head("summary.signatures", !signatures.is_empty());
        for found in signatures.iter().take(MOST) {
            let said = found.lines.first().map(String::as_str).unwrap_or_default();
            if !masker.is_own() {
                out.item(&format!("{}. {said}", super::defanged(&found.title)));
            }
        }
    }
}

fn mailbox(found: &MailboxDetails, masker: &Masker) -> String {
    let name = found.display_name.as_deref().map(|name| masker.value(name));
    let address = found.address.as_deref();
    let address = address.map(|address| masker.originator(address));
    match (name, address) {
        (Some(name), Some(address)) => format!("“{name}” <{address}>"),
        (name, address) => address.or(name).unwrap_or_default(),
    }
}

/// Where a link leads: its target as written, and where that is a wrapper, what is in it.
fn target(link: &LinkDetails, masker: &Masker) -> String {
    let written = masker.target(&link.target);
    match (&link.wrapper, &link.destination_host) {
        (Some(_), Some(host)) if !link.opaque => {
            format!("{written} → {}", super::defanged(host))
        }
        _ => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Input;
    use crate::locale::best;

    const MAIL: &str = "Return-Path: <bounce+jane.doe=home.example@mail.evil.example>\nDelivered-To: jane.doe@home.example\nReceived: from mail.evil.example (mail.evil.example [192.0.2.7]) by mx.home.example for <jane.doe@home.example>; Tue, 22 Mar 2011 09:00:00 +0000\nFrom: \"Some Shop for Jane\" <service@evil.example>\nReply-To: jane.doe.refunds@evil.example\nTo: Jane Doe <jane.doe@home.example>\nSubject: Jane, your card 4111 1111 1111 1111\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>Dear Jane Doe,</p><p><a href=\"https://evil.example/u/jane.doe@home.example?t=eyJhbGciOiJIUzI1NiJ9\">https://shop.example/jane</a></p><p>Call +44 20 7946 0000</p>\n";

    fn told(mail: &str, language: &str) -> String {
        let input = Input::new(mail.as_bytes());
        let report = crate::check(&input).expect("a report");
        summary(mail.as_bytes(), &report, &input.context, best(language))
    }

    #[test]
    fn nothing_in_a_summary_names_the_reader() {
        for (language, _) in crate::locale::names() {
            let text = told(MAIL, language);
            let lower = text.to_lowercase();
            for name in [
                "jane",
                "doe",
                "home.example",
                "home[.]example",
                "4111",
                "7946",
                "eyj",
            ] {
                assert!(!lower.contains(name), "{language}: {name} in\n{text}");
            }
            assert!(text.contains("service@evil[.]example"), "{text}");
            assert!(text.contains("https[:]//evil[.]example"), "{text}");
        }
    }

    #[test]
    fn a_mail_that_poses_as_its_reader_names_nobody_either() {
        let own = MAIL
            .replace("service@evil.example", "jane.doe@home.example")
            .replace("\"Some Shop for Jane\"", "Jane");
        let lower = told(&own, "en").to_lowercase();
        for name in ["jane", "doe", "home.example", "home[.]example"] {
            assert!(!lower.contains(name), "{name} in\n{lower}");
        }
    }

    #[test]
    fn nothing_in_a_summary_is_live_or_breaks_out_of_its_line() {
        let hostile = MAIL.replace(
            "Subject: Jane",
            "Subject: =?utf-8?q?a=0D=0ABcc:_x=40y.example_http://live.example?= Jane",
        );
        let text = told(&hostile, "en");
        assert!(!text.contains("://"), "{text}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
    }

    #[test]
    fn a_mail_link_holds_any_text_and_stays_short() {
        let locale = best("en");
        let link = mailto(
            "a@b.example",
            "x & y?",
            "one&cc=z@z.example\r\ntwo #é",
            locale,
        );
        assert!(link.starts_with("mailto:a@b.example?subject=x%20%26%20y%3F&body=one%26cc%3Dz@z"));
        assert!(link.ends_with("two%20%23%C3%A9%0D%0A"), "{link}");
        let long = mailto("a@b.example", "x", &"ééééé\n".repeat(500), locale);
        assert!(long.len() <= LONGEST_MAILTO);
        assert!(long.ends_with("%5Bshortened%5D"), "{long}");
    }
}
