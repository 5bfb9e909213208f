//! The paste with its marks as nodes, and the way from a reason to its place.

use super::node::{Made, fill, harmless_lines};
use super::paint::Painter;
use super::sight;
use crate::view::marked::{Marked, Piece};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, ShadowRoot};

/// The attribute by which a button names the mark that it leads to.
const LEADS_TO: &str = "data-mark";

impl Painter<'_> {
    /// The paste, folded away, if anything in it is marked.
    pub(super) fn marked(&self, marked: &Marked, open: &[String], into: &Element) -> Made<()> {
        let marks = marked.pieces.iter();
        let count = marks
            .filter(|piece| matches!(piece, Piece::Mark { .. }))
            .count();
        if count == 0 {
            return Ok(());
        }
        let copy = self.maker.element("div", "paste")?;
        copy.set_attribute("dir", "auto")?;
        for piece in &marked.pieces {
            let piece = match piece {
                Piece::Plain(text) => self.lines("span", "", text)?,
                Piece::Mark {
                    number,
                    text,
                    target,
                } => self.mark(*number, text, target.as_deref())?,
                Piece::Gap => {
                    let words = self.locale.text("marked.left-out");
                    self.maker.text("span", "gap", words)?
                }
            };
            fill(&copy, &[&piece])?;
        }
        fill(
            into,
            &[&*self.fold_under("marked.title", "marked", count, open, &copy)?],
        )
    }

    fn mark(&self, number: usize, text: &str, target: Option<&str>) -> Made {
        let mark = self.lines("mark", "", text)?;
        mark.set_attribute("id", &format!("mark-{number}"))?;
        // Takes the focus when it is asked for.
        mark.set_attribute("tabindex", "-1")?;
        let Some(target) = target else {
            return Ok(mark);
        };
        let words = self.locale.fill("marked.leads", &[("host", target)]);
        let target = self.maker.text("span", "target", &words)?;
        self.maker.with("span", "", &[&mark, &target])
    }

    /// A button that leads to a mark.
    pub(super) fn lead(&self, number: usize) -> Made {
        let words = self.locale.text("marked.show");
        let button = self.maker.text("button", "button small", words)?;
        button.set_attribute("type", "button")?;
        button.set_attribute(LEADS_TO, &number.to_string())?;
        Ok(button)
    }

    /// A text whose line breaks stay.
    fn lines(&self, tag: &'static str, class: &'static str, text: &str) -> Made {
        let element = self.maker.element(tag, class)?;
        element.set_text_content(Some(&harmless_lines(text)));
        Ok(element)
    }
}

/// Goes to the mark that the pressed button leads to; gives whether it was such a button.
pub(super) fn go_to(root: &ShadowRoot, event: &Event) -> bool {
    let pressed = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(number) = pressed.and_then(|button| button.get_attribute(LEADS_TO)) else {
        return false;
    };
    if let Some(fold) = root.query_selector("[data-name=marked]").ok().flatten() {
        let _ = fold.set_attribute("open", "");
    }
    if let Some(mark) = root.get_element_by_id(&format!("mark-{number}")) {
        sight::go_to(&mark);
    }
    true
}
