//! HTML cut into tags and texts, as a browser's tokenizer cuts it (WHATWG HTML §13.2.5).
//!
//! The states that a mail reader needs: comments, declarations, attributes in every quoting,
//! elements whose content is no markup. Tested against html5gum, which would weigh 40 kB more.

use super::entity;
use std::ops::Range;

/// Most attributes of one tag that are read.
const MOST_ATTRIBUTES: usize = 100;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Start(Tag),
    End(String),
    Text(String, Range<usize>),
}

/// A start tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its attributes in order, names in lower case, values decoded; of two with one name the first counts.
    pub(super) attributes: Vec<(String, String)>,
    /// Whether it ends with a slash.
    pub(super) self_closing: bool,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    }
}

/// Cuts a page.
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// The element whose content is no markup, and whether references are read in it.
    raw: Option<(String, bool)>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self {
            html,
            at: 0,
            raw: None,
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.html.as_bytes().get(at).copied()
    }

    fn rest(&self, at: usize) -> &'a str {
        self.html.get(at..).unwrap_or_default()
    }

    /// The offset behind the next occurrence of one of the marks, or the end.
    fn behind(&self, from: usize, marks: &[&str]) -> usize {
        let rest = self.rest(from);
        let found = marks
            .iter()
            .filter_map(|mark| rest.find(mark).map(|at| at + mark.len()))
            .min();
        found.map_or(self.html.len(), |at| from + at)
    }

    /// Where the content of the element that holds no markup ends.
    fn raw_end(&self, name: &str) -> usize {
        let mut from = self.at;
        while let Some(found) = self.rest(from).find("</") {
            let at = from + found;
            let after = at + 2 + name.len();
            let named = self
                .html
                .get(at + 2..after)
                .is_some_and(|tag| tag.eq_ignore_ascii_case(name));
            if named
                && self
                    .byte(after)
                    .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
            {
                return at;
            }
            from = at + 2;
        }
        self.html.len()
    }

    fn text(&mut self, end: usize, decoded: bool) -> Option<Token> {
        let range = self.at..end;
        let text = self.html.get(range.clone())?;
        self.at = end;
        let text = if decoded {
            entity::decode(text, false)
        } else {
            text.to_owned()
        };
        Some(Token::Text(text, range))
    }

    /// Reads the tag whose name begins at `name`; nothing if the page ends within it.
    fn tag(&mut self, name: usize) -> Option<Tag> {
        let start = self.at;
        let mut at = self.pass(name, |byte| {
            !(byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        });
        let mut tag = Tag {
            name: self.html.get(name..at)?.to_ascii_lowercase(),
            ..Tag::default()
        };
        loop {
            let before = at;
            at = self.pass(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
            if self.byte(at)? == b'>' {
                tag.self_closing = at > before && self.byte(at.saturating_sub(1)) == Some(b'/');
                self.at = at + 1;
                tag.range = start..self.at;
                return Some(tag);
            }
            let (attribute, value, end) = self.attribute(at)?;
            at = end;
            if tag.attributes.len() < MOST_ATTRIBUTES && tag.attribute(&attribute).is_none() {
                tag.attributes.push((attribute, value));
            }
        }
    }

    /// Reads an attribute: its name, its value, and the offset behind it.
    fn attribute(&self, start: usize) -> Option<(String, String, usize)> {
        let end = self.pass(start + 1, |byte| {
            !(byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='))
        });
        let name = self.html.get(start..end)?.to_ascii_lowercase();
        let equals = self.pass(end, |byte| byte.is_ascii_whitespace());
        if self.byte(equals)? != b'=' {
            return Some((name, String::new(), equals));
        }
        let value = self.pass(equals + 1, |byte| byte.is_ascii_whitespace());
        let (range, after) = match self.byte(value)? {
            quote @ (b'"' | b'\'') => {
                let close = self.pass(value + 1, |byte| byte != quote);
                self.byte(close)?;
                (value + 1..close, close + 1)
            }
            b'>' => (value..value, value),
            _ => {
                let close = self.pass(value, |byte| !(byte.is_ascii_whitespace() || byte == b'>'));
                (value..close, close)
            }
        };
        Some((name, entity::decode(self.html.get(range)?, true), after))
    }

    fn pass(&self, from: usize, while_true: impl Fn(u8) -> bool) -> usize {
        let bytes = self.html.as_bytes().get(from..).unwrap_or_default();
        from + bytes.iter().take_while(|byte| while_true(**byte)).count()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if self.at >= self.html.len() {
                return None;
            }
            if let Some((name, decoded)) = self.raw.take() {
                let end = self.raw_end(&name);
                if end > self.at {
                    return self.text(end, decoded);
                }
            }
            let rest = self.rest(self.at);
            let next = rest.as_bytes().get(1).copied();
            match (rest.as_bytes().first(), next) {
                (Some(b'<'), Some(b'!')) if rest.starts_with("<!--") => {
                    let at = self.at + 4;
                    let abrupt = if self.rest(at).starts_with('>') {
                        1
                    } else {
                        2 * usize::from(self.rest(at).starts_with("->"))
                    };
                    self.at = if abrupt > 0 {
                        at + abrupt
                    } else {
                        self.behind(at, &["-->", "--!>"])
                    };
                }
                (Some(b'<'), Some(b'!' | b'?')) => self.at = self.behind(self.at, &[">"]),
                (Some(b'<'), Some(b'/')) => match self.byte(self.at + 2) {
                    Some(byte) if byte.is_ascii_alphabetic() => {
                        let Some(tag) = self.tag(self.at + 2) else {
                            self.at = self.html.len();
                            return None;
                        };
                        return Some(Token::End(tag.name));
                    }
                    Some(_) => self.at = self.behind(self.at, &[">"]),
                    None => return self.text(self.html.len(), true),
                },
                (Some(b'<'), Some(byte)) if byte.is_ascii_alphabetic() => {
                    let Some(tag) = self.tag(self.at + 1) else {
                        self.at = self.html.len();
                        return None;
                    };
                    self.raw = match tag.name.as_str() {
                        "title" | "textarea" => Some((tag.name.clone(), true)),
                        "style" | "script" | "xmp" | "iframe" | "noembed" | "noframes"
                        | "noscript" => Some((tag.name.clone(), false)),
                        _ => None,
                    };
                    return Some(Token::Start(tag));
                }
                _ => {
                    // A text runs to the next thing that a "<" can open.
                    let mut end = self.at;
                    loop {
                        end = self.pass(end + 1, |byte| byte != b'<');
                        let opens = self.byte(end + 1);
                        if end >= self.html.len()
                            || opens.is_some_and(|byte| {
                                byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'/' | b'?')
                            })
                        {
                            break;
                        }
                    }
                    return self.text(end.min(self.html.len()), true);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::{DefaultEmitter, Tokenizer};

    /// The same page as html5gum cuts it, texts joined.
    fn oracle(html: &str) -> Vec<String> {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut out = Vec::new();
        for token in Tokenizer::new_with_emitter(html, emitter) {
            let Ok(token) = token;
            match token {
                html5gum::Token::StartTag(tag) => {
                    let mut attributes: Vec<_> = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (string(name), string(&value.value)))
                        .collect();
                    attributes.sort();
                    out.push(format!(
                        "<{} {attributes:?} {}",
                        string(&tag.name),
                        tag.self_closing
                    ));
                }
                html5gum::Token::EndTag(tag) => out.push(format!("</{}", string(&tag.name))),
                html5gum::Token::String(text) => push_text(&mut out, &string(&text.value)),
                _ => {}
            }
        }
        out
    }

    fn ours(html: &str) -> Vec<String> {
        let mut out = Vec::new();
        for token in Tokens::new(html) {
            match token {
                Token::Start(mut tag) => {
                    tag.attributes.sort();
                    out.push(format!(
                        "<{} {:?} {}",
                        tag.name, tag.attributes, tag.self_closing
                    ));
                }
                Token::End(name) => out.push(format!("</{name}")),
                Token::Text(text, _) => push_text(&mut out, &text),
            }
        }
        out
    }

    fn push_text(out: &mut Vec<String>, text: &str) {
        match out.last_mut() {
            Some(last) if last.starts_with('"') => last.push_str(text),
            _ => out.push(format!("\"{text}")),
        }
    }

    const PAGES: &[&str] = &[
        "<p>Dear <b>Maya</b>,</p>",
        "a < b and <c> <3 <",
        "<a href=https://a.example/?x=1&amp;y=2&copy=3 TARGET='_b' disabled>x</a >",
        "<a/href='x'/class=\"y z\"/>t<br/>",
        "<a href = \"a&#x3a;b\" href=second>x",
        "<a =x y==z>t</a b=c>",
        "<!-- a <b> -- > --><i>1</i><!--><i>2</i><!---><i>3</i><!--x--!><i>4</i>",
        "<!DOCTYPE html><?xml x?><![CDATA[x]]></><//x><i>",
        "<title>a &amp; <b>c</title><style>a<b></style ><script>if (a</b) '</scrip>'</SCRIPT>x",
        "&lt;b&gt; &nbsp&eacutex &#233;&#xE9 &#128; &#0; &#x110000; &colon;&sol;&period; &unknown; &amp",
        "<a href='&notit;&not=1&amp;&lt'>x",
        "<a\nhref\t=\t'x'\n>y<textarea><a></textarea>z",
        "<div",
        "<div a='",
        "x</",
        "x<",
        "<a href=>x<a href=''>y<a href>z",
        "<Ä>ä<é b=ü>",
        "\u{feff}<p\u{c}x>",
    ];

    #[test]
    fn pages_are_cut_as_a_browser_cuts_them() {
        for page in PAGES {
            assert_eq!(ours(page), oracle(page), "{page}");
        }
    }

    #[test]
    fn mixtures_of_hostile_pieces_are_cut_as_a_browser_cuts_them() {
        const PIECES: &[&str] = &[
            "<", ">", "/", "!", "--", "-", "a", "b ", "=", "'", "\"", "<a ", "</a", "<!--", "-->",
            "<title>", "</title>", "<style>", "</style", "&amp", ";", "&#65", "x=", "?", " ", "\n",
            "<p>", "é",
        ];
        // A fixed sequence: the same pages at every run.
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        for _ in 0..20_000 {
            let mut page = String::new();
            for _ in 0..12 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                page.push_str(
                    PIECES[usize::try_from(state % PIECES.len() as u64).unwrap_or_default()],
                );
            }
            assert_eq!(ours(&page), oracle(&page), "{page:?}");
        }
    }
}
