//! Every word that a person reads, by key, one file a language.

use std::sync::OnceLock;

/// Every language with its name in itself.
static NAMES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locale-names.rs"));

/// The language that is spoken where no other fits.
pub const DEFAULT: &str = "en";

/// The sentences of one language.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    /// Its BCP 47 tag.
    pub id: String,
    /// In the order of [`keys`].
    sentences: Vec<String>,
}

/// The keys that all languages have, dotted paths, sorted.
fn keys() -> &'static [String] {
    static KEYS: OnceLock<Vec<String>> = OnceLock::new();
    static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/locale-keys.bin"));
    KEYS.get_or_init(|| crate::pack::read(BLOB).unwrap_or_default())
}

/// The tags of the languages there are, with the name of each in itself.
#[must_use]
pub fn names() -> &'static [(&'static str, &'static str)] {
    NAMES
}

/// The tag of the language that fits best (RFC 4647 §3.4 lookup): `fr-CA` → `fr`, else none.
#[must_use]
pub fn fitting(tag: &str) -> Option<&'static str> {
    let wanted = tag.to_lowercase().replace('_', "-");
    let primary = wanted.split('-').next().unwrap_or_default();
    let find = |id: &str| NAMES.iter().find(|(known, _)| *known == id);
    find(&wanted).or_else(|| find(primary)).map(|(id, _)| *id)
}

/// The language that fits the tag best, else English.
#[must_use]
pub fn best(tag: &str) -> &'static Locale {
    static NONE: OnceLock<Locale> = OnceLock::new();
    let wanted = fitting(tag).unwrap_or(DEFAULT);
    loaded::find(wanted).unwrap_or_else(|| NONE.get_or_init(Locale::default))
}

/// Natively, all languages are built in.
#[cfg(not(target_arch = "wasm32"))]
mod loaded {
    use super::{Locale, OnceLock};

    static TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

    pub(super) fn find(id: &str) -> Option<&'static Locale> {
        static READ: OnceLock<Vec<Locale>> = OnceLock::new();
        let read = READ.get_or_init(|| {
            let texts = TEXTS.iter();
            texts.map(|(id, text)| Locale::read(id, text)).collect()
        });
        read.iter().find(|locale| locale.id == id)
    }
}

/// In the browser each language is a script of its own: one answer needs one language.
#[cfg(target_arch = "wasm32")]
mod loaded {
    use super::Locale;
    use std::cell::RefCell;

    thread_local! {
        static LOADED: RefCell<Vec<&'static Locale>> = const { RefCell::new(Vec::new()) };
    }

    pub(super) fn find(id: &str) -> Option<&'static Locale> {
        LOADED.with_borrow(|all| all.iter().copied().find(|locale| locale.id == id))
    }

    pub(super) fn add(id: &str, text: &str) {
        // Once a language and page, and used to its end.
        let locale: &'static Locale = Box::leak(Box::new(Locale::read(id, text)));
        LOADED.with_borrow_mut(|all| all.push(locale));
    }
}

/// Takes the sentences of a language, as the build wrote them.
#[cfg(target_arch = "wasm32")]
pub fn add(id: &str, text: &str) {
    if fitting(id) == Some(id) && loaded::find(id).is_none() {
        loaded::add(id, text);
    }
}

impl Locale {
    /// Reads sentences in the order of the keys, one a line.
    fn read(id: &str, text: &str) -> Self {
        Self {
            id: id.to_owned(),
            sentences: text.split('\n').map(str::to_owned).collect(),
        }
    }

    /// The sentence of a key as it stands; the key itself where there is none.
    #[must_use]
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The sentences whose keys begin so, with the rest of each key.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = keys().iter().zip(&self.sentences);
        pairs.filter_map(move |(key, text)| Some((key.strip_prefix(prefix)?, text.as_str())))
    }

    /// Whether there is a sentence of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(&self, key: &str) -> Option<&str> {
        let by_key = |known: &String| known.as_str().cmp(key);
        let at = keys().binary_search_by(by_key).ok()?;
        self.sentences.get(at).map(String::as_str)
    }

    /// The sentence of a key with its placeholders filled.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.text(key);
        let mut out = String::with_capacity(rest.len());
        // One pass, so that a value that looks like a placeholder stays what it is.
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => {
                    self.elide(&mut out, value);
                    out.push_str(value);
                }
                None => out.push('—'),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// Shortens what stands before a vowel, where the language does ("de Anna" → "d'Anna").
    fn elide(&self, out: &mut String, value: &str) {
        let vowel = value.chars().next().is_some_and(|c| {
            matches!(
                c.to_ascii_lowercase(),
                'a' | 'e' | 'i' | 'o' | 'u' | 'é' | 'É'
            )
        });
        let word = out.strip_suffix(' ').unwrap_or_default();
        let word = word.rsplit([' ', '\'']).next().unwrap_or_default();
        let elided = self.text("elided").split(' ').any(|known| known == word);
        if vowel && elided && !word.is_empty() {
            // The last vowel of the word and the space.
            out.pop();
            out.pop();
            out.push('\'');
        }
    }

    /// A day (`YYYY-MM-DD`) as people of this language write it.
    #[must_use]
    pub fn date(&self, day: &str) -> String {
        let mut parts = day.split('-');
        let (Some(year), Some(month), Some(date)) = (parts.next(), parts.next(), parts.next())
        else {
            return day.to_owned();
        };
        let key = format!("month.{}", month.trim_start_matches('0'));
        let month = self.text(&key);
        let date = match date.trim_start_matches('0') {
            "1" => self.text("month.first"),
            date => date,
        };
        self.fill(
            "month.date",
            &[("day", date), ("month", month), ("year", year)],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_spoken() {
        assert_eq!(best("fr-CA").id, "fr");
        assert_eq!(best("tlh").id, "en");
    }

    #[test]
    fn values_are_never_read_as_placeholders() {
        let filled = best("en").fill("sentence.fake.brand", &[("brand", "{home}")]);
        assert!(filled.starts_with("This is not from {home}."));
    }

    #[test]
    fn days_are_written_as_people_do() {
        assert_eq!(best("fr").date("2011-03-22"), "22 mars 2011");
        assert_eq!(best("en").date("2011-03-02"), "2 March 2011");
        assert_eq!(best("fr").date("2011-03-01"), "1er mars 2011");
        assert_eq!(best("en").date("2011-03-01"), "1 March 2011");
    }

    #[test]
    fn french_elides_before_a_vowel() {
        let fill = |brand| {
            best("fr").fill(
                "sentence.unproven.brand-through-provider",
                &[("brand", brand)],
            )
        };
        assert!(fill("Etienne").contains("venant d'Etienne et"));
        assert!(fill("Etienne").ends_with("qu'Etienne l'ait commandé."));
        assert!(fill("Martin").contains("venant de Martin et"));
        assert!(fill("Martin").ends_with("que Martin l'ait commandé."));
    }
}
