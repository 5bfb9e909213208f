//! Running several stages in order and adding up how they went.

use std::time::Duration;

use anyhow::{Result, bail};

use crate::shell;

/// One step of a longer run.
pub(crate) struct Stage {
    /// What is shown of it, two or three words.
    pub(crate) name: &'static str,
    /// Whether it is skipped once a stage before it has failed.
    pub(crate) needs_the_rest: bool,
    /// The work.
    pub(crate) run: fn() -> Result<()>,
}

enum Outcome {
    Passed(Duration),
    Failed(Duration),
    Skipped,
}

/// Runs every stage, then prints a line for each and one that counts them.
///
/// # Errors
/// When any stage failed; its own error is printed where it happened.
pub(crate) fn run(stages: &[Stage]) -> Result<()> {
    let mut outcomes = Vec::new();
    let mut failed = 0;
    for stage in stages {
        if stage.needs_the_rest && failed > 0 {
            outcomes.push(Outcome::Skipped);
            continue;
        }
        let (result, time) = shell::timed(stage.run);
        outcomes.push(match result {
            Ok(()) => Outcome::Passed(time),
            Err(error) => {
                eprintln!("\nerror: {}: {error:#}", stage.name);
                failed += 1;
                Outcome::Failed(time)
            }
        });
    }
    let skipped = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Outcome::Skipped))
        .count();
    println!();
    for (stage, outcome) in stages.iter().zip(&outcomes) {
        let (word, time) = match outcome {
            Outcome::Passed(time) => ("passed", format!("{:6.1} s", time.as_secs_f64())),
            Outcome::Failed(time) => ("FAILED", format!("{:6.1} s", time.as_secs_f64())),
            Outcome::Skipped => ("skipped", String::new()),
        };
        println!("{:<28} {word:<8} {time}", stage.name);
    }
    let passed = outcomes.len() - failed - skipped;
    if skipped > 0 {
        println!("\n{passed} passed, {failed} failed, {skipped} skipped");
    } else {
        println!("\n{passed} passed, {failed} failed");
    }
    if failed > 0 {
        bail!("{failed} of {} stages failed", outcomes.len());
    }
    Ok(())
}
