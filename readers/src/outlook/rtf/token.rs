//! RTF cut into braces, control words, control symbols and bytes.

/// A piece of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'r> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word and its number.
    Word(&'r [u8], Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte of the text, written out or by its number.
    Byte(u8),
}

/// The pieces in order.
pub(super) struct Tokens<'r> {
    rest: &'r [u8],
}

impl<'r> Tokens<'r> {
    pub(super) fn new(rtf: &'r [u8]) -> Self {
        Self { rest: rtf }
    }

    fn advance(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// What begins with a backslash, which is taken already.
    fn control(&mut self) -> Option<Token<'r>> {
        let first = *self.rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.advance(1);
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let digits = self
                .rest
                .get(..2)
                .and_then(|digits| std::str::from_utf8(digits).ok());
            let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            self.advance(if byte.is_some() { 2 } else { 0 });
            return Some(byte.map_or(Token::Symbol(first), Token::Byte));
        }
        let rest = self.rest;
        let length = count(rest, u8::is_ascii_alphabetic);
        let (word, after) = rest.split_at_checked(length)?;
        let sign = usize::from(after.first() == Some(&b'-'));
        let digits = count(after.get(sign..).unwrap_or_default(), u8::is_ascii_digit);
        let mut number = None;
        self.rest = after;
        if digits > 0 {
            let written = after.get(..sign + digits).unwrap_or_default();
            number = std::str::from_utf8(written)
                .ok()
                .and_then(|text| text.parse().ok());
            self.advance(written.len());
        }
        // One blank belongs to the word.
        if self.rest.first() == Some(&b' ') {
            self.advance(1);
        }
        if word == b"bin" {
            let length = number.and_then(|length| usize::try_from(length).ok());
            self.advance(length.unwrap_or_default());
        }
        Some(Token::Word(word, number))
    }
}

impl<'r> Iterator for Tokens<'r> {
    type Item = Token<'r>;

    fn next(&mut self) -> Option<Token<'r>> {
        loop {
            let byte = *self.rest.first()?;
            self.advance(1);
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.control(),
                // Line ends in the file are none in the text.
                b'\r' | b'\n' | 0 => continue,
                other => Token::Byte(other),
            });
        }
    }
}

fn count(bytes: &[u8], fits: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| fits(byte)).count()
}
