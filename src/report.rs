//! The report: everything that was found, in the shape that scripts read (see `docs/report.md`).
//!
//! It has no sentences: those are chosen in `view` from what stands here.

mod gather;
mod note;

use crate::domain::lookalike::{Place, Spelling};
use crate::facts::Aspect;
use crate::facts::arc::ChainStatus;
use crate::facts::auth::{Alignment, AuthResult};
use crate::facts::body::GreetingKind;
use crate::facts::claim::{Certainty, Zone};
use crate::facts::line::Line;
use crate::facts::route::Hop;
use crate::facts::signature::{BodyHash, Flaw, HeaderSignature, Reason, SignatureKind};
use crate::finding::Finding;
use crate::input::Kind;
use crate::key::Origin;
use crate::message::Came;
use crate::verdict::{Cap, Verdict};
pub use note::Note;
use serde::Serialize;

/// The version of this shape.
pub const VERSION: u32 = 1;

/// Everything that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of this shape: 1.
    pub version: u32,
    /// What was read.
    pub input: InputRead,
    /// The answer.
    pub verdict: Verdict,
    /// Why the answer cannot be `genuine`, whatever is found; null where it can.
    pub cap: Option<Cap>,
    /// Whom it claims to be; null where it claims to be nobody.
    pub claim: Option<Claim>,
    /// What was found, weightiest first, what speaks against before what speaks for.
    pub findings: Vec<Finding>,
    /// What could not be looked at.
    pub unchecked: Vec<Unchecked>,
    /// Everything else, for the curious.
    pub details: Details,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct InputRead {
    /// What it was taken for.
    pub kind: Kind,
    /// Which aspects of a mail were there.
    pub coverage: Vec<Aspect>,
    /// Whether the mail that was judged came inside another.
    pub forwarded: bool,
    /// What is to be known about the reading; absent where there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// Whom a mail claims to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Claim {
    /// What kind of claim it is.
    pub kind: ClaimKind,
    /// Identifier of the brand; null where it is none.
    pub brand: Option<String>,
    /// The name claimed.
    pub name: Option<String>,
    /// The brand's home, or the organisation's domain.
    pub domain: Option<String>,
    /// Where that was seen, surest first.
    pub seen_in: Vec<Zone>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// What kind of claim it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// A brand that we know.
    Brand,
    /// A company or shop that we do not know.
    Organisation,
    /// A person.
    Person,
}

/// A check that could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Unchecked {
    /// The check.
    pub check: &'static str,
    /// What was missing for it.
    pub missing: Vec<Aspect>,
}

/// Everything that was read, without weight.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Details {
    /// Who wrote and sent it, by the header fields.
    pub originators: Originators,
    /// The subject; null where there is none.
    pub subject: Option<String>,
    /// Results of SPF, DKIM and DMARC.
    pub authentication: AuthenticationDetails,
    /// Every DKIM and ARC signature, verified here as far as keys are known.
    pub signatures: Vec<Signature>,
    /// How many signature fields were over the limit and not read.
    pub signatures_left_out: usize,
    /// What the ARC sets are worth together.
    pub arc: ChainDetails,
    /// The hops, oldest first.
    pub route: Vec<Hop>,
    /// The links in order.
    pub links: Vec<LinkDetails>,
    /// How it greets; null where no text was there.
    pub greeting: Option<GreetingDetails>,
    /// What it says and asks, by meaning, in order; each place once.
    pub says: Vec<SayingDetails>,
    /// What came along.
    pub attachments: Vec<AttachmentDetails>,
    /// The mails inside it that are not what it passes on, each judged as one of its own; behind
    /// each, those inside that one. At most 20, at most three levels deep.
    pub nested: Vec<NestedDetails>,
    /// To which shop alone the reader's address was given; null where that is not known.
    pub only_for: Option<OnlyForDetails>,
    /// Where the claimed brand wants suspicious mail to be sent.
    pub report_to: Option<ReportRoute>,
    /// Incidents of the shop to which alone the address was given, or of the claimed brand.
    pub incidents: Vec<IncidentDetails>,
    /// The date of the public suffix list by which organisations were told apart.
    pub suffix_list_date: &'static str,
}

/// Who wrote and sent it, by the header fields; null where a field is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Originators {
    /// RFC 5322 From, every mailbox.
    pub from: Vec<MailboxDetails>,
    /// RFC 5322 Sender.
    pub sender: Option<MailboxDetails>,
    /// RFC 5322 Reply-To.
    pub reply_to: Vec<MailboxDetails>,
    /// RFC 5321 `MailFrom`, from Return-Path.
    pub rfc5321_mail_from: Option<MailboxDetails>,
}

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct MailboxDetails {
    /// Its display name.
    pub display_name: Option<String>,
    /// Its address as written.
    pub address: Option<String>,
    /// The organisational domain of the address.
    pub organizational_domain: Option<String>,
}

/// Results of SPF, DKIM and DMARC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AuthenticationDetails {
    /// Identifier of the receiver whose headers these are; null where it is none that we know.
    pub receiver: Option<String>,
    /// Every result in the order of the fields.
    pub results: Vec<AuthResult>,
    /// Each method's domain against From, computed here.
    pub alignment: Alignment,
    /// The header lines in which providers wrote results and ratings, with their codes.
    pub lines: Vec<Line>,
}

