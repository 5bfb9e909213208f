//! Mails inside mails: read to a depth, and never believed for what stands in them.

mod support;

use countersign::input::Input;
use countersign::report::Note;
use countersign::verdict::Verdict;
use support::mails;

/// A mail inside a mail, so many levels deep.
fn nested(levels: usize) -> String {
    (0..levels).fold(String::from("Subject: x\n\nbody"), |inner, depth| {
        let text = "Please see what came with this. ".repeat(8);
        format!(
            "From: a@b.example\nSubject: {depth}\nContent-Type: multipart/mixed; boundary=b{depth}\n\n\
            --b{depth}\n\n{text}\n--b{depth}\nContent-Type: message/rfc822\n\n{inner}\n--b{depth}--\n"
        )
    })
}

#[test]
fn mails_inside_mails_are_read_to_a_depth_and_the_rest_is_named() {
    for (levels, read) in [(1, 1), (3, 3), (4, 3), (1_000, 3)] {
        let mail = nested(levels);
        let report = countersign::check(&Input::new(mail.as_bytes()));
        let report = report.unwrap_or_else(|error| panic!("{levels}: {error}"));
        assert_eq!(report.details.nested.len(), read, "{levels}");
        let said = report.input.notes.contains(&Note::NestedLeftOut);
        assert_eq!(said, levels > read, "{levels}");
        assert_eq!(report.verdict, Verdict::Unproven, "{levels}");
    }
    let many =
        "--b\nContent-Type: message/rfc822\n\nFrom: a@b.example\nSubject: x\n\nhello\n".repeat(400);
    let text = "Please see what came with this. ".repeat(8);
    let many = format!(
        "From: a@b.example\nSubject: y\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{text}\n{many}--b--\n"
    );
    let report = countersign::check(&Input::new(many.as_bytes())).expect("a report");
    assert_eq!(report.details.nested.len(), 20);
    assert!(report.input.notes.contains(&Note::NestedLeftOut));
}

#[test]
fn results_in_a_mail_inside_are_not_believed() {
    for mail in mails("mails/play.com") {
        let text = "Please see what came with this, it is the notice of the shop. ".repeat(5);
        let source = String::from_utf8_lossy(&mail.bytes);
        let outer = format!(
            "From: a@b.example\nTo: c@d.example\nSubject: y\nContent-Type: multipart/mixed; boundary=bx\n\n\
            --bx\n\n{text}\n--bx\nContent-Type: message/rfc822\n\n{source}\n--bx--\n"
        );
        let report = countersign::check(&Input::new(outer.as_bytes())).expect("a report");
        for inside in &report.details.nested {
            let path = mail.path.display();
            assert_ne!(inside.verdict, Verdict::Genuine, "{path}");
            let mut findings = inside.findings.iter();
            assert!(
                findings.all(|found| found.check != "aligned-pass"),
                "{path}"
            );
            let fake = mail.stem().starts_with("fake");
            assert!(!fake || report.verdict >= Verdict::Suspicious, "{path}");
        }
    }
}
