//! The HTML of a body that Outlook keeps as RTF (MS-OXRTFEX).
//!
//! A body that came as HTML is found again inside the RTF, tag by tag. One that was written as RTF
//! becomes plain HTML: its words, its line ends and where its links lead. Bytes of the RTF's code
//! page stay as they are; the character sets of single fonts are not told apart.

mod token;

use super::text::Text;
use token::{Token, Tokens};

/// Longest HTML that is made.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// How many groups inside one another are told apart; deeper ones count as the last.
const MOST_GROUPS: usize = 1000;

/// The body as HTML; none where it is no RTF, or came as plain text, which Outlook keeps, too.
pub(super) fn html(rtf: &[u8]) -> Option<Text> {
    if !rtf.trim_ascii_start().starts_with(b"{\\rtf") {
        return None;
    }
    let mut reader = Reader::default();
    for token in Tokens::new(rtf) {
        reader.take(token);
        if reader.html.len() >= MOST_BYTES {
            break;
        }
    }
    let html = Text::in_code_page(reader.html, Some(reader.page));
    (!reader.from_text && !html.is_blank()).then_some(html)
}

/// What holds inside a group of braces.
#[derive(Clone, Copy, Default)]
struct Group {
    /// What its words are.
    role: Role,
    /// Its words stand for RTF readers only.
    rtf_only: bool,
    /// A link that was opened in it is to be closed with it.
    link: bool,
    /// How many letters stand in for a character that is given by number.
    stand_ins: u32,
}

/// What the words of a group are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Role {
    /// The body's.
    #[default]
    Body,
    /// A piece of the HTML.
    Tag,
    /// Where a link leads.
    Instruction,
    /// Not the body's.
    Hidden,
}

struct Reader {
    html: Vec<u8>,
    page: u32,
    encapsulated: bool,
    from_text: bool,
    groups: Vec<Group>,
    group: Group,
    deeper: usize,
    /// Whether the group began with `\*`: whoever does not know its name skips it.
    optional: bool,
    /// Stand-ins that are still to be left out.
    skip: u32,
    /// The first half of a character outside the first 65,536.
    high: Option<u32>,
    instruction: Vec<u8>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            html: Vec::new(),
            page: 1252,
            encapsulated: false,
            from_text: false,
            groups: Vec::new(),
            group: Group {
                stand_ins: 1,
                ..Group::default()
            },
            deeper: 0,
            optional: false,
            skip: 0,
            high: None,
            instruction: Vec::new(),
        }
    }
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Symbol(b'*') => self.optional = true,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Byte(byte) => self.byte(byte),
            Token::Word(word, number) => self.word(word, number),
        }
    }

    fn open(&mut self) {
        self.skip = 0;
        if self.groups.len() >= MOST_GROUPS {
            self.deeper += 1;
            return;
        }
        self.groups.push(self.group);
        self.group.link = false;
        self.optional = false;
    }

    fn close(&mut self) {
        self.skip = 0;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if self.group.link {
            self.put(b"</a>");
        }
        let ended = self.group.role;
        let Some(outer) = self.groups.pop() else {
            return;
        };
        self.group = outer;
        if ended == Role::Instruction && self.group.role != Role::Instruction {
            self.open_link();
        }
    }

    /// Opens the link that a field's instruction names.
    fn open_link(&mut self) {
        let instruction = std::mem::take(&mut self.instruction);
        let instruction = String::from_utf8_lossy(&instruction);
        let Some((_, target)) = instruction.split_once("HYPERLINK") else {
            return;
        };
        let target = target.split('"').nth(1).unwrap_or(target.trim());
        if self.shown() && !target.is_empty() {
            let target = target.replace('&', "&amp;").replace('"', "&quot;");
            self.put(format!("<a href=\"{target}\">").as_bytes());
            // It ends with the field, which is the group around the instruction.
            self.group.link = true;
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        let optional = std::mem::take(&mut self.optional);
        match word {
            b"fromhtml" => self.encapsulated = number != Some(0),
            b"fromtext" => self.from_text = true,
            b"ansicpg" => {
                self.page = number
                    .and_then(|page| u32::try_from(page).ok())
                    .unwrap_or(1252);
            }
            b"htmlrtf" => self.group.rtf_only = number != Some(0),
            b"htmltag" if optional && self.group.role == Role::Body => {
                self.group.role = Role::Tag;
            }
            b"fldinst" if !self.encapsulated => {
                self.group.role = Role::Instruction;
                self.instruction.clear();
            }
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"object" => {
                self.group.role = Role::Hidden;
            }
            _ if optional => self.group.role = Role::Hidden,
            b"uc" => {
                let count = number.and_then(|count| u32::try_from(count).ok());
                self.group.stand_ins = count.unwrap_or(1).min(MOST_STAND_INS);
            }
            b"u" => self.character(number.unwrap_or_default()),
            b"par" | b"line" | b"sect" | b"page" if self.encapsulated => self.write(b"\r\n"),
            b"par" | b"line" | b"sect" | b"page" => self.write(b"<br>\r\n"),
            b"tab" | b"cell" => self.write(b"\t"),
            _ => {
                let named = NAMED.iter().find(|(name, _)| *name == word);
                if let Some((_, entity)) = named {
                    self.write(entity);
                }
            }
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.write(b"&nbsp;"),
            b'_' => self.write(b"-"),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        if self.group.role == Role::Instruction {
            if self.instruction.len() < LONGEST_INSTRUCTION {
                self.instruction.push(byte);
            }
            return;
        }
        match byte {
            b'<' if !self.encapsulated => self.write(b"&lt;"),
            b'>' if !self.encapsulated => self.write(b"&gt;"),
            b'&' if !self.encapsulated => self.write(b"&amp;"),
            other => self.write(&[other]),
        }
    }

    /// A character by its number; those over 65,535 come in two halves.
    fn character(&mut self, number: i32) {
        self.skip = self.group.stand_ins;
        let unit = u32::try_from(number.rem_euclid(0x1_0000)).unwrap_or_default();
        let code = match (self.high.take(), unit) {
            (_, 0xD800..=0xDBFF) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), 0xDC00..=0xDFFF) => 0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00),
            (_, unit) => unit,
        };
        let skip = std::mem::take(&mut self.skip);
        self.write(format!("&#{code};").as_bytes());
        self.skip = skip;
    }

    /// Writes where it is to be seen.
    fn write(&mut self, bytes: &[u8]) {
        if self.shown() {
            self.put(bytes);
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        self.html.extend_from_slice(bytes);
    }

    fn shown(&self) -> bool {
        match self.group.role {
            Role::Body => !self.group.rtf_only,
            Role::Tag => true,
            Role::Instruction | Role::Hidden => false,
        }
    }
}

