//! Writes the files that the browser tests bring to the page: `files FOLDER`.
//!
//! They are made anew each time; nobody's mail is in them.

#[path = "../support/outlook.rs"]
#[allow(dead_code, reason = "other test programs use the rest")]
mod outlook;
#[path = "../support/png.rs"]
mod png;

use base64::prelude::{BASE64_STANDARD, Engine};
use outlook::{BODY, HEADERS, Saved};
use std::path::Path;
use std::{env, fs};

fn main() -> std::io::Result<()> {
    let folder = env::args()
        .nth(1)
        .unwrap_or_else(|| "target/files".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes);

    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/mails/play.com/fake-notice-correct-name.en.eml"
    );
    let source = fs::read_to_string(source)?;
    let (head, body) = source.split_once("\n\n").unwrap_or_default();
    let kept = Saved::mail().text(HEADERS, head).text(BODY, body).write();
    write("fake.msg", &kept)?;
    write("torn.msg", kept.get(..700).unwrap_or_default())?;
    let rich = Saved::mail()
        .text(outlook::SENDER_NAME, "Zo\u{eb}")
        .text(outlook::SUBJECT, "Your parcel")
        .rtf(RTF)
        .file("list.txt", "text/plain", b"one, two")
        .message(
            Saved::mail()
                .text(outlook::SUBJECT, "inner")
                .text(BODY, "more"),
        );
    write("rich.msg", &rich.write())?;
    let sealed = Saved::mail().file(
        "message.rpmsg",
        "application/x-microsoft-rpmsg-message",
        b"x",
    );
    write("sealed.msg", &sealed.write())?;

    let code = png::code(LINK, 6);
    write("code.png", &code)?;
    write("tiny-code.png", &png::code(LINK, 1))?;
    write("words.png", &png::code("Table 7, Maya's birthday", 6))?;
    let slope = |x: usize, y: usize| u8::try_from((x * x / 90 + y * 3) % 256).unwrap_or_default();
    write("photo.png", &png::grey(640, 480, slope))?;

    let lines: Vec<String> = BASE64_STANDARD
        .encode(&code)
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    let mail = format!("{MAIL}{}\r\n--x--\r\n", lines.join("\r\n"));
    write("mail-with-code.eml", mail.as_bytes())?;
    write("page.mht", PAGE.as_bytes())?;
    // Longer than any mail, and takes no room on the disk.
    fs::File::create(folder.join("huge.eml"))?.set_len(60 * 1024 * 1024)
}

const RTF: &[u8] = b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1{\\fonttbl{\\f0 Arial;}}\
{\\*\\htmltag84 <a href=\"https://parcel.example/\">}\\htmlrtf {\\field{\\*\\fldinst{HYPERLINK \"x\"}}\
{\\fldrslt \\htmlrtf0 Pay\\~now \\u8364 ?\\'e9\\htmlrtf }}\\htmlrtf0 {\\*\\htmltag92 </a>}}";

const LINK: &str = "https://www.paypal.com.account-check.example/pay?id=7";

const MAIL: &str = "From: Parcel desk <desk@parcel-desk.example>\r\nTo: you@ellison.example\r\n\
Subject: Your parcel\r\nDate: Mon, 21 Mar 2011 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n\
<p>Dear customer, scan this to pay the fee.</p><img src=\"cid:code\">\r\n\
--x\r\nContent-Type: image/png\r\nContent-ID: <code>\r\nContent-Transfer-Encoding: base64\r\n\r\n";

const PAGE: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://mail.example/u/0\r\n\
Subject: Your parcel\r\nDate: Mon, 21 Mar 2011 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"-x-\"\r\n\r\n\
---x-\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
<p>Dear customer, <a href=3D\"https://www.paypal.com.account-check.example/\">=\r\nlog in</a></p>\r\n\
---x---\r\n";
