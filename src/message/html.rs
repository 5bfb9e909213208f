//! HTML as a reader sees it: visible text, title, pictures' words, and everything that leads away.
//!
//! Tokens are cut as a browser cuts them, so broken markup reads as it is shown; no tree is
//! built, nothing is run, nothing is fetched.

use super::element::{hides, is_block, is_void};
use super::token::{Tag, Token, Tokens};
use crate::url::Url;
use std::ops::Range;

/// Deepest nesting whose hiding is followed.
const MOST_DEPTH: usize = 512;

/// Most things leading away that are kept of one page.
const MOST_ANCHORS: usize = 10_000;

/// A page as read.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The title.
    pub title: String,
    /// The text that is shown, blocks on lines of their own.
    pub text: String,
    /// Alternative texts of pictures.
    pub alts: Vec<String>,
    /// What leads away, in order.
    pub anchors: Vec<Anchor>,
    /// How many letters and digits styles take out of sight.
    pub hidden: usize,
    /// Start of each word in `text` and in the HTML.
    words: Vec<(usize, usize)>,
}

/// Something that leads away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// What kind of element it is.
    pub kind: AnchorKind,
    /// The target as written, entities decoded.
    pub target: String,
    /// The text shown for it.
    pub text: String,
    /// Alternative texts of the pictures in it.
    pub alt: String,
    /// Whether a picture stands in it.
    pub picture: bool,
    /// Where its start tag stands in the HTML.
    pub range: Range<usize>,
    /// Where what it shows stands in the visible text.
    pub visible: Range<usize>,
}

/// What kind of element leads away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorKind {
    /// `a`.
    Link,
    /// `area` of an image map.
    Area,
    /// `form`, or a button with its own `formaction`.
    Form,
    /// `meta http-equiv=refresh`.
    Refresh,
}

impl Page {
    /// Reads a page.
    #[must_use]
    pub fn read(html: &str) -> Self {
        let mut reader = Reader::default();
        for token in Tokens::new(html) {
            match token {
                Token::Start(tag) => reader.start(&tag),
                Token::End(name) => reader.end(&name),
                Token::Text(text, range) => reader.text(&text, range.start, range.end),
            }
        }
        reader.close_anchor();
        reader.page
    }

    /// Where a range of the visible text stands in the HTML.
    #[must_use]
    pub fn in_html(&self, range: Range<usize>) -> Option<Range<usize>> {
        let position = |at: usize| {
            let word = self
                .words
                .partition_point(|(start, _)| *start <= at)
                .checked_sub(1)?;
            self.words
                .get(word)
                .map(|(start, there)| there + at - start)
        };
        let last = range.end.checked_sub(1)?;
        Some(position(range.start)?..position(last)? + 1)
    }

    /// Where the words in a range of the HTML stand in the visible text; they are marked whole.
    #[must_use]
    pub fn in_text(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let first = self
            .words
            .partition_point(|(_, there)| *there < range.start);
        let last = self.words.partition_point(|(_, there)| *there < range.end);
        // A range may begin inside a word.
        let first = if self
            .words
            .get(first)
            .is_some_and(|word| word.1 == range.start)
        {
            first
        } else {
            first.saturating_sub(1)
        };
        let start = self.words.get(first.min(last.checked_sub(1)?))?.0;
        let word = self.words.get(last - 1)?.0;
        let rest = self.text.get(word..)?;
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let next = self.words.get(last).map_or(self.text.len(), |word| word.0);
        Some(start..next.min(word + length))
    }
}

#[derive(Default)]
struct Reader {
    page: Page,
    base: Option<String>,
    /// Open elements, and whether each hides what is in it.
    open: Vec<(String, bool)>,
    hidden: usize,
    anchor: Option<Anchor>,
    in_title: bool,
    unread: usize,
}

