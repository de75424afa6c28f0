//! Runs the program `git`.

use std::process::{Command, Output, Stdio};

use crate::target::TargetError;

/// Runs `git` to its end. It keeps what it is given for its standard input as long as it lives, which may be
/// longer than this program.
pub(super) fn plain_git(
    arguments: &[&str],
    input: impl Into<Stdio>,
) -> Result<Output, TargetError> {
    let output = command(arguments).stdin(input).output();
    output.map_err(|error| TargetError::refused("could not run `git`", error))
}

/// A `git` that asks nobody, and that no repository around it leads astray.
pub(super) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(arguments)
        // What git says is read by this program, and nobody is there to type a password.
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0");
    // Set where this program is run by a hook of another repository.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_QUARANTINE_PATH",
    ] {
        command.env_remove(name);
    }
    command
}

/// What git printed, if it succeeded. `name` is the target's.
pub(super) fn expect(name: &str, what: &str, output: Output) -> Result<Vec<u8>, TargetError> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(failure(name, what, &output))
}

/// Why git did not do something: for good, or for now.
pub(super) fn failure(name: &str, what: &str, output: &Output) -> TargetError {
    let what = format!("`{what}` failed for {name}");
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let passing = [
        "Could not resolve",
        "unable to access",
        "Connection",
        "timed out",
        "hung up",
        "early EOF",
        "No space left",
        "Disk quota",
    ];
    if passing.iter().any(|sign| said.contains(sign)) {
        TargetError::unavailable(what, said)
    } else {
        TargetError::refused(what, said)
    }
}
