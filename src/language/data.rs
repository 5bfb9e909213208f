//! The form of a language file: the words by which a mail of that language is read.

use serde::{Deserialize, Serialize};

/// How mails speak in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// ISO 639-1 code: the name of the file.
    #[serde(default)]
    pub id: String,
    /// The words that nearly every text of the language has: by them it is known.
    pub common_words: Vec<String>,
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
    /// Words by which a line of a footer is known ("no longer wish to receive").
    pub footer_words: Vec<String>,
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

/// What a language says in so many ways.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expressions {
    /// ISO 639-1 code: the name of the file.
    #[serde(default)]
    pub id: String,
    /// Sets of words that patterns name.
    pub sets: Vec<Set>,
    /// The expressions.
    #[serde(rename = "expressions")]
    pub list: Vec<Expression>,
}

/// Words that stand for each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// What patterns call it, between braces.
    pub name: String,
    /// The words, or rows of words.
    pub words: Vec<String>,
}

/// Ways to say one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expression {
    /// What is said.
    pub meaning: Meaning,
    /// How: see [`super::pattern`].
    pub patterns: Vec<String>,
    /// What must not stand in the same sentence.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Invented sentences that say it; each pattern is needed by one.
    pub says: Vec<String>,
    /// Invented sentences of genuine mail that have its words and do not say it.
    pub innocent: Vec<String>,
}

/// What a mail says or asks, whatever the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Only hours or a few days are left to act.
    Deadline,
    /// The reader's account, card or service is or will be closed, blocked or limited.
    Suspension,
    /// Police, court, debt collectors, a fine or shame will follow.
    Threat,
    /// Somebody signed in, or something unusual was seen on the account.
    SignInAlert,
    /// The reader is to confirm or update account or personal data.
    VerifyAccount,
    /// A payment failed or payment data must be renewed.
    PaymentProblem,
    /// A fee, customs charge, toll or small sum is to be paid.
    FeeDue,
    /// A parcel waits, could not be delivered, or its address is to be confirmed.
    ParcelHeld,
    /// The mailbox is full, will be closed, has mail held back, or its password ends.
    MailboxProblem,
    /// Cloud storage is full, and photos or files will be lost.
    StorageFull,
    /// A subscription or protection (antivirus, streaming, domain) ends or was renewed.
    SubscriptionEnds,
    /// A document, invoice, voice message, fax or signature waits behind a link.
    SharedDocument,
    /// A purchase or charge that the reader did not make; to cancel, call or click.
    UnknownCharge,
    /// Money is to be paid back to the reader.
    Refund,
    /// The reader has won, was chosen, or gets a reward for a survey.
    Prize,
    /// A fortune, inheritance, fund, donation or compensation of a stranger.
    Windfall,
    /// Money grows fast: crypto, trading, shares, loans.
    Investment,
    /// The writer has filmed, hacked or knows something and wants money.
    Extortion,
    /// A stranger wants acquaintance, or offers work that pays strikingly well.
    RomanceOrJob,
    /// A cure, diet, potency, or a product that others hide.
    Miracle,
    /// Asks for the password or to sign in with it through the mail.
    Password,
    /// Asks to pass on a code.
    OneTimeCode,
    /// Asks for card or bank data.
    Card,
    /// Asks for identity papers or a picture of them, birth date, tax number.
    IdentityPapers,
    /// Asks for the recovery phrase or key of a wallet, or to connect the wallet.
    RecoveryPhrase,
    /// Asks to buy gift cards and to send their codes.
    GiftCards,
    /// Asks to pay in cryptocurrency.
    Cryptocurrency,
    /// Asks to install or open a program, an update, an enabled macro.
    Install,
    /// Asks to let somebody work on the reader's computer.
    RemoteAccess,
    /// Asks to telephone in order to cancel or to be helped.
    CallBack,
    /// Asks to answer with personal data, or to write to a private address.
    ReplyWith,
    /// Asks to tell nobody.
    Secrecy,
}

impl Meaning {
    /// Its identifier, as it stands in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Suspension => "suspension",
            Self::Threat => "threat",
            Self::SignInAlert => "sign-in-alert",
            Self::VerifyAccount => "verify-account",
            Self::PaymentProblem => "payment-problem",
            Self::FeeDue => "fee-due",
            Self::ParcelHeld => "parcel-held",
            Self::MailboxProblem => "mailbox-problem",
            Self::StorageFull => "storage-full",
            Self::SubscriptionEnds => "subscription-ends",
            Self::SharedDocument => "shared-document",
            Self::UnknownCharge => "unknown-charge",
            Self::Refund => "refund",
            Self::Prize => "prize",
            Self::Windfall => "windfall",
            Self::Investment => "investment",
            Self::Extortion => "extortion",
            Self::RomanceOrJob => "romance-or-job",
            Self::Miracle => "miracle",
            Self::Password => "password",
            Self::OneTimeCode => "one-time-code",
            Self::Card => "card",
            Self::IdentityPapers => "identity-papers",
            Self::RecoveryPhrase => "recovery-phrase",
            Self::GiftCards => "gift-cards",
            Self::Cryptocurrency => "cryptocurrency",
            Self::Install => "install",
            Self::RemoteAccess => "remote-access",
            Self::CallBack => "call-back",
            Self::ReplyWith => "reply-with",
            Self::Secrecy => "secrecy",
        }
    }
}

impl Expressions {
    /// Folds the letters of sets and patterns as those of texts are folded, and takes off the
    /// examples: what the checker carries.
    pub fn pack(&mut self, fold: fn(&str) -> String) {
        let sets = self.sets.iter_mut().flat_map(|set| &mut set.words);
        let ways = self
            .list
            .iter_mut()
            .flat_map(|expression| expression.patterns.iter_mut().chain(&mut expression.unless));
        for text in sets.chain(ways) {
            *text = fold(text);
        }
        for expression in &mut self.list {
            expression.says.clear();
            expression.innocent.clear();
        }
    }
}
