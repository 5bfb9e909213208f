//! Files: chosen or dropped, several one by one, and taken out of what they are in.
//!
//! A reader that is loaded when it is needed takes them out; it is asked by an event on the shadow
//! root and answers by a call, so that this module itself loads nothing.

use super::{Desk, Outcome};
use crate::input::{self, Container, InputError, MAX_BYTES};
use crate::locale::Locale;
use crate::message::picture::pictures;
use crate::report::Note;
use crate::verdict::Verdict;
use crate::web::node::{Made, Maker, fill, harmless, show};
use crate::web::transfer::Taken;
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, Event, File, FileList, HtmlElement};

/// Most files that are listed.
const MOST_FILES: u32 = 100;

/// Longest mail whose pictures are searched unasked, in bytes.
const QUICK_TO_READ: usize = 1_000_000;

/// The files that were brought together, and whether their reader is there.
pub(super) struct Shelf {
    /// Where they are listed, if there are several.
    pub(super) whole: Element,
    files: RefCell<Vec<(File, Option<Verdict>)>>,
    /// Which of them is open.
    open: Cell<usize>,
    /// The name of the file that a reader was asked to read.
    asked: RefCell<String>,
    /// Whether the reader is loaded, or can be without asking the network.
    at_hand: Cell<bool>,
}

impl Shelf {
    pub(super) fn make(maker: &Maker) -> Made<Self> {
        let whole = maker.element("div", "files")?;
        whole.set_attribute("part", "files")?;
        show(&whole, false);
        Ok(Self {
            whole,
            files: RefCell::default(),
            open: Cell::default(),
            asked: RefCell::default(),
            at_hand: Cell::default(),
        })
    }

    /// Forgets the files: something else is in the box.
    pub(super) fn put_away(&self) {
        self.files.borrow_mut().clear();
        show(&self.whole, false);
    }

    /// Notes the answer to the file that is open.
    pub(super) fn answered(&self, verdict: Option<Verdict>) {
        if let Some((_, answer)) = self.files.borrow_mut().get_mut(self.open.get()) {
            *answer = verdict;
        }
    }

    /// Lists the files, if there are several.
    pub(super) fn say(&self, maker: &Maker, locale: &Locale) -> Made<()> {
        let files = self.files.borrow();
        show(&self.whole, files.len() > 1);
        self.whole.set_text_content(None);
        if files.len() < 2 {
            return Ok(());
        }
        let title = maker.text("p", "strong", locale.text("page.files"))?;
        let hint = maker.text("p", "", locale.text("page.files-hint"))?;
        let list = maker.element("ul", "")?;
        for (at, (file, verdict)) in files.iter().enumerate() {
            let button: HtmlElement = maker.typed("button", "button quiet")?;
            button.set_attribute("type", "button")?;
            button.set_attribute("data-file", &at.to_string())?;
            let pressed = if at == self.open.get() {
                "true"
            } else {
                "false"
            };
            button.set_attribute("aria-pressed", pressed)?;
            button.set_attribute("dir", "auto")?;
            button.set_text_content(Some(&harmless(&file.name())));
            let item = maker.with("li", "", &[&button])?;
            if let Some(verdict) = verdict {
                let key = format!("verdict.{}", verdict.id());
                let word = maker.text("span", "sign", locale.text(&key))?;
                word.set_attribute("data-verdict", verdict.id())?;
                fill(&item, &[&word])?;
            }
            fill(&list, &[&item])?;
        }
        fill(&self.whole, &[&title, &hint, &list])
    }
}

impl Desk {
    pub(super) fn chosen(self: &Rc<Self>) {
        if let Some(files) = self.form.file.files() {
            self.open_all(&files);
        }
        // So that the same file can be chosen again.
        self.form.file.set_value("");
    }

    /// Opens the first of these files and lists the others; gives whether there was any.
    pub(super) fn open_all(self: &Rc<Self>, files: &FileList) -> bool {
        let files: Vec<_> = (0..files.length().min(MOST_FILES))
            .filter_map(|at| Some((files.get(at)?, None)))
            .collect();
        let any = !files.is_empty();
        if any {
            self.shelf.files.replace(files);
            self.open(0);
        }
        any
    }

