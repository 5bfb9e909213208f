//! Packing a table: all its texts, a line each, a zero byte, then all its numbers. See `src/pack.rs`.

use serde::de::value::Error;
use serde::ser::{
    Error as _, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, Serializer,
};

/// Packs a value.
///
/// # Errors
/// A type that tables do not have, or a text of more than one line.
pub(crate) fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    let mut writer = Writer::default();
    value
        .serialize(&mut writer)
        .map_err(|error| error.to_string())?;
    writer.lines.push(0);
    writer.lines.extend(writer.numbers);
    Ok(writer.lines)
}

#[derive(Default)]
struct Writer {
    lines: Vec<u8>,
    numbers: Vec<u8>,
}

impl Writer {
    fn number(&mut self, number: usize) -> Result<(), Error> {
        let mut rest = u32::try_from(number).map_err(Error::custom)?;
        while rest >= 0x80 {
            self.numbers.push((rest & 0x7F) as u8 | 0x80);
            rest >>= 7;
        }
        self.numbers.push((rest & 0x7F) as u8);
        Ok(())
    }
}

fn unknown<T>() -> Result<T, Error> {
    Err(Error::custom("tables have no such type"))
}

impl Serializer for &mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.serialize_u8(value.into())
    }
    fn serialize_i8(self, _: i8) -> Result<(), Error> {
        unknown()
    }
    fn serialize_i16(self, _: i16) -> Result<(), Error> {
        unknown()
    }
    fn serialize_i32(self, _: i32) -> Result<(), Error> {
        unknown()
    }
    fn serialize_i64(self, _: i64) -> Result<(), Error> {
        unknown()
    }
    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.numbers.push(value);
        Ok(())
    }
    fn serialize_u16(self, _: u16) -> Result<(), Error> {
        unknown()
    }
    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }
    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.number(usize::try_from(value).map_err(Error::custom)?)
    }
    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        unknown()
    }
    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        unknown()
    }
    fn serialize_char(self, _: char) -> Result<(), Error> {
        unknown()
    }
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        if text.contains(['\n', '\0']) {
            return Err(Error::custom(format!("{text:?} is more than a line")));
        }
        self.lines.extend(text.as_bytes());
        self.lines.push(b'\n');
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        unknown()
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_u8(0)
    }
    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Error> {
        self.numbers.push(1);
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<(), Error> {
        unknown()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        unknown()
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
    ) -> Result<(), Error> {
        self.number(index as usize)
    }
    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        unknown()
    }
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.number(index as usize)?;
        value.serialize(self)
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<Self, Error> {
        self.number(len.ok_or_else(|| Error::custom("a list without a length"))?)?;
        Ok(self)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        Ok(self)
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        unknown()
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        unknown()
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        unknown()
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Error> {
        self.number(index as usize)?;
        Ok(self)
    }
    fn is_human_readable(&self) -> bool {
        false
    }
}

/// What holds others is written as they come.
macro_rules! holders {
    ($($holder:ident::$element:ident($($name:ident)?))*) => { $(
        impl $holder for &mut Writer {
            type Ok = ();
            type Error = Error;
            fn $element<T: ?Sized + Serialize>(
                &mut self,
                $($name: &'static str,)?
                value: &T,
            ) -> Result<(), Error> {
                value.serialize(&mut **self)
            }
            fn end(self) -> Result<(), Error> {
                Ok(())
            }
        }
    )* };
}

holders! {
    SerializeSeq::serialize_element()
    SerializeTuple::serialize_element()
    SerializeStruct::serialize_field(_name)
    SerializeStructVariant::serialize_field(_name)
}
