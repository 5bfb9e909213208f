//! A view on a terminal: plain lines, nothing in them obeyed, no link live.

use countersign::domain::skeleton::is_invisible;
use countersign::finding::{Bearing, Evidence};
use countersign::input::Context;
use countersign::locale::Locale;
use countersign::report::Report;
use countersign::view::situation::{Situation, aftermath};
use countersign::view::{Reason, View, defanged};
use std::io::{self, Write};

/// Width to which sentences are broken.
const WIDTH: usize = 88;

/// Most links that are listed.
const MOST_LINKS: usize = 12;

/// Writes the answer for one mail.
pub(crate) fn write(
    out: &mut impl Write,
    name: &str,
    view: &View,
    locale: &Locale,
    details: bool,
) -> io::Result<()> {
    writeln!(out, "{}", shown(name))?;
    writeln!(out, "  {}", view.word.to_uppercase())?;
    paragraph(out, 2, &view.sentence)?;
    for note in &view.notes {
        paragraph(out, 2, note)?;
    }
    writeln!(out)?;
    let pair = |name: &str, value: &str| {
        locale.fill(
            "label.pair",
            &[("name", locale.text(name)), ("value", &shown(value))],
        )
    };
    if let Some(claimed) = &view.shown {
        writeln!(out, "  {}", pair("label.shown", claimed))?;
    }
    writeln!(out, "  {}", pair("label.really", &view.really))?;
    section(out, locale.text("label.reasons"), !view.reasons.is_empty())?;
    for reason in &view.reasons {
        write_reason(out, reason, details)?;
    }
    if let Some(leak) = &view.leak {
        section(out, locale.text("label.leak"), true)?;
        write_reason(out, &leak.reason, details)?;
        for line in leak.known.iter().chain(&leak.next) {
            item(out, line)?;
        }
    }
    section(
        out,
        locale.text("label.unchecked"),
        !view.unchecked.is_empty(),
    )?;
    for line in &view.unchecked {
        item(out, line)?;
    }
    section(out, locale.text("label.next"), true)?;
    for line in &view.next {
        item(out, line)?;
    }
    section(out, locale.text("label.links"), !view.links.is_empty())?;
    for link in view.links.iter().take(MOST_LINKS) {
        item(
            out,
            &format!("{} → {} ({})", defanged(&link.text), link.host, link.owner),
        )?;
    }
    if details {
        write_details(out, view, locale)?;
    }
    writeln!(out, "\n  {}\n  {}", shown(&view.recognised), view.data_date)?;
    if let Some(old) = &view.data_old {
        paragraph(out, 2, old)?;
    }
    writeln!(out)
}

/// What to do after this has happened, each step with how soon and whose word it is.
pub(crate) fn steps(
    happened: Situation,
    report: &Report,
    context: &Context,
    locale: &Locale,
) -> Vec<String> {
    let found = aftermath(happened, report, context, locale);
    let steps = found.steps.into_iter().map(|step| {
        let source = step.source.map(|source| format!(" ({source})"));
        let text = format!("{}{}", step.text, source.unwrap_or_default());
        match step.when {
            Some(when) => locale.fill("label.pair", &[("name", &when), ("value", &text)]),
            None => text,
        }
    });
    found.intro.into_iter().chain(steps).collect()
}

/// Writes the mails inside, signatures, the lines of mail providers and the way.
fn write_details(out: &mut impl Write, view: &View, locale: &Locale) -> io::Result<()> {
    section(out, locale.text("label.nested"), !view.nested.is_empty())?;
    for inside in &view.nested {
        item(out, &inside.title)?;
        for reason in &inside.reasons {
            paragraph(out, 6, reason)?;
        }
    }
    let there = !view.signatures.is_empty();
    section(out, locale.text("label.signatures"), there)?;
    for found in &view.signatures {
        item(out, &found.title)?;
        let lookup = found.lookup.iter().map(|lookup| &lookup.words);
        for line in found.lines.iter().chain(lookup) {
            paragraph(out, 6, line)?;
        }
    }
    section(out, locale.text("label.lines"), !view.lines.is_empty())?;
    for line in &view.lines {
        item(out, &defanged(&line.raw))?;
        for words in std::iter::once(&line.trust).chain(&line.codes) {
            paragraph(out, 6, words)?;
        }
    }
    section(out, locale.text("label.route"), !view.route.is_empty())?;
    for hop in &view.route {
        let more = hop.delay.iter().chain(&hop.boundary).map(String::as_str);
        let words: Vec<&str> = std::iter::once(hop.words.as_str()).chain(more).collect();
        item(out, &words.join(", "))?;
    }
    Ok(())
}

/// Writes why there is no answer.
pub(crate) fn write_error(out: &mut impl Write, name: &str, error: &str) -> io::Result<()> {
    writeln!(out, "{}\n  {}\n", shown(name), shown(error))
}

fn section(out: &mut impl Write, title: &str, there: bool) -> io::Result<()> {
    if there {
        writeln!(out, "\n  {title}")
    } else {
        Ok(())
    }
}

fn write_reason(out: &mut impl Write, reason: &Reason, details: bool) -> io::Result<()> {
    let sign = match reason.bearing {
        Bearing::Against => '!',
        Bearing::For => '+',
    };
    writeln!(out, "  {sign} {}", shown(&reason.title))?;
    paragraph(out, 4, &reason.why)?;
    for Evidence { place, excerpt, .. } in &reason.evidence {
        writeln!(out, "    [{place}] {}", defanged(&shown(excerpt)))?;
    }
    if details && let Some(rate) = &reason.rate {
        paragraph(out, 4, rate)?;
    }
    Ok(())
}

fn item(out: &mut impl Write, text: &str) -> io::Result<()> {
    write!(out, "  - ")?;
    let mut first = true;
    for line in broken(&shown(text), WIDTH - 4) {
        writeln!(out, "{}{line}", if first { "" } else { "    " })?;
        first = false;
    }
    Ok(())
}

fn paragraph(out: &mut impl Write, indent: usize, text: &str) -> io::Result<()> {
    for line in broken(&shown(text), WIDTH - indent) {
        writeln!(out, "{:indent$}{line}", "")?;
    }
    Ok(())
}

/// A text in lines of at most this many characters, broken at blanks.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// Control, invisible and direction characters shown by their number, never obeyed.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_invisible(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_mail_is_obeyed_by_the_terminal() {
        assert_eq!(
            shown("a\u{1b}[31mb\u{202e}c\u{200b}"),
            "a\\u{1b}[31mb\\u{202e}c\\u{200b}"
        );
    }

    #[test]
    fn lines_are_broken_at_blanks() {
        assert_eq!(broken("one two three", 7), ["one two", "three"]);
    }
}
