//! Names of brands in texts, and display names that are a person's, a function's or a brand's.

use super::identity::Identity;
use crate::brand::{Alias, Brands, words};
use crate::domain::Domain;
use crate::domain::skeleton::{skeleton, unleet};
use crate::language;
use crate::provider::Index;

/// Most words of one text that are read.
const MOST_WORDS: usize = 400;

/// The names of brands in a text, however they are dressed up.
pub(super) fn names_in<'b>(brands: &'b Brands, text: &str) -> Vec<&'b Alias> {
    let folded = skeleton(text);
    let mut found = Vec::new();
    let plain = words(&folded);
    scan(brands, &plain, &mut found);
    let unleeted: Vec<String> = plain
        .iter()
        .map(|word| {
            if word.chars().any(char::is_alphabetic) {
                unleet(word)
            } else {
                word.clone()
            }
        })
        .collect();
    if unleeted != plain {
        scan(brands, &unleeted, &mut found);
    }
    let bare: Vec<String> = plain.iter().map(|word| without_number(word)).collect();
    if bare != plain {
        scan(brands, &bare, &mut found);
    }
    let seen = reread(text);
    if seen != text {
        scan(brands, &words(&skeleton(&seen)), &mut found);
    }
    // "B*R*A*D*E*S*C*O" and "c o i n b a s e": letters set apart by signs are one word.
    let joined = join_letters(&plain);
    if joined != plain {
        scan(brands, &joined, &mut found);
    }
    found
}

fn scan<'b>(brands: &'b Brands, words: &[String], found: &mut Vec<&'b Alias>) {
    let words = words.get(..MOST_WORDS).unwrap_or(words);
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let aliases = rest
            .first()
            .map(|first| brands.names_with_first_word(first))
            .unwrap_or_default();
        match aliases.iter().find(|alias| rest.starts_with(&alias.words)) {
            Some(alias) => {
                let length = alias.words.len();
                found.extend(aliases.iter().filter(|other| other.words == alias.words));
                at += length;
            }
            None => at += 1,
        }
    }
}

/// A text with the letters that a capital I and a small l are taken for in their places (`Iedger`,
/// `BrasiI`, `lRS`).
fn reread(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    let mut out = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        out.push(match letter {
            'I' if before.is_lowercase() || next.is_lowercase() => 'l',
            'l' if before.is_uppercase() || next.is_uppercase() => 'I',
            other => other,
        });
        before = letter;
    }
    out
}

/// A word without the number that counts mailings ("Supply3").
fn without_number(word: &str) -> String {
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.is_empty() { word } else { bare }.to_owned()
}

/// Runs of single letters put together.
fn join_letters(words: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut run = false;
    for word in words {
        let single = word.chars().count() == 1;
        match joined.last_mut() {
            Some(last) if single && run => last.push_str(word),
            _ => joined.push(word.clone()),
        }
        run = single;
    }
    joined
}

/// The owners of the domains that are written out in a text ("ups.com").
pub(super) fn owners_in(brands: &Brands, text: &str) -> Vec<usize> {
    let words = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '@')))
        .take(MOST_WORDS);
    let hosts = words.filter(|word| word.contains('.') && !word.contains('@'));
    hosts
        .filter_map(|host| brands.owner(&Domain::parse(host.trim_matches('.'))?))
        .collect()
}

/// Longest word that joins others ("de", "von", "the").
const LONGEST_JOINT: usize = 3;

/// Whether a display name is the brand's name with nothing beside it but functions and offers
/// ("Apple Support", "Message de Carrefour").
pub(super) fn stands_alone(brands: &Brands, brand: usize, display_name: &str) -> bool {
    let words = words(&skeleton(display_name));
    let name = (0..words.len()).find_map(|at| {
        let rest = words.get(at..)?;
        let aliases = brands.names_with_first_word(rest.first()?);
        let alias = aliases
            .iter()
            .find(|alias| alias.brand == brand && rest.starts_with(&alias.words))?;
        Some(at..at + alias.words.len())
    });
    let Some(name) = name else { return false };
    // "Maya from Shop"; shorter words that mean the same stand in families' names.
    let before = name.start.checked_sub(1).and_then(|at| words.get(at));
    let sent_by = before.is_some_and(|word| {
        let mut languages = language::all().iter();
        word.chars().count() > LONGEST_JOINT
            && languages.any(|language| language.header_names.from.contains(word))
    });
    if sent_by && name.end == words.len() {
        return true;
    }
    words
        .iter()
        .enumerate()
        .filter(|(at, _)| !name.contains(at))
        .all(|(_, word)| {
            is_function_word(word) || word.chars().count() <= LONGEST_JOINT || is_offer_word(word)
        })
}

