//! The built-in examples: what is offered, and whose mail each of them is.
//!
//! The mails are a script of their own, which the page brings when one is asked for.

use super::node::{Made, Maker, fill};
use crate::input::Context;
use crate::locale::Locale;
use web_sys::Element;

/// The examples as `src/example/examples.toml` names them, in the order in which they are offered.
const EXAMPLES: [&str; 6] = [
    "true-notice",
    "fake-notice",
    "leaked-address",
    "strangers-words",
    "parcel-fee",
    "unknown-shop",
];

/// The offer, folded away until wanted.
pub(super) struct Offer {
    /// All of it.
    pub(super) whole: Element,
    title: Element,
    buttons: Element,
}

/// An example that is checked, with what its reader would say.
#[derive(Clone)]
pub(super) struct Example {
    /// Which one.
    pub(super) id: String,
    /// Its reader's name.
    pub(super) name: String,
    /// Its reader's address.
    pub(super) address: String,
    /// The one shop that has that address, if only one has.
    pub(super) only_for: Option<String>,
}

impl Offer {
    /// Makes the offer, without words.
    pub(super) fn make(maker: &Maker) -> Made<Self> {
        let title = maker.element("span", "")?;
        let summary = maker.with("summary", "", &[&title])?;
        let buttons = maker.element("div", "")?;
        let whole = maker.with("details", "examples", &[&summary, &buttons])?;
        whole.set_attribute("part", "examples")?;
        Ok(Self {
            whole,
            title,
            buttons,
        })
    }

    /// Says what there is to try.
    pub(super) fn word(&self, maker: &Maker, locale: &Locale) -> Made<()> {
        self.title
            .set_text_content(Some(locale.text("page.examples")));
        self.buttons.set_text_content(None);
        for id in EXAMPLES {
            let text = |class, end| {
                let key = format!("example.{id}.{end}");
                maker.text("span", class, locale.text(&key))
            };
            let title = text("example-title", "title")?;
            let teaches = text("example-teaches", "teaches")?;
            let button = maker.with("button", "example", &[&title, &teaches])?;
            button.set_attribute("type", "button")?;
            // The element hears of the press, and brings the mail.
            button.set_attribute("data-example", id)?;
            fill(&self.buttons, &[&button])?;
        }
        Ok(())
    }
}

impl Example {
    /// Says what its reader would, and nothing else.
    pub(super) fn tell(&self, context: &mut Context) {
        context.name = Some(self.name.clone());
        context.addresses = vec![self.address.clone()];
        context.only_for.clone_from(&self.only_for);
        context.brand = None;
        context.receiver = None;
    }

    /// What it is there for.
    pub(super) fn lesson(&self, locale: &Locale) -> String {
        let key = format!("example.{}.teaches", self.id);
        locale.fill("page.held-example", &[("lesson", locale.text(&key))])
    }
}
