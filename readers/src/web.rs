//! What the page's script calls.

use crate::{outlook, qr};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// The mail in a file that Outlook saved, as RFC 5322 writes one.
///
/// # Errors
/// Throws an `Error` whose message is the key of a sentence, such as `error.protected`.
#[wasm_bindgen]
pub fn message(file: &[u8]) -> Result<Uint8Array, JsError> {
    match outlook::message(file) {
        Ok(mail) => Ok(Uint8Array::from(mail.as_slice())),
        Err(error) => Err(JsError::new(error.key())),
    }
}

/// What the QR codes in a canvas's pixels say.
#[wasm_bindgen]
#[must_use]
pub fn scan(width: u32, height: u32, rgba: &[u8]) -> Array {
    let found = qr::scan(width as usize, height as usize, rgba);
    found.iter().map(|text| JsValue::from_str(text)).collect()
}