    /// Opens the file whose button was pressed.
    pub(super) fn file_pressed(self: &Rc<Self>, event: &Event) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let place = target.and_then(|target| target.get_attribute("data-file"));
        if let Some(place) = place.and_then(|place| place.parse().ok()) {
            self.open(place);
        }
    }

    /// Reads a file and checks it.
    fn open(self: &Rc<Self>, place: usize) {
        let turn = self.next_turn();
        self.shelf.open.set(place);
        let file = self
            .shelf
            .files
            .borrow()
            .get(place)
            .map(|(file, _)| file.clone());
        let Some(file) = file else { return };
        #[expect(clippy::cast_precision_loss, reason = "the limit is far below 2^53")]
        if file.size() > MAX_BYTES as f64 {
            self.settle(Outcome::Error(InputError::TooLarge.key()));
            return;
        }
        let name = file.name();
        let desk = Rc::clone(self);
        let read = Closure::once(move |buffer: JsValue| {
            if desk.taken.get() == turn {
                desk.loaded(name, Uint8Array::new(&buffer).to_vec());
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

    /// Checks a file's bytes, once they are out of what they are in.
    fn loaded(&self, name: String, bytes: Vec<u8>) {
        match (input::container(&bytes), input::accept(&bytes)) {
            (Some(container), _) => {
                self.shelf.asked.replace(name);
                self.settle(Outcome::Reading);
                self.ask(container, &[bytes]);
            }
            (None, Ok(())) => self.take_file(Taken::file(name, bytes)),
            // What was in the box before stays there.
            (None, Err(error)) => self.settle(Outcome::Error(error.key())),
        }
    }

    /// Asks for the reader.
    fn ask(&self, container: Container, files: &[Vec<u8>]) {
        let detail = Array::new();
        detail.set(0, JsValue::from(self.taken.get()));
        detail.set(1, JsValue::from_str(container.id()));
        for (at, file) in (2..).zip(files) {
            detail.set(at, Uint8Array::from(file.as_slice()).into());
        }
        let init = CustomEventInit::new();
        init.set_detail(&detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict("countersign-read", &init) {
            let _ = self.root.dispatch_event(&event);
        }
    }

    /// Takes the mail that the reader took out of Outlook's file.
    pub(super) fn give_mail(&self, turn: u32, bytes: Vec<u8>) {
        self.shelf.at_hand.set(true);
        if self.taken.get() == turn {
            let mut taken = Taken::file(self.shelf.asked.take(), bytes);
            taken.held.container = Some(Container::Outlook);
            self.take_file(taken);
        }
    }

    /// Takes what the QR codes say that the reader found: in a picture that was brought, or in
    /// the pictures of the mail that has been answered.
    pub(super) fn give_codes(&self, turn: u32, texts: Vec<String>) {
        self.shelf.at_hand.set(true);
        if self.taken.get() != turn {
            return;
        }
        let answered = matches!(self.state.borrow().outcome, Outcome::Answer(_));
        if answered {
            self.state.borrow_mut().scanned = Some(texts);
            self.check(false);
        } else if texts.is_empty() {
            self.settle(Outcome::Error(InputError::NoQrCode.key()));
        } else {
            let text = texts.join("\n");
            let kind = input::kind_of_code(&text);
            let mut taken = Taken::file(self.shelf.asked.take(), text.into_bytes());
            taken.held.kind = Some(kind);
            taken.held.container = Some(Container::Picture);
            self.take_file(taken);
        }
    }

    /// Says why the reader gave nothing.
    pub(super) fn refuse(&self, turn: u32, key: &str) {
        if self.taken.get() != turn {
            return;
        }
        let key = InputError::of_reader(key).key();
        let answered = matches!(self.state.borrow().outcome, Outcome::Answer(_));
        if answered {
            // The answer to the mail stands, without its pictures.
            self.form.set_error(self.locale.get().text(key));
        } else {
            self.settle(Outcome::Error(key));
        }
    }

    /// Notes that the reader can be loaded without asking the network.
    pub(super) fn reader_at_hand(&self) {
        self.shelf.at_hand.set(true);
    }

    /// Has the pictures of the mail searched, if the reader is there: nobody then learns that it
    /// has any.
    pub(super) fn search_unasked(&self) {
        let has_pictures = match &self.state.borrow().outcome {
            Outcome::Answer(answer) => answer.report.input.notes.contains(&Note::PicturesUnscanned),
            _ => false,
        };
        // To look for them is to read the mail once more.
        let quick = self.with_bytes(|mail, _| mail.len() < QUICK_TO_READ);
        if has_pictures && quick && self.shelf.at_hand.get() {
            self.search();
        }
    }

    /// Has the pictures of the mail searched for QR codes.
    pub(super) fn search(&self) {
        let found = {
            let state = self.state.borrow();
            let typed = state.held.is_none().then(|| self.form.area.value());
            let held = state.held.as_ref().map(|held| held.bytes.as_slice());
            pictures(
                typed
                    .as_deref()
                    .map(str::as_bytes)
                    .or(held)
                    .unwrap_or_default(),
            )
        };
        if found.is_empty() {
            self.state.borrow_mut().scanned = Some(Vec::new());
            self.check(false);
        } else {
            self.ask(Container::Picture, &found);
        }
    }

    /// Puts the button that starts the search under the notes.
    pub(super) fn offer_search(&self) -> Made<()> {
        let offered = match &self.state.borrow().outcome {
            Outcome::Answer(answer) => answer.report.input.notes.contains(&Note::PicturesUnscanned),
            _ => false,
        };
        let notes = self.rest.query_selector_all(".notes")?.get(0);
        let notes = notes.and_then(|notes| notes.dyn_into::<Element>().ok());
        if let Some(notes) = notes.filter(|_| offered) {
            let button: HtmlElement = self.maker.typed("button", "button")?;
            button.set_attribute("type", "button")?;
            button.set_attribute("data-search", "")?;
            button.set_text_content(Some(self.locale.get().text("page.search-pictures")));
            fill(&notes, &[&button])?;
        }
        Ok(())
    }
}
