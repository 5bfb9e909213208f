//! Why there is no report.

use serde::Serialize;
use std::fmt;

/// Why there is no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputError {
    /// Nothing but blanks.
    Empty,
    /// Longer than [`MAX_BYTES`](super::MAX_BYTES).
    TooLarge,
    /// An archive.
    Archive,
    /// A picture: others look for QR codes in it.
    Picture,
    /// A mail that Outlook saved: others take it apart.
    Outlook,
    /// Another file that is no text.
    NotText,
    /// A picture without a QR code.
    NoQrCode,
    /// A picture that the browser cannot open.
    PictureUnread,
    /// A file of Outlook's that is broken or not complete.
    Damaged,
    /// A compound file that is no mail.
    NoMail,
    /// An encrypted mail.
    Protected,
    /// What reads such files could not be loaded.
    NoReader,
    /// The reader's brand is none that we know.
    UnknownBrand,
    /// The reader's mailbox provider is none that we know.
    UnknownReceiver,
}

impl InputError {
    /// Its key in the locale files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "error.empty",
            Self::TooLarge => "error.too-large",
            Self::Archive => "error.archive",
            Self::Picture => "error.picture",
            Self::Outlook => "error.outlook",
            Self::NotText => "error.not-text",
            Self::NoQrCode => "error.no-qr-code",
            Self::PictureUnread => "error.picture-unread",
            Self::Damaged => "error.damaged",
            Self::NoMail => "error.no-mail",
            Self::Protected => "error.protected",
            Self::NoReader => "error.no-reader",
            Self::UnknownBrand => "error.unknown-brand",
            Self::UnknownReceiver => "error.unknown-receiver",
        }
    }

    /// What a reader of files says by its key; [`Self::NoReader`] where it could not even say that.
    #[must_use]
    pub fn of_reader(key: &str) -> Self {
        let said = [
            Self::TooLarge,
            Self::NoQrCode,
            Self::PictureUnread,
            Self::NoMail,
            Self::Protected,
            Self::Damaged,
        ];
        let said = said.into_iter().find(|error| error.key() == key);
        said.unwrap_or(Self::NoReader)
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl std::error::Error for InputError {}
