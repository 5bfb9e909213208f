//! Reading the tables that the build script packed.
//!
//! A table is all its texts, a line each, then a zero byte, then all its numbers: texts beside
//! texts compress an eighth better than between the numbers that a common format puts around
//! each. What the lines and numbers mean, only the type knows that is read.

use serde::Deserialize;
use serde::de::value::U32Deserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// Reads a table; none where it was packed from another type.
#[must_use]
pub(crate) fn read<'t, T: Deserialize<'t>>(table: &'t [u8]) -> Option<T> {
    let end = table.iter().position(|byte| *byte == 0)?;
    let (lines, numbers) = table.split_at(end);
    let mut reader = Reader {
        lines: str::from_utf8(lines).ok()?,
        numbers: numbers.get(1..)?,
    };
    T::deserialize(&mut reader).ok()
}

/// What is left to read.
struct Reader<'t> {
    lines: &'t str,
    numbers: &'t [u8],
}

impl<'t> Reader<'t> {
    #[inline(never)]
    fn line(&mut self) -> Result<&'t str, Mismatch> {
        // Lines are short: looking at each byte is faster than what looks at many at once.
        let mut bytes = self.lines.bytes();
        let end = bytes.position(|byte| byte == b'\n').ok_or(Mismatch)?;
        let line = self.lines.get(..end).ok_or(Mismatch)?;
        self.lines = self.lines.get(end + 1..).ok_or(Mismatch)?;
        Ok(line)
    }

    #[inline(never)]
    fn byte(&mut self) -> Result<u8, Mismatch> {
        let (byte, rest) = self.numbers.split_first().ok_or(Mismatch)?;
        self.numbers = rest;
        Ok(*byte)
    }

    /// A number in groups of seven bits, the lowest first.
    #[inline(never)]
    fn number(&mut self) -> Result<u32, Mismatch> {
        let mut number = 0;
        for group in 0..5 {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F) << (7 * group);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Mismatch)
    }
}

/// A table of another type. It says no more: a message for each field would weigh 10 kB.
#[derive(Debug)]
struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of another type")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.byte()? != 0)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u8(self.byte()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u32(self.number()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u32(self.number()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_borrowed_str(self.line()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.byte()? {
            0 => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let left = self.number()?;
        visitor.visit_seq(Items { reader: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let left = u32::try_from(length).map_err(|_| Mismatch)?;
        visitor.visit_seq(Items { reader: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_tuple(fields.len(), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u16 u128 f32 f64 char bytes byte_buf unit unit_struct
        newtype_struct tuple_struct map identifier ignored_any
    }
}

/// The rest of a list, or of a struct's fields.
struct Items<'r, 't> {
    reader: &'r mut Reader<'t>,
    left: u32,
}

impl<'t> SeqAccess<'t> for Items<'_, 't> {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'t> EnumAccess<'t> for &mut Reader<'t> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<(S::Value, Self), Mismatch> {
        let index: U32Deserializer<Mismatch> = self.number()?.into_deserializer();
        Ok((seed.deserialize(index)?, self))
    }
}

impl<'t> VariantAccess<'t> for &mut Reader<'t> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<S::Value, Mismatch> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'t>>(self, _: usize, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_struct("", fields, visitor)
    }
}

#[cfg(test)]
#[path = "build/pack.rs"]
mod writer;

#[cfg(test)]
mod tests {
    use super::{read, writer};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct All {
        text: String,
        texts: Vec<String>,
        yes: bool,
        number: usize,
        bytes: Vec<u8>,
        none: Option<String>,
        some: Option<Box<All>>,
        kinds: Vec<Kind>,
        pair: (String, u32),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Kind {
        Plain,
        Of(String),
        With { text: String, number: usize },
    }

    fn all(some: Option<Box<All>>) -> All {
        All {
            text: "ein Satz".into(),
            texts: vec![String::new(), "é".into()],
            yes: true,
            number: 1_000_000,
            bytes: vec![0, 10, 127, 128, 255],
            none: None,
            some,
            kinds: vec![
                Kind::With {
                    text: "a".into(),
                    number: 0,
                },
                Kind::Plain,
                Kind::Of("b".into()),
            ],
            pair: ("c".into(), 300),
        }
    }

    #[test]
    fn what_was_packed_is_read() {
        let all = all(Some(Box::new(all(None))));
        let table = writer::pack(&all).unwrap();
        assert_eq!(read::<All>(&table).as_ref(), Some(&all));
        for end in 0..table.len() {
            assert_eq!(read::<All>(table.get(..end).unwrap()), None, "{end}");
        }
    }

    #[test]
    fn what_cannot_be_read_again_is_not_packed() {
        for text in ["two\nlines", "a zero \0"] {
            assert!(writer::pack(&text).is_err(), "{text:?}");
        }
    }
}
