//! What to do now as nodes: what has happened, the steps, and in which country.

use super::node::{Made, fill};
use super::paint::Painter;
use crate::view::situation::{Aftermath, Situation};
use web_sys::Element;

/// The attribute that names what a field or a button is for.
pub(super) const ROLE: &str = "data-after";

impl Painter<'_> {
    /// The section: what has happened, the steps, and for which country, where that matters.
    pub(super) fn next_steps(
        &self,
        happened: Option<Situation>,
        country: Option<Option<&str>>,
        steps: &Element,
    ) -> Made {
        // What is offered first is that nothing has.
        let [_, all @ ..] = Situation::ALL.map(Situation::id);
        let keys = ["happened.question", "happened.nothing", "happened.", ""];
        let chosen = happened.map(Situation::id);
        let question = self.pick("happened", "happened", keys, &all, chosen)?;
        let inside = self.maker.with("div", "next", &[&question, steps])?;
        if let Some(country) = country {
            fill(&inside, &[&*self.country(country)?])?;
        }
        self.section("next", "label.next", &inside)
    }

    /// The steps, with how soon before the first that is due then.
    pub(super) fn steps(&self, aftermath: &Aftermath, into: &Element) -> Made<()> {
        into.set_text_content(None);
        if let Some(intro) = &aftermath.intro {
            self.add(into, "p", "intro", intro)?;
        }
        let list = self.maker.element("ol", "list")?;
        let mut due: Option<&String> = None;
        for step in &aftermath.steps {
            let item = self.add(&list, "li", "", "")?;
            if step.when.as_ref() != due {
                due = step.when.as_ref();
                if let Some(when) = due {
                    self.add(&item, "span", "when", when)?;
                }
            }
            self.add(&item, "span", "step", &step.text)?;
            if let Some(source) = &step.source {
                self.add(&item, "span", "source", source)?;
            }
        }
        fill(into, &[&list])
    }

    /// For which country the places are, as a button that leads to where it is said.
    fn country(&self, country: Option<&str>) -> Made {
        let key = format!("country.{}", country.unwrap_or_default());
        let words = if self.locale.has(&key) {
            let values = [("country", self.locale.text(&key))];
            self.locale.fill("happened.country", &values)
        } else {
            self.locale.text("happened.country-none").to_owned()
        };
        let button = self.maker.text("button", "button small", &words)?;
        button.set_attribute("type", "button")?;
        button.set_attribute(ROLE, "country")?;
        self.maker.with("p", "places", &[&button])
    }

    /// A field under its name that offers values; the keys are of its name, of the choice of none,
    /// and what stands before and after a value in the key of the value's name.
    pub(super) fn pick(
        &self,
        id: &'static str,
        role: &'static str,
        [name, none, before, behind]: [&'static str; 4],
        values: &[&'static str],
        chosen: Option<&str>,
    ) -> Made {
        let field = self.maker.element("p", "pick")?;
        let label = self.add(&field, "label", "", self.locale.text(name))?;
        label.set_attribute("for", id)?;
        let select = self.add(&field, "select", "select", "")?;
        select.set_attribute("id", id)?;
        select.set_attribute(ROLE, role)?;
        let first = self.add(&select, "option", "", self.locale.text(none))?;
        first.set_attribute("value", "")?;
        for value in values {
            let key = format!("{before}{value}{behind}");
            let option = self.add(&select, "option", "", self.locale.text(&key))?;
            option.set_attribute("value", value)?;
            if chosen == Some(value) {
                option.set_attribute("selected", "")?;
            }
        }
        Ok(field)
    }

    /// Appends an element of a class that holds a text.
    pub(super) fn add(
        &self,
        into: &Element,
        tag: &'static str,
        class: &'static str,
        text: &str,
    ) -> Made {
        let element = self.maker.text(tag, class, text)?;
        into.append_child(&element)?;
        Ok(element)
    }
}
