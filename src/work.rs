//! One check as a piece of work that can be done elsewhere: the page has large mails checked in
//! another thread, which has an instance of its own of this module.
//!
//! Knows what goes there and what comes back, as bytes (see [`wire`]); nothing of threads.

use crate::brand;
use crate::input::{Context, Input, InputError, Kind};
use crate::report::Report;
use crate::view::marked::Marked;
use crate::wire;

/// What is to be known of a mail beside its bytes.
#[derive(Clone, Debug)]
pub struct Job {
    /// What it is, if that is certain.
    pub kind: Option<Kind>,
    /// What the person says; a profile does not go along.
    pub context: Context,
}

/// What an answer is painted from.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The report.
    pub report: Report,
    /// The paste, cut at the evidence.
    pub marked: Marked,
}

/// What is being done now, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The mail is freed from what is around it and taken apart.
    Reading,
    /// Who signed it, and who reports what of it.
    Signatures,
    /// Its words are read.
    Words,
    /// Where its links lead.
    Links,
    /// Whom it claims to be.
    Claim,
    /// What it says and asks, and what it hides.
    Sayings,
    /// The checks are asked, and the answer is put together.
    Checks,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 7] = [
        Self::Reading,
        Self::Signatures,
        Self::Words,
        Self::Links,
        Self::Claim,
        Self::Sayings,
        Self::Checks,
    ];

    /// How much is behind when it begins, in hundredths of the time that mails of a megabyte took.
    #[must_use]
    pub fn begins(self) -> u8 {
        match self {
            Self::Reading => 0,
            Self::Signatures => 12,
            Self::Words => 13,
            Self::Links => 22,
            Self::Claim => 48,
            Self::Sayings => 50,
            Self::Checks => 62,
        }
    }

    /// The key of the words that tell it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Reading => "work.reading",
            Self::Signatures => "work.signatures",
            Self::Words | Self::Sayings => "work.words",
            Self::Links => "work.links",
            Self::Claim => "work.claim",
            Self::Checks => "work.checks",
        }
    }
}

/// Whether a mail may take longer than 100 ms on a slow phone, so that another thread should
/// check it: a guess from what stands there, at the cost of reading it once.
#[must_use]
pub fn is_long(mail: &[u8]) -> bool {
    let links = || mail.windows(3).filter(|three| three == b"://").count();
    mail.len() > LONG || mail.len() + links() * BYTES_A_LINK > LONG
}

/// How many bytes may take too long.
const LONG: usize = 100_000;

/// A link takes as long as so many bytes.
const BYTES_A_LINK: usize = 1200;

/// Does the work here, and says before each step that it begins.
///
/// # Errors
/// As [`check`](crate::check()).
pub fn answer(
    mail: &[u8],
    kind: Option<Kind>,
    context: Context,
    begin: &mut dyn FnMut(Step),
) -> Result<Answer, InputError> {
    let input = Input {
        bytes: mail,
        kind,
        context,
    };
    let report = crate::check_in_steps(&input, brand::built_in(), begin)?;
    let evidence = report.findings.iter().flat_map(|found| &found.evidence);
    let marked = Marked::new(mail, report.input.kind, evidence);
    Ok(Answer { report, marked })
}

/// Does the work that [`ask`] wrote down; [`told`] reads what comes back.
#[must_use]
pub fn work(job: Vec<u8>, mail: &[u8], begin: &mut dyn FnMut(Step)) -> Vec<u8> {
    let done = wire::read(job).map(|Job { kind, context }| answer(mail, kind, context, begin));
    done.map_or_else(Vec::new, |mut done| wire::write(&mut done))
}

/// A job as bytes.
#[must_use]
pub fn ask(mut job: Job) -> Vec<u8> {
    wire::write(&mut job)
}

/// What came of a job; none where it was not understood.
#[must_use]
pub fn told(bytes: Vec<u8>) -> Option<Result<Answer, InputError>> {
    wire::read(bytes)
}
