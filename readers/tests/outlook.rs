//! Mails that Outlook saved, read back.
#![allow(missing_docs, reason = "a test program")]

#[path = "../../tests/support/outlook.rs"]
#[allow(dead_code, reason = "other test programs use the rest")]
mod saved;

use countersign_readers::{Unreadable, outlook};
use saved::{
    ADDRESS, BODY, CODEPAGE, DISPLAY_NAME, HEADERS, HTML, INTERNET_CODEPAGE, MESSAGE_CLASS,
    RECIPIENT_TYPE, SENDER_ADDRESS, SENDER_NAME, SUBJECT, SUBMITTED, Saved,
};

fn read(mail: &Saved) -> String {
    let bytes = outlook::message(&mail.write()).expect("a mail");
    String::from_utf8(bytes).expect("UTF-8")
}

const ARRIVED: &str = "Received: from mx.example by in.example;\r\n\tMon, 21 Mar 2011 10:00:00 +0000\r\nFrom: Shop <news@shop.example>\r\nSubject: Sale\r\n";

#[test]
fn the_header_block_stays_as_it_arrived() {
    let head = format!(
        "{ARRIVED}MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"-a-\"\r\n"
    );
    let mail = Saved::mail()
        .text(HEADERS, &format!("{head}\r\n"))
        .text(BODY, "Hello")
        .bytes(HTML, "<p>Hé</p>".as_bytes())
        .number(INTERNET_CODEPAGE, 65001);
    let text = read(&mail);
    assert!(text.starts_with(&format!("{head}\r\n---a-\r\n")), "{text}");
    assert!(text.contains(
        "text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<p>Hé</p>\r\n---a---"
    ));
}

#[test]
fn a_mail_of_one_text_is_encoded_as_its_block_says() {
    let head = format!(
        "{ARRIVED}Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: base64\r\n"
    );
    let mail = Saved::mail()
        .text(HEADERS, &head)
        .text(BODY, "Hello")
        .bytes(HTML, b"<p>Hello</p>");
    assert_eq!(read(&mail), format!("{head}\r\nPHA+SGVsbG88L3A+"));
}

#[test]
fn a_block_that_does_not_fit_describes_the_body_anew() {
    let head =
        format!("{ARRIVED}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n");
    let mail = Saved::mail().text(HEADERS, &head).text(BODY, "Hello").file(
        "bill.pdf",
        "application/pdf",
        b"%PDF-",
    );
    let text = read(&mail);
    assert!(text.starts_with(&format!(
        "{ARRIVED}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_outlook_0\"\r\n\r\n"
    )), "{text}");
    assert!(text.contains("Content-Type: application/pdf\r\n"));
    assert!(text.contains("filename=\"bill.pdf\"\r\n\r\nJVBERi0="));
}

#[test]
fn a_mail_that_never_travelled_gets_its_fields_from_properties() {
    let person = |name: &str, address: &str, kind| {
        let person = Saved::default().number(RECIPIENT_TYPE, kind);
        person.text(DISPLAY_NAME, name).text(ADDRESS, address)
    };
    let mail = Saved::mail()
        .text(SENDER_NAME, "Zoë \"Z\" Ellison")
        .text(SENDER_ADDRESS, "zoe@ellison.example")
        .text(
            SUBJECT,
            "Hello\r\nAuthentication-Results: mx.example; spf=pass",
        )
        .time(SUBMITTED, 1_300_700_000)
        .recipient(person("Maya", "maya@ellison.example", 1))
        .recipient(person("Sam", "/o=Org/cn=sam", 1))
        .recipient(person("Kim", "kim@ellison.example", 2))
        .recipient(person("Hidden", "hidden@ellison.example", 3))
        .text(BODY, "Hi");
    let text = read(&mail);
    assert!(text.starts_with("From: =?utf-8?B?Wm/DqyAiWiIgRWxsaXNvbg==?= <zoe@ellison.example>\r\nTo: \"Maya\" <maya@ellison.example>,\r\n \"Sam\" <>\r\nCc: \"Kim\" <kim@ellison.example>\r\nSubject: =?utf-8?B?"), "{text}");
    assert!(
        text.contains("\r\nDate: 21 Mar 2011 09:33:20 +0000\r\n"),
        "{text}"
    );
    assert!(
        !text.contains("\nAuthentication-Results") && !text.contains("hidden@"),
        "{text}"
    );
}

#[test]
fn texts_in_a_code_page_keep_it() {
    let mail = Saved::mail()
        .number(CODEPAGE, 1251)
        .old_text(SUBJECT, b"\xcf\xf0\xe8\0")
        .old_text(BODY, b"\xcf\xf0\xe8\xe2\xe5\xf2\0");
    let bytes = outlook::message(&mail.write()).expect("a mail");
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.starts_with("Subject: =?windows-1251?B?z/Do?=\r\n"),
        "{text}"
    );
    assert!(text.contains("text/plain; charset=windows-1251"), "{text}");
    assert!(
        bytes
            .windows(6)
            .any(|window| window == b"\xcf\xf0\xe8\xe2\xe5\xf2")
    );
}

#[test]
fn html_inside_rtf_is_found() {
    let mail = Saved::mail().text(SUBJECT, "x").text(BODY, "Pay").rtf(
        b"{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag84 <a href=\"https://pay.example/\">}Pay{\\*\\htmltag92 </a>}}",
    );
    let text = read(&mail);
    assert!(text.contains("text/html; charset=windows-1252"), "{text}");
    assert!(
        text.contains("<a href=\"https://pay.example/\">Pay</a>"),
        "{text}"
    );
}

