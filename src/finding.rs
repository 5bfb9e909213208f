//! What a check found, how much it weighs, and where it is to be seen.

use crate::pairs::Pairs;
use serde::Serialize;

/// Longest excerpt, in characters: enough to recognise the place, short enough for a phone.
const MAX_EXCERPT: usize = 160;

/// Most pieces of evidence of one finding.
pub const MOST_EVIDENCE: usize = 5;

/// The value that names which of a check's sentences fits, where it has several.
pub const VARIANT: &str = "variant";

/// The answer of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Finding {
    /// Identifier of the check.
    pub check: &'static str,
    /// The family it belongs to; findings of one family count once.
    pub family: Family,
    /// Whether it speaks for or against the claim.
    pub bearing: Bearing,
    /// How much it weighs.
    pub weight: Weight,
    /// What fills the sentence, by placeholder.
    pub values: Pairs,
    /// Where it is to be seen.
    pub evidence: Vec<Evidence>,
}

/// Which question a finding belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Results of SPF, DKIM and DMARC.
    Authentication,
    /// Names and addresses of the originators.
    Identity,
    /// The claimed brand against address and links.
    Claim,
    /// Links, whoever is claimed.
    Links,
    /// The reader's own name and address.
    Recipient,
    /// What the text says.
    Words,
    /// What the mail hides.
    Hiding,
    /// What came along.
    Attachments,
    /// The way it took.
    Route,
}

/// For or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Bearing {
    /// It speaks against the mail.
    Against,
    /// It speaks for it.
    For,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Common in genuine mail too.
    Hint,
    /// Rare in genuine mail.
    Strong,
    /// Settles it alone.
    Decisive,
}

/// A place in what was pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Evidence {
    /// `header:<name>`, `text`, `html` or `attachment`.
    pub place: String,
    /// What stands there, shortened.
    pub excerpt: String,
    /// Byte offset of its start in the paste; null where it has none.
    pub start: Option<usize>,
    /// Byte offset behind its end.
    pub end: Option<usize>,
}

impl Finding {
    /// A finding that speaks against the mail.
    #[must_use]
    pub fn against(check: &'static str, family: Family, weight: Weight) -> Self {
        Self {
            check,
            family,
            bearing: Bearing::Against,
            weight,
            values: Pairs::default(),
            evidence: Vec::new(),
        }
    }

    /// A finding that speaks for it.
    #[must_use]
    pub fn speaking_for(check: &'static str, family: Family, weight: Weight) -> Self {
        Self {
            bearing: Bearing::For,
            ..Self::against(check, family, weight)
        }
    }

    /// With a value for the sentence.
    #[must_use]
    pub fn with(mut self, placeholder: &'static str, value: impl Into<String>) -> Self {
        self.values.add(placeholder, value);
        self
    }

    /// The key of one of its sentences, `title` or `why`.
    #[must_use]
    pub fn key(&self, sentence: &str) -> String {
        let check = self.check;
        match self.values.get(VARIANT) {
            Some(variant) => format!("check.{check}.{sentence}-{variant}"),
            None => format!("check.{check}.{sentence}"),
        }
    }

    /// With a place where it is to be seen; those over the limit are left out.
    #[must_use]
    pub fn seen_at(mut self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        let room = MOST_EVIDENCE.saturating_sub(self.evidence.len());
        self.evidence.extend(evidence.into_iter().take(room));
        self
    }
}

/// A text shortened to the length of an excerpt.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(MAX_EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
