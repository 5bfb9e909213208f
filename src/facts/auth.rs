//! Results of SPF, DKIM and DMARC as others wrote them (RFC 8601), and whose they are.
//!
//! A result counts only where it stands in the place, under the name and behind the hops
//! of a receiver that we know; everything else is what the sender says of itself.

use super::identity::Identity;
use super::route::{Hop, Route};
use crate::domain::Domain;
use crate::input::Context;
use crate::message::Message;
use crate::provider::data::{Receiver, ResultsPlace};
use crate::provider::{Index, fits};
use serde::Serialize;
use std::collections::BTreeMap;

/// Most results of one field that are read.
const MOST_RESULTS: usize = 100;

/// Most fields with results that are read.
const MOST_FIELDS: usize = 100;

/// What others report, and what of it can be believed.
#[derive(Clone, Debug, Default)]
pub struct Authentication {
    /// Identifier of the receiver whose headers these are.
    pub receiver: Option<String>,
    /// Its name.
    pub receiver_name: Option<String>,
    /// Every result, in the order of the fields.
    pub results: Vec<AuthResult>,
    /// SPF, DKIM and DMARC against From, computed here.
    pub alignment: Alignment,
    /// When the receiver took the mail in, seconds since 1970-01-01 UTC.
    pub received_at: Option<i64>,
    /// Index of the boundary Received field among the hops.
    pub boundary: Option<usize>,
}

/// One result of one method (RFC 8601 §2.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct AuthResult {
    /// Who says so; null where the field names nobody.
    pub authserv_id: Option<String>,
    /// Whether it can be believed.
    pub trust: Trust,
    /// `spf`, `dkim`, `dmarc` or another method, in lower case.
    pub method: String,
    /// The result as printed, in lower case.
    pub result: String,
    /// The reason given.
    pub reason: Option<String>,
    /// `ptype.property` and its value.
    pub properties: BTreeMap<String, String>,
    /// The domain that the result is about.
    pub domain: Option<String>,
    /// Index of the field.
    #[serde(skip)]
    pub field: usize,
}

/// How far a result can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// Anybody may have written it: shown, weighs nothing.
    SenderClaimed,
    /// It fits the receiver's form and place.
    Reported,
    /// A signature over it verified here.
    Confirmed,
}

impl Trust {
    /// Whether it weighs anything.
    #[must_use]
    pub fn counts(self) -> bool {
        self > Self::SenderClaimed
    }
}

/// Whether each method's domain is that of From (relaxed, RFC 9989 §4.4); null where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Alignment {
    /// RFC 5321 MailFrom of an SPF pass against From.
    pub spf: Option<Aligned>,
    /// A DKIM pass's `d=` against From.
    pub dkim: Option<Aligned>,
    /// Either of them, or the receiver's own DMARC pass.
    pub dmarc: Option<Aligned>,
}

/// Whether a domain is of From's organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Aligned {
    /// Another organisation's.
    Fail,
    /// The same organisation's.
    Pass,
}

