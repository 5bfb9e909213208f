//! A few names with their values, in order of the names.
//!
//! For lists of a dozen: `BTreeMap` is quicker for thousands, and weighs 2 kB more in the browser.

use crate::wire::{Tape, Wire};
use serde::{Serialize, Serializer};

/// Names with their values, each name once, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&String> {
        let at = self.place(name).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Gives a name its value; the first one stays.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        if let Err(at) = self.place(&name) {
            self.0.insert(at, (name, value.into()));
        }
    }

    /// The pairs by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(known, _)| known.as_str().cmp(name))
    }
}

impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl Wire for Pairs {
    const BLANK: Self = Self(Vec::new());

    fn pass(&mut self, tape: &mut Tape) {
        self.0.pass(tape);
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl schemars::JsonSchema for Pairs {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pairs".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<std::collections::BTreeMap<String, String>>()
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn names_stand_once_and_in_order() {
        let mut pairs = Pairs::default();
        for (name, value) in [("b", "1"), ("a", "2"), ("b", "3")] {
            pairs.add(name, value);
        }
        assert_eq!(pairs.iter().collect::<Vec<_>>(), [("a", "2"), ("b", "1")]);
        assert_eq!(pairs.get("b").map(String::as_str), Some("1"));
        assert_eq!(pairs.get("c"), None);
    }
}
