//! Handing something to the person as a file. Nothing leaves the device.

use super::node::{Made, Maker};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Saves bytes as a file, as if a link to it had been pressed.
pub(super) fn save(maker: &Maker, name: &str, kind: &str, bytes: &[u8]) -> Made<()> {
    thread_local! {
        /// The address of the last file, which can be let go once the next is asked for.
        static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
    }
    let parts = Array::new();
    parts.push(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = maker.typed("a", "")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    if let Some(last) = LAST.with(|last| last.replace(Some(address))) {
        Url::revoke_object_url(&last)?;
    }
    Ok(())
}
