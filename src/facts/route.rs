//! The way a mail took, by its Received fields (RFC 5321 §4.4).
//!
//! Each hop is a claim of the host that wrote it; only the run that the receiver
//! itself wrote can be believed, and that is for `auth` to find.

use crate::message::Message;
use mail_parser::parsers::MessageStream;
use mail_parser::{HeaderValue, Host};
use serde::Serialize;

/// Most hops that are read: RFC 5321 §6.3 calls a hundred a loop.
const MOST_HOPS: usize = 100;

/// The hops, newest first, as they stand in the mail.
#[derive(Clone, Debug, Default)]
pub struct Route {
    /// The hops.
    pub hops: Vec<Hop>,
}

/// One Received field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Hop {
    /// Who handed the mail over, by its own word.
    pub from: Option<String>,
    /// From which address it came, as the host that wrote the field saw it.
    pub from_ip: Option<String>,
    /// Who took it and wrote the field.
    pub by: Option<String>,
    /// By which protocol (`with`), in upper case.
    pub protocol: Option<String>,
    /// Seconds since 1970-01-01 UTC.
    pub time: Option<i64>,
    /// Seconds since the hop before; null for the first, and where a clock is wrong.
    pub delay: Option<i64>,
    /// By how many seconds its clock lies behind that of the hop before; null where it does not.
    pub clock_skew: Option<i64>,
    /// Whether this is where the mail entered the reader's provider.
    pub boundary: bool,
    /// Index of the field.
    #[serde(skip)]
    pub field: usize,
}

impl Route {
    pub(super) fn read(message: &Message) -> Self {
        let received = message
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.name == "received");
        let hops = received.take(MOST_HOPS).map(|(index, field)| {
            let line = format!("{}\n", field.raw.trim_end());
            let HeaderValue::Received(received) =
                MessageStream::new(line.as_bytes()).parse_received()
            else {
                return Hop {
                    field: index,
                    ..Hop::default()
                };
            };
            Hop {
                from: received.from.as_ref().map(name),
                from_ip: received.from_ip.map(|ip| ip.to_string()),
                by: received.by.as_ref().map(name),
                protocol: received.with.map(protocol),
                time: received
                    .date
                    .filter(mail_parser::DateTime::is_valid)
                    .map(|date| date.to_timestamp()),
                field: index,
                ..Hop::default()
            }
        });
        let mut hops: Vec<Hop> = hops.collect();
        // Each is measured against the nearest older one that tells its time.
        let mut before = None;
        for hop in hops.iter_mut().rev() {
            let passed = hop
                .time
                .zip(before)
                .map(|(time, before): (i64, i64)| time - before);
            hop.delay = passed.filter(|passed| *passed >= 0);
            hop.clock_skew = passed.filter(|passed| *passed < 0).map(|passed| -passed);
            before = hop.time.or(before);
        }
        Self { hops }
    }
}

fn protocol(protocol: mail_parser::Protocol) -> String {
    use mail_parser::Protocol;
    let name = match protocol {
        Protocol::SMTP => "SMTP",
        Protocol::LMTP => "LMTP",
        Protocol::ESMTP => "ESMTP",
        Protocol::ESMTPS => "ESMTPS",
        Protocol::ESMTPA => "ESMTPA",
        Protocol::ESMTPSA => "ESMTPSA",
        Protocol::UTF8SMTP => "UTF8SMTP",
        Protocol::UTF8SMTPS => "UTF8SMTPS",
        Protocol::UTF8SMTPA => "UTF8SMTPA",
        Protocol::UTF8SMTPSA => "UTF8SMTPSA",
        Protocol::LMTPA => "LMTPA",
        Protocol::LMTPS => "LMTPS",
        Protocol::LMTPSA => "LMTPSA",
        Protocol::UTF8LMTP => "UTF8LMTP",
        Protocol::UTF8LMTPS => "UTF8LMTPS",
        Protocol::UTF8LMTPA => "UTF8LMTPA",
        Protocol::UTF8LMTPSA => "UTF8LMTPSA",
        Protocol::HTTP => "HTTP",
        Protocol::HTTPS => "HTTPS",
        Protocol::IMAP => "IMAP",
        Protocol::POP3 => "POP3",
        Protocol::MMS => "MMS",
        Protocol::Local => "LOCAL",
    };
    name.to_owned()
}

fn name(host: &Host<'_>) -> String {
    match host {
        Host::Name(name) => name.trim_matches(['[', ']', '.']).to_ascii_lowercase(),
        Host::IpAddr(address) => address.to_string(),
    }
}
