//! A purchase that the reader never made, and a number to call or a link to cancel it.
//!
//! Innocent causes: a true receipt, which names what was bought and comes from the shop itself.

use super::{Check, said};
use crate::facts::{Coverage, Facts};
use crate::finding::{Family, Finding};
use crate::language::data::Meaning;

pub(super) const CHECK: Check = Check {
    id: "unknown-charge",
    family: Family::Words,
    needs: Coverage::NOTHING,
    run,
};

fn run(facts: &Facts<'_>) -> Option<Finding> {
    let charge = [
        Meaning::UnknownCharge,
        Meaning::SubscriptionEnds,
        Meaning::CallBack,
    ];
    let said_of = facts.says(&charge);
    let charged = said_of.iter().any(|said| said.meaning != Meaning::CallBack);
    let call = said_of.len() > 1 || facts.body.phones.iter().any(|phone| phone.call);
    let claimed = facts.says(&[Meaning::UnknownCharge]);
    if claimed.is_empty() && !(charged && call) {
        return None;
    }
    let weight = if call {
        facts.weight_of_demand()
    } else {
        facts.weight_of_notice()
    };
    said(&CHECK, facts, &charge, weight)
}
