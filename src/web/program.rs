//! How a person's mail program shows a source, saves a mail and attaches it, as nodes.

use super::node::{Made, fill};
use super::paint::Painter;
use crate::input::Kind;
use crate::program;
use web_sys::Element;

/// What a person needs a mail program for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// To see a mail's source.
    Source,
    /// To attach a mail to another.
    Attach,
}

impl Painter<'_> {
    /// The one step that would help most; none where nothing more could be judged.
    pub(super) fn more(
        &self,
        kind: Kind,
        chosen: Option<&str>,
    ) -> Made<Option<(Element, Element)>> {
        let key = match kind {
            Kind::Text | Kind::Html => "more.text",
            Kind::Headers => "more.headers",
            Kind::Message | Kind::Links => return Ok(None),
        };
        let inside = self.maker.element("div", "most")?;
        self.add(&inside, "p", "", self.locale.text(key))?;
        let help = self.maker.element("div", "help")?;
        self.program_help(chosen, Need::Source, &help)?;
        let pick = self.program_pick("program-more", chosen)?;
        fill(&inside, &[&pick, &help])?;
        let section = self.section("more", "more.title", &inside)?;
        Ok(Some((section, help)))
    }

    /// The field that asks for the mail program.
    pub(super) fn program_pick(&self, id: &'static str, chosen: Option<&str>) -> Made {
        let ids: Vec<&str> = program::all().iter().map(|program| program.id).collect();
        let keys = ["more.program", "more.choose", "program.", ".name"];
        self.pick(id, "program", keys, &ids, chosen)
    }

    /// What to press in a program, and where that was read.
    pub(super) fn program_help(
        &self,
        chosen: Option<&str>,
        need: Need,
        into: &Element,
    ) -> Made<()> {
        into.set_text_content(None);
        let Some(program) = chosen.and_then(program::find) else {
            return Ok(());
        };
        let parts: &[&str] = match need {
            Need::Source => &["show", "save"],
            Need::Attach if self.has(program.id, "forward") => &["forward"],
            Need::Attach if self.has(program.id, "save") => &["save"],
            Need::Attach => &["show"],
        };
        for part in parts {
            let key = format!("program.{}.{part}", program.id);
            if self.locale.has(&key) {
                self.add(into, "p", "", self.locale.text(&key))?;
            }
        }
        let date = self.locale.date(program.read);
        let values = [("host", program.source), ("date", date.as_str())];
        let source = self.locale.fill("happened.source", &values);
        self.add(into, "p", "source", &source)?;
        Ok(())
    }

    fn has(&self, id: &str, part: &str) -> bool {
        self.locale.has(&format!("program.{id}.{part}"))
    }
}
