//! No bytes make the check panic, hang or take all memory.

#![no_main]

use countersign::check;
use countersign::input::Input;

libfuzzer_sys::fuzz_target!(|data: &[u8]| drop(check(&Input::new(data))));
