//! Signatures, the lines of mail providers and the way as nodes, for the curious.

use super::node::{Made, fill, show};
use super::paint::Painter;
use crate::view::{Lookup, RecordLine, SignatureLine, View};
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

/// A place where a key can be given.
pub(super) struct Asked {
    /// The selector of the key.
    pub(super) selector: String,
    /// Its domain.
    pub(super) domain: String,
    /// Where its record is pasted.
    pub(super) area: HtmlTextAreaElement,
    error: Element,
}

impl Asked {
    /// Says that what was pasted is no key.
    pub(super) fn refuse(&self, words: &str) {
        self.error.set_text_content(Some(words));
        show(&self.error, true);
        let _ = self.area.set_attribute("aria-invalid", "true");
        let _ = self.area.focus();
    }
}

impl Painter<'_> {
    /// Appends what there is of the record; gives the places where keys can be given.
    pub(super) fn record(&self, view: &View, open: &[String], into: &Element) -> Made<Vec<Asked>> {
        let mut asked = Vec::new();
        if !view.signatures.is_empty() {
            let list = self.maker.element("ul", "record")?;
            for found in &view.signatures {
                fill(&list, &[&*self.signature(found, &mut asked)?])?;
            }
            let count = view.signatures.len();
            fill(into, &[&*self.fold("signatures", count, open, &list)?])?;
        }
        if !view.lines.is_empty() {
            let list = self.maker.element("ul", "record")?;
            for line in &view.lines {
                fill(&list, &[&*self.record_line(line)?])?;
            }
            fill(
                into,
                &[&*self.fold("lines", view.lines.len(), open, &list)?],
            )?;
        }
        Ok(asked)
    }

    fn signature(&self, found: &SignatureLine, asked: &mut Vec<Asked>) -> Made {
        let item = self.maker.element("li", "")?;
        let good = found
            .good
            .map_or("unknown", |good| if good { "pass" } else { "fail" });
        item.set_attribute("data-signature", good)?;
        fill(&item, &[&*self.maker.text("p", "strong", &found.title)?])?;
        for line in &found.lines {
            fill(&item, &[&*self.maker.text("p", "", line)?])?;
        }
        if let Some(lookup) = &found.lookup {
            fill(&item, &[&*self.lookup(lookup, asked)?])?;
        }
        Ok(item)
    }

    fn lookup(&self, lookup: &Lookup, asked: &mut Vec<Asked>) -> Made {
        let id = format!("key-{}", asked.len());
        let words = self.maker.text("p", "", &lookup.words)?;
        let label = self
            .maker
            .text("label", "place", self.locale.text("signature.record"))?;
        label.set_attribute("for", &id)?;
        let area: HtmlTextAreaElement = self.maker.typed("textarea", "key")?;
        for (name, value) in [
            ("id", id.as_str()),
            ("rows", "3"),
            ("spellcheck", "false"),
            ("autocomplete", "off"),
            ("autocapitalize", "off"),
        ] {
            area.set_attribute(name, value)?;
        }
        let button: HtmlElement = self.maker.typed("button", "button")?;
        button.set_attribute("type", "button")?;
        button.set_attribute("data-key", &asked.len().to_string())?;
        button.set_text_content(Some(self.locale.text("signature.use")));
        let error = self.maker.element("p", "refused")?;
        error.set_attribute("role", "alert")?;
        show(&error, false);
        let inside = [&*words, &*label, &**area, &*error, &**button];
        let whole = self.maker.with("div", "lookup", &inside)?;
        asked.push(Asked {
            selector: lookup.selector.clone(),
            domain: lookup.domain.clone(),
            area,
            error,
        });
        Ok(whole)
    }

    fn record_line(&self, line: &RecordLine) -> Made {
        let raw = self.maker.text("bdi", "excerpt", &line.raw)?;
        let trust = self.maker.text("p", "place", &line.trust)?;
        let item = self.maker.with("li", "", &[&raw, &trust])?;
        for code in &line.codes {
            fill(&item, &[&*self.maker.text("p", "", code)?])?;
        }
        Ok(item)
    }

    /// A list that is folded away, under its name and length.
    pub(super) fn fold(
        &self,
        name: &'static str,
        count: usize,
        open: &[String],
        list: &Element,
    ) -> Made {
        self.fold_under(&format!("label.{name}"), name, count, open, list)
    }

    /// The same under the words of a key.
    pub(super) fn fold_under(
        &self,
        key: &str,
        name: &'static str,
        count: usize,
        open: &[String],
        list: &Element,
    ) -> Made {
        let title = self.maker.text("h3", "", self.locale.text(key))?;
        let count = self.maker.text("span", "count", &count.to_string())?;
        let summary = self.maker.with("summary", "", &[&title, &count])?;
        let details = self.folded(name, open, &summary)?;
        fill(&details, &[list])?;
        let section = self.maker.with("section", "section", &[&details])?;
        section.set_attribute("part", name)?;
        Ok(section)
    }
}
