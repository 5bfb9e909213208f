//! What the curious find: signatures, the lines of mail providers, and the way, in words.

use super::words::Words;
use super::{defanged, unicode};
use crate::facts::auth::Trust;
use crate::facts::line::{Code, Line};
use crate::facts::route::Hop;
use crate::facts::signature::{BodyHash, HeaderSignature, SignatureKind};
use crate::finding::Bearing;
use crate::key::Origin;
use crate::report::{NestedDetails, Signature};

/// Most signatures that are shown.
const MOST_SIGNATURES: usize = 20;

/// A signature in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    /// Whose it is.
    pub title: String,
    /// Whether it verifies; none where it could not be told.
    pub good: Option<bool>,
    /// What is known of it.
    pub lines: Vec<String>,
    /// The key that would tell more.
    pub lookup: Option<Lookup>,
}

/// A key that somebody can look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The selector.
    pub selector: String,
    /// The domain.
    pub domain: String,
    /// What to do, in words.
    pub words: String,
}

/// A header line with its codes in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLine {
    /// The line as it stands.
    pub raw: String,
    /// Whose word it is.
    pub trust: String,
    /// What its codes mean.
    pub codes: Vec<String>,
}

/// A mail inside in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NestedLine {
    /// What it says it is, and its answer.
    pub title: String,
    /// What speaks against it.
    pub reasons: Vec<String>,
}

/// A stage of the way in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HopLine {
    /// From where to where, and how.
    pub words: String,
    /// How long after the stage before, or that its clock is wrong.
    pub delay: Option<String>,
    /// Whose place it reached, where it reached the reader's provider.
    pub boundary: Option<String>,
}

