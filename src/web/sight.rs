//! Where a person looks after a check.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Brings the answer into sight and lets reading go on from there.
pub(super) fn go_to(answer: &Element) {
    if let Some(element) = answer.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
    let place = answer.get_bounding_client_rect();
    if place.top() < 0.0 || height(answer).is_some_and(|height| place.bottom() > height) {
        // How it moves is the style's: still, for those who want that.
        answer.scroll_into_view();
    }
}

/// The height of the window, in CSS pixels.
fn height(inside: &Element) -> Option<f64> {
    let window = inside.owner_document()?.default_view()?;
    window.inner_height().ok()?.as_f64()
}
