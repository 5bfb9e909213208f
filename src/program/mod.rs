//! Mail programs: which there are, and which a person probably uses.
//!
//! What to press in each stands in the locale files.

/// One program a line, its parts between tabs.
static TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/programs.bin"));

/// A mail program; its steps stand in the locale files under its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// Identifier: `program.<id>` in the locale files.
    pub id: &'static str,
    /// What the browser's user agent holds where it is the likely one; empty for nothing.
    pub system: &'static str,
    /// The receiver whose mails are mostly read in it; empty for none.
    pub receiver: &'static str,
    /// The host of the page on which its steps were read.
    pub source: &'static str,
    /// When that was read.
    pub read: &'static str,
}

/// The programs in the order in which they are offered.
#[must_use]
pub fn all() -> Vec<Program> {
    let mut programs = Vec::new();
    for line in TABLE.lines() {
        let mut parts = line.split('\t');
        let mut part = || parts.next().unwrap_or_default();
        programs.push(Program {
            id: part(),
            system: part(),
            receiver: part(),
            source: part(),
            read: part(),
        });
    }
    programs
}

/// The program of this identifier.
#[must_use]
pub fn find(id: &str) -> Option<Program> {
    all().into_iter().find(|program| program.id == id)
}

/// The likely program of somebody whose browser names itself so, and whose mail came to this
/// receiver: what a phone brings along goes before the receiver.
#[must_use]
pub fn likely(user_agent: &str, receiver: &str) -> Option<Program> {
    let mut likely = None;
    for program in all() {
        if !program.system.is_empty() && user_agent.contains(program.system) {
            return Some(program);
        }
        if !receiver.is_empty() && program.receiver == receiver {
            likely = likely.or(Some(program));
        }
    }
    likely
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_a_name_and_says_how_or_that_it_cannot_show_the_source() {
        for (id, _) in crate::locale::names() {
            let locale = crate::locale::best(id);
            for program in all() {
                for part in ["name", "show"] {
                    let key = format!("program.{}.{part}", program.id);
                    assert!(locale.has(&key), "{id}: {key}");
                }
            }
        }
    }

    #[test]
    fn a_phone_goes_before_the_receiver() {
        let phone = all().into_iter().find(|program| !program.system.is_empty());
        let phone = phone.expect("a program of phones");
        let agent = format!("Mozilla/5.0 ({}; x)", phone.system);
        for program in all() {
            if !program.receiver.is_empty() {
                assert_eq!(likely(&agent, program.receiver), Some(phone));
                assert_eq!(likely("Mozilla/5.0 (X11)", program.receiver), Some(program));
            }
        }
        assert_eq!(likely("Mozilla/5.0 (X11)", ""), None);
    }
}