impl Words<'_> {
    pub(super) fn signatures(&self) -> Vec<SignatureLine> {
        let list = self.report.details.signatures.iter().take(MOST_SIGNATURES);
        list.map(|found| self.signature(found)).collect()
    }

    fn signature(&self, found: &Signature) -> SignatureLine {
        let text = |key: &str| self.locale.text(key).to_owned();
        let domain = found.domain.as_deref().map_or_else(|| "—".into(), unicode);
        let (kind, seal) = match found.kind {
            SignatureKind::Dkim => ("signature.dkim", false),
            SignatureKind::ArcMessage => ("signature.arc-message", false),
            SignatureKind::ArcSeal => ("signature.arc-seal", true),
        };
        let instance = found.instance.map_or_else(String::new, |at| at.to_string());
        let title = self
            .locale
            .fill(kind, &[("domain", &domain), ("instance", &instance)]);
        let header = match (found.header_signature, seal) {
            (HeaderSignature::Pass, false) => "signature.header-pass",
            (HeaderSignature::Pass, true) => "signature.seal-pass",
            (HeaderSignature::Fail, false) => "signature.header-fail",
            (HeaderSignature::Fail, true) => "signature.seal-fail",
            (HeaderSignature::NoKey, _) => "signature.header-no-key",
            (HeaderSignature::Malformed, _) => "signature.header-malformed",
        };
        let key = match found.key {
            Some(Origin::Given) => "label.key-given",
            Some(Origin::Bundled) | None => "label.key-bundled",
        };
        let mut fields: Vec<&str> = Vec::new();
        for name in &found.signed_fields {
            if !fields.contains(&name.as_str()) {
                fields.push(name);
            }
        }
        let mut lines = vec![self.locale.fill(
            header,
            &[
                ("key", self.locale.text(key)),
                ("fields", &fields.join(", ")),
            ],
        )];
        if let Some(reason) = found.reason {
            lines.push(text(&format!("reason.{}", reason.id())));
        }
        match found.body_hash {
            Some(BodyHash::Pass) => lines.push(text("signature.body-pass")),
            Some(BodyHash::Fail) => lines.push(text("signature.body-fail")),
            Some(BodyHash::NoBody) => lines.push(text("signature.body-no-body")),
            None => {}
        }
        if let Some(repair) = &found.repair {
            let repair = text(&format!("repair.{repair}"));
            lines.push(self.locale.fill("signature.repair", &[("repair", &repair)]));
        }
        if found.kind == SignatureKind::Dkim {
            lines.extend(found.aligned.map(|aligned| {
                text(if aligned {
                    "signature.aligned"
                } else {
                    "signature.unaligned"
                })
            }));
        }
        lines.extend(
            found
                .flaws
                .iter()
                .map(|flaw| text(&format!("flaw.{}", flaw.id()))),
        );
        let unknown =
            found.header_signature == HeaderSignature::NoKey && found.kind == SignatureKind::Dkim;
        let name = found.selector.clone().zip(found.domain.clone());
        let lookup = name.filter(|_| unknown).map(|(selector, domain)| Lookup {
            words: self.locale.fill(
                "signature.lookup",
                &[("name", &format!("{selector}._domainkey.{domain}"))],
            ),
            selector,
            domain,
        });
        SignatureLine {
            title,
            good: match found.header_signature {
                HeaderSignature::Pass => Some(true),
                HeaderSignature::Fail => Some(false),
                HeaderSignature::NoKey | HeaderSignature::Malformed => None,
            },
            lines,
            lookup,
        }
    }

    pub(super) fn nested(&self) -> Vec<NestedLine> {
        let nested = self.report.details.nested.iter();
        nested.map(|inside| self.inside(inside)).collect()
    }

    fn inside(&self, inside: &NestedDetails) -> NestedLine {
        let from = inside.from.first();
        let from = from.and_then(|from| from.address.as_deref());
        let verdict = format!("verdict.{}", inside.verdict.id());
        let against = inside.findings.iter();
        let against = against.filter(|finding| finding.bearing == Bearing::Against);
        NestedLine {
            title: self.locale.fill(
                "label.nested-line",
                &[
                    ("subject", inside.subject.as_deref().unwrap_or("—")),
                    ("from", &from.map_or_else(|| "—".to_owned(), defanged)),
                    ("verdict", self.locale.text(&verdict)),
                ],
            ),
            reasons: against.map(|finding| self.reason(finding).title).collect(),
        }
    }

    pub(super) fn lines(&self) -> Vec<RecordLine> {
        let lines = self.report.details.authentication.lines.iter();
        lines.map(|line| self.line(line)).collect()
    }

    fn line(&self, line: &Line) -> RecordLine {
        let trust = match line.trust {
            Trust::Confirmed => "trust.confirmed",
            Trust::Reported => "trust.reported",
            Trust::SenderClaimed => "trust.sender-claimed",
        };
        let receiver = self.receiver();
        RecordLine {
            raw: format!("{}: {}", line.name, line.value),
            trust: self.locale.fill(trust, &[("receiver", &receiver)]),
            codes: line
                .codes
                .iter()
                .filter_map(|code| self.code(code))
                .collect(),
        }
    }

    /// A code spelled out; nothing where nobody knows what it means.
    fn code(&self, code: &Code) -> Option<String> {
        let Code { code, value } = code;
        let name = format!("code.name.{code}");
        let exact = format!("code.{code}.{value}");
        let group = match code.as_str() {
            // "109" is of the group "1xx".
            "reason" => format!("code.reason.{}xx", value.get(..1)?),
            "bcl" => match value.as_str() {
                "1" | "2" | "3" => "code.bcl.1-3".into(),
                "4" | "5" | "6" | "7" => "code.bcl.4-7".into(),
                _ => "code.bcl.8-9".into(),
            },
            "action" if value == "o.reject" => "code.action.oreject".into(),
            _ => exact.clone(),
        };
        let meaning = [exact, group]
            .into_iter()
            .find(|key| self.locale.has(key))?;
        Some(self.locale.fill(
            "label.code",
            &[
                ("name", self.locale.text(&name)),
                ("value", value),
                ("meaning", self.locale.text(&meaning)),
            ],
        ))
    }

    pub(super) fn route(&self) -> Vec<HopLine> {
        let hops = self.report.details.route.iter();
        hops.map(|hop| self.hop(hop)).collect()
    }

    fn hop(&self, hop: &Hop) -> HopLine {
        let unknown = self.locale.text("hop.unknown");
        let host = |name: &Option<String>| name.as_deref().map(defanged);
        let mut from = host(&hop.from).unwrap_or_else(|| unknown.to_owned());
        if let Some(ip) = hop
            .from_ip
            .as_ref()
            .filter(|ip| hop.from.as_ref() != Some(ip))
        {
            from = format!("{from} [{ip}]");
        }
        let by = host(&hop.by).unwrap_or_else(|| unknown.to_owned());
        let mut parts = vec![
            self.locale
                .fill("hop.line", &[("by", &by), ("from", &from)]),
        ];
        if let Some(protocol) = &hop.protocol {
            parts.push(self.locale.fill("hop.protocol", &[("protocol", protocol)]));
        }
        let late = [("hop.delay", hop.delay), ("hop.skew", hop.clock_skew)];
        let mut late = late.into_iter();
        HopLine {
            words: parts.join(", "),
            delay: late.find_map(|(key, seconds)| {
                let delay = self.duration(seconds?);
                Some(self.locale.fill(key, &[("delay", &delay)]))
            }),
            boundary: hop.boundary.then(|| {
                self.locale
                    .fill("hop.boundary", &[("receiver", &self.receiver())])
            }),
        }
    }

    fn duration(&self, seconds: i64) -> String {
        // Two of a unit at least: 90 minutes are told as minutes.
        const UNITS: [(i64, &str); 3] = [
            (86_400, "unit.day"),
            (3600, "unit.hour"),
            (60, "unit.minute"),
        ];
        let units = UNITS.iter();
        let (size, unit) = units
            .copied()
            .find(|(size, _)| seconds >= 2 * size)
            .unwrap_or((1, "unit.second"));
        let count = seconds / size;
        self.locale.fill(unit, &[("count", &count.to_string())])
    }

    fn receiver(&self) -> String {
        let id = self.report.details.authentication.receiver.as_deref();
        let receivers = crate::provider::built_in().receivers().iter();
        let known = id.and_then(|id| receivers.clone().find(|known| known.id == id));
        known.map(|known| known.name.clone()).unwrap_or_default()
    }
}