#[test]
fn a_mail_inside_a_mail_is_read_and_depth_is_bounded() {
    let mut mail = Saved::mail().text(SUBJECT, "level 0").text(BODY, "zero");
    for level in 1..8 {
        mail = Saved::mail()
            .text(SUBJECT, &format!("level {level}"))
            .text(BODY, "text")
            .message(mail);
    }
    let text = read(&mail);
    assert!(
        text.contains("Content-Type: message/rfc822\r\n\r\nSubject: level 6\r\n"),
        "{text}"
    );
    assert!(
        text.contains("Subject: level 4\r\n") && !text.contains("level 3"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let sealed = Saved::mail().file(
        "message.rpmsg",
        "application/x-microsoft-rpmsg-message",
        b"x",
    );
    let mut enveloped = b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03".to_vec();
    let smime = |bytes: &[u8]| Saved::mail().file("smime.p7m", "application/pkcs7-mime", bytes);
    let read = |file: &[u8]| outlook::message(file);
    assert_eq!(read(&sealed.write()), Err(Unreadable::Protected));
    assert_eq!(read(&smime(&enveloped).write()), Err(Unreadable::Protected));
    // Signed, not encrypted.
    enveloped[12] = 2;
    assert!(read(&smime(&enveloped).write()).is_ok());
    let workbook = Saved::default().with_stream("EncryptedPackage").write();
    assert_eq!(read(&workbook), Err(Unreadable::Protected));
    let contact = Saved::default()
        .text(MESSAGE_CLASS, "IPM.Contact")
        .number(CODEPAGE, 1252);
    assert_eq!(read(&contact.write()), Err(Unreadable::NoMail));
    assert_eq!(
        read(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        Err(Unreadable::Damaged)
    );
    assert_eq!(read(b""), Err(Unreadable::Damaged));
    let whole = Saved::mail().text(BODY, "x").write();
    assert_eq!(read(&whole[..600]), Err(Unreadable::Damaged));
}

#[test]
fn hostile_files_end_and_stay_small() {
    let mail = Saved::mail()
        .text(HEADERS, ARRIVED)
        .text(BODY, &"Hello ".repeat(2000))
        .rtf(b"{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag84 <p>}x}")
        .number(CODEPAGE, 1252)
        .file("a.png", "image/png", &[7; 9000])
        .message(Saved::mail().text(SUBJECT, "inner").text(BODY, "y"))
        .write();
    let mut state = 7_u32;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 4).unwrap_or_default() % below
    };
    let odd = [
        0_u32,
        1,
        2,
        0xFFFF_FFFF,
        0xFFFF_FFFE,
        0xFFFF_FFFA,
        0x7FFF_FFFF,
        64,
    ];
    let mut readable = 0;
    for round in 0..3000 {
        let mut torn = mail.clone();
        for _ in 0..=random(12) {
            // The header, the tables and the directory hold numbers of four bytes.
            let at = if round % 3 == 0 {
                random(160)
            } else {
                random(mail.len() / 4 - 1) * 4
            };
            let number = odd[random(odd.len())];
            torn.splice(at..at + 4, number.to_le_bytes());
        }
        torn.truncate(mail.len() - random(2) * random(mail.len()));
        if let Ok(read) = outlook::message(&torn) {
            readable += 1;
            assert!(read.len() < 64 * 1024 * 1024);
        }
    }
    // Else the test would only look at the door.
    assert!(readable > 300, "{readable}");
}

#[test]
fn streams_that_share_their_sectors_do_not_add_up() {
    let mut mail = Saved::mail().text(SUBJECT, "x");
    for at in 0..100 {
        let length = if at == 0 { 3_000_000 } else { 5000 };
        mail = mail.file(&format!("{at}"), "image/png", &vec![at; length]);
    }
    let mut file = mail.write();
    // Every long stream becomes the one of three million bytes.
    let entries: Vec<usize> = (0..file.len() - 128).step_by(128).collect();
    let name: Vec<u8> = "__substg1.0_37010102"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let places: Vec<usize> = entries
        .into_iter()
        .filter(|at| file[*at..].starts_with(&name))
        .collect();
    assert_eq!(places.len(), 100);
    let long = places
        .iter()
        .find(|at| file[**at + 120..**at + 124] == 3_000_000_u32.to_le_bytes());
    let ending = file[*long.expect("the long one") + 116..][..12].to_vec();
    for at in &places {
        file.splice(at + 116..at + 128, ending.clone());
    }
    let read = outlook::message(&file).expect("a mail");
    assert!(
        read.len() > 30_000_000 && read.len() < 50_000_000,
        "{}",
        read.len()
    );
}

#[test]
fn mails_that_hold_each_other_end() {
    let mut mail = Saved::mail().text(SUBJECT, "x").text(BODY, "y");
    for _ in 0..100 {
        mail = mail.message(Saved::mail().text(SUBJECT, "inner"));
    }
    let mut file = mail.write();
    let name = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (root, inner) = (name("Root Entry"), name("__substg1.0_3701000D"));
    let entries: Vec<usize> = (0..file.len() - 128).step_by(128).collect();
    let root = entries.iter().find(|at| file[**at..].starts_with(&root));
    let child = file[*root.expect("the root") + 76..][..4].to_vec();
    for at in entries {
        if file[at..].starts_with(&inner) {
            file.splice(at + 76..at + 80, child.clone());
        }
    }
    let start = std::time::Instant::now();
    let read = outlook::message(&file).expect("a mail");
    assert!(read.len() < 10_000_000, "{}", read.len());
    assert!(start.elapsed().as_secs() < 20);
}
