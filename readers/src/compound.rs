//! Compound files (MS-CFB): a small file system inside a file, as Outlook saves mails.
//!
//! Read only. Nothing in it is believed: every number is an index that may lead nowhere, every
//! chain may turn back on itself, and each walk ends after as many steps as the file has room for.
//!
//! Our own, for its weight: the crate `cfb`, which it is tested against, takes 77 kB of brotli
//! in the module, this a twentieth of it.

/// How every compound file begins.
pub(crate) const MAGIC: [u8; 8] = *b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Most entries of one storage that are looked at; a mail has a few dozen.
const MOST_CHILDREN: usize = 4096;

/// Length of a directory entry (MS-CFB §2.6.1).
const ENTRY: usize = 128;

/// How many sectors of the allocation table the header itself names (MS-CFB §2.2).
const NAMED_IN_HEADER: usize = 109;

/// From this number on, a sector number is a mark and no place.
const MARKS: u32 = 0xFFFF_FFFA;

/// A compound file, its directory and tables read.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    /// Length of a sector: 512 or 4096.
    sector: usize,
    /// Each sector's successor.
    next: Vec<u32>,
    /// Each mini sector's successor.
    next_mini: Vec<u32>,
    /// What the mini sectors lie in.
    mini: Vec<u8>,
    /// Streams below this length lie in mini sectors.
    cutoff: u64,
    entries: Vec<Entry>,
}

/// An entry of the directory.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its name.
    pub(crate) name: String,
    /// Whether it holds bytes, not other entries.
    pub(crate) is_stream: bool,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    /// Reads the tables; none where it is no compound file, or one without a directory.
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(&MAGIC) {
            return None;
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_mini: Vec::new(),
            mini: Vec::new(),
            cutoff: u64::from(u32_at(bytes, 56)?).min(MINI_CUTOFF),
            entries: Vec::new(),
        };
        file.next = file.allocation_table()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX);
        // A file of the old version leaves the upper half of each length undefined.
        let size_mask = if sector == 512 {
            u64::from(u32::MAX)
        } else {
            u64::MAX
        };
        let entries = directory.chunks_exact(ENTRY);
        file.entries = entries.map(|entry| Entry::read(entry, size_mask)).collect();
        let root = file.entries.first()?.clone();
        file.next_mini = numbers(&file.chain(u32_at(bytes, 60)?, usize::MAX));
        file.mini = file.chain(root.start, length(root.size));
        Some(file)
    }

    /// The entries of a storage by name; the first of all, the root, is 0.
    pub(crate) fn children(&self, storage: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open: Vec<(u32, bool)> = Vec::new();
        if let Some(entry) = self.entries.get(storage).filter(|entry| !entry.is_stream) {
            open.push((entry.child, false));
        }
        // Two steps and two turns into nothing for each entry.
        for _ in 0..MOST_CHILDREN * 4 {
            let Some((id, between)) = open.pop() else {
                break;
            };
            let index = id as usize;
            let Some(entry) = self.entries.get(index) else {
                continue;
            };
            if between {
                found.push(index);
            } else {
                open.extend([(entry.right, false), (id, true), (entry.left, false)]);
            }
        }
        found
    }

    /// An entry.
    pub(crate) fn entry(&self, index: usize) -> Option<&Entry> {
        self.entries.get(index)
    }

    /// The bytes of a stream, up to a limit; as many as there are where the file is cut short.
    pub(crate) fn read(&self, stream: usize, limit: usize) -> Vec<u8> {
        let Some(entry) = self.entries.get(stream).filter(|entry| entry.is_stream) else {
            return Vec::new();
        };
        let wanted = length(entry.size).min(limit);
        if entry.size >= self.cutoff {
            return self.chain(entry.start, wanted);
        }
        follow(&self.next_mini, entry.start, wanted, MINI, |at| {
            let rest = self.mini.get(at.checked_mul(MINI)?..)?;
            Some(head(rest, MINI))
        })
    }

    /// The bytes of a chain of sectors, up to a limit.
    fn chain(&self, start: u32, limit: usize) -> Vec<u8> {
        let sector = |at| self.sector_at(at);
        follow(&self.next, start, limit, self.sector, sector)
    }

    fn sector_at(&self, number: usize) -> Option<&'a [u8]> {
        // The header takes the place of one.
        let start = number.checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..)?;
        (!rest.is_empty()).then(|| head(rest, self.sector))
    }

    /// The allocation table, put together from the sectors that the header and its list name.
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector + 1;
        let mut table = Vec::new();
        let named = self.bytes.get(76..76 + NAMED_IN_HEADER * 4)?;
        let mut list = numbers(named);
        let mut more = u32_at(self.bytes, 68)?;
        for _ in 0..most {
            for number in &list {
                if *number < MARKS && table.len() < most {
                    table.extend(numbers(
                        self.sector_at(*number as usize).unwrap_or_default(),
                    ));
                }
            }
            let Some(sector) = self.sector_at(more as usize).filter(|_| more < MARKS) else {
                break;
            };
            list = numbers(sector);
            // The last number names the next sector of the list.
            more = list.pop().unwrap_or(MARKS);
        }
        table.truncate(most);
        Some(table)
    }
}

