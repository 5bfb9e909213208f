//! What is known of those in between: receivers, mailers, and hosts that anybody can use.

pub mod data;

use crate::brand::Brands;
use crate::domain::{Domain, is_within};
use data::{AliasForm, HostKind, Mailer, Providers, Receiver, Wrapper};
use std::collections::HashMap;
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/providers.bin"));

/// The built-in providers with their indexes.
#[must_use]
pub fn built_in() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| Index::new(crate::pack::read(BLOB).unwrap_or_default()))
}

/// Providers by domain.
#[derive(Clone, Debug, Default)]
pub struct Index {
    providers: Providers,
    mailers: HashMap<String, usize>,
    hosts: HashMap<String, Vec<(HostKind, String)>>,
    /// Places of the wrappers by the hosts they answer at and above.
    wrappers: HashMap<String, Vec<usize>>,
    /// Places of those whose hosts are only known by a pattern.
    patterns: Vec<usize>,
}

impl Index {
    fn new(providers: Providers) -> Self {
        let mut mailers = HashMap::new();
        for (at, mailer) in providers.mailers.iter().enumerate() {
            for name in mailer.domains.iter().flat_map(|domains| &domains.names) {
                mailers.insert(name.clone(), at);
            }
        }
        let mut hosts: HashMap<String, Vec<(HostKind, String)>> = HashMap::new();
        for list in &providers.hosts {
            for name in &list.names {
                let (host, path) = name.split_once('/').unwrap_or((name, ""));
                hosts
                    .entry(host.to_owned())
                    .or_default()
                    .push((list.kind, path.to_owned()));
            }
        }
        let mut wrappers: HashMap<String, Vec<usize>> = HashMap::new();
        let mut patterns = Vec::new();
        for (at, wrapper) in providers.wrappers.iter().enumerate() {
            for name in &wrapper.hosts {
                let known = name.strip_prefix("*.").unwrap_or(name);
                if known.contains('*') {
                    patterns.push(at);
                } else {
                    wrappers.entry(known.to_owned()).or_default().push(at);
                }
            }
        }
        Self {
            providers,
            mailers,
            hosts,
            wrappers,
            patterns,
        }
    }

    /// The receivers we can read.
    #[must_use]
    pub fn receivers(&self) -> &[Receiver] {
        &self.providers.receivers
    }

    /// The link wrappers.
    #[must_use]
    pub fn wrappers(&self) -> &[Wrapper] {
        &self.providers.wrappers
    }

    /// Whether pages take a place to go on to by a parameter of this name.
    #[must_use]
    pub fn is_redirect_parameter(&self, name: &str) -> bool {
        let mut names = self.providers.redirect_parameters.iter();
        names.any(|known| known.eq_ignore_ascii_case(name))
    }

    /// The wrappers that answer at this host and path, in the order of the file.
    #[must_use]
    pub fn wrappers_at(&self, host: &str, path: &str) -> Vec<&Wrapper> {
        let mut places = self.patterns.clone();
        places.extend(
            ancestors(host)
                .filter_map(|name| self.wrappers.get(name))
                .flatten(),
        );
        let wrappers = self.providers.wrappers.iter().enumerate();
        if places.is_empty() {
            return Vec::new();
        }
        wrappers
            .filter(|(at, wrapper)| places.contains(at) && wrapper.wraps(host, path))
            .map(|(_, wrapper)| wrapper)
            .collect()
    }

    /// The mailer that this host belongs to.
    #[must_use]
    pub fn mailer(&self, domain: &Domain) -> Option<&Mailer> {
        ancestors(domain.as_str()).find_map(|name| {
            let found = self
                .mailers
                .get(name)
                .or_else(|| self.mailers.get(&digits_masked(name)?));
            found.and_then(|at| self.providers.mailers.get(*at))
        })
    }

    /// Whether a mailer lists exactly this domain as its own.
    #[must_use]
    pub fn is_mailers_own(&self, name: &str) -> bool {
        let masked = || {
            self.mailers
                .contains_key(&digits_masked(name)?)
                .then_some(())
        };
        self.mailers.contains_key(name) || masked().is_some()
    }

