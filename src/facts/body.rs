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

impl BodyFacts {
    pub(super) fn read(message: &Message, identity: &Identity, context: &Context) -> Self {
        let pages: Vec<Page> = message
            .htmls
            .iter()
            .map(|body| Page::read(body.text()))
            .collect();
        let mut facts = Self {
            pages,
            ..Self::default()
        };
        let page = facts
            .pages
            .iter()
            .position(|page| !page.text.trim().is_empty());
        let text = message
            .texts
            .iter()
            .position(|body| !body.text().trim().is_empty());
        match (page, text) {
            (Some(page), _) => {
                facts.shown_as = ShownAs::Html(page);
                facts.visible = facts
                    .pages
                    .get(page)
                    .map(|page| page.text.clone())
                    .unwrap_or_default();
            }
            (None, Some(text)) => {
                facts.shown_as = ShownAs::Text(text);
                facts.visible = message
                    .texts
                    .get(text)
                    .map(|body| body.text().to_owned())
                    .unwrap_or_default();
            }
            (None, None) => {}
        }
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