/// Words that stand for one character.
const NAMED: [(&[u8], &[u8]); 8] = [
    (b"lquote", b"&lsquo;"),
    (b"rquote", b"&rsquo;"),
    (b"ldblquote", b"&ldquo;"),
    (b"rdblquote", b"&rdquo;"),
    (b"bullet", b"&bull;"),
    (b"endash", b"&ndash;"),
    (b"emdash", b"&mdash;"),
    (b"zwnj", b"&zwnj;"),
];

const MOST_STAND_INS: u32 = 16;

/// Longest instruction of a field that is read: longer than any link that works.
const LONGEST_INSTRUCTION: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rtf: &str) -> String {
        let text = html(rtf.as_bytes()).expect("RTF");
        String::from_utf8_lossy(&text.bytes).into_owned()
    }

    const HEAD: &str = r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\colortbl;}{\*\generator x;}";

    #[test]
    fn html_is_found_again_inside_the_rtf() {
        let rtf = format!(
            "{HEAD}\r\n{{\\*\\htmltag19 <html>}}{{\\*\\htmltag2 \\par }}{{\\*\\htmltag84 <a href=\"https://a.example/?x=1&amp;y=2\">}}\\htmlrtf {{\\field{{\\*\\fldinst{{HYPERLINK \"https://b.example/\"}}}}{{\\fldrslt \\htmlrtf0 Pay\\~now\\htmlrtf }}\\htmlrtf0 \\htmlrtf }}\\htmlrtf0 {{\\*\\htmltag92 </a>}}{{\\*\\mhtmltag84 <a href=\"cid\">}}\\'e9t\\'e9 \\u8364 ?\\u-10179 ?\\u-8704 ? \\{{x\\}}{{\\*\\htmltag27 </html>}}}}"
        );
        let text = html(rtf.as_bytes()).expect("RTF");
        assert_eq!(text.charset, "windows-1252");
        let latin: String = text.bytes.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(
            latin,
            "<html>\r\n<a href=\"https://a.example/?x=1&amp;y=2\">Pay&nbsp;now</a>été &#8364;&#128512; {x}</html>"
        );
    }

    #[test]
    fn rtf_of_its_own_keeps_words_and_links() {
        let rtf = r#"{\rtf1\ansi\ansicpg65001{\fonttbl{\f0 Arial;}}\f0 Dear <you>,\par see {\field{\*\fldinst HYPERLINK "https://a.example/?x=1&y=2"}{\fldrslt {\ul here}}}.{\info{\author Nobody}}\par}"#;
        assert_eq!(
            read(rtf),
            "Dear &lt;you&gt;,<br>\r\nsee <a href=\"https://a.example/?x=1&amp;y=2\">here</a>.<br>\r\n"
        );
    }

    #[test]
    fn torn_rtf_ends() {
        assert!(html(b"<html>").is_none());
        assert!(html(br"{\rtf1\ansi\fromtext a}").is_none());
        for torn in [
            "{\\rtf1".to_owned(),
            "{\\rtf1}}}}} a".to_owned(),
            format!("{{\\rtf1 {}", "{".repeat(100_000)),
            format!("{{\\rtf1 {}x", "{a}".repeat(100_000)),
            "{\\rtf1\\bin99999999999 abc".to_owned(),
            "{\\rtf1\\u99999999999999 \\uc9999999 \\'zz \\".to_owned(),
        ] {
            let _ = html(torn.as_bytes());
        }
    }
}
