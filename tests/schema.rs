//! The schema in `docs/` is that of the types.

use countersign::report::Report;
use std::{env, fs};

#[test]
fn the_schema_in_the_docs_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.schema.json");
    let schema =
        serde_json::to_string_pretty(&schemars::schema_for!(Report)).unwrap_or_default() + "\n";
    if env::var_os("COUNTERSIGN_BLESS").is_some() {
        fs::write(path, schema).unwrap_or_else(|error| panic!("{path}: {error}"));
        return;
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == schema,
        "docs/report.schema.json is out of date: run `cargo xtask bless`"
    );
}
