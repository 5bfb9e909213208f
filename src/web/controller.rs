//! What happens when somebody pastes, drops, types or presses.

mod after;
mod check;
mod file;
mod say;
mod take;

use super::example::{Example, Offer};
use super::form::Form;
use super::node::{Made, Maker};
use super::paint::Places;
use super::thread::{Progress, Thread};
use super::told::{Memory, Told};
use super::transfer::{Held, Taken};
use super::{copy, marked};
use crate::input::{Context, Kind};
use crate::key::Key;
use crate::locale::Locale;
use crate::report::Report;
use crate::view::marked::Marked;
use after::After;
use check::Under;
use file::Shelf;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use web_sys::{
    CustomEvent, CustomEventInit, DataTransfer, Element, Event, EventTarget, ShadowRoot, Window,
};

/// A mounted form with its answer, and its listeners, which go when it goes.
pub(super) struct Controller {
    desk: Rc<Desk>,
    _listeners: Vec<EventListener>,
}

/// Everything that the listeners share.
struct Desk {
    root: ShadowRoot,
    maker: Maker,
    form: Form,
    shelf: Shelf,
    /// Read out when it changes: the answer alone.
    status: Element,
    /// Everything behind the answer.
    rest: Element,
    locale: Cell<&'static Locale>,
    state: RefCell<State>,
    /// What the person says about the mail.
    told: Told,
    offer: Offer,
    window: Window,
    /// Where the person can do something in what was painted.
    places: RefCell<Option<Places>>,
    /// What is said after the answer.
    after: After,
    thread: Thread,
    under: Under,
    progress: Progress,
    /// Counts what was taken, so that a file that was slow to read does not come after its successor.
    taken: Cell<u32>,
}

#[derive(Default)]
struct State {
    /// What is checked instead of the words in the box.
    held: Option<Held>,
    /// What the browser is about to paste into the box.
    coming: Option<Held>,
    outcome: Outcome,
    /// The keys that the person gave.
    keys: Vec<Key>,
    /// What the QR codes in the mail's pictures say, once they have been searched.
    scanned: Option<Vec<String>>,
}

/// What was last said.
#[derive(Default)]
enum Outcome {
    #[default]
    Nothing,
    Answer(Box<Answer>),
    /// A reader has the file.
    Reading,
    /// The key of the sentence.
    Error(&'static str),
}

/// An answer and what it was to.
struct Answer {
    report: Report,
    context: Context,
    marked: Marked,
}

impl Controller {
    /// Makes the nodes and begins to listen.
    pub(super) fn start(
        root: ShadowRoot,
        locale: &'static Locale,
        memory: Memory,
        thread: Thread,
    ) -> Made<Self> {
        let document = root.owner_document().ok_or(JsValue::NULL)?;
        let window = document.default_view().ok_or(JsValue::NULL)?;
        let maker = Maker(document);
        let form = Form::make(&maker)?;
        let told = Told::make(&maker, memory)?;
        let offer = Offer::make(&maker)?;
        let progress = Progress::make(&maker)?;
        form.whole.append_child(&progress.whole)?;
        form.whole.append_child(&told.whole)?;
        form.whole.append_child(&offer.whole)?;
        let shelf = Shelf::make(&maker)?;
        let status = maker.element("div", "status")?;
        status.set_attribute("role", "status")?;
        let rest = maker.element("div", "rest")?;
        let all = maker.with("div", "check", &[&form.whole, &shelf.whole, &status, &rest])?;
        root.append_child(&all)?;
        let locale = Cell::new(locale);
        let (state, places, taken) = (RefCell::default(), RefCell::default(), Cell::default());
        let desk = Rc::new(Desk {
            root,
            maker,
            form,
            shelf,
            status,
            rest,
            locale,
            state,
            told,
            offer,
            window,
            places,
            after: After::default(),
            thread,
            under: Under::default(),
            progress,
            taken,
        });
        desk.word();
        desk.told
            .likely(desk.window.navigator().language().as_deref());
        Ok(Self {
            _listeners: desk.listen(),
            desk,
        })
    }

    /// Says everything in another language.
    pub(super) fn set_language(&self, locale: &'static Locale) {
        self.desk.locale.set(locale);
        self.desk.word();
    }

    /// Puts a text into the box and checks it.
    pub(super) fn check_text(&self, text: &str) {
        self.desk.take(Taken::plain(text.to_owned()));
    }

    /// Checks an example.
    pub(super) fn check_example(&self, example: Example, bytes: Vec<u8>) {
        self.desk.take(Taken::example(example, bytes));
    }

    /// Takes what was pasted or dropped next to the element.
    pub(super) fn receive(&self, transfer: &DataTransfer) -> bool {
        self.desk.receive(transfer)
    }

    /// Takes the mail that a reader took out of the file it was asked for in this turn.
    pub(super) fn give_mail(&self, turn: u32, bytes: Vec<u8>) {
        self.desk.give_mail(turn, bytes);
    }

