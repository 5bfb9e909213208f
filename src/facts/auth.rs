//! Results of SPF, DKIM and DMARC as others wrote them (RFC 8601), and whose they are.
//!
//! A result counts only where it stands in the place, under the name and behind the hops
//! of a receiver that we know; everything else is what the sender says of itself.

use super::identity::Identity;
use super::results::{Parsed, parse, subject_domain};
use super::route::{Hop, Route};
use crate::domain::Domain;
use crate::input::Context;
use crate::message::Message;
use crate::provider::data::{Receiver, ResultsPlace};
use crate::provider::{Index, fits};
use serde::Serialize;
use std::collections::BTreeMap;
use std::net::IpAddr;

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
    /// RFC 5321 `MailFrom` of an SPF pass against From.
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
            auth.received_at = place
                .boundary
                .and_then(|at| route.hops.get(at))
                .and_then(|hop| hop.time);
        }
        let trusted = found
            .map(|place| place.trusted(&fields, &route.hops))
            .unwrap_or_default();
        for (index, parsed) in fields {
            let trust = if trusted.contains(&index) {
                Trust::Reported
            } else {
                Trust::SenderClaimed
            };
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
        self.results
            .iter()
            .filter(move |result| result.trust.counts() && result.method == method)
    }

    /// Whether a receiver that can be believed reports a pass for From's own organisation.
    #[must_use]
    pub fn aligned_pass(&self) -> bool {
        self.alignment.dmarc == Some(Aligned::Pass)
    }

    fn align(&self, identity: &Identity) -> Alignment {
        // Of several From addresses none is *the* author: nothing aligns (RFC 9989 §4.5).
        let Some(from) = identity.from_domain() else {
            return Alignment::default();
        };
        let of = |method: &str| {
            self.trusted(method)
                .filter(|result| result.result == "pass")
                .filter_map(|result| Domain::parse(result.domain.as_deref()?))
                .map(|domain| {
                    if domain.same_organization(&from) {
                        Aligned::Pass
                    } else {
                        Aligned::Fail
                    }
                })
                .max()
        };
        let (spf, dkim) = (of("spf"), of("dkim"));
        // A receiver that writes no domain beside its DKIM pass still says for whom DMARC passed.
        let reported =
            self.trusted("dmarc")
                .next()
                .and_then(|result| match result.result.as_str() {
                    "pass" => {
                        let about = result.domain.as_deref().and_then(Domain::parse);
                        about
                            .is_none_or(|domain| domain.same_organization(&from))
                            .then_some(Aligned::Pass)
                    }
                    "fail" => Some(Aligned::Fail),
                    _ => None,
                });
        Alignment {
            spf,
            dkim,
            dmarc: spf.max(dkim).max(reported),
        }
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
    let mut candidates = providers
        .receivers()
        .iter()
        .filter(|receiver| named.is_none_or(|id| id == receiver.id));
    if route.hops.is_empty() {
        // Without hops only the person's word tells whose headers these are.
        return named.and_then(|_| candidates.next()).map(|receiver| Place {
            receiver,
            boundary: None,
        });
    }
    candidates.find_map(|receiver| {
        let boundary = boundary(receiver, &route.hops)?;
        Some(Place {
            receiver,
            boundary: Some(boundary),
        })
    })
}

/// The hop at which the mail entered the receiver: the first of its contiguous run from the
/// top that took the mail from somebody else.
///
/// The name in `from` is what the other side called itself; it is believed to be the receiver's
/// own only where the address beside it is inside the receiver's network.
fn boundary(receiver: &Receiver, hops: &[Hop]) -> Option<usize> {
    let fits_own = |host: &str| receiver.hosts.iter().any(|pattern| fits(pattern, host));
    let run = hops
        .iter()
        .take_while(|hop| hop.by.as_deref().is_some_and(fits_own))
        .count();
    let run = hops.get(..run)?;
    // Numbers inside a provider's network are no sign of whose network it is.
    let named = |by: &str| by.contains(|c: char| c.is_ascii_alphabetic()) && !by.contains(':');
    if !run.iter().any(|hop| hop.by.as_deref().is_some_and(named)) {
        return None;
    }
    let inside = |ip: &str| is_private(ip) || fits_own(ip);
    run.iter().position(|hop| {
        let from_outside = hop.from_ip.as_deref().is_some_and(|ip| !inside(ip));
        let named_outside = hop.from.as_deref().is_some_and(|from| {
            let outbound = receiver.outbound.iter().any(|pattern| fits(pattern, from));
            outbound || !(fits_own(from) || is_local(from) || inside(from))
        });
        from_outside || named_outside
    })
}

/// A name that a host has only inside its own network.
fn is_local(host: &str) -> bool {
    !host.contains('.') || host == "localhost"
}

/// Whether an address is of a private network (RFC 1918, RFC 4193) or the host itself.
fn is_private(ip: &str) -> bool {
    match ip.parse() {
        Ok(IpAddr::V4(v4)) => v4.is_private() || v4.is_loopback(),
        Ok(IpAddr::V6(v6)) => v6.is_unique_local() || v6.is_loopback(),
        Err(_) => false,
    }
}

impl Place<'_> {
    /// The indexes of the fields that the receiver wrote.
    fn trusted(&self, fields: &[(usize, Parsed)], hops: &[Hop]) -> Vec<usize> {
        let own = |parsed: &Parsed| match &parsed.authserv_id {
            Some(id) => self
                .receiver
                .authserv_ids
                .iter()
                .any(|pattern| fits(pattern, &id.to_ascii_lowercase())),
            None => self.receiver.without_authserv_id,
        };
        let own_fields: Vec<usize> = fields
            .iter()
            .filter(|(_, parsed)| own(parsed))
            .map(|(index, _)| *index)
            .collect();
        // A receiver writes its results in one block, above all that came from outside: only the
        // topmost can be its own.
        let Some(first) = own_fields.first().copied() else {
            return Vec::new();
        };
        let below = hops
            .iter()
            .map(|hop| hop.field)
            .find(|field| *field > first);
        let block = own_fields
            .iter()
            .copied()
            .take_while(|index| below.is_none_or(|below| *index < below));
        // Without hops it is the person's word that says whose block it is.
        let above = hops.iter().rposition(|hop| hop.field < first);
        let in_place = self
            .boundary
            .is_none_or(|boundary| match self.receiver.results {
                ResultsPlace::AboveBoundary | ResultsPlace::Top => {
                    above.is_none_or(|above| above < boundary)
                }
                ResultsPlace::BelowBoundary => above == Some(boundary),
            });
        if !in_place {
            return Vec::new();
        }
        // What the sender wrote follows directly: a second field where one holds all results, or
        // a method that was answered before, is not the receiver's.
        let one = !self.receiver.field_per_method;
        let mut answered: Vec<&str> = Vec::new();
        let mut trusted = Vec::new();
        for index in block.take(if one { 1 } else { MOST_FIELDS }) {
            let parsed = fields
                .iter()
                .find(|(field, _)| *field == index)
                .map(|(_, parsed)| parsed);
            let methods = parsed
                .into_iter()
                .flat_map(|parsed| &parsed.results)
                .map(|result| &*result.method);
            let methods: Vec<&str> = methods.collect();
            if methods.iter().any(|method| answered.contains(method)) {
                break;
            }
            answered.extend(methods);
            trusted.push(index);
        }
        trusted
    }
}
