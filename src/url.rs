//! Web addresses, read as browsers read them (the URL Standard).
//!
//! In wasm the browser itself is asked; the tables by which international names are read
//! would be a tenth of what the page loads. Elsewhere the crate `url` reads. What came out is
//! taken apart here, the same for both; whether anybody answers there is not known.

use form_urlencoded::Parse;
use std::fmt;

/// An absolute URL as the standard writes it: ASCII, host in lower case, nothing left to resolve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// Reads an absolute URL.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read(text).map(Self)
    }

    /// Reads a URL that stands on this page.
    #[must_use]
    pub fn join(&self, text: &str) -> Option<Self> {
        read_on(&self.0, text).map(Self)
    }

    /// The whole of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme, without its colon.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.parts().0
    }

    /// The user name before the host, percent-encoded; empty where there is none.
    #[must_use]
    pub fn username(&self) -> &str {
        let user = self.parts().1.rsplit_once('@').unwrap_or_default().0;
        user.split(':').next().unwrap_or_default()
    }

    /// The host in A-labels, or an address, IPv6 in its brackets.
    #[must_use]
    pub fn host_str(&self) -> Option<&str> {
        let authority = self.parts().1;
        let host = authority
            .rsplit_once('@')
            .map_or(authority, |(_, host)| host);
        let host = match host.find(']') {
            Some(end) => host.get(..=end),
            None => host.split(':').next(),
        };
        host.filter(|host| !host.is_empty())
    }

    /// The path, percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        let rest = self.from_path();
        rest.split(['?', '#']).next().unwrap_or(rest)
    }

    /// The query without its question mark.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        let rest = self.from_path().split('#').next()?;
        rest.split_once('?').map(|(_, query)| query)
    }

    /// The query's names and values, decoded.
    #[must_use]
    pub fn query_pairs(&self) -> Parse<'_> {
        form_urlencoded::parse(self.query().unwrap_or_default().as_bytes())
    }

    /// Path, query and fragment.
    #[must_use]
    pub fn from_path(&self) -> &str {
        self.parts().2
    }

    /// The scheme, what stands between `//` and the path, and the rest.
    fn parts(&self) -> (&str, &str, &str) {
        let (scheme, rest) = self.0.split_once(':').unwrap_or_default();
        let Some(rest) = rest.strip_prefix("//") else {
            return (scheme, "", rest);
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        (scheme, authority, rest)
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(target_arch = "wasm32")]
fn read(text: &str) -> Option<String> {
    Some(web_sys::Url::new(text).ok()?.to_json())
}

#[cfg(target_arch = "wasm32")]
fn read_on(base: &str, text: &str) -> Option<String> {
    Some(web_sys::Url::new_with_base(text, base).ok()?.to_json())
}

#[cfg(not(target_arch = "wasm32"))]
fn read(text: &str) -> Option<String> {
    Some(::url::Url::parse(text).ok()?.into())
}

#[cfg(not(target_arch = "wasm32"))]
fn read_on(base: &str, text: &str) -> Option<String> {
    Some(::url::Url::parse(base).ok()?.join(text).ok()?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_those_of_the_standard() {
        for text in [
            "https://www.play.com/a/b?c=d&e#f",
            "https://shop.example@evil.example:8080/?x#y?z",
            "https://a:b@c.example",
            "https://a%40b:c%3A@[2001:DB8::1]:81/x",
            "http://3405803785?x=/",
            "https://Bücher.example#/?",
            "mailto:a@evil.example?subject=x#y",
            "tel:+44/1",
            "javascript:alert('//a.example/')",
            "data:text/html,<a href=//b.example>",
            "file:///C:/x?y",
            "app://Open/x?y#z",
            "app:///x",
            "app:/x",
        ] {
            let (ours, theirs) = (Url::parse(text).unwrap(), ::url::Url::parse(text).unwrap());
            assert_eq!(ours.as_str(), theirs.as_str());
            assert_eq!(ours.scheme(), theirs.scheme(), "{text}");
            assert_eq!(ours.username(), theirs.username(), "{text}");
            assert_eq!(ours.host_str(), theirs.host_str(), "{text}");
            assert_eq!(ours.path(), theirs.path(), "{text}");
            assert_eq!(ours.query(), theirs.query(), "{text}");
            assert!(ours.query_pairs().eq(theirs.query_pairs()), "{text}");
            assert_eq!(
                ours.from_path(),
                &theirs[::url::Position::BeforePath..],
                "{text}"
            );
        }
    }

    #[test]
    fn what_stands_on_a_page_is_resolved() {
        let page = Url::parse("https://shop.example/a/b").unwrap();
        for (text, expected) in [
            ("c", "https://shop.example/a/c"),
            ("/c", "https://shop.example/c"),
            ("//evil.example", "https://evil.example/"),
            ("http://evil.example", "http://evil.example/"),
        ] {
            let joined = page.join(text);
            assert_eq!(joined.as_ref().map(Url::as_str), Some(expected), "{text}");
        }
        assert_eq!(Url::parse("c"), None);
        assert_eq!(page.join("http://a b/"), None);
    }
}
