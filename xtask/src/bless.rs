//! Writes the expected reports and the schema anew; the diff is the review.

use anyhow::Result;

use crate::shell;

/// Runs the tests that compare with files, told to write the files instead.
///
/// # Errors
/// When a test program does not build or run.
pub(crate) fn run() -> Result<()> {
    shell::say(
        "Writing the expected reports and the schema anew: read the diff before you commit it.",
    );
    for test in ["cases", "schema"] {
        let mut cargo = shell::cargo();
        cargo.args([
            "test",
            "--quiet",
            "--package",
            "countersign",
            "--test",
            test,
        ]);
        shell::run(cargo.env("COUNTERSIGN_BLESS", "1"))?;
    }
    Ok(())
}
