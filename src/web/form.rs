//! The box that a mail is put into, and what stands around it.

use super::node::{Made, Maker, fill, show};
use super::transfer::{Held, Taken};
use crate::input::Kind;
use crate::locale::Locale;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// How much the box shows, in bytes: browsers lay out every line, also those out of sight.
pub(super) const MOST_SHOWN: usize = 100_000;

/// How much of a longer one, in bytes: nobody can change it there.
const BEGINNING: usize = 20_000;

/// The nodes of the form.
pub(super) struct Form {
    /// All of it; what is dropped on it is taken.
    pub(super) whole: Element,
    /// The box.
    pub(super) area: HtmlTextAreaElement,
    /// Chooses files, out of sight.
    pub(super) file: HtmlInputElement,
    /// Checks.
    pub(super) check: HtmlElement,
    /// Asks for a file.
    pub(super) choose: HtmlElement,
    /// Empties the box.
    pub(super) clear: HtmlElement,
    label: Element,
    drop: Element,
    note: Element,
    ready: Element,
    error: Element,
}

impl Form {
    /// Makes the form, without words.
    pub(super) fn make(maker: &Maker) -> Made<Self> {
        let form = Self {
            whole: maker.element("div", "form")?,
            area: maker.typed("textarea", "input")?,
            file: maker.typed("input", "file")?,
            check: maker.typed("button", "button primary")?,
            choose: maker.typed("button", "button")?,
            clear: maker.typed("button", "button quiet")?,
            label: maker.element("label", "label")?,
            drop: maker.element("div", "drop")?,
            note: maker.element("p", "note")?,
            ready: maker.element("p", "ready")?,
            error: maker.element("p", "error")?,
        };
        form.settle()?;
        let actions = maker.with("div", "actions", &[&form.check, &form.choose, &form.clear])?;
        let boxed = maker.with("div", "box", &[&form.area, &form.drop])?;
        let inside = [
            &form.label,
            &boxed,
            &form.note,
            &form.error,
            &actions,
            &form.ready,
        ];
        fill(&form.whole, &inside.map(std::convert::AsRef::as_ref))?;
        fill(&form.whole, &[&form.file])?;
        form.hold(None, false);
        form.set_error("");
        Ok(form)
    }

    fn settle(&self) -> Made<()> {
        self.whole.set_attribute("part", "form")?;
        for (name, value) in [
            ("id", "mail"),
            ("part", "input"),
            ("rows", "9"),
            ("dir", "auto"),
            ("spellcheck", "false"),
            ("autocomplete", "off"),
            ("autocapitalize", "off"),
            ("aria-describedby", "note error"),
        ] {
            self.area.set_attribute(name, value)?;
        }
        self.label.set_attribute("for", "mail")?;
        self.note.set_attribute("id", "note")?;
        self.error.set_attribute("id", "error")?;
        self.error.set_attribute("role", "alert")?;
        self.error.set_attribute("part", "error")?;
        self.drop.set_attribute("aria-hidden", "true")?;
        for button in [&self.check, &self.choose, &self.clear] {
            button.set_attribute("type", "button")?;
            button.set_attribute("part", "button")?;
        }
        self.file.set_attribute("type", "file")?;
        self.file.set_attribute(
            "accept",
            ".eml,.msg,.mht,.mhtml,.txt,.html,.htm,message/rfc822,text/plain,text/html,image/*",
        )?;
        self.file.set_attribute("multiple", "")?;
        self.file.set_attribute("hidden", "")
    }

    /// Says everything that does not depend on what is in the box.
    pub(super) fn word(&self, locale: &Locale) {
        for (node, key) in [
            (&self.label, "page.paste-label"),
            (&self.drop, "page.drop"),
            (&self.ready, "page.ready"),
            (&self.check, "page.check"),
            (&self.choose, "page.choose-file"),
            (&self.clear, "page.clear"),
        ] {
            node.set_text_content(Some(locale.text(key)));
        }
        self.area.set_placeholder(locale.text("page.paste-hint"));
        // What opens the hidden field is the button; its own name is never read out.
        let _ = self
            .file
            .set_attribute("aria-label", locale.text("page.choose-file"));
    }

    /// Shows the beginning of what is to be checked; gives whether that is all of it.
    pub(super) fn put(&self, shown: &str) -> bool {
        let whole = shown.len() <= MOST_SHOWN;
        let end = if whole { MOST_SHOWN } else { BEGINNING };
        let end = shown.floor_char_boundary(end);
        self.area.set_value(shown.get(..end).unwrap_or_default());
        self.area.set_scroll_top(0);
        // Whoever edited a part would lose the rest.
        self.area.set_read_only(!whole);
        whole
    }

    /// Whether the box can take the text as the browser pastes it, so that it can be undone.
    pub(super) fn can_paste(&self, taken: &Taken) -> bool {
        !self.area.read_only() && !taken.shown.is_empty() && taken.shown.len() < MOST_SHOWN
    }

    /// Says what is checked where that is not just what stands in the box.
    pub(super) fn note(&self, held: Option<&Held>, locale: &Locale) {
        let mut lines = Vec::new();
        if let Some(example) = held.and_then(|held| held.example.as_ref()) {
            lines.push(example.lesson(locale));
        } else if let Some(name) = held.and_then(|held| held.file.as_deref()) {
            lines.push(locale.fill("page.held-file", &[("name", name)]));
        } else if held.is_some_and(|held| held.kind == Some(Kind::Html)) {
            lines.push(locale.text("page.held-html").to_owned());
        }
        if self.area.read_only() {
            lines.push(locale.text("page.held-part").to_owned());
        }
        self.note
            .set_text_content(Some(&super::node::harmless(&lines.join(" "))));
        show(&self.note, !lines.is_empty());
    }

    /// Marks whether anything is in the box, and whether it has been answered.
    pub(super) fn hold(&self, held: Option<&Held>, answered: bool) {
        let empty = held.is_none() && self.area.text_length() == 0;
        show(&self.clear, !empty);
        show(&self.ready, !answered);
        let class = if answered { "form answered" } else { "form" };
        self.whole.set_class_name(class);
    }

    /// Says why there is no answer; nothing takes that back.
    pub(super) fn set_error(&self, error: &str) {
        self.error.set_text_content(Some(error));
        show(&self.error, !error.is_empty());
        let _ = if error.is_empty() {
            self.area.remove_attribute("aria-invalid")
        } else {
            self.area.set_attribute("aria-invalid", "true")
        };
    }
}
