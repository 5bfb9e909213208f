//! What the test programs share: mails with what their readers say about them.
#![allow(dead_code, reason = "not every test program uses all of it")]

pub(crate) mod letter;
pub(crate) mod sign;

use countersign::brand::profile::Profile;
use countersign::input::{Context, Input, Kind};
use countersign::key::Key;
use countersign::locale;
use countersign::report::Report;
use countersign::view::View;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands beside a mail: the reader's word, and the sentence it must come out with.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Beside {
    pub(crate) name: Option<String>,
    pub(crate) address: Vec<String>,
    pub(crate) only_for: Option<String>,
    pub(crate) brand: Option<String>,
    pub(crate) receiver: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) at: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) profile: Option<String>,
    /// Whether its signatures are made when the expected reports are blessed.
    pub(crate) sign: bool,
    /// The keys that the reader gives, as `selector domain`.
    pub(crate) keys: Vec<String>,
    pub(crate) sentence: Option<String>,
    pub(crate) present: Vec<String>,
}

/// A mail of the tests.
pub(crate) struct Mail {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
    pub(crate) beside: Beside,
    pub(crate) context: Context,
}

impl Mail {
    pub(crate) fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let beside_path = path.with_extension("toml");
        let beside: Beside = match fs::read_to_string(&beside_path) {
            Ok(text) => toml::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", beside_path.display())),
            Err(_) => Beside::default(),
        };
        let profile = beside.profile.as_ref().map(|name| {
            let path = path.with_file_name(name);
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut profile: Profile =
                toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            profile.id = countersign::brand::id_of_name(&profile.name);
            profile
        });
        let context = Context {
            now: beside.at.as_deref().and_then(countersign::time::parse),
            receiver: beside.receiver.clone(),
            country: beside.country.clone(),
            name: beside.name.clone(),
            addresses: beside.address.clone(),
            only_for: beside.only_for.clone(),
            brand: beside.brand.clone(),
            profile,
            keys: beside.keys.iter().map(|name| key(name)).collect(),
            ..Context::default()
        };
        Self {
            path: path.to_owned(),
            bytes,
            beside,
            context,
        }
    }

    pub(crate) fn kind(&self) -> Option<Kind> {
        self.beside.kind.as_deref().map(|kind| match kind {
            "message" => Kind::Message,
            "headers" => Kind::Headers,
            "html" => Kind::Html,
            "text" => Kind::Text,
            "links" => Kind::Links,
            other => panic!("{}: no kind '{other}'", self.path.display()),
        })
    }

    pub(crate) fn report(&self) -> Report {
        let input = Input {
            bytes: &self.bytes,
            kind: self.kind(),
            context: self.context.clone(),
        };
        countersign::check(&input)
            .unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }

    pub(crate) fn view(&self, report: &Report, language: &str) -> View {
        View::new(report, &self.context, locale::best(language))
    }

    pub(crate) fn stem(&self) -> String {
        self.path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }
}

/// The key of the tests that signs as `selector domain`.
pub(crate) fn key(name: &str) -> Key {
    let (selector, domain) = name.split_once(' ').unwrap_or_default();
    Key::given(selector, domain, &sign::record(selector)).expect("the record of a key")
}

/// Every mail below a folder of `tests/`, by path.
pub(crate) fn mails(folder: &str) -> Vec<Mail> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no mails", root.display());
    paths.iter().map(|path| Mail::read(path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "eml" || ending == "txt" || ending == "html")
        {
            paths.push(path);
        }
    }
}
