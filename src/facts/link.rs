//! Where a mail leads: each link's shown text, real target and owner.
//!
//! Targets are read as a browser would read them; nothing is fetched, so a counter that
//! hides its target stays a counter.

use super::body::BodyFacts;
use super::owner::Owner;
use super::{Mark, Spot, target, wrapper};
use crate::domain::lookalike::Resemblance;
use crate::domain::skeleton::skeleton;
use crate::domain::{Domain, Host};
use crate::input::{Context, Kind};
use crate::language;
use crate::message::Message;
use crate::message::html::AnchorKind;
use crate::url::Url;
use linkify::{LinkFinder, LinkKind};

pub use super::target::parse_target;

/// Most links that are read.
pub const MOST_LINKS: usize = 10_000;

/// Most links that are taken from pictures.
pub const MOST_SCANNED: usize = 100;

/// How many wrappers inside one another are opened.
const MOST_WRAPPERS: usize = 4;

/// One link.
#[derive(Clone, Debug)]
pub struct Link {
    /// The text shown for it.
    pub text: String,
    /// The target as written.
    pub target: String,
    /// The target as a browser reads it; none where it can't.
    pub url: Option<Url>,
    /// The host that the wrappers, if any, lead to.
    pub destination: Option<Host>,
    /// The path at the destination.
    pub destination_path: String,
    /// Identifier of the outermost wrapper.
    pub wrapper: Option<String>,
    /// Whether the destination is a wrapper that alone knows where it leads.
    pub opaque: bool,
    /// The host of another organisation that the destination is told to go on to.
    pub redirect: Option<Host>,
    /// Whose it is.
    pub owner: Owner,
    /// Whether the reader is meant to follow it; a footer link is not.
    pub action: bool,
    /// Whether a picture stands for it.
    pub picture: bool,
    /// The brand's name that a stranger's host or path carries.
    pub resemblance: Option<Resemblance>,
    /// Where it stands.
    pub mark: Mark,
}

impl Link {
    /// The destination as a domain.
    #[must_use]
    pub fn domain(&self) -> Option<&Domain> {
        self.destination.as_ref()?.domain()
    }

    /// Whether it opens a web page.
    #[must_use]
    pub fn is_web(&self) -> bool {
        self.url
            .as_ref()
            .is_some_and(|url| matches!(url.scheme(), "http" | "https"))
    }
}

/// Reads the links of a mail in the order in which they stand.
pub(super) fn read(
    message: &Message,
    body: &BodyFacts,
    kind: Kind,
    context: &Context,
) -> Vec<Link> {
    let mut links = Vec::new();
    for (index, page) in body.pages.iter().enumerate() {
        for anchor in &page.anchors {
            let text = if anchor.text.is_empty() {
                anchor.alt.clone()
            } else {
                anchor.text.clone()
            };
            let action = anchor.kind != AnchorKind::Link || !is_footer(&text);
            let mark = Mark {
                excerpt: format!("{text} → {}", anchor.target.trim()),
                spot: Spot::Html(index, anchor.range.clone()),
            };
            let url = target::parse(&anchor.target);
            links.push(link(
                text,
                &anchor.target,
                url,
                action,
                anchor.picture,
                mark,
            ));
        }
    }
    if kind == Kind::Links {
        for (index, body) in message.texts.iter().enumerate() {
            for (start, line) in lines(body.text()) {
                links.push(link(
                    line.into(),
                    line,
                    parse_target(line),
                    true,
                    false,
                    text_mark(index, start, line),
                ));
            }
        }
    } else if links.is_empty() {
        links = in_text(message, body);
    }
    links.truncate(MOST_LINKS);
    links.extend(scanned(context));
    links
}

/// Links that QR codes in the mail's pictures say; other words of theirs lead nowhere.
fn scanned(context: &Context) -> impl Iterator<Item = Link> {
    let texts = context.scanned.iter().flatten().take(MOST_SCANNED);
    texts.filter_map(|text| {
        let url = parse_target(text)?;
        let mark = Mark {
            excerpt: text.clone(),
            spot: Spot::Attachment,
        };
        Some(link(String::new(), text, Some(url), true, true, mark))
    })
}

/// Links written out in the text, where no HTML holds any.
fn in_text(message: &Message, body: &BodyFacts) -> Vec<Link> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut links = Vec::new();
    let mut add = |text: &str, mark: &dyn Fn(usize, usize) -> Mark| {
        for found in finder.links(text).take(MOST_LINKS) {
            let written = found.as_str();
            let target = match found.kind() {
                LinkKind::Email => format!("mailto:{written}"),
                _ => written.to_owned(),
            };
            // A bare name such as "Play.com" is a mention; nobody is asked to follow it.
            let action = *found.kind() != LinkKind::Email
                && (written.contains("://")
                    || written.starts_with("www.")
                    || written.contains('/'));
            // An address that was made harmless is talked about; nobody can follow it from here.
            let url = target::parse(&target);
            let parsed = link(
                written.into(),
                &target,
                url,
                action,
                false,
                mark(found.start(), found.end()),
            );
            if action
                || parsed.domain().is_some_and(Domain::can_exist)
                || *found.kind() == LinkKind::Email
            {
                links.push(parsed);
            }
        }
    };
    if body.pages.is_empty() {
        for (index, text) in message.texts.iter().enumerate() {
            add(text.text(), &|start, end| {
                text_mark(
                    index,
                    start,
                    text.text().get(start..end).unwrap_or_default(),
                )
            });
        }
    } else {
        add(&body.visible, &|start, end| body.mark(start..end));
    }
    links
}

