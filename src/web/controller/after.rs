//! What follows an answer: what has happened, what would help, and a report to send oneself.

use super::{Desk, Outcome};
use crate::country;
use crate::input::{Context, Kind};
use crate::program;
use crate::report::Report;
use crate::verdict::Verdict;
use crate::view::situation::{Recipient, Situation, aftermath, recipients};
use crate::view::summary::{mailto, subject, summary};
use crate::web::happened::ROLE;
use crate::web::keep;
use crate::web::node::{Made, fill};
use crate::web::paint::Painter;
use crate::web::program::Need;
use crate::web::report::Panel;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};

/// What the person said after the answer, in memory only, and the nodes that change with it.
#[derive(Default)]
pub(super) struct After {
    happened: Cell<Option<Situation>>,
    /// Chosen here; empty for none.
    country: RefCell<Option<String>>,
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
    /// Forgets what was said about a mail; country and program stay those of the person.
    pub(super) fn forget(&self) {
        self.happened.set(None);
        self.made.replace(None);
        self.nodes.replace(Nodes::default());
    }
}

impl Desk {
    /// The sections after the answer.
    pub(super) fn after(&self, report: &Report, context: &Context) -> Made {
        let painter = self.painter();
        let written = self.written();
        let steps = self.maker.element("div", "steps")?;
        let told = self.context(context);
        let found = self.aftermath(report, &told);
        painter.steps(&found, &steps)?;
        let suspected = report.verdict != Verdict::Genuine;
        let happened = self.after.happened.get();
        let section = painter.next_steps(happened, told.country.as_deref(), &steps, suspected)?;
        let all = self.maker.with("div", "after", &[&section])?;
        let mut nodes = Nodes {
            steps: Some(steps),
            ..Nodes::default()
        };
        let program = self.program(report);
        if let Some((section, help)) = painter.more(report.input.kind, program.as_deref())? {
            fill(&all, &[&section])?;
            nodes.more = Some(help);
        }
        if suspected {
            let place = self.maker.element("div", "place-report")?;
            fill(&all, &[&*painter.report(&place)?])?;
            if self.after.made.borrow().is_some() {
                nodes.panel = Some(self.panel(report, context, written)?);
            }
            match &nodes.panel {
                Some(panel) => fill(&place, &[&panel.whole])?,
                None => painter.report_button(&place)?,
            }
            nodes.report = Some(place);
        }
        self.after.nodes.replace(nodes);
        Ok(all)
    }

    /// Takes a choice: what happened, the country, the mail program.
    pub(super) fn after_choice(&self, event: &Event) {
        let Some(target) = event.target() else { return };
        let Some(role) = role(&target) else { return };
        let value = target.dyn_ref::<HtmlSelectElement>();
        let value = value.map(HtmlSelectElement::value);
        match role.as_str() {
            "happened" => {
                let input = target.dyn_ref::<HtmlInputElement>();
                let id = input.map(HtmlInputElement::value).unwrap_or_default();
                self.after.happened.set(Situation::from_id(&id));
            }
            "country" => *self.after.country.borrow_mut() = value,
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
        let (report, context) = &**answer;
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
        let found = self.aftermath(report, &self.context(context));
        if let Some(steps) = &self.after.nodes.borrow().steps {
            painter.steps(&found, steps)?;
        }
        if role == "country" && self.after.made.borrow().is_some() {
            // Another country, other addresses.
            let panel = self.panel(report, context, self.written())?;
            let mut nodes = self.after.nodes.borrow_mut();
            if let Some(place) = &nodes.report {
                place.set_text_content(None);
                fill(place, &[&panel.whole])?;
            }
            nodes.panel = Some(panel);
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
    pub(super) fn after_press(self: &Rc<Self>, event: &Event) {
        let Some(target) = event.target() else { return };
        let Some(role) = role(&target) else { return };
        let _ = match role.as_str() {
            "make" => self.make(),
            "copy" => self.copy(),
            "save" => self.save_summary(),
            "original" => self.save_original(),
            "send" => self.address(&target),
            _ => Ok(()),
        };
    }

    fn make(&self) -> Made<()> {
        let state = self.state.borrow();
        let Outcome::Answer(answer) = &state.outcome else {
            return Ok(());
        };
        let panel = self.panel(&answer.0, &answer.1, None)?;
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

    fn copy(self: &Rc<Self>) -> Made<()> {
        let text = {
            let nodes = self.after.nodes.borrow();
            let Some(panel) = &nodes.panel else {
                return Ok(());
            };
            // Whatever the browser answers, it is ready to be copied by hand.
            panel.area.select();
            panel.area.value()
        };
        let Some(copied) = keep::copy(&self.maker, &text) else {
            self.said("summary.press");
            return Ok(());
        };
        let desk = Rc::clone(self);
        let done = Closure::once(move |_: JsValue| desk.said("summary.copied"));
        let desk = Rc::clone(self);
        let refused = Closure::once(move |_: JsValue| desk.said("summary.press"));
        let _ = copied.then2(&done, &refused);
        // One of the two is called once, when nothing here is left to hold them.
        done.forget();
        refused.forget();
        Ok(())
    }

    fn said(&self, key: &str) {
        if let Some(panel) = &self.after.nodes.borrow().panel {
            panel
                .said
                .set_text_content(Some(self.locale.get().text(key)));
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
        let to = self.recipients(&answer.0, &answer.1);
        if let Some(to) = at.and_then(|at| to.get(at)) {
            let locale = self.locale.get();
            let subject = subject(&answer.0, locale);
            let address = mailto(&to.address, &subject, &panel.area.value(), locale);
            link.set_attribute("href", &address)?;
        }
        Ok(())
    }

    fn recipients(&self, report: &Report, context: &Context) -> Vec<Recipient> {
        recipients(report, &self.context(context), self.locale.get())
    }

    fn aftermath(&self, report: &Report, context: &Context) -> crate::view::situation::Aftermath {
        let happened = self.after.happened.get().unwrap_or(Situation::Nothing);
        aftermath(happened, report, context, self.locale.get())
    }

    /// What steps depend on: the country chosen here, or said, or else that of the browser.
    fn context(&self, context: &Context) -> Context {
        let chosen = self.after.country.borrow().clone();
        let chosen = chosen.or_else(|| context.country.clone());
        let country = chosen.or_else(|| {
            let tag = keep::navigator(&self.maker)?.language()?;
            let (_, region) = tag.rsplit_once('-')?;
            let known = country::codes().contains(&region);
            known.then(|| region.to_owned())
        });
        Context {
            country,
            ..Context::default()
        }
    }

    fn program(&self, report: &Report) -> Option<String> {
        let chosen = self.after.program.borrow().clone();
        chosen.or_else(|| {
            let agent = keep::navigator(&self.maker)?.user_agent().ok()?;
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
