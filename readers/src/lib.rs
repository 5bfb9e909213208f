//! Readers of what is no text: mails saved by Outlook, and QR codes in pictures.
//!
//! The page loads them only when somebody brings such a file, so they are a module of their own.
//! A package rather than a feature of the core: whatever wasm-bindgen exports travels with its
//! crate, so a second build of the core would carry the whole checker along and compile it twice.
//! The command line uses the same code natively.
//!
//! Knows files, not mails' worth: nothing here judges, and nothing here asks the network.

mod compound;
pub mod outlook;
pub mod qr;
#[cfg(target_arch = "wasm32")]
pub mod web;

use std::fmt;

/// Why a file gives no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is broken, or not complete.
    Damaged,
    /// It is a compound file of another program, or an entry of Outlook's that is no mail.
    NoMail,
    /// Its contents are encrypted.
    Protected,
}

impl Unreadable {
    /// Its key in the locale files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Damaged => "error.damaged",
            Self::NoMail => "error.no-mail",
            Self::Protected => "error.protected",
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl std::error::Error for Unreadable {}