impl Authentication {
    pub(super) fn read(
        message: &Message,
        route: &Route,
        identity: &Identity,
        context: &Context,
        providers: &Index,
    ) -> Self {
        let fields: Vec<(usize, Parsed)> = message
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.name == "authentication-results")
            .take(MOST_FIELDS)
            .map(|(index, field)| (index, parse(&field.value)))
            .collect();
        let found = find_receiver(route, context, providers);
        let mut auth = Self::default();
        if let Some(place) = &found {
            auth.receiver = Some(place.receiver.id.clone());
            auth.receiver_name = Some(place.receiver.name.clone());
            auth.boundary = place.boundary;
            auth.received_at = place.boundary.and_then(|at| route.hops.get(at)).and_then(|hop| hop.time);
        }
        let trusted = found.map(|place| place.trusted(&fields, &route.hops)).unwrap_or_default();
        for (index, parsed) in fields {
            let trust = if trusted.contains(&index) { Trust::Reported } else { Trust::SenderClaimed };
            for result in parsed.results {
                auth.results.push(AuthResult {
                    authserv_id: parsed.authserv_id.clone(),
                    trust,
                    domain: subject_domain(&result).map(|domain| domain.to_string()),
                    method: result.method,
                    result: result.result,
                    reason: result.reason,
                    properties: result.properties,
                    field: index,
                });
            }
        }
        auth.alignment = auth.align(identity);
        auth
    }

    /// The believed results of a method, topmost first.
    pub fn trusted<'a>(&'a self, method: &'a str) -> impl Iterator<Item = &'a AuthResult> {
        self.results.iter().filter(move |result| result.trust.counts() && result.method == method)
    }

    /// Whether a receiver that can be believed reports a pass for From's own organisation.
    #[must_use]
    pub fn aligned_pass(&self) -> bool {
        self.alignment.dmarc == Some(Aligned::Pass)
    }

    fn align(&self, identity: &Identity) -> Alignment {
        // Of several From addresses none is *the* author: nothing aligns (RFC 9989 §4.5).
        let Some(from) = identity.from_domain() else { return Alignment::default() };
        let of = |method: &str| {
            self.trusted(method)
                .filter(|result| result.result == "pass")
                .filter_map(|result| Domain::parse(result.domain.as_deref()?))
                .map(|domain| if domain.same_organization(&from) { Aligned::Pass } else { Aligned::Fail })
                .max()
        };
        let (spf, dkim) = (of("spf"), of("dkim"));
        // A receiver that writes no domain beside its DKIM pass still says for whom DMARC passed.
        let reported = self.trusted("dmarc").next().and_then(|result| match result.result.as_str() {
            "pass" => {
                let about = result.domain.as_deref().and_then(Domain::parse);
                about.is_none_or(|domain| domain.same_organization(&from)).then_some(Aligned::Pass)
            }
            "fail" => Some(Aligned::Fail),
            _ => None,
        });
        Alignment { spf, dkim, dmarc: spf.max(dkim).max(reported) }
    }
}

/// A receiver's place in a header block.
struct Place<'a> {
    receiver: &'a Receiver,
    /// Index of the boundary among the hops; none where the block has no hops.
    boundary: Option<usize>,
}

/// Finds the receiver whose hops stand on top, or the one the person named.
fn find_receiver<'a>(route: &Route, context: &Context, providers: &'a Index) -> Option<Place<'a>> {
    let named = context.receiver.as_deref();
    let mut candidates = providers.receivers().iter().filter(|receiver| named.is_none_or(|id| id == receiver.id));
    if route.hops.is_empty() {
        // Without hops only the person's word tells whose headers these are.
        return named.and_then(|_| candidates.next()).map(|receiver| Place { receiver, boundary: None });
    }
    candidates.find_map(|receiver| {
        let boundary = boundary(receiver, &route.hops)?;
        Some(Place { receiver, boundary: Some(boundary) })
    })
}

/// The hop at which the mail entered the receiver: the first of its contiguous run from the
/// top that took the mail from somebody else.
fn boundary(receiver: &Receiver, hops: &[Hop]) -> Option<usize> {
    let own = |host: &Option<String>| host.as_deref().is_some_and(|host| receiver.hosts.iter().any(|p| fits(p, host)));
    let run = hops.iter().take_while(|hop| own(&hop.by)).count();
    let run = hops.get(..run)?;
    // Numbers inside a provider's network are no sign of whose network it is.
    let named = run.iter().any(|hop| hop.by.as_deref().is_some_and(|by| by.contains(|c: char| c.is_ascii_alphabetic()) && !by.contains(':')));
    if !named {
        return None;
    }
    run.iter().position(|hop| match &hop.from {
        None => hop.from_ip.is_some() && !own(&hop.from_ip),
        Some(from) => {
            let outbound = receiver.outbound.iter().any(|pattern| fits(pattern, from));
            outbound || !(own(&hop.from) || is_local(from))
        }
    })
}

