//! No bytes make the check panic, hang or take all memory.

#![no_main]

use countersign::{Input, check};

libfuzzer_sys::fuzz_target!(|data: &[u8]| drop(check(&Input::new(data))));
