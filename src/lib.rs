//! Countersign: can this e-mail be from the shop that it claims to be?
//!
//! The way of a paste, one module a step:
//!
//! 1. [`input`] takes bytes and what the person says about them, and tells what they are.
//! 2. [`source`] frees them from what was wrapped around them and keeps the way back.
//! 3. [`message`] reads fields, texts and attachments; it cannot fail.
//! 4. [`facts`] computes once whatever can be read out: who wrote it, who reports what of
//!    it, where it leads, how it greets, whom it claims to be.
//! 5. [`check`] asks one question each of those facts.
//! 6. [`verdict`] weighs the findings.
//! 7. [`report`] is the answer without words; [`view`] puts it into sentences from [`locale`].
//!
//! [`work`] is all of that as a job for another thread, [`wire`] how it goes there and comes back.
//! [`brand`], [`provider`], [`language`], [`country`], [`program`] and [`domain`] hold what is known
//! beforehand. Nothing here reads a clock, a file or the network.

pub mod brand;
pub mod check;
pub mod country;
pub mod domain;
pub mod facts;
pub mod finding;
pub mod input;
pub mod key;
pub mod language;
pub mod locale;
pub mod message;
mod pack;
pub mod pairs;
pub mod program;
pub mod provider;
pub mod report;
pub mod signature;
pub mod source;
pub mod time;
pub mod url;
pub mod verdict;
pub mod view;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod wire;
pub mod work;

use brand::Brands;
use facts::Facts;
use input::{Input, InputError};
use message::Message;
use report::Report;
use source::Source;
use std::borrow::Cow;
use work::Step;

/// Judges a paste.
///
/// # Errors
/// [`InputError`] where there is nothing to judge: empty, too large, no text; or where the
/// person names a brand or a receiver that we do not know.
pub fn check(input: &Input<'_>) -> Result<Report, InputError> {
    check_with(input, brand::built_in())
}

/// Judges a paste by these brands instead of the built-in ones.
///
/// # Errors
/// As [`check`].
pub fn check_with(input: &Input<'_>, brands: &Brands) -> Result<Report, InputError> {
    check_in_steps(input, brands, &mut |_| ())
}

/// Judges a paste by these brands, and says before each step that it begins.
///
/// # Errors
/// As [`check`].
pub fn check_in_steps(
    input: &Input<'_>,
    brands: &Brands,
    begin: &mut dyn FnMut(Step),
) -> Result<Report, InputError> {
    input::accept(input.bytes)?;
    let context = &input.context;
    let brands = match &context.profile {
        Some(profile) => Cow::Owned(brands.with(profile.clone())),
        None => Cow::Borrowed(brands),
    };
    let known = |id: &Option<String>| id.as_deref().is_none_or(|id| brands.find(id).is_some());
    if !known(&context.brand) || !known(&context.only_for) {
        return Err(InputError::UnknownBrand);
    }
    let receivers = provider::built_in().receivers();
    if context
        .receiver
        .as_ref()
        .is_some_and(|name| receivers.iter().all(|receiver| !receiver.is_called(name)))
    {
        return Err(InputError::UnknownReceiver);
    }
    begin(Step::Reading);
    let source = Source::unwrap(input.bytes);
    let kind = input.kind.unwrap_or_else(|| input::recognise(&source));
    let message = Message::read(&source, kind);
    let facts = Facts::read_in_steps(&source, &message, kind, context, &brands, begin);
    begin(Step::Checks);
    Ok(Report::new(&facts))
}
