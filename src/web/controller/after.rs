//! What follows an answer: what has happened, what would help, and a report to send oneself.

use super::{Answer, Desk, Outcome};
use crate::input::{Context, Kind};
use crate::program;
use crate::report::Report;
use crate::verdict::Verdict;
use crate::view::View;
use crate::view::situation::{Aftermath, Recipient, Situation, aftermath, recipients};
use crate::view::summary::{mailto, subject, summary};
use crate::web::happened::ROLE;
use crate::web::node::{Made, fill};
use crate::web::paint::Painter;
use crate::web::program::Need;
use crate::web::report::Panel;
use crate::web::{copy, keep};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlSelectElement};

/// What the person said after the answer, in memory only, and the nodes that change with it.
#[derive(Default)]
pub(super) struct After {
    happened: Cell<Option<Situation>>,
    /// Chosen here; empty for none.
    program: RefCell<Option<String>>,
    /// The summary as it was made, where a report is being prepared.
    made: RefCell<Option<String>>,
    nodes: RefCell<Nodes>,
}

#[derive(Default)]
struct Nodes {
    steps: Option<Element>,
    more: Option<Element>,
    report: Option<Element>,
    panel: Option<Panel>,
}

impl After {
    /// Forgets what was said about a mail; the program stays that of the person.
    pub(super) fn forget(&self) {
        self.happened.set(None);
        self.made.replace(None);
        self.nodes.replace(Nodes::default());
    }
}

impl Desk {
    /// Puts what to do now into `now`; gives the section with the report, if there is one.
    pub(super) fn after(
        &self,
        answer: &Answer,
        view: &View,
        now: &Element,
    ) -> Made<Option<Element>> {
        let Answer {
            report, context, ..
        } = answer;
        let painter = self.painter();
        let written = self.written();
        let steps = self.maker.element("div", "steps")?;
        painter.steps(&self.aftermath(report, context), &steps)?;
        let suspected = report.verdict != Verdict::Genuine;
        let country = suspected.then_some(context.country.as_deref());
        let happened = self.after.happened.get();
        fill(now, &[&*painter.comparison(view)?])?;
        fill(now, &[&*painter.next_steps(happened, country, &steps)?])?;
        let mut nodes = Nodes {
            steps: Some(steps),
            ..Nodes::default()
        };
        let program = self.program(report);
        if let Some((section, help)) = painter.more(report.input.kind, program.as_deref())? {
            fill(now, &[&section])?;
            nodes.more = Some(help);
        }
        let mut section = None;
        if suspected {
            let place = self.maker.element("div", "place-report")?;
            if self.after.made.borrow().is_some() {
                nodes.panel = Some(self.panel(report, context, written)?);
            }
            match &nodes.panel {
                Some(panel) => fill(&place, &[&panel.whole])?,
                None => painter.report_button(&place)?,
            }
            section = Some(painter.report(&place)?);
            nodes.report = Some(place);
        }
        self.after.nodes.replace(nodes);
        Ok(section)
    }

    /// Takes a choice: what happened, or the mail program.
    pub(super) fn after_choice(&self, event: &Event) {
        let Some(target) = event.target() else { return };
        let Some(role) = role(&target) else { return };
        let value = target.dyn_ref::<HtmlSelectElement>();
        let value = value.map(HtmlSelectElement::value);
        match role.as_str() {
            "happened" => {
                let id = value.unwrap_or_default();
                self.after.happened.set(Situation::from_id(&id));
            }
            "program" => *self.after.program.borrow_mut() = value,
            _ => return,
        }
        // A node that cannot be made leaves things as they were.
        let _ = self.renew(&role);
    }

    fn renew(&self, role: &str) -> Made<()> {
        let state = self.state.borrow();
        let Outcome::Answer(answer) = &state.outcome else {
            return Ok(());
        };
        let Answer {
            report, context, ..
        } = &**answer;
        let painter = self.painter();
        if role == "program" {
            let program = self.program(report);
            let nodes = self.after.nodes.borrow();
            if let Some(help) = &nodes.more {
                painter.program_help(program.as_deref(), Need::Source, help)?;
            }
            if let Some(panel) = &nodes.panel {
                painter.program_help(program.as_deref(), Need::Attach, &panel.help)?;
            }
            return self.show_program(program.as_deref());
        }
        let found = self.aftermath(report, context);
        if let Some(steps) = &self.after.nodes.borrow().steps {
            painter.steps(&found, steps)?;
        }
        Ok(())
    }

    /// Both fields show the program that was chosen in one.
    fn show_program(&self, program: Option<&str>) -> Made<()> {
        let fields = self.rest.query_selector_all("select[data-after=program]")?;
        for at in 0..fields.length() {
            if let Some(field) = fields.get(at).and_then(|node| node.dyn_into().ok()) {
                let field: HtmlSelectElement = field;
                field.set_value(program.unwrap_or_default());
            }
        }
        Ok(())
    }

