//! Whether a mail calls its reader by name.

use super::clause::Word;
use super::salutation::Salutation;
use crate::domain::skeleton::skeleton;
use crate::language;

/// Whether two names are one person's: the same words, whatever their order and accents.
///
/// A single letter is an initial; one name at least is to be there in full.
pub(super) fn same_person(one: &str, other: &str) -> bool {
    let is_title = |word: &String| {
        let mut languages = language::all().iter();
        word.len() > 1 && languages.any(|language| language.titles.contains(word))
    };
    let words = |name: &str| -> Vec<String> {
        let mut words = crate::brand::words(&skeleton(name));
        // "Don" alone is a name.
        if !words.iter().all(is_title) {
            words.retain(|word| !is_title(word));
        }
        words
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let initial = |word: &String| word.chars().count() == 1;
    let fits = |word: &String| {
        let mut names = long.iter();
        names.any(|name| name == word || (initial(word) && name.starts_with(word.as_str())))
    };
    !short.iter().all(initial) && short.iter().all(fits)
}

/// The addressee up to the end of the reader's name, if that is there.
pub(super) fn reader_in<'a, 'b>(
    salutation: &Salutation<'a, 'b>,
    reader: &str,
) -> Option<&'b [Word<'a>]> {
    let opening = &salutation.opening;
    let lower = |word: &Word<'_>| word.written.starts_with(char::is_lowercase);
    let is_reader = |person: &[Word<'_>]| {
        let titles = person.iter().take_while(|word| opening.is_title(word));
        let name = person.get(titles.count()..).unwrap_or_default();
        same_person(&written(name), reader)
    };
    // "Dear customer Maya Ellison"
    let customer = opening.generic(salutation.whole).unwrap_or_default();
    [0, customer].into_iter().find_map(|start| {
        let from = salutation.whole.get(start..)?;
        // "Hello Maya look here" goes on in small letters.
        let until = from.iter().skip(1).position(lower);
        let until = until.map_or(from.len(), |at| at + 1);
        [from.len(), until].into_iter().find_map(|length| {
            let name = from.get(..length)?;
            let mut people = name.split(|word| opening.joins(word));
            people.any(is_reader).then_some(name)
        })
    })
}

/// The reader called by name without an opening: "Maya, …", "Thanks for your order, Maya!"
pub(super) fn called<'a, 'b>(words: &'b [Word<'a>], reader: &str) -> Option<&'b [Word<'a>]> {
    let line = words.iter().position(|word| word.breaks);
    let line = words.get(..line.map_or(words.len(), |at| at + 1))?;
    let comma = |word: &Word<'_>| word.stop.is_some_and(|stop| stop.sign == ',');
    for at in 0..line.len() {
        if at > 0 && !line.get(at - 1).is_some_and(comma) {
            continue;
        }
        let Some(end) = line
            .iter()
            .skip(at)
            .position(|word| word.stop.is_some() || word.dot)
        else {
            break;
        };
        let name = line.get(at..=at + end)?;
        let sign = name.last()?.stop.map_or('.', |stop| stop.sign);
        // "Ellison, Maya" above a street is an address.
        let beside = |at: Option<usize>| {
            at.and_then(|at| line.get(at))
                .is_some_and(|word| same_person(word.written, reader))
        };
        let listed = beside(at.checked_sub(1)) || beside(Some(at + end + 1));
        let calls = at > 0 || matches!(sign, ',' | '!' | '-' | '–' | '—');
        if calls && !listed && same_person(&written(name), reader) {
            return Some(name);
        }
    }
    None
}

pub(super) fn written(words: &[Word<'_>]) -> String {
    let written: Vec<&str> = words.iter().map(|word| word.written).collect();
    written.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_any_order() {
        assert!(same_person("ELLISON Maya", "Maya Ellison"));
        assert!(same_person("Ms Ellison", "Maya Ellison"));
        assert!(!same_person("Ms Smith", "Maya Ellison"));
    }
}
