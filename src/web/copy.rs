//! Copying: by a button, and what a selection becomes on its way out.

use crate::view::defanged;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, Element, Event, HtmlTextAreaElement, Window};

/// Copies a text that stands in a box, and says what came of it in the words given.
pub(super) fn copy(window: &Window, area: &HtmlTextAreaElement, said: &Element, words: [&str; 2]) {
    let [done, refused] = words.map(str::to_owned);
    area.select();
    let said = said.clone();
    let say = {
        let said = said.clone();
        Rc::new(move |words: &str| said.set_text_content(Some(words)))
    };
    let clipboard = window.navigator().clipboard();
    // Where the page has no secure address there is none.
    if clipboard.is_undefined() {
        said.set_text_content(Some(&refused));
        return;
    }
    let then = Rc::clone(&say);
    let copied = Closure::once(move |_: JsValue| then(&done));
    let kept = Closure::once(move |_: JsValue| say(&refused));
    let _ = clipboard.write_text(&area.value()).then2(&copied, &kept);
    // One of the two is called once, when nothing here is left to hold them.
    copied.forget();
    kept.forget();
}

/// Puts what is selected on the clipboard with its addresses made unclickable: elsewhere they
/// would be live again.
pub(super) fn defang(window: &Window, event: &Event) {
    let selection = window.get_selection().ok().flatten();
    let selected = selection.map(|selection| String::from(selection.to_string()));
    let selected = selected.unwrap_or_default();
    let harmless = without_links(&selected);
    let clipboard = event
        .dyn_ref::<ClipboardEvent>()
        .and_then(ClipboardEvent::clipboard_data);
    if let Some(clipboard) = clipboard
        && harmless != selected
        && clipboard.set_data("text/plain", &harmless).is_ok()
    {
        event.prevent_default();
    }
}

/// A text whose addresses no program makes links of.
fn without_links(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let is_link = word.contains("://") || word.starts_with("www.");
        if is_link {
            defanged(word)
        } else {
            word.to_owned()
        }
    });
    words.collect()
}
