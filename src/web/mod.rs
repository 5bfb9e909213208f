//! The browser's side: what the page's scripts can call.
//!
//! Knows the DOM and nothing of mail; whatever it says comes from [`crate::view`]
//! and [`crate::locale`]. It sets text, never markup, and starts no request.

mod controller;
mod form;
mod given;
mod happened;
mod icon;
mod keep;
mod node;
mod offset;
mod paint;
mod program;
mod record;
mod report;
mod sight;
mod transfer;

use crate::input::{Input, InputError};
use crate::locale;
use controller::Controller;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
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
    let spoken = tags.split(',').map(str::trim).find_map(|tag| {
        let locale = locale::best(tag);
        tag.to_lowercase().starts_with(&locale.id).then_some(locale)
    });
    spoken
        .unwrap_or_else(|| locale::best(locale::DEFAULT))
        .id
        .clone()
}

/// The tags of the languages there are.
#[wasm_bindgen]
#[must_use]
pub fn languages() -> Vec<String> {
    locale::ids().into_iter().map(str::to_owned).collect()
}

/// A sentence of a language, for what surrounds the element.
#[wasm_bindgen]
#[must_use]
pub fn sentence(language: &str, key: &str) -> String {
    locale::best(language).text(key).to_owned()
}

/// Puts the form and the place for the answer into a shadow root.
///
/// # Errors
/// Throws when the browser refuses to make a node.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, language: &str) -> Result<Mounted, JsValue> {
    Controller::start(root, locale::best(language)).map(Mounted)
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

    /// Takes what was pasted or dropped next to the element; gives whether there was anything.
    #[must_use]
    pub fn receive(&self, transfer: &DataTransfer) -> bool {
        self.0.receive(transfer)
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
