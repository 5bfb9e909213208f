//! Which steps there are for what has happened, as lists: most urgent first.

use super::When::{self, Later, Now, Today};
use super::{Purpose, Situation};
use Line::{Ask, At, Say};

/// One line of a list of steps.
#[derive(Clone, Copy)]
pub(super) enum Line {
    /// A sentence.
    Say(Option<When>, &'static str),
    /// A sentence for each place of this kind; one in general where there is none.
    At(Option<When>, Purpose, &'static str),
    /// Whether to ask the company, and how.
    Ask,
    /// Where to report the mail.
    Report(Option<When>),
}

/// The steps of a situation; what a genuine mail brings about is no emergency.
pub(super) fn lines(happened: Situation, genuine: bool) -> &'static [Line] {
    match happened {
        Situation::Nothing => NOTHING,
        Situation::Clicked | Situation::OpenedFile | Situation::Replied if genuine => {
            &[Say(None, "genuine-fine")]
        }
        Situation::TypedPassword if genuine => &[Say(None, "genuine-password")],
        Situation::GaveCard | Situation::Paid if genuine => &[Say(None, "genuine-card")],
        Situation::Installed if genuine => &[Say(None, "genuine-installed")],
        Situation::DataLeaked if genuine => GENUINE_LEAK,
        Situation::Clicked => CLICKED,
        Situation::TypedPassword => TYPED_PASSWORD,
        Situation::GaveCard => GAVE_CARD,
        Situation::Paid => PAID,
        Situation::OpenedFile => OPENED_FILE,
        Situation::Installed => INSTALLED,
        Situation::Replied => REPLIED,
        Situation::DataLeaked => DATA_LEAKED,
        Situation::AddressLeaked => ADDRESS_LEAKED,
    }
}

const NOTHING: &[Line] = &[
    Say(None, "next.do-nothing"),
    Ask,
    Line::Report(None),
    Say(None, "next.delete"),
];

const CLICKED: &[Line] = &[
    Say(Some(Now), "clicked-leave"),
    Say(Some(Now), "clicked-more"),
    Say(Some(Today), "clicked-scan"),
    Line::Report(Some(Today)),
    Say(Some(Later), "watch"),
];

const TYPED_PASSWORD: &[Line] = &[
    Say(Some(Now), "password"),
    Say(Some(Now), "password-copies"),
    Say(Some(Now), "password-locked"),
    Say(Some(Now), "password-mailbox"),
    Say(Some(Now), "password-bank"),
    Say(Some(Today), "password-devices"),
    Say(Some(Today), "password-orders"),
    Line::Report(Some(Today)),
    Say(Some(Later), "watch"),
];

const GAVE_CARD: &[Line] = &[
    Say(Some(Now), "card-bank"),
    At(Some(Now), Purpose::Card, "card-line"),
    Say(Some(Today), "card-statement"),
    Say(Some(Today), "card-codes"),
    At(Some(Today), Purpose::Fraud, "police"),
    Line::Report(Some(Today)),
    Say(Some(Later), "card-adviser"),
];

const PAID: &[Line] = &[
    Say(Some(Now), "paid-bank"),
    At(Some(Now), Purpose::Transfer, "transfer"),
    At(Some(Now), Purpose::Card, "card-line"),
    Say(Some(Now), "paid-more"),
    Say(Some(Now), "paid-other"),
    Say(Some(Today), "keep"),
    At(Some(Today), Purpose::Fraud, "police"),
    Line::Report(Some(Today)),
    Say(Some(Later), "paid-again"),
    At(Some(Later), Purpose::Support, "support"),
];

const OPENED_FILE: &[Line] = &[
    Say(Some(Now), "file-offline"),
    Say(Some(Now), "file-work"),
    Say(Some(Today), "file-scan"),
    Say(Some(Today), "file-reset"),
    Say(Some(Today), "file-passwords"),
    Say(Some(Today), "file-bank"),
    Line::Report(Some(Today)),
];

const INSTALLED: &[Line] = &[
    Say(Some(Now), "installed-offline"),
    Say(Some(Now), "installed-bank"),
    At(Some(Now), Purpose::Card, "card-line"),
    Say(Some(Today), "installed-remove"),
    Say(Some(Today), "installed-clean"),
    Say(Some(Today), "installed-passwords"),
    Say(Some(Today), "keep"),
    At(Some(Today), Purpose::Fraud, "police"),
    Line::Report(Some(Today)),
    At(Some(Later), Purpose::Support, "support"),
];

const REPLIED: &[Line] = &[
    Say(Some(Now), "replied-stop"),
    Say(Some(Now), "replied-told"),
    Say(Some(Today), "replied-threat"),
    Line::Report(Some(Today)),
    Say(Some(Later), "replied-more"),
];

const GENUINE_LEAK: &[Line] = &[
    Say(None, "genuine-leak"),
    Say(None, "leak-what"),
    Say(None, "leak-change"),
    Say(None, "leak-card"),
    Say(None, "next.leak-expect"),
    At(None, Purpose::Data, "complain"),
];

const DATA_LEAKED: &[Line] = &[
    Say(Some(Today), "leak-check"),
    Say(Some(Today), "leak-what"),
    Say(Some(Today), "leak-change"),
    Say(Some(Today), "leak-card"),
    Line::Report(Some(Today)),
    Say(Some(Later), "next.leak-expect"),
    Say(Some(Later), "leak-files"),
    At(Some(Later), Purpose::Data, "complain"),
];

const ADDRESS_LEAKED: &[Line] = &[
    Say(None, "address-only"),
    Say(None, "address-ask"),
    Say(None, "next.leak-expect"),
    At(None, Purpose::Data, "complain"),
];
