//! One entry of Outlook's (MS-OXMSG): a message, an attachment or a recipient, and its properties.

use super::text::Text;
use crate::compound::{Compound, u16_at, u32_at};
use std::cell::Cell;

/// Most bytes that are read from one file: its streams may all claim the same sectors.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Most entries of one kind that are looked at.
const MOST_ITEMS: usize = 100;

/// Most entries of all kinds in one file: storages may hold each other.
const MOST_ENTRIES: usize = 1000;

/// A compound file from which no more is read than was allotted.
pub(super) struct Reader<'a> {
    file: Compound<'a>,
    /// Bytes that may still be read.
    left: Cell<usize>,
    /// Entries that may still be looked at.
    entries: Cell<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: Compound<'a>) -> Self {
        Self {
            file,
            left: Cell::new(MOST_BYTES),
            entries: Cell::new(MOST_ENTRIES),
        }
    }

    /// Whether the file's root holds a stream or a storage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        let mut children = self.file.children(ROOT).into_iter();
        children.any(|index| self.name(index).eq_ignore_ascii_case(name))
    }

    fn name(&self, index: usize) -> &str {
        self.file.entry(index).map_or("", |entry| &entry.name)
    }

    fn stream(&self, index: usize) -> Vec<u8> {
        let bytes = self.file.read(index, self.left.get());
        self.left.set(self.left.get() - bytes.len());
        bytes
    }
}

/// Where an entry lies: that decides how its list of properties begins (MS-OXMSG §2.4.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// The file itself.
    Top,
    /// A message attached to another.
    Inner,
    /// An attachment or a recipient.
    Part,
}

/// An entry and where its properties lie.
pub(super) struct Item<'r> {
    reader: &'r Reader<'r>,
    /// The streams and storages of properties, by identifier and type.
    places: Vec<(u32, usize)>,
    /// The list of properties of fixed length.
    fixed: Vec<u8>,
    header: usize,
    attachments: Vec<usize>,
    recipients: Vec<usize>,
    /// The code page of its texts that are not in UTF-16, its own or that of the message around it.
    page: Option<u32>,
}

impl<'r> Item<'r> {
    /// The message that a file is; none where it is none.
    pub(super) fn top(reader: &'r Reader<'r>) -> Option<Self> {
        let item = Self::open(reader, ROOT, Level::Top, None);
        (!item.fixed.is_empty()).then_some(item)
    }

    fn open(reader: &'r Reader<'r>, storage: usize, level: Level, page: Option<u32>) -> Self {
        let mut item = Self {
            reader,
            places: Vec::new(),
            fixed: Vec::new(),
            header: match level {
                Level::Top => 32,
                Level::Inner => 24,
                Level::Part => 8,
            },
            attachments: Vec::new(),
            recipients: Vec::new(),
            page,
        };
        let Some(left) = reader.entries.get().checked_sub(1) else {
            return item;
        };
        reader.entries.set(left);
        for index in reader.file.children(storage) {
            let name = reader.name(index).to_ascii_lowercase();
            if let Some(tag) = name.strip_prefix("__substg1.0_") {
                if let Ok(tag) = u32::from_str_radix(tag, 16) {
                    item.places.push((tag, index));
                }
            } else if name.starts_with("__attach_version1.0_") {
                item.attachments.push(index);
            } else if name.starts_with("__recip_version1.0_") {
                item.recipients.push(index);
            } else if name == "__properties_version1.0" {
                item.fixed = reader.stream(index);
            }
        }
        item.page = item.number(MESSAGE_CODEPAGE).or(page);
        item
    }

    /// What is attached, in order.
    pub(super) fn attachments(&self) -> impl Iterator<Item = Self> {
        self.parts(&self.attachments)
    }

    /// To whom it is addressed, in order.
    pub(super) fn recipients(&self) -> impl Iterator<Item = Self> {
        self.parts(&self.recipients)
    }

    fn parts(&self, storages: &[usize]) -> impl Iterator<Item = Self> {
        let parts = storages.iter().take(MOST_ITEMS);
        parts.map(|storage| Self::open(self.reader, *storage, Level::Part, self.page))
    }

    /// The message that this attachment is.
    pub(super) fn message(&self) -> Option<Self> {
        let storage = self.place(ATTACH_DATA, PTYP_OBJECT)?;
        let item = Self::open(self.reader, storage, Level::Inner, self.page);
        (!item.fixed.is_empty()).then_some(item)
    }

    /// A text; none where it is missing or blank.
    pub(super) fn text(&self, property: u16) -> Option<Text> {
        let stream = |kind| Some(self.reader.stream(self.place(property, kind)?));
        let text = match stream(PTYP_STRING) {
            Some(bytes) => Text::unicode(&bytes),
            None => Text::in_code_page(stream(PTYP_STRING8)?, self.page),
        };
        (!text.is_blank()).then_some(text)
    }

    /// Bytes; none where they are missing or there are none.
    pub(super) fn bytes(&self, property: u16) -> Option<Vec<u8>> {
        let bytes = self.reader.stream(self.place(property, PTYP_BINARY)?);
        (!bytes.is_empty()).then_some(bytes)
    }

    /// A number of 32 bits.
    pub(super) fn number(&self, property: u16) -> Option<u32> {
        u32_at(self.fixed(property, PTYP_INTEGER32)?, 0)
    }

    /// A time in seconds since 1970-01-01 UTC.
    pub(super) fn time(&self, property: u16) -> Option<i64> {
        let value = self.fixed(property, PTYP_TIME)?;
        let ticks = u64::from(u32_at(value, 4)?) << 32 | u64::from(u32_at(value, 0)?);
        i64::try_from(ticks / TICKS).ok()?.checked_sub(FROM_1601)
    }

    /// The 8 bytes of a property of fixed length (MS-OXMSG §2.4.2.1).
    fn fixed(&self, property: u16, kind: u16) -> Option<&[u8]> {
        let list = self.fixed.get(self.header..)?;
        let fits =
            |entry: &&[u8]| u16_at(entry, 0) == Some(kind) && u16_at(entry, 2) == Some(property);
        list.chunks_exact(16).find(fits)?.get(8..)
    }

    fn place(&self, property: u16, kind: u16) -> Option<usize> {
        let tag = u32::from(property) << 16 | u32::from(kind);
        let (_, index) = self.places.iter().find(|(found, _)| *found == tag)?;
        Some(*index)
    }
}

/// The root of the directory.
const ROOT: usize = 0;

const PTYP_INTEGER32: u16 = 0x0003;
const PTYP_OBJECT: u16 = 0x000D;
const PTYP_STRING8: u16 = 0x001E;
const PTYP_STRING: u16 = 0x001F;
const PTYP_TIME: u16 = 0x0040;
const PTYP_BINARY: u16 = 0x0102;

const MESSAGE_CODEPAGE: u16 = 0x3FFD;
/// What an attachment holds.
pub(super) const ATTACH_DATA: u16 = 0x3701;

/// Ticks of a hundred nanoseconds in a second.
const TICKS: u64 = 10_000_000;

/// Seconds from 1601-01-01 to 1970-01-01.
const FROM_1601: i64 = 11_644_473_600;
