//! Saying an outcome, and what is asked for in it.

use super::{Desk, Outcome};
use crate::key::Key;
use crate::view::View;
use crate::web::node::{Made, fill};
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
            Outcome::Nothing | Outcome::Answer(_) => "",
        });
        let open = self.open_reasons();
        self.status.set_text_content(None);
        self.rest.set_text_content(None);
        self.asked.borrow_mut().clear();
        if let Outcome::Answer(answer) = &state.outcome {
            // A node that cannot be made leaves the answer out rather than half told.
            let view = View::new(&answer.0, &answer.1, locale);
            let _ = self
                .after(&answer.0, &answer.1)
                .and_then(|after| self.paint(&view, &open, &after));
        }
    }

    pub(super) fn paint(&self, view: &View, open: &[String], after: &Element) -> Made<()> {
        let painter = self.painter();
        let verdict = painter.verdict(view)?;
        let (details, asked) = painter.details(view, open, after)?;
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
