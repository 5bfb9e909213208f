//! The form of a language file: the words by which a mail of that language is read.

use serde::{Deserialize, Serialize};

/// How mails speak in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// ISO 639-1 code: the name of the file.
    #[serde(default)]
    pub id: String,
    /// Openings of a salutation that ask for an addressee ("dear", "cher").
    pub salutations: Vec<String>,
    /// Words that make a salutation nobody's in particular ("customer").
    pub generic: Vec<String>,
    /// Titles that stand before a name ("mr").
    pub titles: Vec<String>,
    /// Lines that open a forwarded message.
    pub forward_markers: Vec<String>,
    /// Prefixes of a forwarded subject ("fwd").
    pub forward_prefixes: Vec<String>,
    /// Names of visible header lines: from, to, subject, date in that order.
    pub header_names: HeaderNames,
    /// Link texts of a footer ("unsubscribe").
    pub footer_links: Vec<String>,
    /// Mailbox names of a function, not of a person ("service").
    pub role_mailboxes: Vec<String>,
    /// Words that stand beside a shop's name in what it sends ("voucher", "parcel").
    pub offer_words: Vec<String>,
    /// Words that ask for a telephone call ("call").
    pub call_words: Vec<String>,
    /// Words that stand beside a company's name in the host names of fakes ("login", "konto"), ASCII.
    pub host_words: Vec<String>,
    /// Words that stand there, too, and say little ("my", "shop"), ASCII.
    pub host_fillers: Vec<String>,
    /// What else tells a salutation.
    pub greeting: GreetingWords,
}

/// The words by which salutations are told from other openings of a mail, and kinds of them apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GreetingWords {
    /// Openings that greet without an addressee, too ("hello"; also "beste", which is in both lists).
    pub hails: Vec<String>,
    /// Openings that greet only if a reader follows ("attention", "thank you").
    pub openers: Vec<String>,
    /// Whole salutations to nobody in particular, without punctuation ("to whom it may concern").
    pub anybody: Vec<String>,
    /// Small words inside names ("van", "de").
    pub joints: Vec<String>,
    /// What joins two people ("and").
    pub ands: Vec<String>,
    /// Words with which a sentence to the reader begins, where the comma is missing ("your").
    pub turns: Vec<String>,
    /// Words that no name without a title has ("sale", "now").
    pub not_names: Vec<String>,
    /// What stands in a gap that was never filled ("first", "name").
    pub blanks: Vec<String>,
    /// Words around those of `generic` ("valued").
    pub polite: Vec<String>,
    /// Whether a space stands before an exclamation mark ("Bonjour !").
    #[serde(default)]
    pub spaced_marks: bool,
    /// Whether words are written together, so that one of `generic` may end another.
    #[serde(default)]
    pub compounds: bool,
}

/// How visible header lines of a quoted mail are called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderNames {
    /// From.
    pub from: Vec<String>,
    /// To.
    pub to: Vec<String>,
    /// Subject.
    pub subject: Vec<String>,
    /// Date.
    pub date: Vec<String>,
}
