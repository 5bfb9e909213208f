//! Compressed RTF (MS-OXRTFCP): runs of bytes copied from a ring of what came before.

use crate::compound::u32_at;

/// Longest text that is unpacked.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Unpacks; none where it is of neither known form.
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(u32_at(packed, 4)?).ok()?.min(MOST_BYTES);
    let content = packed.get(HEADER..)?;
    match packed.get(8..12)? {
        b"LZFu" => Some(unpack_runs(content, length)),
        b"MELA" => Some(content.get(..length).unwrap_or(content).to_vec()),
        _ => None,
    }
}

fn unpack_runs(content: &[u8], length: usize) -> Vec<u8> {
    let mut ring = [b' '; RING];
    for (place, byte) in ring.iter_mut().zip(BEFORE) {
        *place = *byte;
    }
    let mut end = BEFORE.len();
    let mut text = Vec::new();
    let mut input = content.iter().copied();
    let mut write = |ring: &mut [u8; RING], end: &mut usize, byte| {
        if let Some(place) = ring.get_mut(*end) {
            *place = byte;
        }
        *end = (*end + 1) % RING;
        text.push(byte);
        text.len() >= length
    };
    'all: while let Some(control) = input.next() {
        for bit in 0..8 {
            let Some(first) = input.next() else {
                break 'all;
            };
            if control >> bit & 1 == 0 {
                if write(&mut ring, &mut end, first) {
                    break 'all;
                }
                continue;
            }
            let Some(second) = input.next() else {
                break 'all;
            };
            // Twelve bits say where, four how much.
            let from = usize::from(first) << 4 | usize::from(second >> 4);
            if from == end {
                break 'all;
            }
            for at in from..from + usize::from(second & 15) + SHORTEST_RUN {
                let byte = ring.get(at % RING).copied().unwrap_or_default();
                if write(&mut ring, &mut end, byte) {
                    break 'all;
                }
            }
        }
    }
    text
}

/// Sizes, form and checksum stand in front.
const HEADER: usize = 16;
const RING: usize = 4096;
const SHORTEST_RUN: usize = 2;

/// What the ring holds at first (MS-OXRTFCP §2.1.2.1).
const BEFORE: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}\
{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman\
Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of MS-OXRTFCP §3.1.
    const EXAMPLE: [u8; 49] = [
        0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7,
        0xa7, 0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a,
        0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d,
        0x0a, 0x80, 0x0f, 0xa0,
    ];

    #[test]
    fn the_example_of_the_specification_is_unpacked() {
        let text = unpack(&EXAMPLE).expect("a text");
        assert_eq!(text, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    }

    #[test]
    fn what_is_cut_short_or_torn_ends() {
        assert_eq!(BEFORE.len(), 207);
        for end in 0..EXAMPLE.len() {
            let _ = unpack(EXAMPLE.get(..end).unwrap_or_default());
            let mut torn = EXAMPLE;
            if let Some(byte) = torn.get_mut(end) {
                *byte ^= 0xFF;
            }
            assert!(unpack(&torn).is_none_or(|text| text.len() <= MOST_BYTES));
        }
    }
}
