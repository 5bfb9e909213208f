//! No mail and no key make the verification of DKIM and ARC signatures panic or hang.
//!
//! The first line is a key record for `fuzz._domainkey.fuzz.example`; beside it the key of the
//! tests is known under the names that their mails use.

#![no_main]

use countersign::check;
use countersign::input::{Context, Input, Kind};
use countersign::key::Key;

/// The key under which the test mails are signed.
const RECORD: &str = include_str!("../../tests/keys/rsa-2048.record");

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (record, mail) = match data.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (&[][..], data),
    };
    let given = Key::given("fuzz", "fuzz.example", &String::from_utf8_lossy(record));
    let own = Key::given("brass", "play.com", RECORD);
    let context = Context {
        keys: given.into_iter().chain(own).collect(),
        ..Context::default()
    };
    let _ = check(&Input {
        bytes: mail,
        kind: Some(Kind::Message),
        context,
    });
});
