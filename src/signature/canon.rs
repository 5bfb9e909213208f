//! The canonical forms (RFC 6376 §3.4): which changes on the way do not matter.
//!
//! A bare LF counts as a line end, for nearly every paste has lost its CRs.

/// A canonicalisation algorithm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Canon {
    /// Nearly nothing may change (§3.4.1, §3.4.3).
    #[default]
    Simple,
    /// Blanks, folding and case of names may change (§3.4.2, §3.4.4).
    Relaxed,
}

impl Canon {
    /// Reads the algorithm's name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "simple" => Some(Self::Simple),
            "relaxed" => Some(Self::Relaxed),
            _ => None,
        }
    }
}

/// Appends a header field in its canonical form, with its line end.
pub fn field(canon: Canon, field: &[u8], out: &mut Vec<u8>) {
    match canon {
        Canon::Simple => {
            for line in lines(field) {
                out.extend_from_slice(line);
                out.extend_from_slice(b"\r\n");
            }
        }
        Canon::Relaxed => {
            let colon = field.iter().position(|byte| *byte == b':');
            let (name, value) = field.split_at(colon.unwrap_or(field.len()));
            out.extend(name.trim_ascii_end().iter().map(u8::to_ascii_lowercase));
            out.push(b':');
            let start = out.len();
            let mut blank = false;
            for line in lines(value.get(1..).unwrap_or_default()) {
                for byte in line {
                    if matches!(byte, b' ' | b'\t') {
                        blank = true;
                    } else {
                        if blank && out.len() > start {
                            out.push(b' ');
                        }
                        blank = false;
                        out.push(*byte);
                    }
                }
            }
            out.extend_from_slice(b"\r\n");
        }
    }
}

/// Hands a body in its canonical form to `sink`, piece by piece.
pub fn body(canon: Canon, body: &[u8], mut sink: impl FnMut(&[u8])) {
    let mut empty = 0_usize;
    let mut any = false;
    let mut relaxed = Vec::new();
    for line in lines(body) {
        let line = match canon {
            Canon::Simple => line,
            Canon::Relaxed => {
                relaxed.clear();
                relax(line, &mut relaxed);
                &relaxed
            }
        };
        if line.is_empty() {
            // Empty lines at the end do not count; these may not be the end.
            empty += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty) {
            sink(b"\r\n");
        }
        sink(line);
        sink(b"\r\n");
        any = true;
    }
    if !any && canon == Canon::Simple {
        sink(b"\r\n");
    }
}

/// Runs of blanks as one, none at the end.
fn relax(line: &[u8], out: &mut Vec<u8>) {
    let end = line
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | b'\t'))
        .map_or(0, |at| at + 1);
    let mut blank = false;
    for byte in line.iter().take(end) {
        if matches!(byte, b' ' | b'\t') {
            blank = true;
        } else {
            if std::mem::take(&mut blank) {
                out.push(b' ');
            }
            out.push(*byte);
        }
    }
}

/// The lines without their ends.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        line.strip_suffix(b"\r").unwrap_or(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(canon: Canon) -> String {
        let mut out = Vec::new();
        for line in [&b"A: X\r\n"[..], b"B : Y\t\r\n\tZ  \r\n"] {
            field(canon, line, &mut out);
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    fn canonical(canon: Canon, text: &[u8]) -> String {
        let mut out = Vec::new();
        body(canon, text, |piece| out.extend_from_slice(piece));
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn the_example_of_rfc_6376() {
        // §3.4.5.
        let text = b" C \r\nD \t E\r\n\r\n\r\n";
        assert_eq!(fields(Canon::Relaxed), "a:X\r\nb:Y Z\r\n");
        assert_eq!(fields(Canon::Simple), "A: X\r\nB : Y\t\r\n\tZ  \r\n");
        assert_eq!(canonical(Canon::Relaxed, text), " C\r\nD E\r\n");
        assert_eq!(canonical(Canon::Simple, text), " C \r\nD \t E\r\n");
    }

    #[test]
    fn line_ends_do_not_matter_and_an_empty_body_has_its_form() {
        assert_eq!(canonical(Canon::Simple, b"a\n\nb"), "a\r\n\r\nb\r\n");
        assert_eq!(canonical(Canon::Simple, b""), "\r\n");
        assert_eq!(canonical(Canon::Simple, b"\n\n"), "\r\n");
        assert_eq!(canonical(Canon::Relaxed, b" \r\n\t"), "");
    }
}
