//! A view as nodes: the answer first, then why, what is unknown, and what to do.

use super::icon;
use super::node::{Made, Maker, fill};
use super::record::Asked;
use crate::finding::{Bearing, Evidence, Weight};
use crate::locale::Locale;
use crate::view::{LinkLine, Reason, View};
use web_sys::Element;

/// Paints views in one language.
pub(super) struct Painter<'a> {
    /// Makes the nodes.
    pub(super) maker: &'a Maker,
    /// Says what stands above each part.
    pub(super) locale: &'a Locale,
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

    /// Everything behind the answer; `open` names the checks whose reasons stand open, `after` is
    /// what to do now.
    /// Gives the places where keys can be given, too.
    pub(super) fn details(
        &self,
        view: &View,
        open: &[String],
        after: &Element,
    ) -> Made<(Element, Vec<Asked>)> {
        let details = self.maker.element("div", "details")?;
        fill(&details, &[&*self.comparison(view)?])?;
        if !view.reasons.is_empty() {
            let list = self.maker.element("ul", "reasons")?;
            for reason in &view.reasons {
                fill(&list, &[&*self.reason(reason, open)?])?;
            }
            fill(
                &details,
                &[&*self.section("reasons", "label.reasons", &list)?],
            )?;
        }
        if !view.unchecked.is_empty() {
            let list = self.list("ul", &view.unchecked)?;
            fill(
                &details,
                &[&*self.section("unchecked", "label.unchecked", &list)?],
            )?;
        }
        fill(&details, &[after])?;
        if let Some(leak) = &view.leak {
            let reason = self
                .maker
                .with("ul", "reasons", &[&*self.reason(&leak.reason, open)?])?;
            let section = self.section("leak", "label.leak", &reason)?;
            if !leak.known.is_empty() {
                fill(&section, &[&*self.list("ul", &leak.known)?])?;
            }
            fill(&section, &[&*self.list("ol", &leak.next)?])?;
            fill(&details, &[&section])?;
        }
        if !view.links.is_empty() {
            fill(&details, &[&*self.links(&view.links, open)?])?;
        }
        let asked = self.record(view, open, &details)?;
        let recognised = self.maker.text("p", "", &view.recognised)?;
        let date = self.maker.text("p", "", &view.data_date)?;
        let fine = self.maker.with("div", "fine", &[&recognised, &date])?;
        fine.set_attribute("part", "fine")?;
        fill(&details, &[&fine])?;
        Ok((details, asked))
    }

    /// What it says beside what it really is.
    fn comparison(&self, view: &View) -> Made {
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

    fn reason(&self, reason: &Reason, open: &[String]) -> Made {
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
                fill(&list, &[&*self.evidence(evidence)?])?;
            }
            fill(&details, &[&list])?;
        }
        let item = self.maker.with("li", "reason", &[&details])?;
        item.set_attribute("part", "reason")?;
        item.set_attribute("data-bearing", bearing_id(reason.bearing))?;
        item.set_attribute("data-weight", weight_id(reason.weight))?;
        Ok(item)
    }

    fn evidence(&self, evidence: &Evidence) -> Made {
        let place = match evidence.place.split_once(':') {
            Some((_, name)) => self
                .locale
                .fill("label.place-header", &[("name", &capitalised(name))]),
            None => self.locale.text(place_key(&evidence.place)).to_owned(),
        };
        let place = self.maker.text("span", "place", &place)?;
        let excerpt = self.maker.text("bdi", "excerpt", &evidence.excerpt)?;
        self.maker.with("li", "", &[&place, &excerpt])
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

/// A field's name as mail programs print it: `reply-to` as `Reply-To`.
fn capitalised(name: &str) -> String {
    let mut at_start = true;
    let capital = |c: char| {
        let capital = if at_start { c.to_ascii_uppercase() } else { c };
        at_start = c == '-';
        capital
    };
    name.chars().map(capital).collect()
}
