//! Making nodes: fixed names, dynamic text.

use crate::domain::skeleton::is_invisible;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node};

/// What the browser may answer when it is asked for a node.
pub(super) type Made<T = Element> = Result<T, JsValue>;

/// Makes nodes of one document.
#[derive(Clone)]
pub(super) struct Maker(pub(super) Document);

impl Maker {
    /// An element of a class.
    pub(super) fn element(&self, tag: &'static str, class: &'static str) -> Made {
        let element = self.0.create_element(tag)?;
        if !class.is_empty() {
            element.set_attribute("class", class)?;
        }
        Ok(element)
    }

    /// An element of a class that holds a text.
    pub(super) fn text(&self, tag: &'static str, class: &'static str, text: &str) -> Made {
        let element = self.element(tag, class)?;
        element.set_text_content(Some(&harmless(text)));
        Ok(element)
    }

    /// An element of a class that holds others.
    pub(super) fn with(&self, tag: &'static str, class: &'static str, inside: &[&Node]) -> Made {
        let element = self.element(tag, class)?;
        fill(&element, inside)?;
        Ok(element)
    }

    /// An element of its own kind, such as a text area.
    pub(super) fn typed<T: JsCast>(&self, tag: &'static str, class: &'static str) -> Made<T> {
        self.element(tag, class)?.dyn_into().map_err(JsValue::from)
    }

    /// An element of a drawing.
    pub(super) fn drawn(
        &self,
        tag: &'static str,
        attributes: &[(&'static str, &'static str)],
    ) -> Made {
        let element = self.0.create_element_ns(Some(SVG), tag)?;
        for (name, value) in attributes {
            element.set_attribute(name, value)?;
        }
        Ok(element)
    }
}

/// Appends nodes.
pub(super) fn fill(element: &Element, inside: &[&Node]) -> Made<()> {
    for node in inside {
        element.append_child(node)?;
    }
    Ok(())
}

/// Shows or hides an element.
pub(super) fn show(element: &Element, shown: bool) {
    // A name that is fixed here is never refused.
    let _ = if shown {
        element.remove_attribute("hidden")
    } else {
        element.set_attribute("hidden", "")
    };
}

/// A text in which nothing turns the direction of what follows it, or hides.
///
/// A mail's words stand inside our sentences; one character could reverse them.
pub(super) fn harmless(text: &str) -> String {
    harmless_lines(text).replace(['\n', '\t'], " ")
}

/// The same with its line breaks and tabs.
pub(super) fn harmless_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Joiners and variation selectors belong to emoji and to whole scripts.
            '\n' | '\t' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => out.push(c),
            _ if c.is_control() || is_invisible(c) => {
                out.push_str(&format!("[U+{:04X}]", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

const SVG: &str = "http://www.w3.org/2000/svg";
