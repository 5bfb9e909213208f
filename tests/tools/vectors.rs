//! Runs authentication vectors of other projects through the public API: `cargo xtask vectors FOLDER`.
//!
//! One line a file, `FILE passed N failed N skipped N`; what failed is named on standard error.

use countersign::domain::Domain;
use countersign::facts::arc::ChainStatus;
use countersign::facts::auth::{Aligned, Alignment, Mode, Modes};
use countersign::facts::results::{self, Parsed};
use countersign::facts::signature::{BodyHash, HeaderSignature, SignatureKind};
use countersign::input::{Context, Input, Kind};
use countersign::key::Key;
use countersign::pairs::Pairs;
use countersign::report::{Report, Signature};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

/// What came of one case.
type Outcome = Result<(), String>;

/// A file of cases and how one of them is run.
type Runner = (&'static str, fn(&Value, &Path) -> Outcome, bool);

const RUNNERS: [Runner; 6] = [
    ("ar_parse.jsonl", ar_parse, true),
    ("ar_trust.jsonl", ar_trust, true),
    ("dkim.jsonl", dkim, true),
    ("arc.jsonl", arc, true),
    ("alignment.jsonl", alignment, true),
    // What needs DNS is shown, not counted.
    ("alignment_treewalk.jsonl", alignment, false),
];

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("which folder?");
        return ExitCode::from(2);
    };
    let folder = Path::new(&folder);
    let (mut any, mut bad) = (false, false);
    for (file, run, counts) in RUNNERS {
        let Ok(text) = fs::read_to_string(folder.join(file)) else {
            continue;
        };
        any = true;
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for (at, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
        {
            let case: Value = serde_json::from_str(line).unwrap_or(Value::Null);
            let outcome = run(&case, folder);
            match outcome {
                _ if !counts => skipped += 1,
                Ok(()) => passed += 1,
                Err(_) => failed += 1,
            }
            if let Err(why) = outcome {
                let name =
                    [&case["name"], &case["file"]].map(|name| name.as_str().unwrap_or_default());
                eprintln!("{file}:{}: {}: {why}", at + 1, name.concat());
            }
        }
        println!("{file} passed {passed} failed {failed} skipped {skipped}");
        bad |= failed > 0;
    }
    if !any {
        eprintln!("{} holds no vectors", folder.display());
    }
    ExitCode::from(u8::from(bad || !any))
}

fn ensure(good: bool, why: impl FnOnce() -> String) -> Outcome {
    if good { Ok(()) } else { Err(why()) }
}

fn report(bytes: &[u8], kind: Kind, context: Context) -> Option<Report> {
    let input = Input {
        bytes,
        kind: Some(kind),
        context,
    };
    countersign::check(&input).ok()
}

/// Method, result, reason and properties, as the vectors have them.
type Told = (String, String, Option<String>, BTreeMap<String, String>);

fn expected_results(list: &Value) -> Vec<Told> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let results = list.as_array().into_iter().flatten().map(|result| {
        let properties = result["properties"].as_object().into_iter().flatten();
        (
            text(&result["method"]).unwrap_or_default(),
            text(&result["result"]).unwrap_or_default(),
            text(&result["reason"]),
            properties
                .map(|(name, value)| (name.clone(), text(value).unwrap_or_default()))
                .collect(),
        )
    });
    results.collect()
}

fn properties(pairs: &Pairs) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn ar_parse(case: &Value, _: &Path) -> Outcome {
    let header = case["header"].as_str().unwrap_or_default();
    let (_, value) = header.split_once(':').unwrap_or(("", header));
    let Parsed {
        authserv_id,
        results,
        ..
    } = results::parse(value);
    if case["mode"] == "strict" {
        // A lenient reader may salvage what is there; it must invent nothing.
        let squeezed: String = without_comments(header)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_lowercase();
        let invented = results
            .iter()
            .find(|found| !squeezed.contains(&format!("{}={}", found.method, found.result)));
        return ensure(invented.is_none(), || format!("invented {invented:?}"));
    }
    let found: Vec<Told> = results
        .into_iter()
        .map(|result| {
            let properties = properties(&result.properties);
            (result.method, result.result, result.reason, properties)
        })
        .collect();
    let wanted = expected_results(&case["expected"]["results"]);
    let id = case["expected"]["authserv_id"].as_str();
    ensure(authserv_id.as_deref() == id && found == wanted, || {
        format!("read {authserv_id:?} {found:?}, wanted {id:?} {wanted:?}")
    })
}

fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    let keep = |c: &char| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    text.chars().filter(keep).collect()
}

fn ar_trust(case: &Value, _: &Path) -> Outcome {
    let headers = case["message_headers"].as_str().unwrap_or_default();
    let expected = &case["expected"];
    let context = Context {
        receiver: expected["receiver"].as_str().map(str::to_owned),
        ..Context::default()
    };
    let Some(report) = report(headers.as_bytes(), Kind::Headers, context) else {
        return Err("no report".into());
    };
    let results = report.details.authentication.results;
    let direct = || {
        results
            .iter()
            .filter(|result| result.field_name == "authentication-results")
    };
    let told: Vec<Told> = direct()
        .filter(|result| result.trust.counts())
        .map(|result| {
            (
                result.method.clone(),
                result.result.clone(),
                result.reason.clone(),
                properties(&result.properties),
            )
        })
        .collect();
    let wanted = expected_results(&expected["trusted_results"]);
    let forged = expected["forged"].as_array().into_iter().flatten();
    let believed = forged.filter_map(Value::as_str).find(|id| {
        direct().any(|result| result.trust.counts() && result.authserv_id.as_deref() == Some(*id))
    });
    ensure(told == wanted && believed.is_none(), || {
        format!("believed {told:?} {believed:?}, wanted {wanted:?}")
    })
}

/// The signature of this kind with this index, from the top.
fn nth(report: &Report, kind: SignatureKind, index: usize) -> Option<&Signature> {
    let list = report.details.signatures.iter();
    list.filter(|found| found.kind == kind).nth(index)
}

/// What came of a signature without help: a repair proves the mail, not the bytes of the case.
fn verdicts(found: &Signature) -> (bool, bool) {
    (
        found.header_signature == HeaderSignature::Pass && found.repair.is_none(),
        found.body_hash == Some(BodyHash::Pass) && found.repair.is_none(),
    )
}

fn dkim(case: &Value, folder: &Path) -> Outcome {
    let text = |name: &str| case[name].as_str().unwrap_or_default();
    let mail = fs::read(folder.join(text("file"))).map_err(|error| error.to_string())?;
    let record = match text("key_record") {
        "" => format!("p={}", text("key_p_base64")),
        record => record.to_owned(),
    };
    let records = [record, text("key_p_base64").to_owned()];
    let key = records
        .iter()
        .find_map(|record| Key::given(text("selector"), text("domain"), record));
    let context = Context {
        keys: key.into_iter().collect(),
        ..Context::default()
    };
    let report = report(&mail, Kind::Message, context).ok_or("no report")?;
    let kind = match text("field") {
        "ARC-Message-Signature" => SignatureKind::ArcMessage,
        _ => SignatureKind::Dkim,
    };
    let index = case["signature_index"].as_u64().unwrap_or_default();
    let index = usize::try_from(index).unwrap_or_default();
    let found = nth(&report, kind, index).ok_or("no such signature")?;
    let wanted =
        ["expected_header_signature", "expected_body_hash"].map(|name| text(name) == "pass");
    ensure(<[bool; 2]>::from(verdicts(found)) == wanted, || {
        format!("{found:?}, wanted {wanted:?}")
    })
}

