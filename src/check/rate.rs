//! How often each check had a finding on labelled mail: what `docs/rates.md` says in full.

use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rates.bin"));

/// In how many of a hundred phishing mails, and of a thousand genuine ones, a check has a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Of a hundred phishing mails.
    pub phish: u32,
    /// Of a thousand genuine mails.
    pub genuine: u32,
}

/// The measured rate of a check; none where it never had a finding.
#[must_use]
pub fn of(check: &str) -> Option<Rate> {
    static RATES: OnceLock<Vec<(String, u32, u32)>> = OnceLock::new();
    let rates = RATES.get_or_init(|| crate::pack::read(BLOB).unwrap_or_default());
    let found = rates.iter().find(|(known, ..)| known == check)?;
    Some(Rate {
        phish: found.1,
        genuine: found.2,
    })
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::check::CHECKS;

    #[test]
    fn a_common_sign_is_rare_in_genuine_mail() {
        let rate = of("brand-foreign-from").unwrap();
        assert!(rate.phish > 30 && rate.genuine < 30, "{rate:?}");
        assert_eq!(of("no-such-check"), None);
        assert!(CHECKS.iter().any(|check| of(check.id).is_some()));
    }
}
