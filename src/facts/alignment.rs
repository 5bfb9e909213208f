//! Whether domains that passed are of From's organisation (RFC 9989 §4.4).
//!
//! The organisation is told by the public suffix list; the tree walk of RFC 9989 needs DNS.

use crate::domain::Domain;
use serde::Serialize;

/// Whether each method's domain is that of From (relaxed, RFC 9989 §4.4); null where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Alignment {
    /// RFC 5321 `MailFrom` of an SPF pass against From.
    pub spf: Option<Aligned>,
    /// A DKIM pass's `d=` against From.
    pub dkim: Option<Aligned>,
    /// Either of them, or the receiver's own DMARC pass.
    pub dmarc: Option<Aligned>,
}

/// Whether a domain is of From's organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Aligned {
    /// Another organisation's.
    Fail,
    /// The same organisation's.
    Pass,
}

/// How near a domain must be to that of From.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The same organisational domain.
    #[default]
    Relaxed,
    /// The same domain.
    Strict,
}

/// What a domain's policy asks for (`aspf=`, `adkim=`); relaxed where it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modes {
    /// For SPF.
    pub spf: Mode,
    /// For DKIM.
    pub dkim: Mode,
}

impl Alignment {
    /// The alignment of domains that passed with the domain of From; nothing where From has not
    /// exactly one (RFC 9989 §4.5).
    #[must_use]
    pub fn of(from: Option<&Domain>, spf: &[Domain], dkim: &[Domain], modes: Modes) -> Self {
        let Some(from) = from else {
            return Self::default();
        };
        let best = |passed: &[Domain], mode: Mode| {
            let aligned = passed.iter().map(|domain| {
                let near = match mode {
                    Mode::Relaxed => domain.same_organization(from),
                    Mode::Strict => domain == from,
                };
                if near { Aligned::Pass } else { Aligned::Fail }
            });
            aligned.max()
        };
        let (spf, dkim) = (best(spf, modes.spf), best(dkim, modes.dkim));
        Self {
            spf,
            dkim,
            dmarc: spf.max(dkim),
        }
    }
}
