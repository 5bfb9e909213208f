//! The wire format: how a job and its answer pass between two instances of this module.
//!
//! One method both writes and reads, field by field, so that neither forgets what the other knows
//! and the module holds it once. Both ends are the same build: there is no version and no name in
//! it, and it is kept nowhere.

mod shapes;

use crate::check::CHECKS;
use crate::domain::suffix;
use crate::language::data::Meaning;
use std::ops::Range;

/// What can pass over the wire.
pub trait Wire: Sized {
    /// What stands in its place until it has been read.
    const BLANK: Self;

    /// Writes itself onto the tape, or becomes what stands there.
    fn pass(&mut self, tape: &mut Tape);
}

/// The bytes of a value: being written, or being read.
#[derive(Debug, Default)]
pub struct Tape {
    bytes: Vec<u8>,
    /// How far they are read; none where they are being written.
    read: Option<usize>,
    /// Whether something else stood there than was to be read.
    torn: bool,
}

/// The bytes of a value. It is lent to be changed, and is not.
#[must_use]
pub fn write<T: Wire>(value: &mut T) -> Vec<u8> {
    let mut tape = Tape::default();
    value.pass(&mut tape);
    tape.bytes
}

/// The value that the bytes are of; none where they are of another type.
#[must_use]
pub fn read<T: Wire>(bytes: Vec<u8>) -> Option<T> {
    let mut tape = Tape {
        bytes,
        read: Some(0),
        torn: false,
    };
    let mut value = T::BLANK;
    value.pass(&mut tape);
    (!tape.torn && tape.read == Some(tape.bytes.len())).then_some(value)
}

impl Tape {
    /// Writes a number, or gives the one that stands there.
    #[inline(never)]
    fn number(&mut self, number: u64) -> u64 {
        if self.read.is_none() {
            self.bytes.extend_from_slice(&number.to_le_bytes());
            return number;
        }
        let bytes = self.take(size_of::<u64>()).try_into();
        bytes.map_or(0, u64::from_le_bytes)
    }

    /// Writes a length, or gives the one that stands there: never more than bytes are left.
    #[inline(never)]
    fn length(&mut self, length: usize) -> usize {
        let length = usize::try_from(self.number(length as u64)).unwrap_or(usize::MAX);
        match self.read {
            Some(at) if length > self.bytes.len() - at => {
                self.torn = true;
                0
            }
            _ => length,
        }
    }

    /// Writes which of `count` variants it is, or gives the one that stands there.
    #[inline(never)]
    fn variant(&mut self, variant: u8, count: usize) -> u8 {
        if self.read.is_none() {
            self.bytes.push(variant);
            return variant;
        }
        let variant = self.take(1).first().copied().unwrap_or_default();
        self.torn |= usize::from(variant) >= count;
        variant
    }

    /// The next bytes; none where there are not as many.
    #[inline(never)]
    fn take(&mut self, count: usize) -> &[u8] {
        let from = self.read.unwrap_or_default();
        let to = from.saturating_add(count);
        let taken = self.bytes.get(from..to);
        match taken {
            Some(_) => self.read = Some(to),
            None => self.torn = true,
        }
        taken.unwrap_or_default()
    }
}

impl Wire for String {
    const BLANK: Self = Self::new();

    #[inline(never)]
    fn pass(&mut self, tape: &mut Tape) {
        let length = tape.length(self.len());
        if tape.read.is_none() {
            tape.bytes.extend_from_slice(self.as_bytes());
        } else if let Ok(text) = str::from_utf8(tape.take(length)) {
            text.clone_into(self);
        } else {
            tape.torn = true;
        }
    }
}

/// The name of something that every build has: a check, a meaning, the date of a list.
impl Wire for &'static str {
    const BLANK: Self = "";

    fn pass(&mut self, tape: &mut Tape) {
        let mut text = (*self).to_owned();
        text.pass(tape);
        if tape.read.is_some() {
            match known(&text) {
                Some(name) => *self = name,
                None => tape.torn = true,
            }
        }
    }
}

