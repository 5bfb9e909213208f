//! Damage done by pasting, undone one kind at a time: a hash that then fits proves the repair.
//!
//! What lies around the mail (quoting, doubled newlines, lost folding) is undone by
//! [`crate::source`]; this is what changes inside a body or a folded field.

use std::borrow::Cow;

/// Largest body that repairs are tried on: each try walks it once for each canonical form.
pub(super) const LARGEST: usize = 8 * 1024 * 1024;

/// A repair of a body, and its name in reports.
pub(super) type Repair = (&'static str, fn(&[u8]) -> Option<Vec<u8>>);

/// The repairs of a body, likeliest first.
pub(super) const BODY: [Repair; 4] = [
    ("trailing-blanks", without_trailing_blanks),
    ("mbox-quoting", without_from_quoting),
    ("no-break-spaces", without_no_break_spaces),
    ("one-byte-charset", in_one_byte_charset),
];

/// What a folded line can have begun with before a program rewrote it.
pub(super) const FOLDS: [&[u8]; 3] = [b"\t", b" ", b"        "];

/// Blanks that a program added before the line ends.
fn without_trailing_blanks(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        out.extend_from_slice(line.trim_ascii_end());
        if line.ends_with(b"\n") {
            out.extend_from_slice(b"\r\n");
        }
    }
    changed(body, out)
}

/// The `>` that an mbox file puts before a line that begins with "From ".
fn without_from_quoting(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        out.extend_from_slice(match line.strip_prefix(b">") {
            Some(rest) if rest.starts_with(b"From ") => rest,
            _ => line,
        });
    }
    changed(body, out)
}

/// The no-break spaces that a browser makes of runs of blanks.
fn without_no_break_spaces(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(byte) = rest.first() {
        if let Some(after) = rest.strip_prefix(&b"\xC2\xA0"[..]) {
            out.push(b' ');
            rest = after;
        } else {
            out.push(*byte);
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    changed(body, out)
}

/// Letters of a mail in a one-byte charset, which the clipboard gives in UTF-8.
fn in_one_byte_charset(body: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(body)
        .ok()
        .filter(|text| !text.is_ascii())?;
    text.chars().map(crate::message::to_windows_1252).collect()
}

/// The field with its folded lines begun otherwise.
pub(super) fn refolded<'f>(field: &'f [u8], fold: Option<&[u8]>) -> Cow<'f, [u8]> {
    let Some(fold) = fold else {
        return Cow::Borrowed(field);
    };
    let mut out = Vec::with_capacity(field.len());
    for (at, line) in field.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if at > 0 {
            out.extend_from_slice(fold);
        }
        let text = line.trim_ascii_start();
        out.extend_from_slice(if at > 0 { text } else { line });
    }
    Cow::Owned(out)
}

fn changed(before: &[u8], after: Vec<u8>) -> Option<Vec<u8>> {
    (before != after).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_repair_undoes_its_damage_and_leaves_the_rest_alone() {
        for (damaged, whole, repair) in [
            (&b"a \t\nb\n"[..], &b"a\r\nb\r\n"[..], BODY[0].1),
            (b"x\n>From here\n>y\n", b"x\nFrom here\n>y\n", BODY[1].1),
            ("a\u{a0}\u{a0}b".as_bytes(), b"a  b", BODY[2].1),
            (
                "Gr\u{fc}\u{df}e \u{20ac}".as_bytes(),
                b"Gr\xFC\xDFe \x80",
                BODY[3].1,
            ),
        ] {
            assert_eq!(repair(damaged).as_deref(), Some(whole));
        }
        for (_, repair) in BODY {
            assert_eq!(repair(b"plain\r\n"), None);
        }
    }

    #[test]
    fn a_field_is_folded_anew() {
        assert_eq!(
            &*refolded(b"A: x\r\n    y\r\n", Some(b"\t")),
            b"A: x\r\n\ty\r\n"
        );
        assert_eq!(&*refolded(b"A: x\r\n    y\r\n", None), b"A: x\r\n    y\r\n");
    }
}
