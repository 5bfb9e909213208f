//! Files that are no text, told apart by how they begin.

use super::InputError;
use serde::Serialize;

/// What something was taken out of, by a reader of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Container {
    /// A mail that Outlook saved: put together again from its pieces.
    Outlook,
    /// A picture: what its QR codes say.
    Picture,
}

impl Container {
    /// As it is called between the page's parts.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Outlook => "outlook",
            Self::Picture => "picture",
        }
    }
}

/// What a file has to be taken out of before it can be checked.
#[must_use]
pub fn container(bytes: &[u8]) -> Option<Container> {
    let picture = PICTURES.iter().any(|magic| bytes.starts_with(magic))
        || (bytes.starts_with(b"RIFF") && at(bytes, 8, &[b"WEBP"]))
        || (at(bytes, 4, &[b"ftyp"]) && at(bytes, 8, STILLS))
        // Two letters are no proof: the length that follows ends in zeros.
        || (bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]));
    if bytes.starts_with(COMPOUND) {
        Some(Container::Outlook)
    } else if picture {
        Some(Container::Picture)
    } else {
        None
    }
}

/// Why a file that begins like this is no mail, if that can be told.
pub(super) fn refused(head: &[u8]) -> Option<InputError> {
    match container(head) {
        Some(Container::Outlook) => return Some(InputError::Outlook),
        Some(Container::Picture) => return Some(InputError::Picture),
        None => {}
    }
    if ARCHIVES.iter().any(|magic| head.starts_with(magic)) || at(head, 257, &[b"ustar"]) {
        Some(InputError::Archive)
    } else if head.starts_with(b"%PDF-") {
        Some(InputError::NotText)
    } else {
        None
    }
}

fn at(bytes: &[u8], place: usize, wanted: &[&[u8]]) -> bool {
    let rest = bytes.get(place..).unwrap_or_default();
    wanted.iter().any(|wanted| rest.starts_with(wanted))
}

/// MS-CFB §2.2.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const PICTURES: &[&[u8]] = &[b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"];

/// Brands of ISO base media files that are pictures, not films.
const STILLS: &[&[u8]] = &[b"avif", b"heic", b"heix", b"heif", b"mif1"];

const ARCHIVES: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xBC\xAF",
    b"\x1F\x8B",
    b"\xFD7zXZ",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_outlooks_files_are_told_from_text() {
        assert_eq!(container(COMPOUND), Some(Container::Outlook));
        for picture in [
            &b"\x89PNG\r\n\x1a\n"[..],
            b"\xFF\xD8\xFF\xE0",
            b"RIFF\x10\0\0\0WEBPVP8 ",
            b"\0\0\0\x18ftypheic\0\0\0\0",
            b"BM\x36\x10\0\0\0\0\0\0\x36",
        ] {
            assert_eq!(container(picture), Some(Container::Picture), "{picture:?}");
        }
        for text in ["BMW asks you to pay", "RIFF", "Dear customer", ""] {
            assert_eq!(container(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn archives_are_named() {
        assert_eq!(refused(b"PK\x03\x04\x14"), Some(InputError::Archive));
        assert_eq!(refused(b"\x1F\x8B\x08"), Some(InputError::Archive));
        assert_eq!(refused(b"Hello"), None);
    }
}
