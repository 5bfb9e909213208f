//! Whole invented mails come out as their names say, with the sentence that their reader needs.

mod support;

use countersign::verdict::Verdict;
use support::mails;

#[test]
fn every_mail_comes_out_as_its_name_says() {
    let mut wrong = Vec::new();
    for mail in mails("mails") {
        let report = mail.report();
        let view = mail.view(&report, "en");
        let stem = mail.stem();
        let wanted = stem.split('-').next().unwrap_or_default().to_owned();
        let sentence = mail.beside.sentence.as_deref();
        let missing: Vec<_> = mail
            .beside
            .present
            .iter()
            .filter(|check| report.finding(check).is_none())
            .collect();
        if report.verdict.id() != wanted
            || sentence.is_some_and(|key| key != view.sentence_key)
            || !missing.is_empty()
        {
            let findings: Vec<_> = report
                .findings
                .iter()
                .map(|f| format!("{} {:?} {:?}", f.check, f.bearing, f.weight))
                .collect();
            wrong.push(format!(
                "{}: {} {} instead of {}, missing {missing:?}, because {findings:?}",
                mail.path.display(),
                report.verdict.id(),
                view.sentence_key,
                sentence.unwrap_or(&wanted),
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_mail_has_its_sentences_in_every_language() {
    for mail in mails("mails") {
        let report = mail.report();
        for (language, _) in countersign::locale::names() {
            let view = mail.view(&report, language);
            let mut said = vec![&view.word, &view.sentence, &view.recognised, &view.really];
            said.extend(
                view.reasons
                    .iter()
                    .flat_map(|reason| [&reason.title, &reason.why]),
            );
            said.extend(view.next.iter().chain(&view.unchecked));
            for sentence in said {
                let empty =
                    sentence.is_empty() || sentence.contains("  ") || sentence.contains('{');
                assert!(
                    !empty,
                    "{} in {language}: {sentence:?}",
                    mail.path.display()
                );
            }
            assert!(
                !view.next.is_empty(),
                "{}: nothing to do now",
                mail.path.display()
            );
        }
    }
}

#[test]
fn a_leaked_address_does_not_change_the_answer() {
    for mail in mails("mails")
        .into_iter()
        .filter(|mail| mail.context.only_for.is_some())
    {
        let told = mail.report();
        let mut untold = mail;
        untold.context.only_for = None;
        assert_eq!(
            told.verdict,
            untold.report().verdict,
            "{}",
            untold.path.display()
        );
    }
}

#[test]
fn the_story_has_every_answer() {
    let verdicts: Vec<Verdict> = mails("mails/play.com")
        .iter()
        .map(|mail| mail.report().verdict)
        .collect();
    for verdict in [Verdict::Genuine, Verdict::Unproven, Verdict::Fake] {
        assert!(verdicts.contains(&verdict), "{verdict:?}");
    }
}