    /// Takes what the QR codes say that a reader found.
    pub(super) fn give_codes(&self, turn: u32, texts: Vec<String>) {
        self.desk.give_codes(turn, texts);
    }

    /// Notes which step of a job the thread begins.
    pub(super) fn begin(&self, job: u32, step: u32) {
        self.desk.begin(job, step);
    }

    /// Takes what the thread made of a job; none where it broke down over it.
    pub(super) fn give_answer(&self, job: u32, answer: Option<Vec<u8>>) {
        self.desk.give_answer(job, answer);
    }

    /// Does here what no thread could be had for.
    pub(super) fn without_thread(&self, job: u32) {
        self.desk.without_thread(job);
    }

    /// Takes the key of the sentence that says why a reader gave nothing.
    pub(super) fn refuse(&self, turn: u32, key: &str) {
        self.desk.refuse(turn, key);
    }

    /// Lets pictures be searched unasked from now on.
    pub(super) fn reader_at_hand(&self) {
        self.desk.reader_at_hand();
    }
}

impl Desk {
    fn listen(self: &Rc<Self>) -> Vec<EventListener> {
        let form = &self.form;
        vec![
            self.on(&form.area, "paste", Self::pasted),
            self.on(&form.area, "input", |desk, _| desk.edited()),
            self.on(&form.whole, "dragover", |desk, event| {
                event.prevent_default();
                desk.mark_drop(true);
            }),
            self.on(&form.whole, "dragleave", |desk, _| desk.mark_drop(false)),
            self.on(&form.whole, "drop", Self::dropped),
            self.on(&form.check, "click", |desk, _| desk.check(true)),
            self.on(&form.choose, "click", |desk, _| desk.form.file.click()),
            self.on(&form.clear, "click", |desk, _| desk.empty()),
            self.on(&self.progress.stop, "click", |desk, _| desk.stop_pressed()),
            self.on(&form.file, "change", |desk, _| desk.chosen()),
            self.on(&self.told.whole, "toggle", |desk, _| {
                // Without the list, a name can still be written.
                let _ = desk.told.offer(&desk.maker);
            }),
            self.on(&self.told.whole, "change", |desk, _| desk.told_more()),
            self.on(&self.told.forget, "click", |desk, _| {
                desk.told.forget(desk.locale.get());
                desk.check_again();
            }),
            self.on(&self.rest, "click", |desk, event| {
                if desk.key_given(event) {
                    desk.check(true);
                } else if say::is_search(event) {
                    desk.search();
                } else if !marked::go_to(&desk.root, event) {
                    desk.copy(event);
                }
                desk.after_press(event);
            }),
            self.on(&self.rest, "copy", |desk, event| {
                copy::defang(&desk.window, event);
            }),
            self.on(&self.shelf.whole, "click", Self::file_pressed),
            self.on(&self.rest, "change", |desk, event| desk.after_choice(event)),
        ]
    }

    fn on(
        self: &Rc<Self>,
        target: &EventTarget,
        event: &'static str,
        then: impl Fn(&Rc<Self>, &Event) + 'static,
    ) -> EventListener {
        let desk = Rc::downgrade(self);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(target, event, options, move |event| {
            if let Some(desk) = Weak::upgrade(&desk) {
                then(&desk, event);
            }
        })
    }

    /// Does something with what is to be checked.
    fn with_bytes<T>(&self, act: impl FnOnce(&[u8], Option<Kind>) -> T) -> T {
        match &self.state.borrow().held {
            Some(held) => act(&held.bytes, held.kind),
            None => act(self.form.area.value().as_bytes(), None),
        }
    }

    /// Takes notice of what the person says about the mail.
    fn told_more(&self) {
        self.told.changed(self.locale.get());
        self.check_again();
    }

    /// Says an outcome, here and to whoever listens to the element.
    fn settle(&self, outcome: Outcome) {
        self.shelf.answered(match &outcome {
            Outcome::Answer(answer) => Some(answer.report.verdict),
            Outcome::Nothing | Outcome::Error(_) | Outcome::Reading => None,
        });
        self.state.borrow_mut().outcome = outcome;
        self.say();
        let host = self.root.host();
        // Whoever hears of the answer may hand in the next mail at once.
        let detail = match &self.state.borrow().outcome {
            Outcome::Answer(answer) => {
                let _ = host.set_attribute("verdict", answer.report.verdict.id());
                super::object(&answer.report).unwrap_or(JsValue::NULL)
            }
            Outcome::Nothing | Outcome::Error(_) | Outcome::Reading => {
                let _ = host.remove_attribute("verdict");
                return;
            }
        };
        let init = CustomEventInit::new();
        init.set_detail(&detail);
        init.set_bubbles(true);
        init.set_composed(true);
        if let Ok(event) = CustomEvent::new_with_event_init_dict("countersign-result", &init) {
            let _ = host.dispatch_event(&event);
        }
    }
}
