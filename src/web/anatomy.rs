//! The mail taken apart as nodes: header lines, parts, who vouches for it, and the JSON.

use super::node::{Made, fill};
use super::paint::Painter;
use crate::view::HopLine;
use crate::view::anatomy::Anatomy;
use web_sys::{Element, HtmlTextAreaElement};

impl Painter<'_> {
    /// Appends who vouches for the sender, if anything is known of it.
    pub(super) fn alignment(&self, anatomy: &Anatomy, open: &[String], into: &Element) -> Made<()> {
        self.record_list(
            "anatomy.alignment",
            "alignment",
            &anatomy.alignment,
            open,
            into,
        )
    }

    /// Appends parts and header lines, where there are any.
    pub(super) fn anatomy(&self, anatomy: &Anatomy, open: &[String], into: &Element) -> Made<()> {
        self.record_list("anatomy.parts", "parts", &anatomy.parts, open, into)?;
        if anatomy.headers.is_empty() {
            return Ok(());
        }
        let list = self.maker.element("dl", "record headers")?;
        for (name, value) in &anatomy.headers {
            let name = self.maker.text("dt", "", name)?;
            let value = self.maker.text("bdi", "", value)?;
            let value = self.maker.with("dd", "", &[&value])?;
            fill(&list, &[&*self.maker.with("div", "", &[&name, &value])?])?;
        }
        let count = anatomy.headers.len();
        let fold = self.fold_under("anatomy.headers", "headers", count, open, &list)?;
        fill(into, &[&fold])
    }

    /// Appends the report as JSON, to be copied; gives where it stands.
    pub(super) fn json(
        &self,
        json: &str,
        open: &[String],
        into: &Element,
    ) -> Made<HtmlTextAreaElement> {
        let area: HtmlTextAreaElement = self.maker.typed("textarea", "key json")?;
        for (name, value) in [("rows", "10"), ("spellcheck", "false"), ("readonly", "")] {
            area.set_attribute(name, value)?;
        }
        area.set_attribute("aria-label", self.locale.text("anatomy.json"))?;
        area.set_value(json);
        let copy = self
            .maker
            .text("button", "button small", self.locale.text("anatomy.copy"))?;
        copy.set_attribute("type", "button")?;
        copy.set_attribute("data-copy", "")?;
        let said = self.maker.element("span", "said")?;
        said.set_attribute("role", "status")?;
        let inside = self.maker.with("div", "lookup", &[&area, &copy, &said])?;
        let title = self
            .maker
            .text("h3", "", self.locale.text("anatomy.json"))?;
        let summary = self.maker.with("summary", "", &[&title])?;
        let details = self.folded("json", open, &summary)?;
        fill(&details, &[&inside])?;
        let section = self.maker.with("section", "section", &[&details])?;
        section.set_attribute("part", "json")?;
        fill(into, &[&section])?;
        Ok(area)
    }

    /// The way as a line with its stages.
    pub(super) fn route(&self, route: &[HopLine], open: &[String], into: &Element) -> Made<()> {
        if route.is_empty() {
            return Ok(());
        }
        let list = self.maker.element("ol", "route")?;
        for hop in route {
            let item = self.maker.element("li", "")?;
            if let Some(delay) = &hop.delay {
                fill(&item, &[&*self.maker.text("span", "delay", delay)?])?;
            }
            let words = self.maker.text("bdi", "", &hop.words)?;
            fill(&item, &[&words])?;
            if let Some(boundary) = &hop.boundary {
                item.set_attribute("class", "boundary")?;
                fill(&item, &[&*self.maker.text("span", "place", boundary)?])?;
            }
            fill(&list, &[&item])?;
        }
        let fold = self.fold_under("label.route", "route", route.len(), open, &list)?;
        fill(into, &[&fold])
    }

    fn record_list(
        &self,
        key: &'static str,
        name: &'static str,
        lines: &[String],
        open: &[String],
        into: &Element,
    ) -> Made<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let list = self.maker.element("ul", "record")?;
        for line in lines {
            fill(&list, &[&*self.maker.text("li", "", line)?])?;
        }
        let fold = self.fold_under(key, name, lines.len(), open, &list)?;
        fill(into, &[&fold])
    }
}
