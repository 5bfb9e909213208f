//! The mails inside a mail, each judged as one of its own.
//!
//! Their fields are the outer sender's: no results and no route in them can be believed, and what
//! the person says of the outer mail is not said of them.

use super::Facts;
use crate::brand::Brands;
use crate::input::{Context, Kind};
use crate::message::{Came, Message};
use crate::report::Report;
use crate::source::Source;

/// A mail inside, and what came of it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// As what it came.
    pub came: Came,
    /// Its own report.
    pub report: Report,
}

/// Judges the mails inside; how many and how deep, the message has limited.
pub(super) fn read(
    source: &Source<'_>,
    message: &Message,
    context: &Context,
    brands: &Brands,
) -> Vec<Judged> {
    if message.nested.is_empty() {
        return Vec::new();
    }
    let context = Context {
        now: context.now,
        country: context.country.clone(),
        name: context.name.clone(),
        addresses: context.addresses.clone(),
        keys: context.keys.clone(),
        ..Context::default()
    };
    let judged = message.nested.iter().map(|nested| {
        let facts = Facts::of(
            source,
            &nested.message,
            Kind::Message,
            &context,
            brands,
            true,
            &mut |_| (),
        );
        Judged {
            came: nested.came,
            report: Report::new(&facts),
        }
    });
    judged.collect()
}
