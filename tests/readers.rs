//! What is no plain mail: Outlook's files, saved pages, links in pictures, letters and numbers
//! that are too much. The files are written here; nobody's mail is in them.

#[path = "support/outlook.rs"]
#[allow(dead_code, reason = "other test programs use the rest")]
mod saved;

use countersign::input::{Container, Context, Input, InputError, Kind, accept};
use countersign::locale;
use countersign::report::{Note, Report};
use countersign::verdict::Verdict;
use countersign::view::View;
use saved::{BODY, HEADERS, HTML, Saved};
use std::fmt::Write;
use std::fs;
use std::process::Command;

fn check(bytes: &[u8], context: Context) -> Report {
    let input = Input {
        bytes,
        kind: None,
        context,
    };
    countersign::check(&input).expect("a report")
}

fn mail(path: &str) -> String {
    let path = format!("{}/tests/mails/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("a mail")
}

/// A mail as Outlook would keep it: its header block whole, its body taken out.
fn in_outlook(source: &str) -> Vec<u8> {
    let source = source.replace("\r\n", "\n");
    let (head, body) = source.split_once("\n\n").expect("a body");
    let kept = Saved::mail().text(HEADERS, &head.replace('\n', "\r\n"));
    let kept = if head.to_lowercase().contains("text/html") {
        kept.bytes(HTML, body.as_bytes())
    } else {
        kept.text(BODY, body)
    };
    kept.write()
}

#[test]
fn the_command_line_reads_outlooks_files() {
    let folder = std::env::temp_dir().join("countersign-readers");
    fs::create_dir_all(&folder).expect("a folder");
    let run = |name: &str, bytes: &[u8], format: &str| {
        let file = folder.join(name);
        fs::write(&file, bytes).expect("written");
        let output = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .args(["check", "--format", format])
            .arg(&file)
            .output()
            .expect("the command line");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let fake = in_outlook(&mail("play.com/fake-notice-correct-name.en.eml"));
    let said = run("fake.msg", &fake, "jsonl");
    let answer: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(answer["report"]["verdict"], "fake", "{said}");
    assert_eq!(answer["report"]["claim"]["brand"], "play-com");
    assert_eq!(
        answer["report"]["input"]["notes"][0],
        "rebuilt-from-outlook"
    );
    let said = run("fake.msg", &fake, "text");
    assert!(said.contains("put together again from Outlook"), "{said}");
    let sealed = Saved::mail().file("message.rpmsg", "application/octet-stream", b"x");
    let said = run("sealed.msg", &sealed.write(), "text");
    assert!(said.contains("encrypted"), "{said}");
    let said = run("torn.msg", &fake[..700], "text");
    assert!(said.contains("damaged"), "{said}");
    let said = run("a.png", b"\x89PNG\r\n\x1a\n\0\0", "text");
    assert!(said.contains("picture"), "{said}");
}

#[test]
fn a_mail_keeps_its_answer_in_outlooks_file_save_what_its_body_would_prove() {
    let mut same = 0;
    for path in [
        "play.com/fake-notice-correct-name.en.eml",
        "play.com/unproven-notice-unsigned.en.eml",
        "play.com/genuine-notice.en.eml",
    ] {
        let source = mail(path);
        let plain = check(source.as_bytes(), Context::default());
        let rebuilt = countersign_readers::outlook::message(&in_outlook(&source)).expect("a mail");
        let context = Context {
            container: Some(Container::Outlook),
            ..Context::default()
        };
        let report = check(&rebuilt, context);
        assert_eq!(report.input.kind, Kind::Message, "{path}");
        assert!(report.verdict >= plain.verdict, "{path}");
        assert_eq!(report.claim, plain.claim, "{path}");
        same += usize::from(report.verdict == plain.verdict);
    }
    assert!(same >= 2);
}

const PAGE: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://mail.example/u/0\r\n\
Subject: Your parcel\r\nDate: Mon, 21 Mar 2011 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"-x-\"\r\n\r\n\
---x-\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
<p>Dear customer of PayPal, <a href=3D\"https://paypal.account-check.example/\">=\r\nlog in</a></p>\r\n\
---x---\r\n";

#[test]
fn a_saved_page_is_judged_as_what_was_seen() {
    let report = check(PAGE.as_bytes(), Context::default());
    assert_eq!(report.input.kind, Kind::Html);
    assert_eq!(report.details.originators.from, []);
    assert_eq!(
        report.details.links[0].target,
        "https://paypal.account-check.example/"
    );
    let view = View::new(&report, &Context::default(), locale::best("en"));
    assert!(
        view.recognised.contains("as it looks on screen"),
        "{}",
        view.recognised
    );
    let evidence = report.findings.iter().flat_map(|finding| &finding.evidence);
    let placed = evidence.filter_map(|found| PAGE.get(found.start?..found.end?));
    assert!(
        placed.clone().any(|text| text.contains("paypal")),
        "{:?}",
        placed.collect::<Vec<_>>()
    );
}

#[test]
fn links_from_pictures_are_judged_with_the_others() {
    let source = mail("play.com/genuine-notice.en.eml");
    let with = |scanned: &[&str]| {
        let context = Context {
            scanned: Some(scanned.iter().map(|text| (*text).to_owned()).collect()),
            ..Context::default()
        };
        check(source.as_bytes(), context)
    };
    assert_eq!(with(&[]).verdict, Verdict::Genuine);
    assert_eq!(with(&["Table 7"]).verdict, Verdict::Genuine);
    let report = with(&["https://play.com.refund-check.example/pay"]);
    assert!(report.verdict > Verdict::Unproven, "{:?}", report.verdict);
    assert_eq!(report.input.notes, [Note::PicturesScanned]);
    let evidence = report.findings.iter().flat_map(|finding| &finding.evidence);
    let mut evidence = evidence.filter(|found| found.place == "attachment");
    assert!(evidence.any(|found| found.excerpt.contains("refund-check") && found.start.is_none()));
    let report = with(&vec!["https://a.example/"; 5000]);
    assert!(report.details.links.len() < 1000);
}

#[test]
fn pictures_nobody_looked_at_are_named() {
    let picture = "A".repeat(400);
    let source = format!(
        "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
         --x\nContent-Type: text/plain\n\nScan this.\n--x\nContent-Type: image/png\n\
         Content-Transfer-Encoding: base64\n\n{picture}\n--x--\n"
    );
    let report = check(source.as_bytes(), Context::default());
    assert_eq!(report.input.notes, [Note::PicturesUnscanned]);
    let searched = Context {
        scanned: Some(Vec::new()),
        ..Context::default()
    };
    let report = check(source.as_bytes(), searched);
    assert_eq!(report.input.notes, [Note::PicturesWithoutCode]);
}

#[test]
fn letters_that_cannot_be_read_are_named() {
    let head = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=";
    let mail = |charset: &str, body: &[u8]| [&head[..], charset.as_bytes(), b"\n\n", body].concat();
    let notes = |bytes: &[u8]| check(bytes, Context::default()).input.notes;
    let japanese = b"\x83n\x83\x8D\x81[\x81E\x83\x8F\x81[\x83\x8B\x83h";
    assert_eq!(notes(&mail("shift_jis", japanese)), [Note::UnreadCharset]);
    assert_eq!(
        notes(&mail("x-nobody-knows", &[0xE9; 40])),
        [Note::UnreadCharset]
    );
    assert_eq!(
        notes(&mail("iso-2022-jp", &b"\x1b$B$3$s\x1b(B ".repeat(3))),
        [Note::UnreadCharset]
    );
    assert_eq!(
        notes(&mail("x-nobody-knows", "Grüße an alle".as_bytes())),
        []
    );
    assert_eq!(
        notes(&mail("windows-1251", b"\xcf\xf0\xe8\xe2\xe5\xf2")),
        []
    );
    let damaged = "Übermäßig viele Wörter, ö ä ü, und eins \u{FFFD} kaputt".repeat(3);
    assert_eq!(notes(damaged.as_bytes()), []);
}

#[test]
fn ten_thousand_links_are_answered_in_time_and_named() {
    let mut html = String::from("From: a@b.example\nTo: c@d.example\nContent-Type: text/html\n\n");
    for number in 0..12_000 {
        let _ = writeln!(
            html,
            "<a href=\"https://host{number}.example/p?{number}\">Pay {number}</a>"
        );
    }
    let start = std::time::Instant::now();
    let report = check(html.as_bytes(), Context::default());
    assert_eq!(report.details.links.len(), 10_000);
    assert_eq!(report.input.notes, [Note::LinksLeftOut]);
    let view = View::new(&report, &Context::default(), locale::best("fr"));
    assert!(view.links.len() <= 100);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn each_file_that_is_no_mail_gets_its_own_sentence() {
    let mut seen = Vec::new();
    for (bytes, error) in [
        (&b"PK\x03\x04\x14\0"[..], InputError::Archive),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", InputError::Picture),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", InputError::Outlook),
        (b"%PDF-1.7", InputError::NotText),
        (b"  \r\n", InputError::Empty),
    ] {
        assert_eq!(accept(bytes), Err(error));
        seen.push(error);
    }
    seen.extend([
        InputError::TooLarge,
        InputError::NoQrCode,
        InputError::PictureUnread,
        InputError::Damaged,
        InputError::NoMail,
        InputError::Protected,
        InputError::NoReader,
    ]);
    for language in ["en", "fr"] {
        let mut sentences: Vec<&str> = Vec::new();
        for error in &seen {
            let sentence = locale::best(language).text(error.key());
            assert!(
                sentence.ends_with('.') && !sentences.contains(&sentence),
                "{error}"
            );
            sentences.push(sentence);
        }
    }
}
