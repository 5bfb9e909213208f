//! What to do now, for each thing that can have happened, in both languages.

use countersign::country;
use countersign::input::{Context, Input};
use countersign::locale;
use countersign::report::Report;
use countersign::verdict::Verdict;
use countersign::view::View;
use countersign::view::situation::{Aftermath, Situation, aftermath, recipients};
use std::fs;

const GENUINE: &str = "play.com/genuine-notice.en.eml";
const UNPROVEN: &str = "play.com/unproven-notice-unsigned.en.eml";
const FAKE: &str = "play.com/fake-notice-correct-name.en.eml";

/// A day of March 2011, when the shop of these mails was still open.
const SHOP_OPEN: i64 = 1_300_838_400;

fn report(mail: &str) -> Report {
    let bytes = fs::read(format!("tests/mails/{mail}")).expect("a test mail");
    countersign::check(&Input::new(&bytes)).expect("a report")
}

fn in_country(code: &str) -> Context {
    Context {
        country: Some(code.to_owned()),
        now: Some(SHOP_OPEN),
        ..Context::default()
    }
}

fn after(mail: &str, happened: Situation, code: &str, language: &str) -> Aftermath {
    let locale = locale::best(language);
    aftermath(happened, &report(mail), &in_country(code), locale)
}

fn told(found: &Aftermath) -> String {
    let steps: Vec<&str> = found.steps.iter().map(|step| step.text.as_str()).collect();
    steps.join("\n")
}

#[test]
fn every_situation_has_steps_in_whole_sentences_everywhere() {
    for mail in [GENUINE, UNPROVEN, FAKE] {
        let report = report(mail);
        for (language, _) in locale::names() {
            let locale = locale::best(language);
            for code in country::codes().into_iter().chain(["", "ZZ"]) {
                for happened in Situation::ALL {
                    let found = aftermath(happened, &report, &in_country(code), locale);
                    assert!(!found.steps.is_empty(), "{mail} {happened:?} {code}");
                    for step in &found.steps {
                        let text = &step.text;
                        // A key that is missing shows itself; a value that is missing is a dash.
                        assert!(text.contains(' '), "{happened:?} {code}: {text}");
                        assert!(!text.contains(['{', '}', '—']), "{code}: {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn steps_come_in_order_of_urgency() {
    let order = ["when.now", "when.today", "when.later"];
    let locale = locale::best("en");
    let rank = |when: &str| order.iter().position(|key| locale.text(key) == when);
    for happened in Situation::ALL {
        for code in ["GB", "BR", ""] {
            let found = after(FAKE, happened, code, "en");
            let ranks: Vec<_> = found
                .steps
                .iter()
                .filter_map(|step| step.when.as_deref())
                .map(rank)
                .collect();
            assert!(ranks.is_sorted(), "{happened:?}: {ranks:?}");
        }
    }
}

#[test]
fn the_retailer_stands_before_the_country_for_reports() {
    for happened in Situation::ALL {
        let text = told(&after(FAKE, happened, "GB", "en"));
        if happened == Situation::AddressLeaked {
            assert!(!text.contains("phishing.gov.uk"), "{text}");
            continue;
        }
        let own = text.find("privacy@play.com");
        let national = text.find("report@phishing.gov.uk");
        assert!(own.is_some() && own < national, "{happened:?}: {text}");
    }
    let context = in_country("GB");
    let to = recipients(&report(FAKE), &context, locale::best("en"));
    let to: Vec<&str> = to.iter().map(|to| to.address.as_str()).collect();
    assert_eq!(to, ["privacy@play.com", "report@phishing.gov.uk"]);
}

#[test]
fn a_shop_that_has_closed_is_named_no_more_as_a_place_to_go() {
    for now in [Some(1_800_000_000), None] {
        for mail in [GENUINE, UNPROVEN, FAKE] {
            let context = Context {
                now,
                ..in_country("GB")
            };
            let report = report(mail);
            for (language, _) in locale::names() {
                let locale = locale::best(language);
                for happened in Situation::ALL {
                    let text = told(&aftermath(happened, &report, &context, locale));
                    // What it was called is no address, and ends no sentence of these.
                    assert!(!text.contains("privacy@play.com"), "{happened:?}: {text}");
                    assert!(!text.contains(" play.com"), "{happened:?}: {text}");
                    assert!(!text.contains(['{', '}', '—']), "{happened:?}: {text}");
                }
                let to = recipients(&report, &context, locale);
                let to: Vec<&str> = to.iter().map(|to| to.address.as_str()).collect();
                assert_eq!(to, ["report@phishing.gov.uk"]);
                let view = View::new(&report, &context, locale);
                assert!(!view.next.join(" ").contains("play.com"), "{:?}", view.next);
            }
        }
    }
}

#[test]
fn a_genuine_mail_frightens_nobody() {
    for (language, _) in locale::names() {
        let now = locale::best(language).text("when.now");
        for happened in Situation::ALL {
            let found = after(GENUINE, happened, "GB", language);
            let leak = matches!(happened, Situation::DataLeaked | Situation::AddressLeaked);
            // What is known of a leak is told; a word of comfort would frighten.
            assert_eq!(found.intro.is_some(), leak, "{happened:?}");
            for step in &found.steps {
                assert_ne!(step.when.as_deref(), Some(now), "{happened:?}");
            }
            let text = told(&found);
            assert!(!text.contains("report@phishing.gov.uk"), "{text}");
        }
    }
    assert_eq!(
        after(GENUINE, Situation::Clicked, "GB", "en").steps.len(),
        1
    );
}

#[test]
fn what_may_be_genuine_is_not_reported() {
    for happened in Situation::ALL {
        let text = told(&after(UNPROVEN, happened, "GB", "en"));
        assert!(
            !text.contains("report@phishing.gov.uk"),
            "{happened:?}: {text}"
        );
    }
    assert_eq!(report(UNPROVEN).verdict, Verdict::Unproven);
}

#[test]
fn numbers_and_places_are_those_of_the_country_and_name_their_source() {
    let paid = |code| after(FAKE, Situation::Paid, code, "en");
    for (code, said) in [
        ("GB", "159"),
        ("DE", "116\u{a0}116"),
        ("BE", "078\u{a0}170\u{a0}170"),
        ("FR", "17cyber.gouv.fr"),
        ("US", "ic3.gov"),
        ("BR", "Pix"),
        ("IE", "Garda"),
    ] {
        let found = paid(code);
        let step = found.steps.iter().find(|step| step.text.contains(said));
        let step = step.unwrap_or_else(|| panic!("{code}: {said} in {found:?}"));
        assert!(
            step.source
                .as_deref()
                .is_some_and(|source| source.contains("2026"))
        );
    }
    assert!(!told(&paid("US")).contains("159"));
    assert!(told(&paid("")).contains("Report it to the police"));
    let belgian = |language| told(&after(FAKE, Situation::Replied, "BE", language));
    assert!(belgian("fr").contains("suspect@safeonweb.be"));
    assert!(belgian("en").contains("suspicious@safeonweb.be"));
}

#[test]
fn what_leaked_is_told_where_it_is_known() {
    let found = after(GENUINE, Situation::DataLeaked, "GB", "en");
    let known = found.intro.as_deref().unwrap_or_default();
    assert!(known.contains("20 March 2011"), "{known}");
    let text = told(&found);
    assert!(text.contains("really from Play.com"), "{text}");
    assert!(text.contains("ico.org.uk"), "{text}");
    let fake = told(&after(FAKE, Situation::DataLeaked, "DE", "fr"));
    assert!(fake.contains("Landesdatenschutzbehörde"), "{fake}");
}
