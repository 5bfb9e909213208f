//! Links that stand for others: what they lead to, as far as they say so themselves.
//!
//! Which services wrap links, and how each carries the target, is data. Nothing is fetched and
//! no signature of a wrapper is checked: that a link names a target does not prove that the
//! service would go there.

mod encoding;

use super::target;
use crate::domain::Host;
use crate::provider::built_in;
use crate::provider::data::{Place, Wrapper};
use crate::url::Url;
use encoding::percent_decoded;
use std::borrow::Cow;

/// How often a target may be percent-encoded over itself.
const MOST_ENCODINGS: usize = 3;

/// How many parameters of one link are asked for a place to go on to.
const MOST_REDIRECTS: usize = 100;

/// A wrapper that a link leads through.
#[derive(Debug)]
pub(super) struct Layer {
    /// Its identifier.
    pub(super) wrapper: &'static str,
    /// What it leads to; none where only the service knows.
    pub(super) target: Option<Url>,
}

/// The wrapper that the link leads through first, if any.
pub(super) fn open(url: &Url) -> Option<Layer> {
    let host = url.host_str()?;
    let wrappers = built_in().wrappers_at(host, url.path());
    let fitting = || {
        let wrappers = wrappers.iter().copied();
        wrappers.filter(|wrapper| is_marked(wrapper, url))
    };
    let opened = fitting().find_map(|wrapper| Some((wrapper, carried_target(wrapper, url)?)));
    let (wrapper, target) = match opened {
        Some((wrapper, target)) => (wrapper, Some(target)),
        None => (fitting().next()?, None),
    };
    Some(Layer {
        wrapper: &wrapper.id,
        target,
    })
}

/// The host of another organisation that a parameter of the link names as a place to go on to.
///
/// Many pages take such a parameter and go there; many others only share it, count it or return
/// to it.
pub(super) fn redirect(url: &Url) -> Option<Host> {
    url.query()?;
    let own = Host::parse(url.host_str()?)?;
    url.query_pairs()
        .filter(|(name, _)| built_in().is_redirect_parameter(name))
        .take(MOST_REDIRECTS)
        .filter(|(_, value)| is_absolute(value))
        .filter_map(|(_, value)| Host::parse(inner(&value)?.host_str()?))
        .find(|host| match (host, &own) {
            (Host::Domain(host), Host::Domain(own)) => !host.same_organization(own),
            _ => *host != own,
        })
}

/// Whether the link bears the parameter by which links of a counter are known.
fn is_marked(wrapper: &Wrapper, url: &Url) -> bool {
    match &wrapper.place {
        Place::Nowhere(marker) => marker.is_empty() || parameter(url, marker).is_some(),
        Place::Query(_) | Place::Part(_) | Place::Rest(_) | Place::Subdomain => true,
    }
}

fn carried_target(wrapper: &Wrapper, url: &Url) -> Option<Url> {
    let carried = carried(wrapper, url)?;
    let (_, behind) = carried.split_once(wrapper.after.as_str())?;
    let encoded = if wrapper.before.is_empty() {
        behind
    } else {
        behind.rsplit_once(wrapper.before.as_str())?.0
    };
    inner(&encoding::decoded(&wrapper.encoding, encoded, url)?)
}

/// What stands in the place where the wrapper carries its target.
fn carried<'u>(wrapper: &Wrapper, url: &'u Url) -> Option<Cow<'u, str>> {
    match &wrapper.place {
        Place::Query(name) => parameter(url, name),
        Place::Part(number) => {
            let path = url.path().strip_prefix(wrapper.path.as_str())?;
            Some(percent_decoded(path.split('/').nth(*number)?).into())
        }
        Place::Rest(number) => {
            let rest = url.from_path().strip_prefix(wrapper.path.as_str())?;
            rest.splitn(number.saturating_add(1), '/')
                .nth(*number)
                .map(Cow::from)
        }
        Place::Subdomain => {
            let host = url.host_str()?;
            let mut parents = wrapper
                .hosts
                .iter()
                .filter_map(|name| name.strip_prefix('*'));
            parents
                .find_map(|parent| host.strip_suffix(parent))
                .map(Cow::from)
        }
        Place::Nowhere(_) => None,
    }
}

/// The value of a parameter of the query; an ampersand may be escaped once too often.
fn parameter<'u>(url: &'u Url, name: &str) -> Option<Cow<'u, str>> {
    url.query_pairs()
        .find(|(key, _)| key.strip_prefix("amp;").unwrap_or(key) == name)
        .map(|(_, value)| value)
}

/// Reads a target that came out of a link, freed from percent-encoding that is still around it.
fn inner(text: &str) -> Option<Url> {
    let mut text = Cow::from(text.trim());
    for _ in 0..MOST_ENCODINGS {
        let rest = behind_scheme(&text).unwrap_or_default();
        if !rest.starts_with('%') && !rest.starts_with(":%") {
            break;
        }
        text = percent_decoded(&text).into();
    }
    let url = target::parse(&text)?;
    super::link::destination(&url).is_some().then_some(url)
}

/// Whether a browser would leave the host that it is on.
fn is_absolute(text: &str) -> bool {
    let text = text.trim_start();
    let slashes = text.len() - text.trim_start_matches(['/', '\\']).len();
    slashes >= 2 || behind_scheme(text).is_some_and(|rest| rest.starts_with([':', '%']))
}

/// What stands behind `http` or `https`.
fn behind_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_at_checked(4)?;
    let is_web = scheme.eq_ignore_ascii_case("http");
    is_web.then(|| rest.strip_prefix(['s', 'S']).unwrap_or(rest))
}

#[cfg(test)]
mod tests;
