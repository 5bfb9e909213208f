//! The forms of the provider files: receivers, mailers, hosts and wrappers.

use serde::{Deserialize, Serialize};

/// Everything that the provider files say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Providers {
    /// Mailbox providers whose headers we can read.
    #[serde(default)]
    pub receivers: Vec<Receiver>,
    /// Mail service providers that send for others.
    #[serde(default)]
    pub mailers: Vec<Mailer>,
    /// Hosts where anybody can have a page, an address or a link.
    #[serde(default)]
    pub hosts: Vec<HostList>,
    /// Services that put a link of their own in the place of another.
    #[serde(default)]
    pub wrappers: Vec<Wrapper>,
    /// Parameters, in lower case, by which pages are told where to go on to.
    #[serde(default)]
    pub redirect_parameters: Vec<String>,
    /// Services whose addresses people give to one shop each.
    #[serde(default)]
    pub aliases: Vec<AliasList>,
}

/// How one mailbox provider writes the results of its checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    /// What `--receiver` takes.
    pub id: String,
    /// Its name as people write it.
    pub name: String,
    /// Its authserv-ids (RFC 8601 §2.5); `*` stands for any run of characters.
    #[serde(default)]
    pub authserv_ids: Vec<String>,
    /// Domains of its mailboxes, by which people name it.
    #[serde(default)]
    pub mail_domains: Vec<String>,
    /// Domains under which it seals an ARC set at every delivery; those who seal what their own
    /// customers send have none here.
    #[serde(default)]
    pub arc_domains: Vec<String>,
    /// Whether the source it shows is not the body as it came.
    #[serde(default)]
    pub rewrites_body: bool,
    /// Whether the source it shows has its fields in another order than they came.
    #[serde(default)]
    pub reorders_fields: bool,
    /// Whether it writes results without an authserv-id.
    #[serde(default)]
    pub without_authserv_id: bool,
    /// Over how many fields it spreads its results.
    #[serde(default)]
    pub spread: Spread,
    /// The `by` hosts of its own Received fields, with `*` as above; where none is known, they are
    /// taken to be named as its authserv-ids are.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Hosts of it that hand out mail which its own customers wrote.
    #[serde(default)]
    pub outbound: Vec<String>,
    /// Where its results stand.
    pub results: ResultsPlace,
    /// Where that was read.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// Over how many fields a receiver spreads its results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spread {
    /// One field holds all.
    #[default]
    One,
    /// One for each method.
    Methods,
    /// One for each signature, and for each other method if it has any.
    Signatures,
}

/// Where a receiver writes its results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResultsPlace {
    /// Between its newest Received field and the boundary.
    AboveBoundary,
    /// Directly under its boundary Received field.
    BelowBoundary,
    /// On the very top, above every Received field.
    Top,
}

/// A mail service provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mailer {
    /// Kebab-case identifier.
    pub id: String,
    /// Its name as people write it.
    pub name: String,
    /// Whether its domains serve all its customers.
    pub shared: bool,
    /// Its domains by use.
    #[serde(default)]
    pub domains: Vec<MailerDomains>,
}

/// Domains of a mailer with one use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailerDomains {
    /// What they are for.
    #[serde(rename = "use")]
    pub purpose: MailerUse,
    /// Names that stand for themselves and all below; `#` stands for digits.
    pub names: Vec<String>,
    /// Where that was read.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// What a mailer does with a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailerUse {
    /// Counting clicks.
    Click,
    /// RFC 5321 `MailFrom`.
    Envelope,
    /// DKIM `d=`.
    Signing,
    /// Its sending hosts.
    Host,
}

/// A list of hosts of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostList {
    /// What they have in common.
    pub kind: HostKind,
    /// `host` or `host/path`; each host stands for itself and all below.
    pub names: Vec<String>,
    /// Where the list was read.
    pub source: String,
    /// Under which licence it was published.
    pub licence: String,
    /// When it was read.
    pub read: String,
}

/// What a host is to a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostKind {
    /// Mailboxes that anybody can open.
    FreeMail,
    /// Short links.
    Shortener,
    /// Pages or subdomains that anybody can open.
    FreeHosting,
    /// Forms and surveys.
    Form,
    /// Documents and shared files.
    Document,
    /// Storage buckets.
    Storage,
    /// Redirectors on well-known names.
    Redirect,
    /// Ticket systems.
    Ticket,
}

impl HostKind {
    /// Its identifier, as it stands in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::FreeMail => "free-mail",
            Self::Shortener => "shortener",
            Self::FreeHosting => "free-hosting",
            Self::Form => "form",
            Self::Document => "document",
            Self::Storage => "storage",
            Self::Redirect => "redirect",
            Self::Ticket => "ticket",
        }
    }
}

/// Domains at which addresses are made up in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AliasList {
    /// The way.
    pub form: AliasForm,
    /// The domains.
    pub names: Vec<String>,
    /// Where that was read.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// Where in an address the one stands to whom it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AliasForm {
    /// In front of a subdomain that is the reader's.
    Below,
    /// Before the first dot.
    BeforeDot,
    /// After the last hyphen.
    AfterHyphen,
    /// Nowhere: it stands in From instead of the address of whoever wrote.
    Reply,
}

/// One way in which a service wraps links; a service may have several, tried in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrapper {
    /// Kebab-case identifier.
    pub id: String,
    /// Its name as people write it.
    pub name: String,
    /// Host names; `*.` in front stands for any subdomain, any other `*` for any run of characters.
    pub hosts: Vec<String>,
    /// What the path begins with.
    pub path: String,
    /// Where the target stands.
    pub place: Place,
    /// What stands before the target at that place.
    #[serde(default)]
    pub after: String,
    /// What stands behind the target at that place.
    #[serde(default)]
    pub before: String,
    /// How the target is written there.
    #[serde(default)]
    pub encoding: Encoding,
    /// A link that leads to `shop.example`, if it says where it leads.
    pub example: String,
    /// Where that was read.
    pub source: String,
    /// When that was read.
    pub read: String,
}

/// Where in a link its target stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In this parameter of the query.
    Query(String),
    /// In one part of the path, counted from 0 behind the wrapper's `path`.
    Part(usize),
    /// In all that follows from that part on, query and fragment included.
    Rest(usize),
    /// In front of the wrapper's own host name.
    Subdomain,
    /// Only the service knows. Such a link is known by this parameter; empty where host and path
    /// say enough.
    Nowhere(String),
}

/// How a target is written in a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// As itself or percent-encoded; a bare host is a target too.
    #[default]
    Percent,
    /// Percent-encoded with `-` for `%`, and `_` for `/`.
    Dashes,
    /// Between `__` and `__;`, with runs of asterisks for bytes that follow in base64.
    Runs,
    /// In base64 of either alphabet.
    Base64,
    /// In a JSON object in base64: the member of that name, and in its text the next.
    Json(Vec<String>),
    /// A host name with `-` for its dots and `--` for its hyphens.
    Hyphens {
        /// The parameter that lists which marks were put in front of the name.
        marks: String,
        /// The parameter that holds the beginning of a name that is too long for a label.
        head: String,
    },
}