/// Whether a display name begins with the brand's name, and behind it or in the subject stands a
/// function or an offer ("Jumbo Boodschappen deal").
pub(super) fn leads(brands: &Brands, brand: usize, identity: &Identity) -> bool {
    let words = |text: &str| words(&skeleton(text));
    let name = words(identity.display_name().unwrap_or_default());
    let subject = words(&identity.subject);
    let aliases = name.first().map(|word| brands.names_with_first_word(word));
    let mut aliases = aliases.unwrap_or_default().iter();
    aliases.any(|alias| {
        let behind = name.get(alias.words.len()..).unwrap_or_default();
        alias.brand == brand
            && name.starts_with(&alias.words)
            && behind
                .iter()
                .chain(&subject)
                .any(|word| is_function_word(word) || is_offer_word(word))
    })
}

/// Whether a display name is nobody's: there is none, or a function or an offer is in it.
pub(super) fn is_nobody(display_name: &str) -> bool {
    let words = words(&skeleton(display_name));
    words.is_empty()
        || words
            .iter()
            .any(|word| is_function_word(word) || is_offer_word(word))
}

fn is_offer_word(word: &String) -> bool {
    language::all()
        .iter()
        .any(|language| language.offer_words.contains(word))
}

/// Whether a brand's name ends a person's name over a mailbox of their own ("Mathilde Leclerc").
pub(super) fn may_be_a_surname(brands: &Brands, providers: &Index, identity: &Identity) -> bool {
    let free = identity
        .from_domain()
        .is_some_and(|domain| providers.is_free_mail(brands, &domain));
    let words = words(&skeleton(identity.display_name().unwrap_or_default()));
    let given = words.first().is_some_and(|word| {
        word.chars().count() > LONGEST_JOINT
            && word.chars().all(char::is_alphabetic)
            && brands.names_with_first_word(word).is_empty()
    });
    free && words.len() == 2 && given && is_letter(identity)
}

/// Whether the display name is that of the organisation in the address ("Medium Digest" at medium.com).
pub(super) fn introduces_itself(identity: &Identity) -> bool {
    let Some(domain) = identity.from_domain() else {
        return false;
    };
    let label = domain
        .organizational()
        .split('.')
        .next()
        .unwrap_or_default()
        .replace('-', "");
    let words = words(&skeleton(identity.display_name().unwrap_or_default()));
    label.chars().count() > LONGEST_JOINT && words.concat().contains(&label)
}

/// Whether a display name is nothing but functions.
pub(super) fn is_function(display_name: &str) -> bool {
    let words = words(&skeleton(display_name));
    !words.is_empty() && words.iter().all(is_function_word)
}

fn is_function_word(word: &String) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
        || language::all()
            .iter()
            .any(|language| language.role_mailboxes.contains(word))
}

/// Whether somebody writes in their own name: no function, no mass mailing.
pub(super) fn is_letter(identity: &Identity) -> bool {
    let Some(author) = identity.from.first() else {
        return false;
    };
    let local = author.local_part().unwrap_or_default().to_lowercase();
    let is_role = language::all().iter().any(|language| {
        language.role_mailboxes.iter().any(|role| {
            local == *role || local.split(['.', '-', '_', '+']).any(|word| word == role)
        })
    });
    let name = author.display_name.as_deref();
    let functions = name.is_some_and(|name| words(&skeleton(name)).iter().any(is_function_word));
    !identity.bulk && !is_role && !functions && looks_like_a_person(name, &local)
}

/// Two or three capitalised words, or a mailbox such as `first.last`.
fn looks_like_a_person(display_name: Option<&str>, local: &str) -> bool {
    match display_name {
        Some(name) => {
            let words: Vec<&str> = name.split_whitespace().collect();
            (2..=4).contains(&words.len())
                && words.iter().all(|word| {
                    word.chars().next().is_some_and(char::is_uppercase)
                        && word
                            .chars()
                            .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | ','))
                })
        }
        None => {
            local.split('.').count() == 2 && local.chars().all(|c| c.is_alphabetic() || c == '.')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand;

    fn ids(text: &str) -> Vec<&'static str> {
        let brands = brand::built_in();
        let mut ids: Vec<_> = names_in(brands, text)
            .iter()
            .filter_map(|alias| brands.at(alias.brand))
            .map(|p| p.id.as_str())
            .collect();
        ids.dedup();
        ids
    }

    #[test]
    fn a_name_is_found_however_it_is_dressed_up() {
        for (text, id) in [
            ("Amazon.de", "amazon"),
            ("*Lowe's_Surprise#", "lowes"),
            ("P a y P a l", "paypal"),
            ("N.e.t.f.l.i.x", "netflix"),
            ("C̷a̷rref̷our", "carrefour"),
            ("Аmаzоn", "amazon"),
            ("DICK'S SPORTING GOODS", "dicks-sporting-goods"),
            ("Banco do BrasiI", "banco-do-brasil"),
            ("Iidl", "lidl"),
            ("lRS", "irs"),
        ] {
            assert!(ids(text).contains(&id), "{text}: {:?}", ids(text));
        }
    }

    #[test]
    fn a_part_of_a_word_is_no_name() {
        assert!(ids("Amazonian rainforest display.com").is_empty());
    }
}
