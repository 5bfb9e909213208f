//! Saying an outcome, and what is asked for in it.

use super::{Desk, Outcome};
use crate::key::Key;
use crate::view::View;
use crate::web::node::{Made, fill};
use crate::web::paint::Painter;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

impl Desk {
    /// Says everything anew, in the language of now.
    pub(super) fn word(&self) {
        self.form.word(self.locale.get());
        self.say();
    }

    pub(super) fn say(&self) {
        let locale = self.locale.get();
        let state = self.state.borrow();
        let answered = matches!(state.outcome, Outcome::Answer(_));
        self.form.hold(state.held.as_ref(), answered);
        self.form.note(state.held.as_ref(), locale);
        self.form.set_error(match state.outcome {
            Outcome::Error(key) => locale.text(key),
            Outcome::Nothing | Outcome::Answer(_) | Outcome::Reading => "",
        });
        let open = self.open_reasons();
        self.status.set_text_content(None);
        self.rest.set_text_content(None);
        self.asked.borrow_mut().clear();
        // A node that cannot be made leaves the answer out rather than half told.
        let _ = self.shelf.say(&self.maker, locale);
        let _ = match &state.outcome {
            Outcome::Answer(answer) => self
                .paint(&View::new(&answer.0, &answer.1, locale), &open)
                .and_then(|()| self.offer_search()),
            Outcome::Reading => self
                .maker
                .text("p", "reading", locale.text("page.reading"))
                .and_then(|words| fill(&self.status, &[&words])),
            Outcome::Nothing | Outcome::Error(_) => Ok(()),
        };
    }

    pub(super) fn paint(&self, view: &View, open: &[String]) -> Made<()> {
        let painter = Painter {
            maker: &self.maker,
            locale: self.locale.get(),
        };
        let verdict = painter.verdict(view)?;
        let (details, asked) = painter.details(view, open)?;
        self.asked.replace(asked);
        fill(&self.status, &[&verdict])?;
        fill(&self.rest, &[&details])
    }

    /// Takes the key beside the button that was pressed; gives whether there was one.
    pub(super) fn key_given(&self, event: &Event) -> bool {
        let pressed = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let place = pressed.and_then(|button| button.get_attribute("data-key"));
        let place: Option<usize> = place.and_then(|place| place.parse().ok());
        let asked = self.asked.borrow();
        let Some(asked) = place.and_then(|place| asked.get(place)) else {
            return false;
        };
        let Some(key) = Key::given(&asked.selector, &asked.domain, &asked.area.value()) else {
            asked.refuse(self.locale.get().text("error.key"));
            return false;
        };
        self.state.borrow_mut().keys.push(key);
        true
    }

    /// The names of what stands open, so that another language finds it open too.
    pub(super) fn open_reasons(&self) -> Vec<String> {
        let mut open = Vec::new();
        if let Ok(found) = self.rest.query_selector_all("details[open]") {
            for at in 0..found.length() {
                let element = found
                    .get(at)
                    .and_then(|node| node.dyn_into::<Element>().ok());
                open.extend(element.and_then(|element| element.get_attribute("data-name")));
            }
        }
        open
    }
}

/// Whether the button that was pressed asks for the pictures to be searched.
pub(super) fn is_search(event: &Event) -> bool {
    let pressed = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    pressed.is_some_and(|pressed| pressed.get_attribute("data-search").is_some())
}
