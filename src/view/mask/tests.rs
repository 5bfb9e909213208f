//! What is masked, and what is not.

use super::form::LONGEST;
use super::*;

fn masker(words: &[&str], kept: &[&str]) -> Masker {
    Masker {
        words: words.iter().map(|word| fold(word)).collect(),
        kept: kept.iter().map(|kept| (*kept).to_owned()).collect(),
        ..Masker::default()
    }
}

fn learned(mail: &str, context: &Context) -> Masker {
    let input = crate::input::Input {
        bytes: mail.as_bytes(),
        kind: None,
        context: context.clone(),
    };
    let report = crate::check(&input).expect("a report");
    Masker::new(mail.as_bytes(), report.input.kind, &report, context)
}

#[test]
fn every_address_is_masked_but_those_of_the_writers() {
    let masker = masker(&[], &["sales@shop.example"]);
    assert_eq!(
        masker.value("from <sales@shop.example> to Jane.Doe@Home.example;"),
        "from <sales@shop[.]example> to …@…"
    );
    assert_eq!(masker.value("jane%40home.example"), "…@…");
    assert_eq!(masker.value("jane\u{ff20}home.example"), "…@…");
}

#[test]
fn names_are_masked_however_they_are_written() {
    let masker = masker(&["Jörg", "Müller"], &[]);
    assert_eq!(masker.value("Dear JÖRG müller, hello"), "Dear … …, hello");
    assert_eq!(masker.value("Jo\u{308}rg"), MASK);
    assert_eq!(masker.value("Jö\u{200b}rg's order"), "…'s order");
    assert_eq!(masker.value("Müllerei"), "Müllerei");
}

#[test]
fn long_numbers_are_masked_however_they_are_grouped() {
    let masker = masker(&[], &[]);
    for number in [
        "4111111111111111",
        "4111 1111 1111 1111",
        "+44 20 7946 0000",
        "(020) 7946-0000",
        "12-34-56-78",
    ] {
        let told = masker.value(number);
        assert!(!told.contains(|c: char| c.is_ascii_digit()), "{told}");
    }
    assert_eq!(
        masker.value("order 12345 of 2011-03-22"),
        "order 12345 of 2011-03-22"
    );
    assert_eq!(
        masker.value("22/03/2011 from 192.0.2.17"),
        "22/03/2011 from 192.0.2.17"
    );
    assert_eq!(masker.value("٤١١١١١١١"), MASK);
}

#[test]
fn links_keep_their_host_and_lose_their_tokens() {
    let masker = masker(&["jane"], &[]);
    assert_eq!(
        masker.target("https://user:pw@evil.example/Login/jane/a8f3c2d1e9b74c5580aa?id=77&m=jane@home.example#x"),
        "https[:]//…@evil[.]example/Login/…/…?…"
    );
    assert_eq!(
        masker.target("https://jane.evil.example"),
        "https[:]//….evil[.]example".replace("….", "…[.]")
    );
    assert_eq!(
        masker.target("https://evil.example/jane%40home.example"),
        "https[:]//evil[.]example/…"
    );
    assert_eq!(masker.target("mailto:jane@home.example"), "mailto:…");
    assert_eq!(masker.target("data:text/html,secret"), "data:…");
    assert_eq!(
        masker.value("see (https://evil.example/?t=1)"),
        "see (https[:]//evil[.]example/?…"
    );
}

#[test]
fn what_bounces_to_a_writer_does_not_name_the_reader() {
    let masker = masker(&["jane"], &[]);
    assert_eq!(
        masker.originator("bounce+jane=home.example@mail.example"),
        "…@mail[.]example"
    );
    assert_eq!(masker.originator("jane@mail.example"), "…@mail[.]example");
    assert_eq!(
        masker.originator("news@mail.example"),
        "news@mail[.]example"
    );
}

#[test]
fn readers_are_learned_from_every_field_that_names_them_and_from_the_greeting() {
    let mail = "Delivered-To: first.alpha@home.example\nReceived: from a.example by b.example for <second.beta@home.example>; Tue, 22 Mar 2011 09:00:00 +0000\nFrom: Shop <sales@shop.example>\nTo: \"Gamma Delta\" <third@home.example>\nCc: epsilon@home.example\nX-Original-To: zetazeta@home.example\nSubject: hi\n\nDear Thetis Iotas,\n\nhello\n";
    let context = Context {
        name: Some("Kappa Li".into()),
        addresses: vec!["lambda@home.example".into()],
        ..Context::default()
    };
    let masker = learned(mail, &context);
    for name in [
        "alpha", "beta", "Gamma", "delta", "third", "epsilon", "zetazeta", "Thetis", "Iotas",
        "Kappa", "Li", "lambda",
    ] {
        assert_eq!(masker.value(name), MASK, "{name}");
    }
    assert_eq!(
        masker.value("Dear customer of Shop"),
        "Dear customer of Shop"
    );
}

#[test]
fn a_reader_who_writes_from_the_mail_to_themselves_is_masked() {
    let mail = "From: jane@home.example\nTo: jane@home.example\nSubject: x\n\nhello\n";
    assert_eq!(
        learned(mail, &Context::default()).value("jane@home.example"),
        "…@…"
    );
}

#[test]
fn hostile_values_stay_on_one_line_and_short() {
    let masker = masker(&["jane"], &[]);
    let told = masker.value(&format!(
        "a\r\nBcc: victim@home.example\n{}",
        "x ".repeat(5000)
    ));
    assert!(!told.contains(['\r', '\n']));
    assert!(told.chars().count() <= LONGEST + 1);
    assert!(!told.contains("victim"));
    assert_eq!(masker.value("eyJhbGciOiJIUzI1NiJ9"), MASK);
}
