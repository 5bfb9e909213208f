//! Host names: normalised as browsers do, and by whom they were registered.
//!
//! Knows names only: nothing here asks a name server, and no owner is known here.

pub mod edit;
mod host_token;
pub mod lookalike;
pub mod popular;
mod search;
pub mod skeleton;
pub mod suffix;

use crate::url::Url;
use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;

/// A host as a URL or an address names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// A domain name.
    Domain(Domain),
    /// An address in whatever notation it was written.
    Ip(IpAddr),
}

impl Host {
    /// Reads a host by the WHATWG URL rules: IDNA, percent-decoding, every IPv4 notation.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if is_plain(text) {
            return Domain::from_ascii(text).map(Self::Domain);
        }
        let in_brackets = text.starts_with('[') && text.ends_with(']');
        if text.bytes().any(|byte| ends_host(byte, in_brackets)) {
            return None;
        }
        let url = Url::parse(&format!("http://{text}/"))?;
        let host = url.host_str()?;
        match host.trim_matches(['[', ']']).parse() {
            Ok(address) => Some(Self::Ip(address)),
            Err(_) => Domain::from_ascii(host).map(Self::Domain),
        }
    }

    /// The domain, if it is one.
    #[must_use]
    pub fn domain(&self) -> Option<&Domain> {
        match self {
            Self::Domain(domain) => Some(domain),
            Self::Ip(_) => None,
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(domain) => domain.fmt(f),
            Self::Ip(address) => address.fmt(f),
        }
    }
}

/// A domain name in lower-case ASCII (A-labels), without a dot at its end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain {
    name: String,
    /// Where its public suffix begins.
    suffix: usize,
}

impl Domain {
    /// Reads a domain as a URL would; an IP address is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match Host::parse(text.trim())? {
            Host::Domain(domain) => Some(domain),
            Host::Ip(_) => None,
        }
    }

    fn from_ascii(name: &str) -> Option<Self> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let valid = !name.is_empty()
            && name.len() <= 253
            && name
                .split('.')
                .all(|label| !label.is_empty() && label.len() <= 63);
        valid.then(|| {
            let name = name.to_ascii_lowercase();
            let suffix = suffix::suffix_start(&name);
            Self { name, suffix }
        })
    }

    /// The name in A-labels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The name as people read it, in U-labels.
    #[must_use]
    pub fn to_unicode(&self) -> String {
        if self.name.contains("xn--") {
            let labels = self.name.split('.').map(|label| {
                let code = label.strip_prefix("xn--");
                let read = code.and_then(idna::punycode::decode_to_string);
                // Some browsers let an A-label stand for plain letters; shown, it would pass for them.
                let read = read.filter(|read| !read.is_ascii());
                read.map_or(Cow::Borrowed(label), Cow::Owned)
            });
            labels.collect::<Vec<_>>().join(".")
        } else {
            self.name.clone()
        }
    }

    /// Whether a registry could have handed it out: two labels or more of letters,
    /// digits and hyphens under a suffix that exists.
    ///
    /// The names that RFC 2606 keeps for documentation are let through, so that
    /// a mail in a manual reads like a mail.
    #[must_use]
    pub fn can_exist(&self) -> bool {
        let labels_fit = self.name.split('.').all(|label| {
            !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        let top = self.name.rsplit('.').next().unwrap_or_default();
        labels_fit
            && self.name.contains('.')
            && (suffix::has_listed_suffix(&self.name) || matches!(top, "example" | "test"))
    }

    /// The organisational domain by the public suffix list: `mail.shop.co.uk` → `shop.co.uk`.
    #[must_use]
    pub fn organizational(&self) -> &str {
        suffix::label_before(&self.name, self.suffix)
    }

    /// Its public suffix; the whole name where it is one itself.
    #[must_use]
    pub fn public_suffix(&self) -> &str {
        self.name.get(self.suffix..).unwrap_or_default()
    }

    /// Whether it is `name` or stands below it.
    #[must_use]
    pub fn is_within(&self, name: &str) -> bool {
        is_within(&self.name, name)
    }

    /// Whether both belong to one organisation.
    #[must_use]
    pub fn same_organization(&self, other: &Self) -> bool {
        self.organizational() == other.organizational()
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Whether `host` is `name` or stands below it; both in lower-case ASCII.
#[must_use]
pub fn is_within(host: &str, name: &str) -> bool {
    host.strip_suffix(name)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether the text is a domain name that reads as it is written, but for capitals.
fn is_plain(text: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let top = text.trim_end_matches('.').rsplit('.').next();
    // A last label that begins with a digit may make the whole an IPv4 address.
    top.is_some_and(|top| !top.starts_with(|c: char| c.is_ascii_digit()))
        && text.bytes().all(is_plain)
        && !text.to_ascii_lowercase().contains("xn--")
}

/// Whether a byte cannot stand in a host, and in a URL would end it or be dropped.
fn ends_host(byte: u8, in_brackets: bool) -> bool {
    match byte {
        b'[' | b']' | b':' => !in_brackets,
        0..=b' ' | 0x7F | b'#' | b'/' | b'?' | b'@' | b'\\' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ipv4_notation_is_an_address() {
        for text in [
            "203.0.113.9",
            "0xcb.0.0x71.9",
            "3405803785",
            "0313.0.0161.011",
        ] {
            assert!(matches!(Host::parse(text), Some(Host::Ip(_))), "{text}");
        }
    }

    #[test]
    fn a_domain_is_lower_case_ascii() {
        let domain = Domain::parse("WWW.Bücher.Example").map(|d| d.to_string());
        assert_eq!(domain.as_deref(), Some("www.xn--bcher-kva.example"));
        assert_eq!(
            Domain::parse("xn--bcher-kva.example").map(|d| d.to_unicode()),
            Some("bücher.example".into())
        );
    }

    #[test]
    fn a_label_that_encodes_plain_letters_is_shown_as_it_is() {
        let domain = Domain::from_ascii("xn--shop-.xn--bcher-kva.xn--.example");
        assert_eq!(
            domain.map(|d| d.to_unicode()).as_deref(),
            Some("xn--shop-.bücher.xn--.example")
        );
    }

    #[test]
    fn a_host_is_a_host_and_nothing_around_it() {
        for (text, expected) in [
            ("Shop.Example.", Some("shop.example")),
            ("shop%2Eexample", Some("shop.example")),
            ("ｓｈｏｐ。example", Some("shop.example")),
            ("[2001:DB8::1]", Some("2001:db8::1")),
            ("shop.example:80", None),
            ("shop.example/", None),
            ("shop.example?", None),
            ("a@shop.example", None),
            ("a\\shop.example", None),
            ("shop.\texample", None),
            ("shop.example%2F", None),
            ("shop..example", None),
            ("2001:db8::1", None),
            ("1.2.3.4.5", None),
            ("", None),
        ] {
            let host = Host::parse(text).map(|host| host.to_string());
            assert_eq!(host.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_suffix_that_no_registry_has_cannot_exist() {
        for (name, can) in [
            ("shop.co.uk", true),
            ("shop.co.za", true),
            ("mail.example", true),
            ("localhost", false),
            ("mail.zzzz", false),
            ("under_score.com", false),
            ("a-.com", false),
        ] {
            assert_eq!(
                Domain::parse(name).is_some_and(|d| d.can_exist()),
                can,
                "{name}"
            );
        }
    }

    #[test]
    fn a_longer_name_with_the_same_end_is_not_within() {
        assert!(is_within("www.play.com", "play.com"));
        assert!(!is_within("display.com", "play.com"));
    }
}