impl Reader {
    fn start(&mut self, tag: &Tag) {
        let name = tag.name.clone();
        let attribute = |name: &str| tag.attribute(name);
        match name.as_str() {
            "title" => self.in_title = true,
            "script" | "style" | "noscript" | "template" | "xml" => self.unread += 1,
            "base" if self.base.is_none() => self.base = attribute("href"),
            "meta" => self.refresh(tag, attribute("http-equiv"), attribute("content")),
            "img" => self.picture(attribute("alt")),
            "a" => self.open_anchor(AnchorKind::Link, attribute("href"), tag),
            "area" => {
                self.open_anchor(AnchorKind::Area, attribute("href"), tag);
                if let (Some(anchor), Some(alt)) = (&mut self.anchor, attribute("alt")) {
                    anchor.alt = alt;
                }
                self.close_anchor();
            }
            "form" => self.single(AnchorKind::Form, attribute("action"), tag),
            "button" | "input" => self.single(AnchorKind::Form, attribute("formaction"), tag),
            "br" => self.line(),
            _ if is_block(&name) => self.line(),
            "td" | "th" => self.blank(),
            _ => {}
        }
        if is_void(&name) || tag.self_closing {
            return;
        }
        let hides = tag.attribute("hidden").is_some()
            || attribute("style").is_some_and(|style| hides(&style));
        if self.open.len() < MOST_DEPTH {
            self.hidden += usize::from(hides);
            self.open.push((name, hides));
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => self.close_anchor(),
            "title" => self.in_title = false,
            "script" | "style" | "noscript" | "template" | "xml" => {
                self.unread = self.unread.saturating_sub(1);
            }
            _ if is_block(name) => self.line(),
            _ => {}
        }
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            for (_, hides) in self.open.drain(at..) {
                self.hidden -= usize::from(hides);
            }
        }
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        if self.in_title {
            push_collapsed(&mut self.page.title, text);
            return;
        }
        if self.unread > 0 {
            return;
        }
        if let Some(anchor) = &mut self.anchor {
            push_collapsed(&mut anchor.text, text);
        }
        if self.hidden > 0 {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            self.page.hidden += letters.count();
            return;
        }
        // Where entities were decoded, offsets inside the run are its start.
        let exact = end.saturating_sub(start) == text.len();
        let mut at = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            if bare.is_empty() || at > 0 || text.starts_with(char::is_whitespace) {
                self.blank();
            }
            if !bare.is_empty() {
                self.page
                    .words
                    .push((self.page.text.len(), if exact { start + at } else { start }));
                self.page.text.push_str(bare);
            }
            at += word.len();
        }
        if text.ends_with(char::is_whitespace) {
            self.blank();
        }
    }

    /// A blank, unless there is one.
    fn blank(&mut self) {
        if !self.page.text.is_empty() && !self.page.text.ends_with([' ', '\n']) {
            self.page.text.push(' ');
        }
    }

    /// A new line, unless there is one.
    fn line(&mut self) {
        let length = self.page.text.trim_end_matches(' ').len();
        self.page.text.truncate(length);
        if !self.page.text.is_empty() && !self.page.text.ends_with('\n') {
            self.page.text.push('\n');
        }
    }

    fn picture(&mut self, alt: Option<String>) {
        if let Some(anchor) = &mut self.anchor {
            anchor.picture = true;
            if let Some(alt) = &alt {
                push_collapsed(&mut anchor.alt, alt);
            }
        }
        if let Some(alt) = alt.filter(|alt| !alt.trim().is_empty())
            && self.page.alts.len() < MOST_ANCHORS
        {
            self.page.alts.push(alt.trim().to_owned());
        }
    }

    fn open_anchor(&mut self, kind: AnchorKind, target: Option<String>, tag: &Tag) {
        self.close_anchor();
        let Some(target) = target.filter(|target| !target.trim().is_empty()) else {
            return;
        };
        let range = tag.range.clone();
        let target = self.resolve(target);
        self.anchor = Some(Anchor {
            kind,
            target,
            text: String::new(),
            alt: String::new(),
            picture: false,
            range,
            visible: self.page.text.len()..self.page.text.len(),
        });
    }

    fn close_anchor(&mut self) {
        if let Some(mut anchor) = self.anchor.take()
            && self.page.anchors.len() < MOST_ANCHORS
        {
            anchor.text.truncate(anchor.text.trim_end().len());
            anchor.alt.truncate(anchor.alt.trim_end().len());
            anchor.visible.end = self.page.text.len().max(anchor.visible.start);
            self.page.anchors.push(anchor);
        }
    }

    fn single(&mut self, kind: AnchorKind, target: Option<String>, tag: &Tag) {
        let before = self.anchor.take();
        self.open_anchor(kind, target, tag);
        self.close_anchor();
        self.anchor = before;
    }

    fn refresh(&mut self, tag: &Tag, kind: Option<String>, content: Option<String>) {
        if kind.is_some_and(|kind| kind.eq_ignore_ascii_case("refresh"))
            && let Some(content) = content
            && let Some(at) = content.to_ascii_lowercase().find("url=")
        {
            let target = content
                .get(at + 4..)
                .unwrap_or_default()
                .trim_matches(['\'', '"', ' '])
                .to_owned();
            self.single(AnchorKind::Refresh, Some(target), tag);
        }
    }

    /// The target joined to the page's base, where it has one and needs it.
    fn resolve(&self, target: String) -> String {
        let base = self.base.as_deref();
        let base = base.and_then(|base| Url::parse(base.trim()));
        match base {
            Some(base) if Url::parse(target.trim()).is_none() => {
                base.join(target.trim()).map_or(target, String::from)
            }
            _ => target,
        }
    }
}

/// Appends a text with each run of blanks made one.
fn push_collapsed(out: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_links_are_read_as_a_browser_shows_them() {
        let page = Page::read(
            "<title>Your\n order</title><p>Dear <b>Maya</b>,</p><style>p{}</style>\
             <div style='display: none'>filler</div><a HREF=https://a.example/?x=1&amp;y=2>Track <i>it</i></a>",
        );
        assert_eq!(page.title, "Your order");
        assert_eq!(page.text, "Dear Maya,\nTrack it");
        let anchor = page
            .anchors
            .first()
            .map(|a| (a.target.as_str(), a.text.as_str()));
        assert_eq!(anchor, Some(("https://a.example/?x=1&y=2", "Track it")));
    }

    #[test]
    fn everything_that_leads_away_is_found() {
        let page = Page::read(
            "<base href='https://b.example/'><meta http-equiv=Refresh content='0; URL=https://c.example'>\
             <a href='/x'><img alt='Confirm'></a><map><area href=https://d.example></map>\
             <form action='https://e.example'><button formaction='https://f.example'>Go</button></form>",
        );
        let targets: Vec<_> = page.anchors.iter().map(|a| a.target.as_str()).collect();
        assert_eq!(
            targets,
            [
                "https://c.example",
                "https://b.example/x",
                "https://d.example",
                "https://e.example",
                "https://f.example"
            ]
        );
        assert_eq!(page.alts, ["Confirm"]);
    }

    #[test]
    fn a_word_leads_back_to_its_place_in_the_html() {
        let html = "<p>Dear   customer,</p><p>pay  now</p>";
        let page = Page::read(html);
        let start = page.text.find("now").unwrap_or_default();
        assert_eq!(
            page.in_html(start..start + 3)
                .and_then(|range| html.get(range)),
            Some("now")
        );
    }

    #[test]
    fn a_hundred_thousand_open_tags_are_read() {
        let page = Page::read(&"<div><a href=x>".repeat(100_000));
        assert_eq!(page.anchors.len(), MOST_ANCHORS);
    }
}
