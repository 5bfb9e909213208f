//! The command line as scripts and help desks use it.

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A genuine and a fake mail of the tests.
const GENUINE: &str = "tests/mails/play.com/genuine-notice.en.eml";
const FAKE: &str = "tests/mails/play.com/fake-notice-correct-name.en.eml";

fn countersign(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_countersign"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .output()
        .expect("the program runs")
}

fn given(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_countersign"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    child
        .stdin
        .take()
        .expect("it listens")
        .write_all(input)
        .expect("it takes what it is given");
    child.wait_with_output().expect("it answers")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn lines(output: &Output) -> Vec<Value> {
    text(output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is one object"))
        .collect()
}

/// A folder of the tests' own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("below")).expect("the folder can be made");
    folder
}

#[test]
fn exit_codes_say_done_reached_and_unread() {
    let code = |args: &[&str]| countersign(args).status.code();
    assert_eq!(code(&["check", FAKE]), Some(0));
    assert_eq!(code(&["check", "--fail-on", "fake", FAKE]), Some(1));
    assert_eq!(code(&["check", "--fail-on", "suspicious", FAKE]), Some(1));
    assert_eq!(
        code(&["check", "--fail-on", "suspicious", GENUINE]),
        Some(0)
    );
    assert_eq!(code(&["check", "no-such-file.eml"]), Some(2));
    assert_eq!(
        code(&["check", "--brand", "no-such-brand", GENUINE]),
        Some(2)
    );
    assert_eq!(
        code(&["check", "--receiver", "no-such-receiver", GENUINE]),
        Some(2)
    );
}

#[test]
fn a_directory_is_read_with_everything_below_it_and_one_bad_file_stops_nothing() {
    let folder = folder("directory");
    fs::copy(GENUINE, folder.join("b.eml")).expect("copied");
    fs::copy(FAKE, folder.join("below").join("c.eml")).expect("copied");
    fs::write(folder.join("a.png"), b"\x89PNG\r\n\x1a\n\0\0").expect("written");
    fs::write(folder.join("INDEX.tsv"), "file\n").expect("written");
    let output = countersign(&["check", "--format", "jsonl", &folder.display().to_string()]);
    let answers = lines(&output);
    assert_eq!(answers.len(), 3);
    let one = |ending: &str| {
        answers
            .iter()
            .find(|answer| {
                answer["file"]
                    .as_str()
                    .is_some_and(|file| file.ends_with(ending))
            })
            .cloned()
            .unwrap_or_default()
    };
    assert!(
        one("a.png")["error"]
            .as_str()
            .is_some_and(|error| error.contains("picture"))
    );
    assert_eq!(one("b.eml")["report"]["verdict"], "genuine");
    assert_eq!(one("c.eml")["report"]["claim"]["brand"], "play-com");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn json_is_one_document() {
    let output = countersign(&["check", "--format", "json", GENUINE, FAKE]);
    let answers: Value = serde_json::from_str(&text(&output)).expect("one document");
    assert_eq!(answers.as_array().map(Vec::len), Some(2));
    assert_eq!(answers[0]["report"]["version"], 1);
}

#[test]
fn links_are_answered_in_the_order_asked() {
    let asked =
        b"https://www.play.com/account\nhttps://amazon-konto.example/login\nno link at all\n";
    let answers = lines(&given(&["links", "--format", "jsonl", "-"], asked));
    let verdicts: Vec<_> = answers
        .iter()
        .map(|answer| answer["report"]["verdict"].as_str())
        .collect();
    assert_eq!(
        verdicts,
        [Some("unproven"), Some("suspicious"), Some("unproven")]
    );
    assert_eq!(answers[0]["input"], "https://www.play.com/account");
    assert_eq!(
        answers[0]["report"]["details"]["links"][0]["owner"],
        "claimed-brand"
    );
}

#[test]
fn answers_are_worded_in_the_language_asked_for() {
    let english = text(&countersign(&["check", FAKE]));
    let french = text(&countersign(&["check", "--locale", "fr-CA", FAKE]));
    assert!(
        english.contains("FAKE") || english.contains("SUSPICIOUS"),
        "{english}"
    );
    assert!(
        french.contains("FAUX") || french.contains("SUSPECT"),
        "{french}"
    );
    assert!(french.contains("Que faire maintenant"));
}

#[test]
fn the_readers_country_adds_where_to_report() {
    let output = text(&countersign(&["check", "--country", "GB", FAKE]));
    assert!(output.contains("report@phishing.gov.uk"), "{output}");
    assert!(!text(&countersign(&["check", FAKE])).contains("report@phishing.gov.uk"));
}

#[test]
fn nothing_in_a_mail_reaches_the_terminal_as_a_command_or_a_live_link() {
    let mail = "From: \"Play.com \u{1b}]0;x\u{7}\u{202e}\" <a@b.example>\nSubject: x\n\nhttps://evil.example/x\n";
    let output = text(&given(&["check", "-"], mail.as_bytes()));
    assert!(
        !output.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{output:?}"
    );
    assert!(!output.contains("https://evil.example"), "{output}");
    assert!(output.contains("evil[.]example"), "{output}");
}

#[test]
fn a_mistake_in_a_profile_is_named_by_file_and_line() {
    let folder = folder("profile");
    let path = folder.join("shop.toml");
    fs::write(&path, "name = \"Shop\"\nnmae = 1\n").expect("written");
    let output = countersign(&["check", "--profile", &path.display().to_string(), GENUINE]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("shop.toml:2"), "{error}");
}

#[test]
fn a_profile_cannot_make_a_providers_own_host_its_tenant() {
    let folder = folder("tenant");
    let path = folder.join("shop.toml");
    let profile = "name = \"Shop\"\n[[providers]]\nid = \"silverpop\"\n\
        tenant = [\"mkt2527.com\"]\nsource = \"x\"\nread = \"2026-01-01\"\n";
    fs::write(&path, profile).expect("written");
    let output = countersign(&["check", "--profile", &path.display().to_string(), GENUINE]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("mkt2527.com"), "{error}");
}

#[test]
fn a_time_that_is_none_is_refused() {
    assert_eq!(
        countersign(&["check", "--at", "yesterday", GENUINE])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn keys_from_a_file_verify_and_a_line_that_is_none_is_named() {
    const SIGNED: &str = "tests/cases/signature-verified/hit-given-key.eml";
    let plain = text(&countersign(&["check", "--details", SIGNED]));
    assert!(plain.contains("brass._domainkey.play.com"), "{plain}");
    assert!(!plain.contains("Exactly as play.com signed it"), "{plain}");
    let keys = folder("keys").join("keys.tsv");
    let list = fs::read_to_string("tests/keys/keys.tsv").expect("the keys of the tests");
    fs::write(&keys, format!("selector\tdomain\tkey\nno key\n{list}")).expect("it is written");
    let output = countersign(&[
        "check",
        "--details",
        "--keys",
        &keys.display().to_string(),
        SIGNED,
    ]);
    assert!(text(&output).contains("Exactly as play.com signed it"));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("keys.tsv:2:"), "{error}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_receiver_is_named_by_its_id_or_by_the_domain_of_the_address() {
    let code = |receiver: &str| {
        countersign(&["check", "--receiver", receiver, GENUINE])
            .status
            .code()
    };
    assert_eq!(code("gmail"), Some(0));
    assert_eq!(code("gmail.com"), Some(0));
    assert_eq!(code("nowhere.example"), Some(2));
}

#[test]
fn what_has_happened_decides_what_to_do_now() {
    let told = |happened: &str, language: &str| {
        let args = ["check", FAKE, "--happened", happened, "--country", "GB"];
        let output = countersign(&[&args[..], &["--locale", language]].concat());
        assert_eq!(output.status.code(), Some(0), "{happened}");
        text(&output)
    };
    let english = told("typed-password", "en");
    assert!(english.contains("change the"), "{english}");
    assert!(english.contains("report@phishing.gov.uk"), "{english}");
    assert!(told("paid", "fr").contains("fraude"));
    let refused = countersign(&["check", FAKE, "--happened", "won-a-prize"]);
    assert_eq!(refused.status.code(), Some(2));
}
