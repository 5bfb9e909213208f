//! No field with results, no tag list and no key record makes its reader panic or hang.

#![no_main]

use countersign::facts::results::{parse, parse_received_spf};
use countersign::key::Key;
use countersign::key::record::KeyKind;
use countersign::signature::Hash;
use countersign::signature::tag::{Tags, base64, signature_value};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    drop(parse(&text));
    drop(parse_received_spf(&text));
    let _ = Tags::parse(&text);
    let _ = base64(&text);
    let _ = signature_value(data);
    // A key that can be read must also be usable without harm.
    if let Some(key) = Key::given("fuzz", "fuzz.example", &text) {
        let hashed = Hash::Sha256.of(data);
        for kind in [KeyKind::Rsa, KeyKind::Ed25519] {
            let _ = key.verify(kind, Hash::Sha256, &hashed, data);
        }
    }
});
