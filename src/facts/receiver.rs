//! Whose headers these are: the reader's mailbox provider, found by the run of its own hops, its
//! identifier and the place of its results together.
//!
//! Whatever stands below the boundary was written by whoever sent the mail.

use super::auth::MOST_FIELDS;
use super::results::Parsed;
use super::route::{Hop, Route};
use crate::input::Context;
use crate::provider::data::{Receiver, ResultsPlace, Spread};
use crate::provider::{Index, fits};
use std::net::IpAddr;

/// A receiver's place in a header block.
pub(super) struct Place<'a> {
    pub(super) receiver: &'a Receiver,
    /// Index of the boundary among the hops; none where the block has no hops.
    pub(super) boundary: Option<usize>,
}

/// Finds the receiver whose hops stand on top, or the one the person named.
pub(super) fn find<'a>(
    route: &Route,
    context: &Context,
    providers: &'a Index,
) -> Option<Place<'a>> {
    let named = context.receiver.as_deref();
    let mut candidates = providers
        .receivers()
        .iter()
        .filter(|receiver| named.is_none_or(|name| receiver.is_called(name)));
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
    let fits_own = |host: &str| is_host_of(receiver, host);
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

fn is_host_of(receiver: &Receiver, host: &str) -> bool {
    let names = if receiver.hosts.is_empty() {
        &receiver.authserv_ids
    } else {
        &receiver.hosts
    };
    names.iter().any(|pattern| fits(pattern, host))
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
    /// Whether a hop below the boundary is the receiver's too, if the sender did not make it up.
    pub(super) fn passed_before(&self, hops: &[Hop]) -> bool {
        let below = self.boundary.and_then(|at| hops.get(at + 1..));
        below.unwrap_or_default().iter().any(|hop| {
            hop.by
                .as_deref()
                .is_some_and(|by| is_host_of(self.receiver, by))
        })
    }

    /// Whether a field with the receiver's name that is not believed there must be another's: not
    /// where the receiver shows fields in another order than they came, nor, where it writes
    /// several, next to those.
    pub(super) fn can_be_forged(&self, field: usize, hops: &[Hop]) -> bool {
        let below = self.boundary.and_then(|at| hops.get(at + 1));
        let apart = below.is_some_and(|hop| field > hop.field);
        !self.receiver.reorders_fields && (self.receiver.spread == Spread::One || apart)
    }

    /// The indexes of the fields that the receiver wrote.
    pub(super) fn trusted(&self, fields: &[(usize, &Parsed)], hops: &[Hop]) -> Vec<usize> {
        let own = |parsed: &Parsed| match &parsed.authserv_id {
            Some(id) => self.receiver.writes_as(id),
            None => self.receiver.without_authserv_id,
        };
        let own_fields: Vec<(usize, &Parsed)> = fields
            .iter()
            .filter(|(_, parsed)| own(parsed))
            .copied()
            .collect();
        // A receiver writes its results in one block, above all that came from outside: only the
        // topmost can be its own.
        let Some((first, _)) = own_fields.first().copied() else {
            return Vec::new();
        };
        let below = hops
            .iter()
            .map(|hop| hop.field)
            .find(|field| *field > first);
        let block = own_fields
            .into_iter()
            .take_while(|(index, _)| below.is_none_or(|below| *index < below));
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
        let one = self.receiver.spread == Spread::One;
        // All fields above the boundary are the receiver's, where it writes several.
        if !one && self.boundary.is_some() && self.receiver.results != ResultsPlace::BelowBoundary {
            return block.map(|(index, _)| index).collect();
        }
        // Elsewhere it follows directly: a second field where one holds all results, or a method
        // that was answered before, is not the receiver's.
        let per_signature = self.receiver.spread == Spread::Signatures;
        let mut answered: Vec<&str> = Vec::new();
        let mut trusted = Vec::new();
        for (index, parsed) in block.take(if one { 1 } else { MOST_FIELDS }) {
            let methods: Vec<&str> = parsed.results.iter().map(|found| &*found.method).collect();
            let again = |method: &&str| !(per_signature && *method == "dkim");
            let mut before = methods.iter().filter(|method| again(method));
            if before.any(|method| answered.contains(method)) {
                continue;
            }
            answered.extend(methods);
            trusted.push(index);
        }
        trusted
    }
}
