//! What happens when somebody pastes, drops, types or presses.

mod after;
mod say;

use super::form::Form;
use super::node::{Made, Maker};
use super::record::Asked;
use super::sight;
use super::transfer::{self, Held, Taken};
use crate::input::{Context, Input, InputError, MAX_BYTES};
use crate::key::Key;
use crate::locale::Locale;
use crate::report::Report;
use after::After;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Date, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ClipboardEvent, CustomEvent, CustomEventInit, DataTransfer, DragEvent, Element, Event,
    EventTarget, File, ShadowRoot,
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
    /// Read out when it changes: the answer alone.
    status: Element,
    /// Everything behind the answer.
    rest: Element,
    locale: Cell<&'static Locale>,
    state: RefCell<State>,
    /// Where keys can be given now.
    asked: RefCell<Vec<Asked>>,
    /// What is said after the answer.
    after: After,
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
}

/// What was last said.
#[derive(Default)]
enum Outcome {
    #[default]
    Nothing,
    Answer(Box<(Report, Context)>),
    /// The key of the sentence.
    Error(&'static str),
}

impl Controller {
    /// Makes the nodes and begins to listen.
    pub(super) fn start(root: ShadowRoot, locale: &'static Locale) -> Made<Self> {
        let document = root.owner_document().ok_or(JsValue::NULL)?;
        let maker = Maker(document);
        let form = Form::make(&maker)?;
        let status = maker.element("div", "status")?;
        status.set_attribute("role", "status")?;
        let rest = maker.element("div", "rest")?;
        let all = maker.with("div", "check", &[&form.whole, &status, &rest])?;
        root.append_child(&all)?;
        let locale = Cell::new(locale);
        let (state, asked, taken) = (RefCell::default(), RefCell::default(), Cell::default());
        let desk = Rc::new(Desk {
            root,
            maker,
            form,
            status,
            rest,
            locale,
            state,
            asked,
            after: After::default(),
            taken,
        });
        desk.word();
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

    /// Takes what was pasted or dropped next to the element.
    pub(super) fn receive(&self, transfer: &DataTransfer) -> bool {
        self.desk.receive(transfer)
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
            self.on(&form.file, "change", |desk, _| desk.chosen()),
            self.on(&self.rest, "click", |desk, event| {
                if desk.key_given(event) {
                    desk.check(true);
                }
                desk.after_press(event);
            }),
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

    fn pasted(self: &Rc<Self>, event: &Event) {
        let transfer = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data);
        let Some(transfer) = transfer else { return };
        if transfer::file(&transfer).is_some()
            && transfer
                .get_data("text/plain")
                .is_ok_and(|text| text.is_empty())
        {
            event.prevent_default();
            self.receive(&transfer);
            return;
        }
        let Some(taken) = transfer::words(&transfer) else {
            return;
        };
        if self.is_being_written() {
            // A piece of a mail put to the rest of it: the box alone counts then.
            return;
        }
        if self.form.can_paste(&taken) {
            // The browser pastes by itself, so that it can be undone.
            self.form.area.select();
            self.state.borrow_mut().coming = Some(taken.held);
        } else {
            event.prevent_default();
            self.take(taken);
        }
    }

    /// Whether what is in the box was typed or put together, and is not all selected.
    fn is_being_written(&self) -> bool {
        let area = &self.form.area;
        let length = area.text_length();
        let selected = (
            area.selection_start().ok().flatten(),
            area.selection_end().ok().flatten(),
        );
        let answered = matches!(self.state.borrow().outcome, Outcome::Answer(_));
        length > 0 && !answered && selected != (Some(0), Some(length))
    }

    fn edited(&self) {
        self.after.forget();
        let coming = self.state.borrow_mut().coming.take();
        let pasted = coming.is_some();
        self.state.borrow_mut().held = coming;
        if pasted {
            self.form.area.set_scroll_top(0);
            self.check(true);
        } else {
            // The answer was to other words.
            self.settle(Outcome::Nothing);
        }
    }

    fn dropped(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        self.mark_drop(false);
        if let Some(transfer) = event
            .dyn_ref::<DragEvent>()
            .and_then(DragEvent::data_transfer)
        {
            self.receive(&transfer);
        }
    }

    fn receive(self: &Rc<Self>, transfer: &DataTransfer) -> bool {
        if let Some(file) = transfer::file(transfer) {
            self.open(&file);
            return true;
        }
        let taken = transfer::words(transfer);
        let any = taken.is_some();
        if let Some(taken) = taken {
            self.take(taken);
        }
        any
    }

    fn chosen(self: &Rc<Self>) {
        if let Some(file) = self.form.file.files().and_then(|files| files.get(0)) {
            self.open(&file);
        }
        // So that the same file can be chosen again.
        self.form.file.set_value("");
    }

    /// Reads a file and checks it.
    fn open(self: &Rc<Self>, file: &File) {
        let turn = self.next_turn();
        #[expect(clippy::cast_precision_loss, reason = "the limit is far below 2^53")]
        if file.size() > MAX_BYTES as f64 {
            self.settle(Outcome::Error(InputError::TooLarge.key()));
            return;
        }
        let name = file.name();
        let desk = Rc::clone(self);
        let read = Closure::once(move |buffer: JsValue| {
            if desk.taken.get() == turn {
                desk.take(Taken::file(name, Uint8Array::new(&buffer).to_vec()));
            }
        });
        let desk = Rc::clone(self);
        let unread = Closure::once(move |_: JsValue| {
            if desk.taken.get() == turn {
                desk.settle(Outcome::Error("page.unreadable"));
            }
        });
        let _ = file.array_buffer().then2(&read, &unread);
        // One of the two is called once, when nothing here is left to hold them.
        read.forget();
        unread.forget();
    }

    fn next_turn(&self) -> u32 {
        self.after.forget();
        self.taken.set(self.taken.get().wrapping_add(1));
        self.taken.get()
    }

    /// Puts something into the box and checks it.
    fn take(&self, taken: Taken) {
        self.next_turn();
        self.form.put(&taken.shown);
        self.state.borrow_mut().held = Some(taken.held);
        self.check(true);
    }

    fn empty(&self) {
        self.next_turn();
        self.form.put("");
        self.state.replace(State::default());
        self.settle(Outcome::Nothing);
        let _ = self.form.area.focus();
    }

    fn check(&self, go_there: bool) {
        #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
        let now = (Date::now() / 1000.0) as i64;
        let context = Context {
            now: Some(now),
            keys: self.state.borrow().keys.clone(),
            ..Context::default()
        };
        let outcome = {
            let state = self.state.borrow();
            let value = if state.held.is_none() {
                self.form.area.value()
            } else {
                String::new()
            };
            let (bytes, kind) = state
                .held
                .as_ref()
                .map_or((value.as_bytes(), None), |held| (&held.bytes, held.kind));
            match crate::check(&Input {
                bytes,
                kind,
                context: context.clone(),
            }) {
                Ok(report) => Outcome::Answer(Box::new((report, context))),
                Err(error) => Outcome::Error(error.key()),
            }
        };
        self.settle(outcome);
        if go_there {
            if let Some(verdict) = self.status.first_element_child() {
                sight::go_to(&verdict);
            }
        }
    }

    /// Says an outcome, here and to whoever listens to the element.
    fn settle(&self, outcome: Outcome) {
        self.state.borrow_mut().outcome = outcome;
        self.say();
        let host = self.root.host();
        // Whoever hears of the answer may hand in the next mail at once.
        let detail = match &self.state.borrow().outcome {
            Outcome::Answer(answer) => {
                let _ = host.set_attribute("verdict", answer.0.verdict.id());
                super::object(&answer.0).unwrap_or(JsValue::NULL)
            }
            Outcome::Nothing | Outcome::Error(_) => {
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

    fn mark_drop(&self, over: bool) {
        let class = self.form.whole.class_list();
        let _ = if over {
            class.add_1("over")
        } else {
            class.remove_1("over")
        };
    }
}