/// The name as this build has it.
fn known(name: &str) -> Option<&'static str> {
    for check in CHECKS {
        if check.id == name {
            return Some(check.id);
        }
    }
    for meaning in Meaning::ALL {
        if meaning.id() == name {
            return Some(meaning.id());
        }
    }
    Some(suffix::date()).filter(|date| *date == name)
}

impl Wire for usize {
    const BLANK: Self = 0;

    fn pass(&mut self, tape: &mut Tape) {
        let number = tape.number(*self as u64);
        *self = Self::try_from(number).unwrap_or_default();
    }
}

impl Wire for i64 {
    const BLANK: Self = 0;

    fn pass(&mut self, tape: &mut Tape) {
        *self = tape.number(self.cast_unsigned()).cast_signed();
    }
}

impl Wire for u32 {
    const BLANK: Self = 0;

    fn pass(&mut self, tape: &mut Tape) {
        let number = tape.number((*self).into());
        *self = Self::try_from(number).unwrap_or_default();
    }
}

impl Wire for u8 {
    const BLANK: Self = 0;

    fn pass(&mut self, tape: &mut Tape) {
        *self = tape.variant(*self, 256);
    }
}

impl Wire for bool {
    const BLANK: Self = false;

    fn pass(&mut self, tape: &mut Tape) {
        *self = tape.variant((*self).into(), 2) == 1;
    }
}

impl<T: Wire> Wire for Option<T> {
    const BLANK: Self = None;

    fn pass(&mut self, tape: &mut Tape) {
        let there = tape.variant(self.is_some().into(), 2) == 1;
        if there {
            self.get_or_insert(T::BLANK).pass(tape);
        }
    }
}

impl<T: Wire, E: Wire> Wire for Result<T, E> {
    const BLANK: Self = Err(E::BLANK);

    fn pass(&mut self, tape: &mut Tape) {
        let good = tape.variant(self.is_ok().into(), 2) == 1;
        if tape.read.is_some() && good {
            *self = Ok(T::BLANK);
        }
        match self {
            Ok(value) => value.pass(tape),
            Err(error) => error.pass(tape),
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    const BLANK: Self = Self::new();

    fn pass(&mut self, tape: &mut Tape) {
        // Each item has a byte at least, so that a length that was never written ends soon.
        let length = tape.length(self.len());
        if tape.read.is_none() {
            for item in self {
                item.pass(tape);
            }
            return;
        }
        self.reserve_exact(length);
        for _ in 0..length {
            let mut item = T::BLANK;
            item.pass(tape);
            self.push(item);
        }
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    const BLANK: Self = (A::BLANK, B::BLANK);

    fn pass(&mut self, tape: &mut Tape) {
        self.0.pass(tape);
        self.1.pass(tape);
    }
}

impl Wire for Range<usize> {
    const BLANK: Self = 0..0;

    fn pass(&mut self, tape: &mut Tape) {
        self.start.pass(tape);
        self.end.pass(tape);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type All = (
        (String, Vec<Option<i64>>),
        (Result<bool, usize>, (Range<usize>, &'static str)),
    );

    fn all() -> All {
        let texts = ("é\n\0".to_owned(), vec![None, Some(-1), Some(i64::MAX)]);
        (texts, (Err(usize::MAX), (3..5, "deadline")))
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = write(&mut all());
        assert_eq!(read::<All>(bytes.clone()), Some(all()));
        for end in 0..bytes.len() {
            assert_eq!(read::<All>(bytes[..end].to_vec()), None, "{end}");
        }
        assert_eq!(read::<All>([bytes, vec![0]].concat()), None);
    }

    #[test]
    fn what_was_never_written_is_not_read() {
        assert_eq!(read::<Vec<String>>(vec![0xFF; 64]), None);
        assert_eq!(read::<bool>(vec![2]), None);
        assert_eq!(read::<String>(vec![1, 0, 0, 0, 0, 0, 0, 0, 0xFF]), None);
        let unknown = write(&mut "a name that no check has".to_owned());
        assert_eq!(read::<&'static str>(unknown), None);
    }
}
