//! From findings to the answer: one readable match on bearing, weight and family.
//!
//! The answers tell who sent a mail, never that it is safe to obey.

use crate::finding::{Bearing, Family, Finding, Weight};
use serde::Serialize;

/// The four answers, kindest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The claimed brand sent it, and everything in it that is to be followed is the brand's.
    Genuine,
    /// Nothing settles it.
    Unproven,
    /// Something speaks strongly against it.
    Suspicious,
    /// Two independent things do, or one that settles it.
    Fake,
}

impl Verdict {
    /// Its identifier, as it stands in reports and locale files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::Unproven => "unproven",
            Self::Suspicious => "suspicious",
            Self::Fake => "fake",
        }
    }
}

/// Why `genuine` cannot be reached, whatever the findings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cap {
    /// The mail came inside another, which lost the proof of its origin.
    Forwarded,
    /// The claimed brand's profile no longer holds, or no trusted time tells that it does.
    Outlived,
    /// Not a whole message.
    Part,
    /// The brand's genuine mail carries words that strangers wrote.
    StrangersText,
    /// The body is not what was signed, or not all of it was.
    Unbound,
}

/// How many families of hints together weigh as much as something strong.
const HINTS_THAT_WEIGH: usize = 3;

/// The answer.
#[must_use]
pub fn verdict(findings: &[Finding], cap: Option<Cap>) -> Verdict {
    let against = |weight: Weight| -> Vec<Family> {
        let mut families = Vec::new();
        for finding in findings {
            if finding.bearing == Bearing::Against
                && finding.weight >= weight
                && finding.family != Family::Recipient
                && !families.contains(&finding.family)
            {
                families.push(finding.family);
            }
        }
        families
    };
    let speaks_for = |family: Family| {
        findings.iter().any(|finding| {
            finding.bearing == Bearing::For
                && finding.weight >= Weight::Strong
                && finding.family == family
        })
    };
    let (decisive, strong, any) = (
        against(Weight::Decisive).len(),
        against(Weight::Strong).len(),
        against(Weight::Hint).len(),
    );
    match (decisive, strong, any) {
        (1.., _, _) | (_, 2.., _) => Verdict::Fake,
        (_, 1, _) | (_, _, HINTS_THAT_WEIGH..) => Verdict::Suspicious,
        // Who sent it is proven, and all that is to be followed was seen and is theirs.
        (_, 0, _)
            if speaks_for(Family::Authentication) && speaks_for(Family::Links) && cap.is_none() =>
        {
            Verdict::Genuine
        }
        (_, 0, _) => Verdict::Unproven,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn against(family: Family, weight: Weight) -> Finding {
        Finding::against("x", family, weight)
    }

    fn proof() -> Vec<Finding> {
        vec![
            Finding::speaking_for("a", Family::Authentication, Weight::Strong),
            Finding::speaking_for("b", Family::Links, Weight::Strong),
        ]
    }

    #[test]
    fn genuine_needs_sender_and_actions_and_no_cap() {
        assert_eq!(verdict(&proof(), None), Verdict::Genuine);
        assert_eq!(verdict(&proof(), Some(Cap::Part)), Verdict::Unproven);
        assert_eq!(verdict(&proof()[..1], None), Verdict::Unproven);
        assert_eq!(verdict(&[], None), Verdict::Unproven);
    }

    #[test]
    fn two_findings_of_one_family_count_once() {
        let claim = against(Family::Claim, Weight::Strong);
        assert_eq!(
            verdict(&[claim.clone(), claim.clone()], None),
            Verdict::Suspicious
        );
        assert_eq!(
            verdict(&[claim, against(Family::Links, Weight::Strong)], None),
            Verdict::Fake
        );
    }

    #[test]
    fn a_leaked_address_never_drives_the_verdict() {
        let mut findings = proof();
        findings.push(against(Family::Recipient, Weight::Decisive));
        assert_eq!(verdict(&findings, None), Verdict::Genuine);
    }
}
