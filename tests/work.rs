//! What is done in another thread is what would have been done here.

mod support;

use countersign::input::{Container, Context, Kind};
use countersign::key::Key;
use countersign::wire;
use countersign::work::{self, Job, Step};
use support::mails;

fn context() -> Context {
    let record = include_str!("keys/rsa-2048.record");
    Context {
        now: Some(1_300_000_000),
        receiver: Some("gmail".into()),
        country: Some("FR".into()),
        name: Some("Maya Ellison".into()),
        addresses: vec!["maya@ellison.example".into(), "é@ellison.example".into()],
        only_for: Some("play-com".into()),
        brand: None,
        profile: None,
        keys: Key::given("brass", "play.com", record)
            .into_iter()
            .collect(),
        container: Some(Container::Outlook),
        scanned: Some(vec!["https://www.paypal.com.shop.example/\n".into()]),
    }
}

#[test]
fn every_test_mail_is_answered_there_as_here() {
    for mail in ["mails", "cases"].into_iter().flat_map(mails) {
        let said = Context {
            // Pages load none, so none goes there.
            profile: None,
            ..mail.context.clone()
        };
        for (context, kind) in [(said, mail.kind()), (context(), Some(Kind::Html))] {
            let bytes = &mail.bytes;
            let here = work::answer(bytes, kind, context.clone(), &mut |_| ());
            let job = work::ask(Job { kind, context });
            let there = work::told(work::work(job, bytes, &mut |_| ()));
            assert_eq!(there, Some(here), "{}", mail.path.display());
        }
    }
}

#[test]
fn what_is_refused_here_is_refused_there() {
    for mail in [&b" "[..], b"PK\x03\x04rest", b"%PDF-1.7\n"] {
        let here = work::answer(mail, None, Context::default(), &mut |_| ());
        let job = work::ask(Job {
            kind: None,
            context: Context::default(),
        });
        assert!(here.is_err());
        assert_eq!(work::told(work::work(job, mail, &mut |_| ())), Some(here));
    }
}

#[test]
fn a_job_tells_every_step_once_and_in_order() {
    let mut steps = Vec::new();
    let mail = b"From: a@shop.example\nSubject: x\n\nHello";
    let done = work::answer(mail, None, Context::default(), &mut |step| steps.push(step));
    assert!(done.is_ok());
    assert_eq!(steps, Step::ALL);
    assert!(
        steps
            .windows(2)
            .all(|two| two[0].begins() < two[1].begins())
    );
}

#[test]
fn torn_bytes_are_no_answer() {
    let mail = b"From: a@shop.example\nSubject: x\n\nHello https://a.example";
    let job = work::ask(Job {
        kind: None,
        context: context(),
    });
    assert!(work::work(job[..job.len() - 1].to_vec(), mail, &mut |_| ()).is_empty());
    let answer = work::work(job, mail, &mut |_| ());
    for end in 0..answer.len() {
        assert_eq!(work::told(answer[..end].to_vec()), None, "{end}");
    }
    // Whatever stands there, reading it ends.
    for at in 0..answer.len() {
        let mut changed = answer.clone();
        changed[at] = 0xFF;
        let _ = wire::read::<Result<work::Answer, countersign::input::InputError>>(changed);
    }
}

#[test]
fn long_is_what_has_many_bytes_or_many_links() {
    assert!(!work::is_long(&vec![b'a'; 50_000]));
    assert!(work::is_long(&vec![b'a'; 200_000]));
    assert!(!work::is_long("https://a.example ".repeat(50).as_bytes()));
    assert!(work::is_long("https://a.example ".repeat(200).as_bytes()));
}
