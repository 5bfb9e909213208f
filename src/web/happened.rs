//! What to do now as nodes: what has happened, the steps, and in which country.

use super::node::{Made, fill};
use super::paint::Painter;
use crate::country;
use crate::view::situation::{Aftermath, Situation};
use web_sys::{Element, HtmlSelectElement};

/// The attribute that names what a field or a button is for.
pub(super) const ROLE: &str = "data-after";

impl Painter<'_> {
    /// The section: what has happened, where, and a place for the steps.
    pub(super) fn next_steps(
        &self,
        happened: Option<Situation>,
        country: Option<&str>,
        steps: &Element,
    ) -> Made {
        let choices = self.choices(happened)?;
        let inside = self.maker.with("div", "next", &[&choices, steps])?;
        fill(&inside, &[&*self.country(country)?])?;
        self.section("next", "label.next", &inside)
    }

    /// One choice for each thing that can have happened.
    fn choices(&self, happened: Option<Situation>) -> Made {
        let question = self.locale.text("happened.question");
        let legend = self.maker.text("legend", "", question)?;
        let group = self.maker.with("fieldset", "choices", &[&legend])?;
        for situation in Situation::ALL {
            let input = self.maker.element("input", "")?;
            for (name, value) in [
                ("type", "radio"),
                ("name", "happened"),
                ("value", situation.id()),
                (ROLE, "happened"),
            ] {
                input.set_attribute(name, value)?;
            }
            if happened == Some(situation) {
                input.set_attribute("checked", "")?;
            }
            let key = format!("happened.{}", situation.id());
            let words = self.maker.text("span", "", self.locale.text(&key))?;
            fill(
                &group,
                &[&*self.maker.with("label", "choice", &[&input, &words])?],
            )?;
        }
        Ok(group)
    }

    /// The steps, with how soon before the first that is due then.
    pub(super) fn steps(&self, aftermath: &Aftermath, into: &Element) -> Made<()> {
        into.set_text_content(None);
        if let Some(intro) = &aftermath.intro {
            fill(into, &[&*self.maker.text("p", "intro", intro)?])?;
        }
        let list = self.maker.element("ol", "list")?;
        let mut due: Option<&String> = None;
        for step in &aftermath.steps {
            let item = self.maker.element("li", "")?;
            if step.when.as_ref() != due {
                due = step.when.as_ref();
                if let Some(when) = due {
                    fill(&item, &[&*self.maker.text("span", "when", when)?])?;
                }
            }
            fill(&item, &[&*self.maker.text("span", "step", &step.text)?])?;
            if let Some(source) = &step.source {
                fill(&item, &[&*self.maker.text("span", "source", source)?])?;
            }
            fill(&list, &[&item])?;
        }
        fill(into, &[&list])
    }

    fn country(&self, chosen: Option<&str>) -> Made {
        let label = self
            .maker
            .text("label", "", self.locale.text("happened.country"))?;
        label.set_attribute("for", "country")?;
        let mut options = vec![(String::new(), self.locale.text("happened.country-none"))];
        let codes = country::codes();
        let keys: Vec<String> = codes.iter().map(|code| format!("country.{code}")).collect();
        for (code, key) in codes.iter().zip(&keys) {
            options.push(((*code).to_owned(), self.locale.text(key)));
        }
        let select = self.select("country", "country", &options, chosen)?;
        self.maker.with("p", "pick", &[&label, &select])
    }

    /// A field that offers values under names.
    pub(super) fn select(
        &self,
        id: &str,
        role: &'static str,
        options: &[(String, &str)],
        chosen: Option<&str>,
    ) -> Made<HtmlSelectElement> {
        let select: HtmlSelectElement = self.maker.typed("select", "select")?;
        select.set_attribute("id", id)?;
        select.set_attribute(ROLE, role)?;
        for (value, name) in options {
            let option = self.maker.text("option", "", name)?;
            option.set_attribute("value", value)?;
            if chosen == Some(value) {
                option.set_attribute("selected", "")?;
            }
            fill(&select, &[&option])?;
        }
        Ok(select)
    }
}
