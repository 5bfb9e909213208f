//! What is to be read: the visible text, its greeting, its telephone numbers.

pub use super::greeting::{Greeting, GreetingKind};
use super::identity::Identity;
pub use super::phone::Phone;
use super::{Mark, Spot};
use crate::input::Context;
use crate::message::Message;
use crate::message::html::Page;
use std::ops::Range;

/// The bodies as a reader sees them.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// The HTML bodies, read.
    pub pages: Vec<Page>,
    /// The text that is shown: of the HTML if there is one, else the plain text.
    pub visible: String,
    /// How it greets; null where no text was there.
    pub greeting: Option<Greeting>,
    /// Telephone numbers in it.
    pub phones: Vec<Phone>,
    /// The reader's addresses: as the person says, else those it is addressed to.
    pub reader_addresses: Vec<String>,
    shown_as: ShownAs,
}

/// Where the visible text was taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ShownAs {
    Html(usize),
    Text(usize),
    #[default]
    Nothing,
}

/// The text of a mail as a reader sees it.
#[must_use]
pub fn visible_text(message: &Message) -> String {
    let mut facts = BodyFacts::default();
    facts.show(message);
    facts.visible
}

impl BodyFacts {
    pub(super) fn read(message: &Message, identity: &Identity, context: &Context) -> Self {
        let mut facts = Self::default();
        facts.show(message);
        facts.reader_addresses = if context.addresses.is_empty() {
            identity
                .recipients
                .iter()
                .filter_map(|mailbox| mailbox.address.clone())
                .collect()
        } else {
            context.addresses.clone()
        };
        if facts.shown_as != ShownAs::Nothing {
            let reader = context.name.as_deref().unwrap_or_default();
            facts.greeting = Some(facts.find_greeting(reader));
        }
        facts.phones = facts.find_phones();
        facts
    }

    /// Reads the pages, and takes the text of the first that has one, else the plain text.
    fn show(&mut self, message: &Message) {
        let pages = message.htmls.iter();
        self.pages = pages.map(|body| Page::read(body.text())).collect();
        let page = self
            .pages
            .iter()
            .position(|page| !page.text.trim().is_empty());
        let text = message
            .texts
            .iter()
            .position(|body| !body.text().trim().is_empty());
        let (shown_as, visible) = match (page, text) {
            (Some(page), _) => {
                let text = self.pages.get(page).map(|page| page.text.clone());
                (ShownAs::Html(page), text)
            }
            (None, Some(text)) => {
                let body = message.texts.get(text);
                (ShownAs::Text(text), body.map(|body| body.text().to_owned()))
            }
            (None, None) => (ShownAs::Nothing, None),
        };
        self.shown_as = shown_as;
        self.visible = visible.unwrap_or_default();
    }

    /// Whether lines of the visible text may be broken anywhere.
    #[must_use]
    pub(super) fn is_wrapped(&self) -> bool {
        matches!(self.shown_as, ShownAs::Text(_))
    }

    /// The mark of a range of the visible text.
    #[must_use]
    pub fn mark(&self, range: Range<usize>) -> Mark {
        let excerpt = self
            .visible
            .get(range.clone())
            .unwrap_or_default()
            .to_owned();
        let spot = match self.shown_as {
            ShownAs::Html(page) => self
                .pages
                .get(page)
                .and_then(|found| found.in_html(range))
                .map_or(Spot::Nowhere, |range| Spot::Html(page, range)),
            ShownAs::Text(text) => Spot::Text(text, range),
            ShownAs::Nothing => Spot::Nowhere,
        };
        Mark { excerpt, spot }
    }
}