fn arc(case: &Value, _: &Path) -> Outcome {
    let mail = match case["message_base64"].as_str() {
        Some(text) => countersign::signature::tag::base64(text).unwrap_or_default(),
        None => case["message"]
            .as_str()
            .unwrap_or_default()
            .as_bytes()
            .to_vec(),
    };
    let keys = case["keys"].as_object().into_iter().flatten();
    let keys = keys.filter_map(|(name, record)| {
        let (selector, domain) = name.split_once("._domainkey.")?;
        Key::given(selector, domain, record.as_str()?)
    });
    let context = Context {
        keys: keys.collect(),
        ..Context::default()
    };
    let wanted = case["expected"].as_str().unwrap_or_default();
    let Some(report) = report(&mail, Kind::Message, context) else {
        // Nothing was pasted, so nothing was sealed.
        return ensure(wanted == "none", || "no report".into());
    };
    let status = match report.details.arc.status {
        ChainStatus::None => "none",
        ChainStatus::Pass => "pass",
        // The vectors give every key there is: one that is missing does not exist.
        ChainStatus::Fail | ChainStatus::Unknown => "fail",
    };
    ensure(status == wanted, || {
        format!("{status}, wanted {wanted}: {:?}", report.details.signatures)
    })?;
    for set in case["sets"].as_array().into_iter().flatten() {
        let of = |kind| {
            let mut list = report.details.signatures.iter();
            let fits = |found: &&Signature| {
                found.kind == kind && found.instance.map(|i| i as u64) == set["i"].as_u64()
            };
            list.find(fits).map(verdicts).unwrap_or_default()
        };
        let ((seal, _), (header, body)) =
            (of(SignatureKind::ArcSeal), of(SignatureKind::ArcMessage));
        for (found, name) in [(seal, "seal"), (header, "ams_header"), (body, "ams_body")] {
            let wanted = set[name].as_str().unwrap_or_default().starts_with("pass");
            ensure(found == wanted, || {
                format!("{name} of {}: {found}", set["i"])
            })?;
        }
    }
    Ok(())
}

fn alignment(case: &Value, _: &Path) -> Outcome {
    let text = |name: &str| case[name].as_str().unwrap_or_default();
    // From as it stands in the mail, read as every mail's is.
    let header = match text("from_header") {
        "" => format!("<a@{}>", text("from_domain")),
        header => header.to_owned(),
    };
    let mail = format!("From: {header}\r\nSubject: x\r\n\r\n");
    let report = report(mail.as_bytes(), Kind::Headers, Context::default()).ok_or("no report")?;
    let from = match report.details.originators.from.as_slice() {
        [one] => one
            .address
            .as_deref()
            .and_then(|address| address.rsplit_once('@')),
        _ => None,
    };
    let from = from.and_then(|(_, domain)| Domain::parse(domain));
    let passed = |result: &Value| {
        let domain = result["domain"]
            .as_str()
            .filter(|_| result["result"] == "pass");
        domain.and_then(|domain| Domain::parse(domain.trim_matches('.')))
    };
    let spf: Vec<Domain> = passed(&case["spf"]).into_iter().collect();
    let dkim = case["dkim"].as_array().into_iter().flatten();
    let dkim: Vec<Domain> = dkim.filter_map(passed).collect();
    let mode = |name: &str| {
        if text(name) == "s" {
            Mode::Strict
        } else {
            Mode::Relaxed
        }
    };
    let modes = Modes {
        spf: mode("aspf"),
        dkim: mode("adkim"),
    };
    let found = Alignment::of(from.as_ref(), &spf, &dkim, modes);
    let is = |aligned: Option<Aligned>| aligned == Some(Aligned::Pass);
    let wanted = &case["expected_aligned"];
    let dmarc = match (case["record"].is_null(), is(found.dmarc)) {
        (true, _) => "none",
        (false, true) => "pass",
        (false, false) => "fail",
    };
    let good = wanted["spf"] == is(found.spf)
        && wanted["dkim"] == is(found.dkim)
        && text("expected_dmarc") == dmarc;
    ensure(good, || {
        format!(
            "{found:?} {dmarc}, wanted {wanted} {}",
            case["expected_dmarc"]
        )
    })
}