impl Entry {
    /// Reads [`ENTRY`] bytes (MS-CFB §2.6.1).
    fn read(bytes: &[u8], size_mask: u64) -> Self {
        let number = |at| u32_at(bytes, at).unwrap_or(MARKS);
        // In bytes, with the zero behind it.
        let length = usize::from(u16_at(bytes, 64).unwrap_or_default()).min(64);
        let name = bytes.get(..length.saturating_sub(2)).unwrap_or_default();
        let size = u64::from(number(124)) << 32 | u64::from(number(120));
        Self {
            name: utf16(name),
            is_stream: bytes.get(66) == Some(&2),
            left: number(68),
            right: number(72),
            child: number(76),
            start: number(116),
            size: size & size_mask,
        }
    }
}

/// The bytes of a chain: each sector's content, while the table names a next one.
fn follow<'s>(
    next: &[u32],
    start: u32,
    limit: usize,
    sector: usize,
    content: impl Fn(usize) -> Option<&'s [u8]>,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut at = start;
    // A chain cannot be longer than its table: one that is turns back on itself.
    for _ in 0..next.len() {
        let Some(found) = content(at as usize).filter(|_| at < MARKS) else {
            break;
        };
        bytes.extend_from_slice(head(found, limit - bytes.len()));
        // A sector that is cut short is the file's end.
        if bytes.len() >= limit || found.len() < sector {
            break;
        }
        let Some(following) = next.get(at as usize) else {
            break;
        };
        at = *following;
    }
    bytes
}

/// UTF-16 in its low-byte-first form; what is no character becomes U+FFFD.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers
        .iter()
        .map(|four| u32::from_le_bytes(*four))
        .collect()
}

fn head(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

fn length(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX)
}

/// Length of a mini sector.
const MINI: usize = 64;

/// The only cutoff that MS-CFB §2.2 allows.
const MINI_CUTOFF: u64 = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    /// A file with a stream of each of these lengths, written by another's code.
    fn written(version: cfb::Version, lengths: &[usize]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new()))
            .expect("a file");
        file.create_storage("/inner").expect("a storage");
        for length in lengths {
            let path = format!("/inner/stream{length}");
            let mut stream = file.create_stream(path).expect("a stream");
            stream.write_all(&content(*length)).expect("written");
        }
        file.flush().expect("flushed");
        file.into_inner().into_inner()
    }

    fn content(length: usize) -> Vec<u8> {
        (0..length)
            .map(|at| u8::try_from((at * 7 + length) % 251).unwrap_or_default())
            .collect()
    }

    const LENGTHS: [usize; 8] = [0, 1, 63, 64, 4095, 4096, 70_000, 9_000_000];

    #[test]
    fn what_another_wrote_is_read_back() {
        for version in [cfb::Version::V3, cfb::Version::V4] {
            let bytes = written(version, &LENGTHS);
            let file = Compound::open(&bytes).expect("a compound file");
            let root: Vec<usize> = file.children(0);
            let name = |index: usize| file.entry(index).map(|entry| entry.name.clone());
            assert_eq!(root.len(), 1);
            assert_eq!(name(root[0]).as_deref(), Some("inner"));
            let mut found = 0;
            for index in file.children(root[0]) {
                let name = name(index).unwrap_or_default();
                let length: usize = name.trim_start_matches("stream").parse().expect("a length");
                assert_eq!(file.read(index, usize::MAX), content(length), "{name}");
                assert_eq!(file.read(index, 10), head(&content(length), 10), "{name}");
                found += 1;
            }
            assert_eq!(found, LENGTHS.len(), "{version:?}");
        }
    }

    #[test]
    fn chains_and_trees_that_turn_back_end() {
        let mut bytes = written(cfb::Version::V3, &[70_000, 20]);
        let table = Compound::open(&bytes).expect("a file").next.len();
        // Every sector's successor is sector 1, every entry's neighbours are entry 1.
        for at in (512..bytes.len() - 4).step_by(4) {
            let number = u32_at(&bytes, at).unwrap_or_default();
            if number < 2_000 || number == u32::MAX {
                bytes.splice(at..at + 4, 1_u32.to_le_bytes());
            }
        }
        if let Some(file) = Compound::open(&bytes) {
            assert!(file.next.len() <= table + 128);
            for index in 0..file.entries.len().min(50) {
                let _ = file.read(index, usize::MAX);
                assert!(file.children(index).len() <= MOST_CHILDREN * 4);
            }
        }
    }
}
