//! Character references of HTML (WHATWG HTML §13.2.5.72), pruned to what mail uses.
//!
//! Numbers are complete. Of the names: those that may stand without a semicolon, those of
//! signs that build addresses, and those that show nothing; any other stays as written.

/// Names that are read without a semicolon too: Latin-1 from U+00A0 on, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde \
    Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde \
    Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";

/// Further names that are read without a semicolon too.
const LOOSE: &[(&str, char)] = &[
    ("amp", '&'),
    ("AMP", '&'),
    ("lt", '<'),
    ("LT", '<'),
    ("gt", '>'),
    ("GT", '>'),
    ("quot", '"'),
    ("QUOT", '"'),
    ("COPY", '©'),
    ("REG", '®'),
];

/// Names that need their semicolon.
const STRICT: &[(&str, char)] = &[
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("excl", '!'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("apos", '\''),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("equals", '='),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("Hat", '^'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("grave", '`'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("verbar", '|'),
    ("vert", '|'),
    ("rcub", '}'),
    ("rbrace", '}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("hairsp", '\u{200a}'),
    ("NonBreakingSpace", '\u{a0}'),
    ("ZeroWidthSpace", '\u{200b}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("NoBreak", '\u{2060}'),
    ("hyphen", '‐'),
    ("dash", '‐'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("horbar", '―'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("dagger", '†'),
    ("bull", '•'),
    ("hellip", '…'),
    ("permil", '‰'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("check", '✓'),
    ("star", '☆'),
    ("hearts", '♥'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Zcaron", 'Ž'),
    ("zcaron", 'ž'),
    ("Yuml", 'Ÿ'),
    ("inodot", 'ı'),
    ("imath", 'ı'),
    ("fjlig", 'ﬁ'),
    ("filig", 'ﬁ'),
    ("fllig", 'ﬂ'),
];

/// Longest name in the lists.
const LONGEST: usize = 16;

/// What the C1 controls stand for (WHATWG HTML §13.2.5.80): windows-1252.
const C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A text with its references resolved; in an attribute a loose one before `=` or a letter stays.
#[must_use]
pub(super) fn decode(text: &str, in_attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        match reference(rest, in_attribute) {
            Some((c, length)) => {
                out.push(c);
                rest = rest.get(length..).unwrap_or_default();
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

/// The character that a reference (without its `&`) stands for, and its length.
fn reference(text: &str, in_attribute: bool) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        return numeric(number).map(|(c, length)| (c, length + 1));
    }
    let letters = text
        .bytes()
        .take(LONGEST)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let name = text.get(..letters)?;
    if text.as_bytes().get(letters) == Some(&b';')
        && let Some(c) = strict(name).or_else(|| loose(name))
    {
        return Some((c, letters + 1));
    }
    (1..=letters).rev().find_map(|length| {
        let c = loose(name.get(..length)?)?;
        let next = text.as_bytes().get(length);
        let stays =
            in_attribute && next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
        (!stays).then_some((c, length))
    })
}

fn strict(name: &str) -> Option<char> {
    STRICT
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, c)| *c)
}

fn loose(name: &str) -> Option<char> {
    let latin = LATIN
        .split_ascii_whitespace()
        .zip('\u{a0}'..)
        .find(|(known, _)| *known == name);
    latin.map(|(_, c)| c).or_else(|| {
        LOOSE
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, c)| *c)
    })
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let hex = text.starts_with(['x', 'X']);
    let (start, radix) = if hex { (1, 16) } else { (0, 10) };
    let digits = text
        .get(start..)?
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(radix))
        .count();
    if digits == 0 {
        return None;
    }
    let number = text.get(start..start + digits)?;
    // Too many digits for a number are too large for a character.
    let code = u32::from_str_radix(number, radix).unwrap_or(u32::MAX);
    let c = match code {
        0 => '\u{fffd}',
        0x80..=0x9F => C1.get(code as usize - 0x80).copied().unwrap_or('\u{fffd}'),
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    };
    let semicolon = usize::from(text.as_bytes().get(start + digits) == Some(&b';'));
    Some((c, start + digits + semicolon))
}