/// What the ARC sets are worth together (RFC 8617 §4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ChainDetails {
    /// `none`, `pass`, `fail`, or `unknown` where a key or the body is missing.
    pub status: ChainStatus,
    /// How many complete sets there are.
    pub sets: usize,
}

/// A signature, verified over what was pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Signature {
    /// `dkim`, `arc-seal` or `arc-message`.
    pub kind: SignatureKind,
    /// The ARC instance; null for DKIM.
    pub instance: Option<usize>,
    /// The signing domain (`d=`).
    pub domain: Option<String>,
    /// The selector (`s=`).
    pub selector: Option<String>,
    /// The algorithm (`a=`).
    pub algorithm: Option<String>,
    /// When it was made by its own word (`t=`), in seconds since 1970-01-01 UTC.
    pub signed_at: Option<i64>,
    /// When it expires (`x=`).
    pub expires_at: Option<i64>,
    /// The names of the signed fields (`h=`): what a pass proves, and nothing else.
    pub signed_fields: Vec<String>,
    /// What came of `b=`: `pass`, `fail`, `no-key` or `malformed`.
    pub header_signature: HeaderSignature,
    /// What came of `bh=`: `pass`, `fail` or `no-body`; null where there is no `bh=` to read.
    pub body_hash: Option<BodyHash>,
    /// Whether the signing domain is of From's organisation; null where From has no one domain.
    pub aligned: Option<bool>,
    /// Whose word the key is: `bundled` or `given`; null where none was used.
    pub key: Option<Origin>,
    /// The repair of the paste under which it fits; null where none was needed.
    pub repair: Option<String>,
    /// Why it could not be judged, or failed before it was.
    pub reason: Option<Reason>,
    /// What is careless or suspicious about it.
    pub flaws: Vec<Flaw>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct LinkDetails {
    /// The text shown for it.
    pub text: String,
    /// Its target as written.
    pub target: String,
    /// The host it leads to, wrappers opened.
    pub destination_host: Option<String>,
    /// That host's organisational domain.
    pub organizational_domain: Option<String>,
    /// Identifier of the outermost wrapper.
    pub wrapper: Option<String>,
    /// Whether the destination is a wrapper that alone knows where it leads.
    pub opaque: bool,
    /// The host of another organisation that a parameter tells the destination to go on to.
    pub redirect_host: Option<String>,
    /// `claimed-brand`, `brand:<id>`, `originator`, `service:<id>` or `unknown`.
    pub owner: String,
    /// Whether the reader is meant to follow it.
    pub action: bool,
    /// The brand's name that a stranger's host or path carries; null where there is none.
    pub resembles: Option<Resembles>,
}

/// A brand's name in the link of a stranger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Resembles {
    /// Identifier of the brand.
    pub brand: String,
    /// How its name is written.
    pub spelling: Spelling,
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub shown: String,
    /// The brand's home: what may have been meant.
    pub meant: Option<String>,
}

/// How it greets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct GreetingDetails {
    /// Whom it addresses.
    pub kind: GreetingKind,
    /// The words.
    pub text: Option<String>,
}

/// Something that the mail says or asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct SayingDetails {
    /// What it says.
    pub meaning: &'static str,
    /// The words.
    pub text: String,
}

/// A file that came along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AttachmentDetails {
    /// Its name.
    pub name: Option<String>,
    /// Its media type as declared.
    pub content_type: String,
    /// Its length in bytes.
    pub bytes: usize,
}

/// A mail inside another, judged as one of its own; no results and no route in it are believed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct NestedDetails {
    /// How deep inside it is: 1 is directly in what was pasted.
    pub level: usize,
    /// `attached`, `returned` by a report on its delivery, or in a `digest`.
    pub came: Came,
    /// Its subject; null where there is none.
    pub subject: Option<String>,
    /// Its From.
    pub from: Vec<MailboxDetails>,
    /// Its answer, never `genuine`.
    pub verdict: Verdict,
    /// Whom it claims to be.
    pub claim: Option<Claim>,
    /// What was found in it.
    pub findings: Vec<Finding>,
}

/// The shop to which alone the reader's address was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct OnlyForDetails {
    /// Identifier of the brand.
    pub brand: String,
    /// Its name.
    pub name: String,
    /// The address that names the shop, as a guess; null where the person said it.
    pub address: Option<String>,
}

/// Where a brand wants suspicious mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ReportRoute {
    /// The brand's name.
    pub brand: String,
    /// An e-mail address.
    pub address: Option<String>,
    /// A page.
    pub page: Option<String>,
    /// Who says so.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// A leak of customer data, as somebody stated it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct IncidentDetails {
    /// The brand's name.
    pub brand: String,
    /// When it became known.
    pub date: String,
    /// What leaked.
    pub what: Vec<String>,
    /// Who said so.
    pub stated_by: String,
    /// Where that was read.
    pub source: String,
}
