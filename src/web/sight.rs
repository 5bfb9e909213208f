//! Where a person looks after a check.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Brings the answer into sight and lets reading go on from there.
pub(super) fn go_to(answer: &Element) {
    if let Some(element) = answer.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
    let Some(window) = answer.owner_document().and_then(|page| page.default_view()) else {
        return;
    };
    let answer = answer.clone();
    let bring = Closure::once_into_js(move || bring(&answer));
    // After a paste, the browser brings the caret into sight: whoever comes later has the last word.
    let _ = window.request_animation_frame(bring.unchecked_ref());
}

/// Moves the page, if not all of it is in sight.
fn bring(answer: &Element) {
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
