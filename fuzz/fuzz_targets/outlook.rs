//! No file makes the reader of Outlook's mails panic, hang or take all memory, nor the check of what
//! it gives.

#![no_main]

use countersign::check;
use countersign::input::Input;
use countersign_readers::outlook;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(mail) = outlook::message(data) {
        drop(check(&Input::new(&mail)));
    }
});
