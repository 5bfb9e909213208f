//! Mail programs: which there are, and which a person probably uses.
//!
//! What to press in each stands in the locale files.

pub mod data;

use data::{Program, Programs};
use std::sync::OnceLock;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/programs.bin"));

/// The programs in the order in which they are offered.
pub fn all() -> &'static [Program] {
    static PROGRAMS: OnceLock<Programs> = OnceLock::new();
    &PROGRAMS
        .get_or_init(|| postcard::from_bytes(BLOB).unwrap_or_default())
        .programs
}

/// The program of this identifier.
#[must_use]
pub fn find(id: &str) -> Option<&'static Program> {
    all().iter().find(|program| program.id == id)
}

/// The likely program of somebody whose browser names itself so, and whose mail came to this
/// receiver: what a phone brings along goes before the receiver.
#[must_use]
pub fn likely(user_agent: &str, receiver: Option<&str>) -> Option<&'static Program> {
    let named = |program: &&Program| {
        let system = program.system.as_deref();
        system.is_some_and(|system| user_agent.contains(system))
    };
    let read = |program: &&Program| receiver.is_some() && program.receiver.as_deref() == receiver;
    all().iter().find(named).or_else(|| all().iter().find(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_a_name_and_says_how_or_that_it_cannot_show_the_source() {
        for id in crate::locale::ids() {
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
        let system = |program: &&Program| program.system.is_some();
        let phone = all().iter().find(system).expect("a program of phones");
        let agent = format!(
            "Mozilla/5.0 ({}; x)",
            phone.system.as_deref().unwrap_or_default()
        );
        for program in all().iter().filter(|program| program.receiver.is_some()) {
            let receiver = program.receiver.as_deref();
            assert_eq!(likely(&agent, receiver), Some(phone));
            assert_eq!(likely("Mozilla/5.0 (X11)", receiver), Some(program));
        }
        assert_eq!(likely("Mozilla/5.0 (X11)", None), None);
    }
}
