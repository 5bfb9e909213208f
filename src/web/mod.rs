//! The browser's side: what the page's scripts can call.
//!
//! Knows the DOM and nothing of mail; whatever it says comes from [`crate::view`]
//! and [`crate::locale`]. It sets text, never markup, and starts no request.

mod anatomy;
mod controller;
mod copy;
mod example;
mod form;
mod given;
mod happened;
mod icon;
mod keep;
mod marked;
mod node;
mod offset;
mod paint;
mod program;
mod record;
mod report;
mod sight;
mod thread;
mod told;
mod transfer;

use crate::input::{Input, InputError};
use crate::locale;
use crate::work;
use controller::Controller;
use example::Example;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use thread::{Teller, Thread};
use told::Memory;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};
use web_sys::{DataTransfer, ShadowRoot};

/// The report on a paste, as a plain object in the shape of `docs/report.md`.
///
/// For a string, places count UTF-16 code units; for a `Uint8Array`, bytes.
///
/// # Errors
/// Throws an `Error` whose message is the key of an [`InputError`], such as
/// `error.empty`, or names the option that is not understood.
#[wasm_bindgen]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string | Uint8Array")] input: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "object | null")] options: &JsValue,
) -> Result<JsValue, JsError> {
    let text = input.as_string();
    let bytes = given::bytes(input, text.as_deref())?;
    let (kind, context) = given::options(options)?;
    let input = Input {
        bytes: &bytes,
        kind,
        context,
    };
    let mut report = crate::check(&input).map_err(thrown)?;
    if let Some(text) = &text {
        offset::to_utf16(&mut report, text);
    }
    object(&report).map_err(|error| JsError::new(&error.to_string()))
}

/// The best of the languages there are, for tags separated by commas, dearest first.
#[wasm_bindgen]
#[must_use]
pub fn best_language(tags: &str) -> String {
    let spoken = tags.split(',').map(str::trim).find_map(locale::fitting);
    spoken.unwrap_or(locale::DEFAULT).to_owned()
}

/// The tags of the languages there are.
#[wasm_bindgen]
#[must_use]
pub fn languages() -> Vec<String> {
    let names = locale::names().iter();
    names.map(|(id, _)| (*id).to_owned()).collect()
}

/// The name of a language in itself.
#[wasm_bindgen]
#[must_use]
pub fn language_name(id: &str) -> String {
    let mut names = locale::names().iter();
    let name = names.find(|(known, _)| *known == id);
    name.map_or(id, |(_, name)| name).to_owned()
}

/// Takes the sentences of a language, as its script brings them.
#[wasm_bindgen]
pub fn add_language(id: &str, sentences: &str) {
    locale::add(id, sentences);
}

/// A sentence of a language, for what surrounds the element.
#[wasm_bindgen]
#[must_use]
pub fn sentence(language: &str, key: &str) -> String {
    locale::best(language).text(key).to_owned()
}

/// Does a job that an element asked a thread to do; gives what [`Mounted::give_answer`] takes.
#[wasm_bindgen]
#[must_use]
#[expect(
    clippy::needless_pass_by_value,
    reason = "as it comes out of JavaScript"
)]
pub fn work(job: Vec<u8>, mail: Vec<u8>, teller: &Teller) -> Vec<u8> {
    work::work(job, &mail, &mut |step| teller.begin(step as u32))
}

/// Puts the form and the place for the answer into a shadow root.
///
/// # Errors
/// Throws when the browser refuses to make a node.
#[wasm_bindgen]
pub fn mount(
    root: ShadowRoot,
    language: &str,
    memory: Memory,
    thread: Thread,
) -> Result<Mounted, JsValue> {
    Controller::start(root, locale::best(language), memory, thread).map(Mounted)
}

/// What is mounted; freeing it takes its listeners away.
#[wasm_bindgen]
pub struct Mounted(Controller);

#[wasm_bindgen]
impl Mounted {
    /// Says everything in this language from now on; what is in the box stays.
    pub fn set_language(&self, language: &str) {
        self.0.set_language(locale::best(language));
    }

    /// Puts a text into the box and checks it.
    pub fn check_text(&self, text: &str) {
        self.0.check_text(text);
    }

    /// Puts an example into the box and checks it as its reader would; `only_for` may be empty.
    pub fn check_example(
        &self,
        id: String,
        bytes: Vec<u8>,
        name: String,
        address: String,
        only_for: String,
    ) {
        let example = Example {
            id,
            name,
            address,
            only_for: Some(only_for).filter(|id| !id.is_empty()),
        };
        self.0.check_example(example, bytes);
    }

    /// Takes what was pasted or dropped next to the element; gives whether there was anything.
    #[must_use]
    pub fn receive(&self, transfer: &DataTransfer) -> bool {
        self.0.receive(transfer)
    }

    /// Takes the mail that a reader took out of the file it was asked for in this turn.
    pub fn give_mail(&self, turn: u32, mail: Vec<u8>) {
        self.0.give_mail(turn, mail);
    }

    /// Takes what the QR codes say that a reader found.
    pub fn give_codes(&self, turn: u32, texts: Vec<String>) {
        self.0.give_codes(turn, texts);
    }

    /// Notes which step of a job the thread begins.
    pub fn begin(&self, job: u32, step: u32) {
        self.0.begin(job, step);
    }

    /// Takes what the thread made of a job; none where it broke down over it.
    pub fn give_answer(&self, job: u32, answer: Option<Vec<u8>>) {
        self.0.give_answer(job, answer);
    }

    /// Does here what no thread could be had for.
    pub fn without_thread(&self, job: u32) {
        self.0.without_thread(job);
    }

    /// Takes the key of the sentence that says why a reader gave nothing.
    pub fn refuse(&self, turn: u32, key: &str) {
        self.0.refuse(turn, key);
    }

    /// Lets a mail's pictures be searched unasked: the readers load without asking the network.
    pub fn reader_at_hand(&self) {
        self.0.reader_at_hand();
    }
}

/// A plain object, as `JSON.parse` would give it.
fn object(value: &impl Serialize) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&Serializer::json_compatible())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err calls"
)]
fn thrown(error: InputError) -> JsError {
    JsError::new(error.key())
}