fn text_mark(index: usize, start: usize, text: &str) -> Mark {
    Mark {
        excerpt: text.to_owned(),
        spot: Spot::Text(index, start..start + text.len()),
    }
}

/// The non-empty lines with their offsets.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let blank = line.len() - line.trim_start().len();
        let at = start + blank;
        start += line.len();
        (!line.trim().is_empty()).then(|| (at, line.trim()))
    })
}

fn link(
    text: String,
    target: &str,
    url: Option<Url>,
    action: bool,
    picture: bool,
    mark: Mark,
) -> Link {
    let mut link = Link {
        text,
        target: target.trim().to_owned(),
        destination: None,
        destination_path: String::new(),
        wrapper: None,
        opaque: false,
        redirect: None,
        owner: Owner::Unknown,
        action,
        picture,
        resemblance: None,
        mark,
        url,
    };
    let mut current = link.url.clone();
    for depth in 0..=MOST_WRAPPERS {
        let Some(layer) = current.as_ref().and_then(wrapper::open) else {
            break;
        };
        link.wrapper.get_or_insert_with(|| layer.wrapper.to_owned());
        link.opaque = layer.target.is_none() || depth == MOST_WRAPPERS;
        if link.opaque {
            break;
        }
        current = layer.target;
    }
    if let Some(url) = &current {
        link.destination = destination(url);
        link.redirect = wrapper::redirect(url);
        url.path().clone_into(&mut link.destination_path);
    }
    link
}

/// The host that a URL leads to.
pub(super) fn destination(url: &Url) -> Option<Host> {
    match url.scheme() {
        "mailto" => {
            let address = url.path().split(['?', ',']).next()?;
            Host::parse(address.rsplit_once('@')?.1)
        }
        _ => Host::parse(url.host_str()?),
    }
}

fn is_footer(text: &str) -> bool {
    let text = skeleton(text).trim().to_owned();
    language::all()
        .iter()
        .flat_map(|language| &language.footer_links)
        .any(|footer| text == *footer || (footer.len() >= 8 && text.contains(footer.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(target: &str) -> Link {
        let url = parse_target(target);
        link(String::new(), target, url, true, false, Mark::default())
    }

    fn host(target: &str) -> Option<String> {
        read(target).destination.map(|host| host.to_string())
    }

    #[test]
    fn an_address_leads_to_its_host() {
        let target = "mailto:a@evil.example?subject=x";
        assert_eq!(host(target).as_deref(), Some("evil.example"));
    }

    #[test]
    fn wrappers_inside_one_another_are_opened_up_to_a_depth() {
        let around = |inner: &str| {
            let value: String = form_urlencoded::byte_serialize(inner.as_bytes()).collect();
            format!("https://www.google.com/url?q={value}")
        };
        let mut target = "https://evil.example/x?url=https://shop.test/".to_owned();
        for depth in 1..=MOST_WRAPPERS + 1 {
            target = around(&target);
            let link = read(&target);
            let opened = depth <= MOST_WRAPPERS;
            let expected = if opened {
                "evil.example"
            } else {
                "www.google.com"
            };
            assert_eq!(host(&target).as_deref(), Some(expected), "{depth}");
            assert_eq!(link.opaque, !opened, "{depth}");
            assert_eq!(link.wrapper.as_deref(), Some("google-url"));
            let redirect = link.redirect.map(|host| host.to_string());
            assert!(!opened || redirect.as_deref() == Some("shop.test"));
        }
    }

    #[test]
    fn a_counter_that_hides_its_target_stays_the_destination() {
        let counter = "https://click.mail.shop.example/?qs=0a1b";
        let link = read(&around_safe_link(counter));
        assert!(link.opaque);
        assert_eq!(link.wrapper.as_deref(), Some("safe-links"));
        let link = read(counter);
        assert!(link.opaque && link.redirect.is_none());
        assert_eq!(host(counter).as_deref(), Some("click.mail.shop.example"));
        assert!(!read("https://click.mail.shop.example/?x=0a1b").opaque);
    }

    fn around_safe_link(inner: &str) -> String {
        format!("https://eur01.safelinks.protection.outlook.com/?url={inner}&data=x")
    }

    #[test]
    fn unsubscribing_is_a_footer_link_in_any_language() {
        assert!(is_footer("Click here to unsubscribe") && is_footer("Se désinscrire"));
        assert!(!is_footer("Confirm your account"));
    }
}
