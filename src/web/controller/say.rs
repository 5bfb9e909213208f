//! Saying an outcome, and what is asked for in it.

use super::{Answer, Desk, Outcome};
use crate::key::Key;
use crate::report::Report;
use crate::view::View;
use crate::view::anatomy::Anatomy;
use crate::web::node::{Made, fill};
use crate::web::paint::Said;
use crate::web::{copy, object};
use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

impl Desk {
    /// Says everything anew, in the language of now.
    pub(super) fn word(&self) {
        self.form.word(self.locale.get());
        // What cannot be offered is left out.
        let _ = self.told.word(&self.maker, self.locale.get());
        let _ = self.offer.word(&self.maker, self.locale.get());
        self.say();
        self.say_work();
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
        self.places.replace(None);
        // A node that cannot be made leaves the answer out rather than half told.
        let _ = self.shelf.say(&self.maker, locale);
        let _ = match &state.outcome {
            Outcome::Answer(answer) => self.paint(answer, &open).and_then(|()| self.offer_search()),
            Outcome::Reading => self
                .maker
                .text("p", "reading", locale.text("page.reading"))
                .and_then(|words| fill(&self.status, &[&words])),
            Outcome::Nothing | Outcome::Error(_) => Ok(()),
        };
    }

    fn paint(&self, answer: &Answer, open: &[String]) -> Made<()> {
        let locale = self.locale.get();
        let painter = self.painter();
        let said = Said {
            view: View::new(&answer.report, &answer.context, locale),
            marked: &answer.marked,
            anatomy: self.with_bytes(|bytes, _| Anatomy::new(bytes, &answer.report, locale)),
            json: json(&answer.report).unwrap_or_default(),
        };
        let verdict = painter.verdict(&said.view)?;
        let now = self.maker.element("div", "now")?;
        let report = self.after(answer, &said.view, &now)?;
        let details = self.maker.element("div", "details")?;
        let places = painter.details(&said, report.as_ref(), open, &details)?;
        self.places.replace(Some(places));
        fill(&self.status, &[&verdict])?;
        fill(&self.rest, &[&now, &details])
    }

    /// Copies what the pressed button stands beside, if it is one for that.
    pub(super) fn copy(&self, event: &Event) {
        let pressed = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let button = pressed.filter(|button| button.has_attribute("data-copy"));
        let said = button.and_then(|button| button.next_element_sibling());
        if let (Some(said), Some(places)) = (said, self.places.borrow().as_ref()) {
            let locale = self.locale.get();
            let words = ["anatomy.copied", "anatomy.not-copied"].map(|key| locale.text(key));
            copy::copy(&self.window, &places.json, &said, words);
        }
    }

    /// Takes the key beside the button that was pressed; gives whether there was one.
    pub(super) fn key_given(&self, event: &Event) -> bool {
        let pressed = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let place = pressed.and_then(|button| button.get_attribute("data-key"));
        let place: Option<usize> = place.and_then(|place| place.parse().ok());
        let places = self.places.borrow();
        let asked = places.as_ref().map(|places| &places.asked);
        let Some(asked) = place.and_then(|place| asked?.get(place)) else {
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

/// A report as JSON that people can read.
fn json(report: &Report) -> Option<String> {
    let object = object(report).ok()?;
    let indent = JsValue::from_f64(2.0);
    let text = JSON::stringify_with_replacer_and_space(&object, &JsValue::NULL, &indent).ok()?;
    Some(String::from(text))
}

/// Whether the button that was pressed asks for the pictures to be searched.
pub(super) fn is_search(event: &Event) -> bool {
    let pressed = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    pressed.is_some_and(|pressed| pressed.get_attribute("data-search").is_some())
}
