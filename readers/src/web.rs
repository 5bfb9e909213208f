//! What the page's script calls.

use crate::{outlook, qr};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// The mail in a file that Outlook saved, as RFC 5322 writes one.
///
/// # Errors
/// Throws an `Error` whose message is the key of a sentence, such as `error.protected`.
#[wasm_bindgen]
pub fn message(file: &[u8]) -> Result<Vec<u8>, JsError> {
    outlook::message(file).map_err(|error| JsError::new(error.key()))
}

/// What the QR codes in a canvas's pixels say.
#[wasm_bindgen]
#[must_use]
pub fn scan(width: u32, height: u32, rgba: &[u8]) -> Vec<String> {
    qr::scan(width as usize, height as usize, rgba)
}

/// At which sizes a picture is to be searched, one after the other: width, height, width, height.
#[wasm_bindgen]
#[must_use]
pub fn sizes(width: u32, height: u32) -> Vec<u32> {
    let sizes = qr::sizes(width, height);
    sizes.into_iter().flat_map(<[u32; 2]>::from).collect()
}
