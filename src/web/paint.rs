//! A view as nodes: the answer first, then why, what is unknown, and what to do.

use super::icon;
use super::node::{Made, Maker, fill};
use super::record::Asked;
use crate::finding::{Bearing, Evidence, Weight};
use crate::locale::Locale;
use crate::view::anatomy::{Anatomy, capitalised};
use crate::view::marked::Marked;
use crate::view::{LinkLine, NestedLine, Reason, View};
use web_sys::{Element, HtmlTextAreaElement};

/// Paints views in one language.
pub(super) struct Painter<'a> {
    /// Makes the nodes.
    pub(super) maker: &'a Maker,
    /// Says what stands above each part.
    pub(super) locale: &'a Locale,
}

/// Everything that is painted of an answer.
pub(super) struct Said<'a> {
    /// The answer in words.
    pub(super) view: View,
    /// The paste, cut at its marks.
    pub(super) marked: &'a Marked,
    /// The mail taken apart.
    pub(super) anatomy: Anatomy,
    /// The report.
    pub(super) json: String,
}

/// Where the person can do something in what was painted.
pub(super) struct Places {
    /// Where keys can be given.
    pub(super) asked: Vec<Asked>,
    /// What can be copied.
    pub(super) json: HtmlTextAreaElement,
}

impl Painter<'_> {
    /// The answer: its drawing, its word, its sentence.
    pub(super) fn verdict(&self, view: &View) -> Made {
        let word = self.maker.text("h2", "word", &view.word)?;
        word.set_attribute("part", "word")?;
        let sentence = self.maker.text("p", "sentence", &view.sentence)?;
        sentence.set_attribute("part", "sentence")?;
        sentence.set_attribute("data-sentence", view.sentence_key)?;
        let words = self.maker.with("div", "words", &[&word, &sentence])?;
        let icon = icon::verdict(self.maker, view.verdict)?;
        let verdict = self.maker.with("div", "verdict", &[&icon, &words])?;
        verdict.set_attribute("part", "verdict")?;
        verdict.set_attribute("data-verdict", view.verdict.id())?;
        // Takes the focus after a check, so that reading goes on from here.
        verdict.set_attribute("tabindex", "-1")?;
        Ok(verdict)
    }

    /// Why, and everything behind it; what stands open stays open, and `report` stands
    /// before what is for the curious. Gives where the person can do something there.
    pub(super) fn details(
        &self,
        said: &Said,
        report: Option<&Element>,
        open: &[String],
        details: &Element,
    ) -> Made<Places> {
        let view = &said.view;
        if !view.notes.is_empty() {
            let notes = self.maker.element("div", "notes")?;
            notes.set_attribute("part", "notes")?;
            for note in &view.notes {
                fill(&notes, &[&*self.maker.text("p", "", note)?])?;
            }
            fill(details, &[&notes])?;
        }
        if !view.reasons.is_empty() {
            let list = self.maker.element("ul", "reasons")?;
            for reason in &view.reasons {
                fill(&list, &[&*self.reason(reason, said.marked, open)?])?;
            }
            fill(
                details,
                &[&*self.section("reasons", "label.reasons", &list)?],
            )?;
        }
        if let Some(leak) = &view.leak {
            let reason = self.reason(&leak.reason, said.marked, open)?;
            let reason = self.maker.with("ul", "reasons", &[&reason])?;
            let section = self.section("leak", "label.leak", &reason)?;
            if !leak.known.is_empty() {
                fill(&section, &[&*self.list("ul", &leak.known)?])?;
            }
            fill(&section, &[&*self.list("ol", &leak.next)?])?;
            fill(details, &[&section])?;
        }
        if !view.unchecked.is_empty() {
            let list = self.list("ul", &view.unchecked)?;
            fill(
                details,
                &[&*self.section("unchecked", "label.unchecked", &list)?],
            )?;
        }
        if let Some(report) = report {
            fill(details, &[report])?;
        }
        let more = self.maker.element("div", "more")?;
        self.marked(said.marked, open, &more)?;
        if !view.links.is_empty() {
            fill(&more, &[&*self.links(&view.links, open)?])?;
        }
        if !view.nested.is_empty() {
            fill(&more, &[&*self.nested(&view.nested, open)?])?;
        }
        self.alignment(&said.anatomy, open, &more)?;
        let asked = self.record(view, open, &more)?;
        self.route(&view.route, open, &more)?;
        self.anatomy(&said.anatomy, open, &more)?;
        let json = self.json(&said.json, open, &more)?;
        fill(details, &[&more, &*self.fine(view)?])?;
        Ok(Places { asked, json })
    }

    /// What was recognised, how old the data is, and where to tell of a wrong answer.
    fn fine(&self, view: &View) -> Made {
        let fine = self.maker.element("div", "fine")?;
        fine.set_attribute("part", "fine")?;
        let wrong = self.locale.text("page.wrong").to_owned();
        let lines = [&view.recognised, &view.data_date];
        for line in lines.into_iter().chain(&view.data_old).chain([&wrong]) {
            fill(&fine, &[&*self.maker.text("p", "", line)?])?;
        }
        Ok(fine)
    }

    /// What it says beside what it really is.
    pub(super) fn comparison(&self, view: &View) -> Made {
        let list = self.maker.element("dl", "comparison")?;
        list.set_attribute("part", "comparison")?;
        let shown = view.shown.as_ref().map(|shown| ("label.shown", shown));
        for (key, value) in shown.into_iter().chain([("label.really", &view.really)]) {
            let term = self.maker.text("dt", "", self.locale.text(key))?;
            let value = self.maker.text("bdi", "", value)?;
            let value = self.maker.with("dd", "", &[&value])?;
            fill(
                &list,
                &[&*self.maker.with("div", "side", &[&term, &value])?],
            )?;
        }
        Ok(list)
    }

    fn reason(&self, reason: &Reason, marked: &Marked, open: &[String]) -> Made {
        let mark = self.maker.with(
            "span",
            "mark",
            &[&*icon::bearing(self.maker, reason.bearing)?],
        )?;
        let title = self.maker.text("span", "title", &reason.title)?;
        title.set_attribute("dir", "auto")?;
        let sign = self.maker.text("span", "sign", &reason.sign)?;
        let words = self.maker.with("span", "words", &[&title, &sign])?;
        let summary = self.maker.with("summary", "", &[&mark, &words])?;
        let why = self.maker.text("p", "why", &reason.why)?;
        let details = self.folded(reason.check, open, &summary)?;
        fill(&details, &[&why])?;
        if !reason.evidence.is_empty() {
            let list = self.maker.element("ul", "evidence")?;
            for evidence in &reason.evidence {
                fill(&list, &[&*self.evidence(evidence, marked)?])?;
            }
            fill(&details, &[&list])?;
        }
        if let Some(rate) = &reason.rate {
            fill(&details, &[&*self.maker.text("p", "rate", rate)?])?;
        }
        let item = self.maker.with("li", "reason", &[&details])?;
        item.set_attribute("part", "reason")?;
        item.set_attribute("data-bearing", bearing_id(reason.bearing))?;
        item.set_attribute("data-weight", weight_id(reason.weight))?;
        Ok(item)
    }

    fn evidence(&self, evidence: &Evidence, marked: &Marked) -> Made {
        let place = match evidence.place.split_once(':') {
            Some((_, name)) => self
                .locale
                .fill("label.place-header", &[("name", &capitalised(name))]),
            None => self.locale.text(place_key(&evidence.place)).to_owned(),
        };
        let place = self.maker.text("span", "place", &place)?;
        let excerpt = self.maker.text("bdi", "excerpt", &evidence.excerpt)?;
        let item = self.maker.with("li", "", &[&place, &excerpt])?;
        if let Some(number) = marked.number(evidence) {
            fill(&item, &[&*self.lead(number)?])?;
        }
        Ok(item)
    }

    /// Where its links lead: words, never live.
    fn links(&self, links: &[LinkLine], open: &[String]) -> Made {
        let list = self.maker.element("ul", "links")?;
        for link in links {
            let text = self.maker.text("bdi", "shows", &link.text)?;
            let host = self.maker.text("bdi", "host", &link.host)?;
            let owner = self.maker.text("span", "owner", &link.owner)?;
            fill(
                &list,
                &[&*self.maker.with("li", "", &[&text, &host, &owner])?],
            )?;
        }
        self.fold("links", links.len(), open, &list)
    }

    /// The mails inside it, each with what speaks against it.
    fn nested(&self, nested: &[NestedLine], open: &[String]) -> Made {
        let list = self.maker.element("ul", "nested")?;
        for inside in nested {
            let title = self.maker.text("bdi", "", &inside.title)?;
            let reasons = self.list("ul", &inside.reasons)?;
            fill(&list, &[&*self.maker.with("li", "", &[&title, &reasons])?])?;
        }
        self.fold("nested", nested.len(), open, &list)
    }

    pub(super) fn folded(&self, name: &str, open: &[String], summary: &Element) -> Made {
        let details = self.maker.with("details", "", &[summary])?;
        details.set_attribute("data-name", name)?;
        if open.iter().any(|open| open == name) {
            details.set_attribute("open", "")?;
        }
        Ok(details)
    }

    fn list(&self, tag: &'static str, lines: &[String]) -> Made {
        let list = self.maker.element(tag, "list")?;
        for line in lines {
            fill(&list, &[&*self.maker.text("li", "", line)?])?;
        }
        Ok(list)
    }

    pub(super) fn section(&self, part: &'static str, key: &'static str, inside: &Element) -> Made {
        let title = self.maker.text("h3", "", self.locale.text(key))?;
        let section = self.maker.with("section", "section", &[&title, inside])?;
        section.set_attribute("part", part)?;
        Ok(section)
    }
}

fn bearing_id(bearing: Bearing) -> &'static str {
    match bearing {
        Bearing::Against => "against",
        Bearing::For => "for",
    }
}

fn weight_id(weight: Weight) -> &'static str {
    match weight {
        Weight::Hint => "hint",
        Weight::Strong => "strong",
        Weight::Decisive => "decisive",
    }
}

fn place_key(place: &str) -> &'static str {
    match place {
        "html" => "label.place-html",
        "attachment" => "label.place-attachment",
        _ => "label.place-text",
    }
}
