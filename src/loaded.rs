//! Files that the person loads: mails that Outlook saved, and beside the mails a profile, a list of
//! keys.

use countersign::brand::profile::Profile;
use countersign::input::{self, Container, InputError, MAX_BYTES};
use countersign::key::Key;
use std::borrow::Cow;
use std::path::Path;
use std::{fs, io};

/// A file's mail: taken out of what Outlook saved, else the file itself.
pub(crate) fn mail(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, Option<Container>), InputError> {
    match input::container(bytes) {
        Some(Container::Outlook) if bytes.len() <= MAX_BYTES => {
            let mail = countersign_readers::outlook::message(bytes)
                .map_err(|error| InputError::of_reader(error.key()))?;
            Ok((mail.into(), Some(Container::Outlook)))
        }
        // The check says why a picture is none.
        _ => Ok((bytes.into(), None)),
    }
}

/// Reads a profile; a mistake in it is named by file and line.
pub(crate) fn profile(path: &Path) -> io::Result<Profile> {
    let text = fs::read_to_string(path).map_err(|error| at(path, &error))?;
    let mut profile: Profile = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| {
            text.get(..span.start)
                .unwrap_or_default()
                .matches('\n')
                .count()
                + 1
        });
        io::Error::other(format!("{}:{line}: {}", path.display(), error.message()))
    })?;
    profile
        .validate()
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    // At a host that all customers send through, a tenant would be any of them.
    let hosts = profile
        .providers
        .iter()
        .flat_map(|provider| &provider.tenant);
    for name in hosts.chain(profile.domains.iter().flat_map(|group| &group.names)) {
        if countersign::provider::built_in().is_mailers_own(name) {
            return Err(io::Error::other(format!(
                "{}: '{name}' is a mail provider's own, and so every customer's",
                path.display()
            )));
        }
    }
    if profile.id.is_empty() {
        profile.id = countersign::brand::id_of_name(&profile.name);
    }
    Ok(profile)
}

/// Reads a list of keys; a line that is none is named and left out.
pub(crate) fn keys(path: &Path) -> io::Result<Vec<Key>> {
    let text = fs::read_to_string(path).map_err(|error| at(path, &error))?;
    let (keys, unread) = Key::read_list(&text);
    for line in unread {
        let path = path.display();
        eprintln!(
            "countersign: {path}:{line}: not a selector, a domain and a key between tabs; left out"
        );
    }
    Ok(keys)
}

/// An error with the file that it is about.
pub(crate) fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
