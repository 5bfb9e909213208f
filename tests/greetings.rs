//! Invented salutations of every language that is read, each with the kind it must come out as.

use countersign::input::{Context, Input, Kind};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

/// The languages of `tests/greetings/`.
const LANGUAGES: [&str; 7] = ["en", "fr", "de", "es", "it", "nl", "pt"];

/// The kinds a salutation can come out as.
const KINDS: [&str; 6] = [
    "reader-name",
    "name",
    "generic",
    "address",
    "placeholder",
    "none",
];

/// Fewest rows of a language.
const FEWEST_ROWS: usize = 40;

/// Fewest rows of a kind in each language.
const FEWEST_OF_A_KIND: usize = 6;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    salutation: Vec<Row>,
}

/// The first lines of a mail and how they greet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    text: String,
    kind: String,
}

fn rows(language: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/greetings")
        .join(language)
        .with_extension("toml");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows: Rows =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    rows.salutation
}

/// The kind and the words of the greeting that is found in a text.
fn greeting(text: &str, reader: Context) -> (String, Option<String>) {
    let input = Input {
        bytes: text.as_bytes(),
        kind: Some(Kind::Text),
        context: reader,
    };
    let report = countersign::check(&input).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let found = report.details.greeting.expect("a text has a greeting");
    let kind = serde_json::to_value(found.kind).unwrap_or_default();
    (kind.as_str().unwrap_or_default().to_owned(), found.text)
}

fn maya() -> Context {
    Context {
        name: Some("Maya Ellison".into()),
        addresses: vec!["maya.play@ellison.example".into()],
        ..Context::default()
    }
}

#[test]
fn every_salutation_is_of_its_kind() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for row in rows(language) {
            let (kind, shown) = greeting(&row.text, maya());
            if kind != row.kind {
                let text = &row.text;
                wrong.push(format!(
                    "{language}: {text:?} is {}, found {kind} {shown:?}",
                    row.kind
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

/// Who does not say their name is greeted by somebody's; nothing else changes.
#[test]
fn without_the_readers_name_it_is_somebodys() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for row in rows(language) {
            let reader = Context {
                name: None,
                ..maya()
            };
            let (kind, _) = greeting(&row.text, reader);
            let fits = match row.kind.as_str() {
                "reader-name" => kind != "reader-name",
                known => kind == known,
            };
            if !fits {
                wrong.push(format!("{language}: {:?} is {kind}", row.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

#[test]
fn the_words_of_a_greeting_stand_in_the_text() {
    for language in LANGUAGES {
        for row in rows(language) {
            let (kind, shown) = greeting(&row.text, maya());
            assert_eq!(shown.is_none(), kind == "none", "{:?}", row.text);
            if let Some(shown) = shown {
                assert!(row.text.contains(&shown), "{shown:?} in {:?}", row.text);
            }
        }
    }
}

#[test]
fn each_language_has_every_kind() {
    for language in LANGUAGES {
        let rows = rows(language);
        assert!(rows.len() >= FEWEST_ROWS, "{language}: {}", rows.len());
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for row in &rows {
            assert!(
                KINDS.contains(&row.kind.as_str()),
                "{language}: {}",
                row.kind
            );
            *counts.entry(&row.kind).or_default() += 1;
        }
        for kind in KINDS {
            let count = counts.get(kind).copied().unwrap_or_default();
            assert!(count >= FEWEST_OF_A_KIND, "{language}: {count} of {kind}");
        }
    }
}
