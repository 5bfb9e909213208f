//! What to do now, by what has already happened, most urgent first.
//!
//! Knows which steps fit; the sentences stand in the locale files, places and numbers in the
//! country files.

mod lines;

use super::Words;
use crate::brand::profile::Sector;
use crate::country::{self, Purpose};
use crate::input::Context;
use crate::locale::Locale;
use crate::report::Report;
use crate::verdict::Verdict;
use lines::{Line, lines};

/// What a person has already done, or has been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(clap::ValueEnum))]
pub enum Situation {
    /// Nothing.
    Nothing,
    /// Clicked a link.
    Clicked,
    /// Typed a password.
    TypedPassword,
    /// Gave card or bank data.
    GaveCard,
    /// Paid.
    Paid,
    /// Opened a file.
    OpenedFile,
    /// Installed a program.
    Installed,
    /// Answered the mail.
    Replied,
    /// A shop says that the person's data leaked.
    DataLeaked,
    /// The person's address leaked, and nothing else.
    AddressLeaked,
}

/// How soon a step is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before anything else.
    Now,
    /// The same day.
    Today,
    /// Within weeks, or for weeks.
    Later,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How soon, in words; none where nothing is urgent.
    pub when: Option<String>,
    /// What to do.
    pub text: String,
    /// Where the place that it names was read, and when.
    pub source: Option<String>,
}

/// What to do once something has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aftermath {
    /// A word before the steps: that it can happen to anybody, or what is known of a leak.
    pub intro: Option<String>,
    /// The steps, most urgent first.
    pub steps: Vec<Step>,
}

/// Where a report can be sent by mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Whose it is.
    pub name: String,
    /// The address.
    pub address: String,
}

impl Situation {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Nothing,
        Self::Clicked,
        Self::TypedPassword,
        Self::GaveCard,
        Self::Paid,
        Self::OpenedFile,
        Self::Installed,
        Self::Replied,
        Self::DataLeaked,
        Self::AddressLeaked,
    ];

    /// Its name on the command line, and its key under `happened` in the locale files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Clicked => "clicked",
            Self::TypedPassword => "typed-password",
            Self::GaveCard => "gave-card",
            Self::Paid => "paid",
            Self::OpenedFile => "opened-file",
            Self::Installed => "installed",
            Self::Replied => "replied",
            Self::DataLeaked => "data-leaked",
            Self::AddressLeaked => "address-leaked",
        }
    }

    /// The situation of this name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.id() == id)
    }
}

/// What to do after this has happened with this mail, in the reader's country.
#[must_use]
pub fn aftermath(
    happened: Situation,
    report: &Report,
    context: &Context,
    locale: &Locale,
) -> Aftermath {
    let words = Words {
        report,
        context,
        locale,
    };
    words.aftermath(happened)
}

/// To whom a report on this mail can be mailed: the claimed brand first, then the reader's country.
#[must_use]
pub fn recipients(report: &Report, context: &Context, locale: &Locale) -> Vec<Recipient> {
    let mut recipients = Vec::new();
    let words = Words {
        report,
        context,
        locale,
    };
    let brand = words.report_to();
    if let Some(address) = brand.and_then(|brand| brand.address.clone()) {
        let name = brand.map(|brand| brand.brand.clone()).unwrap_or_default();
        recipients.push(Recipient { name, address });
    }
    let code = context.country.as_deref().unwrap_or_default();
    for place in country::places(code, Purpose::Report, &locale.id) {
        if !place.address.is_empty() {
            recipients.push(Recipient {
                name: place.authority.to_owned(),
                address: place.address.to_owned(),
            });
        }
    }
    recipients
}