    /// The mailer with this id.
    #[must_use]
    pub fn mailer_by_id(&self, id: &str) -> Option<&Mailer> {
        self.providers.mailers.iter().find(|mailer| mailer.id == id)
    }

    /// What the host is to strangers, by its longest listed name and path, and that name.
    #[must_use]
    pub fn host_kind<'d>(&self, domain: &'d Domain, path: &str) -> Option<(HostKind, &'d str)> {
        let path = path.trim_start_matches('/');
        ancestors(domain.as_str()).find_map(|name| {
            let kinds = self.hosts.get(name)?;
            kinds
                .iter()
                .filter(|(_, prefix)| path.starts_with(prefix.as_str()))
                .max_by_key(|(kind, prefix)| (prefix.len(), std::cmp::Reverse(*kind)))
                .map(|(kind, _)| (*kind, name))
        })
    }

    /// The ways in which addresses are made up at this domain, and whether it lies below the one
    /// that is known for it.
    pub fn aliases_at(&self, domain: &Domain) -> impl Iterator<Item = (AliasForm, bool)> {
        self.providers.aliases.iter().filter_map(|list| {
            let mut names = list.names.iter();
            let name = names.find(|name| domain.is_within(name))?;
            Some((list.form, domain.as_str() != name))
        })
    }

    /// Whether anybody can open a mailbox there; a longer name that a brand lists is the brand's.
    #[must_use]
    pub fn is_free_mail(&self, brands: &Brands, domain: &Domain) -> bool {
        self.host_kind(domain, "").is_some_and(|(kind, name)| {
            let owned = brands
                .owner_and_name(domain)
                .is_some_and(|(_, owned)| owned.len() > name.len());
            kind == HostKind::FreeMail && !owned
        })
    }
}

/// The name and every name above it; none of what is too long to be a name (RFC 1035 §2.3.4).
fn ancestors(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name).filter(|name| name.len() <= 255), |name| {
        name.split_once('.').map(|(_, rest)| rest)
    })
}

/// `mkt2527.com` as `mkt#.com`; nothing where there is no digit.
fn digits_masked(name: &str) -> Option<String> {
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut masked = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '0'..='9' if masked.ends_with('#') => {}
            '0'..='9' => masked.push('#'),
            other => masked.push(other),
        }
    }
    Some(masked)
}

/// Whether `host` fits `pattern`, in which `*` stands for any run of characters.
#[must_use]
pub fn fits(pattern: &str, host: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = host.strip_prefix(first) else {
        return false;
    };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else {
        return rest.is_empty();
    };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    rest.len() >= last.len() && rest.ends_with(last)
}

impl Receiver {
    /// Whether a person means it: by its id or by the domain of their address.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name
            || self
                .mail_domains
                .iter()
                .any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Whether it writes results under this authserv-id.
    #[must_use]
    pub fn writes_as(&self, id: &str) -> bool {
        let id = id.to_ascii_lowercase();
        self.authserv_ids.iter().any(|pattern| fits(pattern, &id))
    }
}

impl Wrapper {
    /// Whether the wrapper answers at this host and path.
    #[must_use]
    pub fn wraps(&self, host: &str, path: &str) -> bool {
        let at_host = |name: &String| match name.strip_prefix("*.") {
            Some(parent) => is_within(host, parent),
            None if name.contains('*') => fits(name, host),
            None => name == host,
        };
        self.hosts.iter().any(at_host) && path.starts_with(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_run() {
        assert!(fits("atlas*.yahoo.com", "atlas105.free.mail.bf1.yahoo.com"));
        assert!(fits("mx.google.com", "mx.google.com"));
        assert!(!fits("mx.google.com", "mx.google.com.evil.example"));
        assert!(!fits("*.google.com", "google.com"));
    }

    #[test]
    fn digits_of_a_click_host_do_not_matter() {
        let index = built_in();
        let mailer = |name: &str| {
            Domain::parse(name)
                .and_then(|d| index.mailer(&d))
                .map(|m| m.id.as_str())
        };
        assert_eq!(mailer("links.mkt2527.com"), Some("silverpop"));
        assert_eq!(mailer("www.play.com"), None);
    }
}