    /// Does what a button of the report is for.
    pub(super) fn after_press(&self, event: &Event) {
        let Some(target) = event.target() else { return };
        let Some(role) = role(&target) else { return };
        let _ = match role.as_str() {
            "make" => self.make(),
            "copy" => {
                self.copy_summary();
                Ok(())
            }
            "save" => self.save_summary(),
            "original" => self.save_original(),
            "send" => self.address(&target),
            "country" => {
                self.told.ask_country();
                Ok(())
            }
            _ => Ok(()),
        };
    }

    fn make(&self) -> Made<()> {
        let state = self.state.borrow();
        let Outcome::Answer(answer) = &state.outcome else {
            return Ok(());
        };
        let panel = self.panel(&answer.report, &answer.context, None)?;
        let mut nodes = self.after.nodes.borrow_mut();
        if let Some(place) = &nodes.report {
            place.set_text_content(None);
            fill(place, &[&panel.whole])?;
        }
        panel.area.focus()?;
        panel.area.set_scroll_top(0);
        panel.area.set_selection_range(0, 0)?;
        nodes.panel = Some(panel);
        Ok(())
    }

    /// The panel; `written` is what the person made of the text before.
    fn panel(&self, report: &Report, context: &Context, written: Option<String>) -> Made<Panel> {
        let state = self.state.borrow();
        let value = self.form.area.value();
        let bytes = state
            .held
            .as_ref()
            .map_or(value.as_bytes(), |held| &held.bytes);
        let made = summary(bytes, report, context, self.locale.get());
        let text = written.unwrap_or_else(|| made.clone());
        self.after.made.replace(Some(made));
        let original = report.input.kind == Kind::Message;
        let to = self.recipients(report, context);
        self.painter()
            .panel(&text, original, &to, self.program(report).as_deref())
    }

    /// The text of the report, where the person changed it.
    fn written(&self) -> Option<String> {
        let nodes = self.after.nodes.borrow();
        let value = nodes.panel.as_ref()?.area.value();
        // A text area has its own line ends.
        let changed = self.after.made.borrow().as_ref() != Some(&value);
        changed.then_some(value)
    }

    fn copy_summary(&self) {
        if let Some(panel) = &self.after.nodes.borrow().panel {
            let words = ["summary.copied", "summary.press"].map(|key| self.locale.get().text(key));
            copy::copy(&self.window, &panel.area, &panel.said, words);
        }
    }

    fn save_summary(&self) -> Made<()> {
        let nodes = self.after.nodes.borrow();
        let Some(panel) = &nodes.panel else {
            return Ok(());
        };
        let name = format!("{}.txt", self.locale.get().text("summary.file"));
        keep::save(
            &self.maker,
            &name,
            "text/plain",
            panel.area.value().as_bytes(),
        )
    }

    fn save_original(&self) -> Made<()> {
        let state = self.state.borrow();
        let value = self.form.area.value();
        let held = state.held.as_ref();
        let bytes = held.map_or(value.as_bytes(), |held| &held.bytes);
        let name = held.and_then(|held| held.file.clone());
        let name = name.filter(|name| name.ends_with(".eml"));
        let name =
            name.unwrap_or_else(|| format!("{}.eml", self.locale.get().text("summary.file")));
        keep::save(&self.maker, &name, "message/rfc822", bytes)
    }

    /// Fills the link that is being pressed with what stands in the box now.
    fn address(&self, link: &JsValue) -> Made<()> {
        let state = self.state.borrow();
        let nodes = self.after.nodes.borrow();
        let (Some(link), Some(panel), Outcome::Answer(answer)) =
            (link.dyn_ref::<Element>(), &nodes.panel, &state.outcome)
        else {
            return Ok(());
        };
        let at: Option<usize> = link.get_attribute("data-to").and_then(|at| at.parse().ok());
        let to = self.recipients(&answer.report, &answer.context);
        if let Some(to) = at.and_then(|at| to.get(at)) {
            let locale = self.locale.get();
            let subject = subject(&answer.report, locale);
            let address = mailto(&to.address, &subject, &panel.area.value(), locale);
            link.set_attribute("href", &address)?;
        }
        Ok(())
    }

    fn recipients(&self, report: &Report, context: &Context) -> Vec<Recipient> {
        recipients(report, context, self.locale.get())
    }

    fn aftermath(&self, report: &Report, context: &Context) -> Aftermath {
        let happened = self.after.happened.get().unwrap_or(Situation::Nothing);
        aftermath(happened, report, context, self.locale.get())
    }

    fn program(&self, report: &Report) -> Option<String> {
        let chosen = self.after.program.borrow().clone();
        chosen.or_else(|| {
            let agent = self.window.navigator().user_agent().ok()?;
            let receiver = report.details.authentication.receiver.as_deref();
            let likely = program::likely(&agent, receiver.unwrap_or_default());
            likely.map(|program| program.id.to_owned())
        })
    }

    pub(super) fn painter(&self) -> Painter<'_> {
        Painter {
            maker: &self.maker,
            locale: self.locale.get(),
        }
    }
}

/// What a field or a button of these sections is for.
fn role(target: &JsValue) -> Option<String> {
    target.dyn_ref::<Element>()?.get_attribute(ROLE)
}
