//! What the person says about the mail: six lines, all optional, folded away until wanted.
//!
//! It stays in these fields and goes with the page. Only name and address can be kept on the
//! device, only while the person wants that, and only by the page's own memory.

use super::node::{Made, Maker, fill, show};
use crate::brand::{self, id_of_name};
use crate::input::Context;
use crate::locale::Locale;
use crate::provider;
use crate::report::OnlyForDetails;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

#[wasm_bindgen]
extern "C" {
    /// The page's memory: the one script that may keep something on the device.
    #[wasm_bindgen(typescript_type = "{ recall(): string | undefined, \
        remember(lines: string): boolean, forget(): void }")]
    pub type Memory;
    #[wasm_bindgen(method)]
    fn recall(this: &Memory) -> Option<String>;
    #[wasm_bindgen(method)]
    fn remember(this: &Memory, lines: &str) -> bool;
    #[wasm_bindgen(method)]
    fn forget(this: &Memory);
}

/// The fields, by the end of their locale keys.
const FIELDS: [&str; 6] = [
    "brand", "name", "address", "only-for", "receiver", "country",
];

/// The nodes of the fields.
pub(super) struct Told {
    /// All of it; what changes in it is told by its `change` event.
    pub(super) whole: Element,
    /// Forgets what was kept.
    pub(super) forget: Element,
    title: Element,
    lead: Element,
    labels: Vec<Element>,
    brand: HtmlInputElement,
    name: HtmlInputElement,
    address: HtmlInputElement,
    only_for: HtmlInputElement,
    receiver: HtmlSelectElement,
    country: HtmlSelectElement,
    unknown: [Element; 2],
    brands: Element,
    keep: HtmlInputElement,
    keep_words: Element,
    said: Element,
    memory: Memory,
}

impl Told {
    /// Whether somebody is writing here.
    pub(super) fn has_focus(&self) -> bool {
        let focused = self.whole.query_selector(":focus");
        focused.is_ok_and(|focused| focused.is_some())
    }

    /// Makes the fields, without words, and fills in what was kept.
    pub(super) fn make(maker: &Maker, memory: Memory) -> Made<Self> {
        let labels = FIELDS.iter().map(|_| maker.element("label", "told-label"));
        let told = Self {
            whole: maker.element("details", "told")?,
            forget: maker.element("button", "button small")?,
            title: maker.element("span", "told-title")?,
            lead: maker.element("p", "told-lead")?,
            labels: labels.collect::<Made<_>>()?,
            brand: maker.typed("input", "field")?,
            name: maker.typed("input", "field")?,
            address: maker.typed("input", "field")?,
            only_for: maker.typed("input", "field")?,
            receiver: maker.typed("select", "field")?,
            country: maker.typed("select", "field")?,
            unknown: [
                maker.element("p", "refused")?,
                maker.element("p", "refused")?,
            ],
            brands: maker.element("datalist", "")?,
            keep: maker.typed("input", "tick")?,
            keep_words: maker.element("label", "tick-words")?,
            said: maker.element("p", "told-said")?,
            memory,
        };
        told.settle(maker)?;
        told.recall();
        Ok(told)
    }

    fn settle(&self, maker: &Maker) -> Made<()> {
        self.whole.set_attribute("part", "told")?;
        self.whole.set_attribute("data-name", "told")?;
        let summary = maker.with("summary", "", &[&self.title])?;
        let rows = maker.element("div", "told-rows")?;
        let fields: [&Element; 6] = [
            &self.brand,
            &self.name,
            &self.address,
            &self.only_for,
            &self.receiver,
            &self.country,
        ];
        for ((name, field), label) in FIELDS.iter().zip(fields).zip(&self.labels) {
            let id = format!("told-{name}");
            field.set_attribute("id", &id)?;
            label.set_attribute("for", &id)?;
            for (attribute, value) in [
                ("autocomplete", "off"),
                ("autocapitalize", "off"),
                ("spellcheck", "false"),
                ("dir", "auto"),
            ] {
                field.set_attribute(attribute, value)?;
            }
            let row = maker.with("div", "told-row", &[label, field])?;
            fill(&rows, &[&row])?;
        }
        self.address.set_attribute("inputmode", "email")?;
        self.brands.set_attribute("id", "told-brands")?;
        for ((field, hint), at) in [&self.brand, &self.only_for]
            .into_iter()
            .zip(&self.unknown)
            .zip(["told-unknown-1", "told-unknown-2"])
        {
            field.set_attribute("list", "told-brands")?;
            field.set_attribute("aria-describedby", at)?;
            hint.set_attribute("id", at)?;
            hint.set_attribute("role", "status")?;
            show(hint, false);
            if let Some(row) = field.parent_element() {
                fill(&row, &[hint])?;
            }
        }
        self.keep.set_attribute("type", "checkbox")?;
        self.keep.set_attribute("id", "told-keep")?;
        self.keep_words.set_attribute("for", "told-keep")?;
        self.forget.set_attribute("type", "button")?;
        self.said.set_attribute("role", "status")?;
        let keep = maker.with(
            "div",
            "told-keep",
            &[&self.keep, &self.keep_words, &self.forget],
        )?;
        fill(
            &self.whole,
            &[&summary, &self.lead, &rows, &self.brands, &keep, &self.said],
        )
    }

    /// Offers the brands, once the fields are wanted: hundreds of nodes that few people need.
    pub(super) fn offer(&self, maker: &Maker) -> Made<()> {
        if self.brands.first_element_child().is_none() {
            for profile in brand::built_in().profiles() {
                let option = maker.element("option", "")?;
                option.set_attribute("value", &profile.name)?;
                fill(&self.brands, &[&option])?;
            }
        }
        Ok(())
    }

