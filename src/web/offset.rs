//! Places counted in bytes, put into the units that JavaScript's strings count.

use crate::report::Report;

/// Counts the places of a report in UTF-16 code units of the text that was judged.
pub(super) fn to_utf16(report: &mut Report, text: &str) {
    let places = report.evidence().flat_map(|found| [found.start, found.end]);
    let units = utf16_units(text, places.flatten());
    let nested = report.details.nested.iter_mut();
    let findings = nested.flat_map(|nested| &mut nested.findings);
    for found in report
        .findings
        .iter_mut()
        .chain(findings)
        .flat_map(|finding| &mut finding.evidence)
    {
        for place in [&mut found.start, &mut found.end] {
            *place = place.and_then(|byte| {
                let at = units.binary_search_by_key(&byte, |(known, _)| *known);
                at.ok()
                    .and_then(|at| units.get(at))
                    .map(|(_, units)| *units)
            });
        }
    }
}

/// How many UTF-16 code units stand before each of these bytes, in one pass.
///
/// A byte inside a character counts as its first, one behind the text as its end.
fn utf16_units(text: &str, bytes: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut known: Vec<(usize, usize)> = Vec::new();
    for byte in bytes {
        if let Err(at) = known.binary_search_by_key(&byte, |(known, _)| *known) {
            known.insert(at, (byte, 0));
        }
    }
    let (mut read, mut units) = (0, 0);
    for (byte, place) in &mut known {
        let end = text.floor_char_boundary(*byte);
        units += text
            .get(read..end)
            .map_or(0, |piece| piece.encode_utf16().count());
        read = end;
        *place = units;
    }
    known
}
