//! A report that a person reads, changes and sends by their own means: this page sends nothing.

use super::happened::ROLE;
use super::node::{Made, fill};
use super::paint::Painter;
use super::program::Need;
use crate::view::mask::MASK;
use crate::view::situation::Recipient;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

/// A report that is being prepared.
pub(super) struct Panel {
    /// All of it.
    pub(super) whole: Element,
    /// The summary.
    pub(super) area: HtmlTextAreaElement,
    /// Says what came of a button.
    pub(super) said: Element,
    /// How to attach the original.
    pub(super) help: Element,
}

impl Painter<'_> {
    /// The section with the button that prepares a report.
    pub(super) fn report(&self, place: &Element) -> Made {
        self.section("report", "summary.title", place)
    }

    /// The button that prepares a report.
    pub(super) fn report_button(&self, into: &Element) -> Made<()> {
        let button = self.button("button", "make", "summary.make")?;
        fill(into, &[&button])
    }

    /// The report: its text, and what can be done with it.
    pub(super) fn panel(
        &self,
        text: &str,
        has_original: bool,
        recipients: &[Recipient],
        program: Option<&str>,
    ) -> Made<Panel> {
        let whole = self.maker.element("div", "panel")?;
        let lead = self.locale.fill("summary.lead", &[("mask", MASK)]);
        self.add(&whole, "p", "", &lead)?;
        let label = self.add(&whole, "label", "label", self.locale.text("summary.label"))?;
        label.set_attribute("for", "summary")?;
        let area: HtmlTextAreaElement = self.maker.typed("textarea", "key summary")?;
        for (name, value) in [
            ("id", "summary"),
            ("rows", "14"),
            ("dir", "auto"),
            ("spellcheck", "false"),
        ] {
            area.set_attribute(name, value)?;
        }
        area.set_value(text);
        let buttons = self.maker.element("div", "actions")?;
        fill(
            &buttons,
            &[&*self.button("button", "copy", "summary.copy")?],
        )?;
        fill(
            &buttons,
            &[&*self.button("button", "save", "summary.save")?],
        )?;
        for (at, to) in recipients.iter().enumerate() {
            let words = self.locale.fill("summary.send", &[("to", &to.name)]);
            let link = self.add(&buttons, "a", "button", &words)?;
            link.set_attribute(ROLE, "send")?;
            link.set_attribute("data-to", &at.to_string())?;
            // Filled with what stands in the box when it is pressed.
            link.set_attribute("href", "mailto:")?;
        }
        fill(&whole, &[&area, &buttons])?;
        let said = self.add(&whole, "p", "note", "")?;
        said.set_attribute("role", "status")?;
        let help = self.maker.element("div", "help")?;
        if has_original {
            self.add(&whole, "h4", "", self.locale.text("summary.how"))?;
            self.add(&whole, "p", "", self.locale.text("summary.original-why"))?;
            let save = self.button("button", "original", "summary.original")?;
            fill(&whole, &[&*self.maker.with("div", "actions", &[&save])?])?;
            self.add(&whole, "p", "", self.locale.text("summary.attach"))?;
            let pick = self.program_pick("program-report", program)?;
            self.program_help(program, Need::Attach, &help)?;
            fill(&whole, &[&pick, &help])?;
        }
        Ok(Panel {
            whole,
            area,
            said,
            help,
        })
    }

    fn button(
        &self,
        class: &'static str,
        role: &'static str,
        key: &'static str,
    ) -> Made<HtmlElement> {
        let button: HtmlElement = self.maker.typed("button", class)?;
        button.set_attribute("type", "button")?;
        button.set_attribute(ROLE, role)?;
        button.set_text_content(Some(self.locale.text(key)));
        Ok(button)
    }
}