    /// Says everything, and offers what can be chosen at once.
    pub(super) fn word(&self, maker: &Maker, locale: &Locale) -> Made<()> {
        let text = |key| Some(locale.text(key));
        self.title.set_text_content(text("told.title"));
        self.lead.set_text_content(text("told.lead"));
        self.keep_words.set_text_content(text("told.keep"));
        self.forget.set_text_content(text("told.forget"));
        for hint in &self.unknown {
            hint.set_text_content(text("told.unknown"));
        }
        for (name, label) in FIELDS.iter().zip(&self.labels) {
            label.set_text_content(Some(locale.text(&format!("told.{name}"))));
        }
        let receivers = provider::built_in().receivers().iter();
        let receivers = receivers.map(|known| (known.id.as_str(), known.name.as_str()));
        choices(maker, &self.receiver, locale, receivers)?;
        let countries = locale.below("country.");
        choices(maker, &self.country, locale, countries)
    }

    /// Chooses the country that the browser's language names, as long as none is chosen.
    pub(super) fn likely(&self, language: Option<&str>) {
        let region = language.and_then(|tag| tag.rsplit_once('-'));
        if let Some((_, region)) = region.filter(|_| self.country.value().is_empty()) {
            self.country.set_value(region);
            if self.country.value().is_empty() {
                // It is not among them; without this, nothing would be chosen.
                self.country.set_value("");
            }
        }
    }

    /// Brings the person to the field of the country.
    pub(super) fn ask_country(&self) {
        let _ = self.whole.set_attribute("open", "");
        let _ = self.country.focus();
    }

    /// Puts what stands in the fields into a context.
    pub(super) fn tell(&self, context: &mut Context) {
        let brand = |field: &HtmlInputElement| known(&field.value());
        let said = |value: String| Some(value.trim().to_owned()).filter(|said| !said.is_empty());
        context.brand = brand(&self.brand);
        context.only_for = brand(&self.only_for);
        context.name = said(self.name.value());
        context.addresses = addresses(&self.address.value());
        context.receiver = said(self.receiver.value());
        context.country = said(self.country.value());
    }

    /// Shows for which shop the address was taken to be, as long as the person says nothing else.
    pub(super) fn recognised(&self, only_for: Option<&OnlyForDetails>) {
        let guessed = only_for.filter(|only_for| only_for.address.is_some());
        let name = guessed.map_or("", |only_for| &only_for.name);
        self.only_for.set_placeholder(name);
    }

    /// Takes notice of a change: says what is not known, keeps what is to be kept.
    pub(super) fn changed(&self, locale: &Locale) {
        for (field, hint) in [&self.brand, &self.only_for].into_iter().zip(&self.unknown) {
            let value = field.value();
            let strange = !value.trim().is_empty() && known(&value).is_none();
            show(hint, strange);
            let _ = if strange {
                field.set_attribute("aria-invalid", "true")
            } else {
                field.remove_attribute("aria-invalid")
            };
        }
        if self.keep.checked() {
            let lines = [self.name.value(), self.address.value()].join("\n");
            let kept = self.memory.remember(&lines);
            self.keep.set_checked(kept);
            self.say(locale, if kept { "told.kept" } else { "told.not-kept" });
        } else if self.memory.recall().is_some() {
            self.memory.forget();
            self.say(locale, "told.forgotten");
        }
        show(&self.forget, self.keep.checked());
    }

    /// Forgets what was kept, here too.
    pub(super) fn forget(&self, locale: &Locale) {
        self.memory.forget();
        self.keep.set_checked(false);
        self.name.set_value("");
        self.address.set_value("");
        show(&self.forget, false);
        self.say(locale, "told.forgotten");
        let _ = self.keep.focus();
    }

    fn recall(&self) {
        let kept = self.memory.recall();
        show(&self.forget, kept.is_some());
        if let Some((name, address)) = kept.as_deref().and_then(|kept| kept.split_once('\n')) {
            self.name.set_value(name);
            self.address.set_value(address);
            self.keep.set_checked(true);
        }
    }

    fn say(&self, locale: &Locale, key: &str) {
        self.said.set_text_content(Some(locale.text(key)));
    }
}

/// Fills a list to choose from, and leaves what is chosen.
fn choices<'a>(
    maker: &Maker,
    list: &HtmlSelectElement,
    locale: &'a Locale,
    all: impl Iterator<Item = (&'a str, &'a str)>,
) -> Made<()> {
    let chosen = list.value();
    list.set_text_content(None);
    for (value, name) in std::iter::once(("", locale.text("told.none"))).chain(all) {
        let option = maker.text("option", "", name)?;
        option.set_attribute("value", value)?;
        list.append_child(option.unchecked_ref())?;
    }
    list.set_value(&chosen);
    Ok(())
}

/// The brand that goes by this name.
fn known(name: &str) -> Option<String> {
    let wanted = id_of_name(name);
    if wanted.is_empty() {
        return None;
    }
    let fits = |name: &String| id_of_name(name) == wanted;
    let profiles = brand::built_in().profiles().iter();
    let found = profiles.clone().find(|known| fits(&known.name));
    let found = found.or_else(|| {
        profiles
            .clone()
            .find(|known| known.aliases.iter().any(fits))
    });
    found.map(|known| known.id.clone())
}

/// The addresses of a line, however they are set apart.
fn addresses(line: &str) -> Vec<String> {
    let words = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>'));
    words
        .filter(|word| word.contains('@'))
        .map(str::to_owned)
        .collect()
}