/// A name that a host has only inside its own network.
fn is_local(host: &str) -> bool {
    !host.contains('.') || host == "localhost" || host.starts_with("127.")
}

impl Place<'_> {
    /// The indexes of the fields that the receiver wrote.
    fn trusted(&self, fields: &[(usize, Parsed)], hops: &[Hop]) -> Vec<usize> {
        let own = |parsed: &Parsed| match &parsed.authserv_id {
            Some(id) => self.receiver.authserv_ids.iter().any(|pattern| fits(pattern, &id.to_ascii_lowercase())),
            None => self.receiver.without_authserv_id,
        };
        let field_of = |hop: Option<usize>| hop.and_then(|at| hops.get(at)).map(|hop| hop.field);
        let Some(boundary) = field_of(self.boundary) else {
            // No hops: the topmost run of fields under the receiver's own name.
            let first = fields.iter().position(|(_, parsed)| own(parsed));
            let run = first.and_then(|first| fields.get(first..)).unwrap_or_default();
            return run.iter().take_while(|(_, parsed)| own(parsed)).map(|(index, _)| *index).collect();
        };
        let own_fields = fields.iter().filter(|(_, parsed)| own(parsed)).map(|(index, _)| *index);
        match self.receiver.results {
            ResultsPlace::AboveBoundary | ResultsPlace::Top => {
                let above: Vec<usize> = own_fields.filter(|index| *index < boundary).collect();
                if self.receiver.without_authserv_id {
                    // One field holds all its results; a second was there before the mail came in.
                    above.into_iter().take(1).collect()
                } else {
                    above
                }
            }
            ResultsPlace::BelowBoundary => {
                let next = field_of(self.boundary.map(|at| at + 1)).unwrap_or(usize::MAX);
                let below = own_fields.filter(|index| *index > boundary && *index < next);
                // The sender's own fields follow directly; where one field holds all results, only the first is not his.
                below.take(if self.receiver.field_per_method { MOST_FIELDS } else { 1 }).collect()
            }
        }
    }
}

/// A field with results, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Who says so.
    pub authserv_id: Option<String>,
    /// The results in order.
    pub results: Vec<MethodResult>,
}

/// One result as it stands in the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodResult {
    /// The method in lower case.
    pub method: String,
    /// The result in lower case.
    pub result: String,
    /// The reason given.
    pub reason: Option<String>,
    /// `ptype.property` in lower case and its value.
    pub properties: BTreeMap<String, String>,
}

/// Reads the value of an Authentication-Results field; what can't be read is left out.
#[must_use]
pub fn parse(value: &str) -> Parsed {
    let mut parsed = Parsed::default();
    for (at, tokens) in statements(value).iter().enumerate().take(MOST_RESULTS) {
        let mut pairs = Vec::new();
        let mut words = tokens.iter().peekable();
        while let Some(word) = words.next() {
            // "a = b" may stand in one token or in three.
            let (key, text) = match word.split_once('=') {
                Some((key, text)) => (key.to_owned(), text.to_owned()),
                None if words.peek().is_some_and(|next| next.starts_with('=')) => {
                    (word.clone(), words.next().map_or(String::new(), |next| next.trim_start_matches('=').to_owned()))
                }
                None => {
                    if at == 0 && pairs.is_empty() && parsed.authserv_id.is_none() {
                        parsed.authserv_id = Some(word.clone());
                    }
                    continue;
                }
            };
            let text = if text.is_empty() { words.next_if(|next| !next.contains('=')).cloned().unwrap_or_default() } else { text };
            pairs.push((key.to_ascii_lowercase(), text.trim_matches('"').to_owned()));
        }
        let mut pairs = pairs.into_iter();
        let Some((method, result)) = pairs.next() else { continue };
        if method.contains('.') || result.is_empty() {
            continue;
        }
        let method = method.split('/').next().unwrap_or_default().to_owned();
        let mut found = MethodResult { method, result: result.to_ascii_lowercase(), ..MethodResult::default() };
        for (key, text) in pairs {
            if key == "reason" {
                found.reason = Some(text);
            } else if key.contains('.') {
                found.properties.entry(key).or_insert(text);
            }
        }
        parsed.results.push(found);
    }
    parsed
}