impl Words<'_> {
    fn aftermath(&self, happened: Situation) -> Aftermath {
        let verdict = self.report.verdict;
        let genuine = verdict == Verdict::Genuine;
        let open = verdict == Verdict::Unproven;
        let intro = match happened {
            Situation::Nothing => String::new(),
            Situation::DataLeaked | Situation::AddressLeaked => {
                let claim = self.report.claim.as_ref();
                let name = claim.and_then(|claim| claim.name.as_deref());
                self.incidents(name.unwrap_or_default()).join(" ")
            }
            _ if genuine => String::new(),
            _ if open => self.locale.text("happened.intro-open").to_owned(),
            _ => self.locale.text("happened.intro").to_owned(),
        };
        let steps = if happened == Situation::Nothing && (genuine || open) {
            self.next().into_iter().map(Step::calm).collect()
        } else {
            self.told(lines(happened, genuine))
        };
        Aftermath {
            intro: (!intro.is_empty()).then_some(intro),
            steps,
        }
    }

    fn told(&self, lines: &[Line]) -> Vec<Step> {
        let mut steps = Vec::new();
        for line in lines {
            match *line {
                Line::Say(_, key) if !self.concerns(key) => {}
                Line::Say(when, key) => steps.push(self.step(when, self.fill(&self.key(key), &[]))),
                Line::At(when, purpose, key) => self.at(when, purpose, key, &mut steps),
                Line::Ask => steps.push(self.step(None, self.ask())),
                // What may be genuine is asked about, not reported.
                Line::Report(_) if self.report.verdict < Verdict::Suspicious => {}
                Line::Report(when) => self.reported(when, &mut steps),
            }
        }
        steps
    }

    /// Whether a step fits the business of the claimed brand; all do where that is not known.
    fn concerns(&self, key: &str) -> bool {
        let Some(profile) = self.profile() else {
            return true;
        };
        match key {
            "password-bank" => matches!(
                profile.sector,
                Sector::Bank | Sector::Payment | Sector::Crypto | Sector::Other
            ),
            "password-orders" => !matches!(
                profile.sector,
                Sector::Bank | Sector::Crypto | Sector::Government | Sector::Insurer
            ),
            _ => true,
        }
    }

    fn step(&self, when: Option<When>, text: String) -> Step {
        let when = when.map(|when| self.locale.text(when.key()).to_owned());
        Step {
            when,
            text,
            source: None,
        }
    }

    /// The key of a sentence under `step` or `next`; that with the brand's home where it is known.
    fn key(&self, key: &str) -> String {
        if key.contains('.') {
            return key.to_owned();
        }
        let home = format!("step.{key}-home");
        if self.home().is_some() && self.locale.has(&home) {
            home
        } else {
            format!("step.{key}")
        }
    }

    fn ask(&self) -> String {
        let key = if self.home().is_some() {
            "next.ask-brand"
        } else {
            "step.ask-nothing"
        };
        self.fill(key, &[])
    }

    fn at(&self, when: Option<When>, purpose: Purpose, key: &str, steps: &mut Vec<Step>) {
        let code = self.context.country.as_deref().unwrap_or_default();
        let places = country::places(code, purpose, &self.locale.id);
        if places.is_empty() {
            let general = format!("step.{key}-general");
            if self.locale.has(&general) {
                steps.push(self.step(when, self.fill(&general, &[])));
            }
        }
        for place in places {
            let contact = place.contact();
            let key = if contact.is_empty() {
                format!("step.{key}-named")
            } else {
                format!("step.{key}")
            };
            let values = [("authority", place.authority), ("contact", &contact)];
            let mut step = self.step(when, self.fill(&key, &values));
            step.source = Some(self.source(place.source, place.read));
            steps.push(step);
        }
    }

    /// Where to report the mail: to the claimed brand, then in the reader's country.
    fn reported(&self, when: Option<When>, steps: &mut Vec<Step>) {
        if let Some(brand) = self.report_to() {
            let said = match (&brand.address, &brand.page) {
                (Some(address), _) => Some(("next.report-brand", "address", address)),
                (None, Some(page)) => Some(("next.report-brand-page", "page", page)),
                (None, None) => None,
            };
            if let Some((key, name, contact)) = said {
                let mut step = self.step(when, self.fill(key, &[(name, contact)]));
                let host = country::data::source_host(&brand.source);
                step.source = (!host.is_empty()).then(|| self.source(host, &brand.read));
                steps.push(step);
            }
        }
        let code = self.context.country.as_deref().unwrap_or_default();
        let places = country::places(code, Purpose::Report, &self.locale.id);
        if places.is_empty() {
            steps.push(self.step(when, self.fill("step.report-general", &[])));
        }
        for place in places {
            let contact = place.contact();
            let values = [("authority", place.authority), ("contact", &contact)];
            let mut step = self.step(when, self.fill("next.report-country", &values));
            step.source = Some(self.source(place.source, place.read));
            steps.push(step);
        }
    }

    fn source(&self, host: &str, read: &str) -> String {
        let date = self.locale.date(read);
        let values = [("host", host), ("date", date.as_str())];
        self.locale.fill("happened.source", &values)
    }
}

impl When {
    fn key(self) -> &'static str {
        match self {
            Self::Now => "when.now",
            Self::Today => "when.today",
            Self::Later => "when.later",
        }
    }
}

impl Step {
    /// A step that is not urgent.
    fn calm(text: String) -> Self {
        Self {
            when: None,
            text,
            source: None,
        }
    }
}
