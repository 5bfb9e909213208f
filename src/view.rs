//! What is said: a report put into the sentences of one language.
//!
//! Every decision about words is made here; whoever paints it only sets text.

mod advice;
pub mod anatomy;
pub mod marked;
pub mod mask;
mod record;
mod sentence;
pub mod situation;
pub mod summary;
mod words;

use crate::brand;
use crate::check::rate;
use crate::facts::signature::HeaderSignature;
use crate::facts::{Aspect, Coverage};
use crate::finding::{Bearing, Evidence, Finding, Weight};
use crate::input::{Context, Kind};
use crate::locale::Locale;
use crate::report::{Report, Signature};
use crate::verdict::Verdict;
pub use record::{HopLine, Lookup, NestedLine, RecordLine, SignatureLine};
use words::Words;

/// Most links that are shown one by one.
const MOST_LINKS: usize = 50;

/// Seconds in a year.
const YEAR: i64 = 366 * 86_400;

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
    /// What is to be known about how it was read.
    pub notes: Vec<String>,
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
    /// The mails inside it.
    pub nested: Vec<NestedLine>,
    /// Its signatures.
    pub signatures: Vec<SignatureLine>,
    /// What mail providers noted.
    pub lines: Vec<RecordLine>,
    /// The way it took, oldest first.
    pub route: Vec<HopLine>,
    /// How old the data is.
    pub data_date: String,
    /// What follows from its age, where it is over a year old.
    pub data_old: Option<String>,
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
    /// How often this came up on labelled mail, in words; none where it never did.
    pub rate: Option<String>,
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
            notes: words.notes(),
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
            nested: words.nested(),
            signatures: words.signatures(),
            lines: words.lines(),
            route: words.route(),
            data_old: context
                .now
                .filter(|now| is_over_a_year_old(brand::READ, *now))
                .map(|_| locale.text("label.data-old").to_owned()),
            data_date: locale.fill(
                "label.data-date",
                &[
                    ("read", &locale.date(brand::READ)),
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

/// Whether a day (`YYYY-MM-DD`) lies more than a year before a time.
fn is_over_a_year_old(day: &str, now: i64) -> bool {
    let read = crate::time::parse(&format!("{day}T00:00:00Z"));
    read.is_some_and(|read| now - read > YEAR)
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

impl Words<'_> {
    fn reason(&self, finding: &Finding) -> Reason {
        // A date and whose key it was are said as people of the language say them.
        let values: Vec<(&str, String)> = finding
            .values
            .iter()
            .map(|(key, value)| {
                let said = match key {
                    "date" => self.locale.date(value),
                    "key" => self.locale.text(&format!("label.key-{value}")).to_owned(),
                    _ => value.to_owned(),
                };
                (key, said)
            })
            .collect();
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(key, said)| (*key, said.as_str()))
            .collect();
        Reason {
            check: finding.check,
            bearing: finding.bearing,
            weight: finding.weight,
            title: self.locale.fill(&finding.key("title"), &values),
            why: self.locale.fill(&finding.key("why"), &values),
            sign: self.locale.text(sign_key(finding)).to_owned(),
            rate: rate::of(finding.check).map(|rate| {
                let (phish, genuine) = (rate.phish.to_string(), rate.genuine.to_string());
                let values = [("phish", &*phish), ("genuine", &*genuine)];
                self.locale.fill("label.rate", &values)
            }),
            evidence: finding.evidence.clone(),
        }
    }

    fn notes(&self) -> Vec<String> {
        let notes = self.report.input.notes.iter();
        notes
            .map(|note| self.locale.text(note.key()).to_owned())
            .collect()
    }

    /// What was missing, each thing once; what depends on the person's word is not asked for here.
    fn unchecked(&self) -> Vec<String> {
        let unchecked = self.report.unchecked.iter();
        let mut missing = Coverage::NOTHING;
        for aspect in unchecked.flat_map(|unchecked| &unchecked.missing) {
            missing.set(*aspect, true);
        }
        let mut missing = missing.aspects();
        missing.retain(|aspect| !matches!(aspect, Aspect::OnlyFor | Aspect::Recipient));
        if self.has("signature-verified") || self.has("header-signed") {
            // Who sent it was verified here: no provider's word for that is missing.
            missing.retain(|aspect| *aspect != Aspect::Results);
        }
        // A stranger's signature would tell nothing of the sender.
        let mut signatures = self.report.details.signatures.iter();
        let own = |found: &Signature| {
            found.aligned == Some(true) && found.header_signature == HeaderSignature::NoKey
        };
        if !signatures.any(own) {
            missing.retain(|aspect| *aspect != Aspect::Signatures);
        }
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
        Aspect::Signatures => "unchecked.signatures",
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