/// The value cut at semicolons into words, comments left out (RFC 5322 §3.2.2), quotes kept together.
fn statements(value: &str) -> Vec<Vec<String>> {
    let mut statements = vec![Vec::new()];
    let mut word = String::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let flush = |word: &mut String, statements: &mut Vec<Vec<String>>| {
        if !word.is_empty() && let Some(last) = statements.last_mut() {
            last.push(std::mem::take(word));
        }
    };
    for c in value.chars() {
        if escaped {
            escaped = false;
            if depth == 0 {
                word.push(c);
            }
            continue;
        }
        match c {
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => {
                quoted = !quoted;
                word.push(c);
            }
            _ if quoted => word.push(c),
            '(' => {
                // A comment ends the word before it: "pass(p=reject)".
                if depth == 0 {
                    flush(&mut word, &mut statements);
                }
                depth += 1;
            }
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            ';' => {
                flush(&mut word, &mut statements);
                statements.push(Vec::new());
            }
            c if c.is_whitespace() => flush(&mut word, &mut statements),
            c => word.push(c),
        }
    }
    flush(&mut word, &mut statements);
    statements
}

/// The domain that a result is about.
fn subject_domain(result: &MethodResult) -> Option<Domain> {
    let names: &[&str] = match result.method.as_str() {
        "dkim" => &["header.d", "header.i"],
        "spf" => &["smtp.mailfrom", "smtp.mail", "envelope-from", "smtp.helo"],
        "dmarc" => &["header.from"],
        _ => &["header.from", "header.d"],
    };
    names.iter().find_map(|name| {
        let value = result.properties.get(*name)?;
        Domain::parse(value.rsplit('@').next()?.trim_matches(['<', '>', '.']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_rfc_8601_is_read() {
        let parsed = parse(
            "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net; \
             dkim=fail reason=\"bad signature\" header.i=@example.net",
        );
        assert_eq!(parsed.authserv_id.as_deref(), Some("example.com"));
        let methods: Vec<_> = parsed.results.iter().map(|r| (r.method.as_str(), r.result.as_str())).collect();
        assert_eq!(methods, [("auth", "pass"), ("spf", "pass"), ("dkim", "fail")]);
        assert_eq!(parsed.results.last().and_then(|r| r.reason.as_deref()), Some("bad signature"));
    }

    #[test]
    fn the_form_without_an_authserv_id_is_read() {
        let parsed = parse(
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=pass (signature was verified) \
             header.d=shop.example;dmarc=pass action=none header.from=shop.example;compauth=pass reason=100",
        );
        assert_eq!(parsed.authserv_id, None);
        assert_eq!(parsed.results.len(), 4);
        assert_eq!(parsed.results.first().and_then(subject_domain).map(|d| d.to_string()).as_deref(), Some("shop.example"));
    }

    #[test]
    fn comments_and_blanks_stand_anywhere() {
        let parsed = parse("foo.example (a (nested) one) 1; dkim (x) = pass (good) header.d (y) = a.example; dmarc=pass(p=REJECT) header.from=a.example");
        let dkim = parsed.results.first();
        assert_eq!(dkim.map(|r| (r.method.as_str(), r.result.as_str())), Some(("dkim", "pass")));
        assert_eq!(dkim.and_then(|r| r.properties.get("header.d")).map(String::as_str), Some("a.example"));
        assert_eq!(parsed.results.last().map(|r| r.result.as_str()), Some("pass"));
    }
}
