//! What a command prints.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

/// Prints a line to standard output. A reader that has gone away is not an error of ours.
pub(super) fn say(text: &str) {
    writeln!(std::io::stdout().lock(), "{text}").ok();
}

/// Prints a text as it stands to standard output.
pub(super) fn print(text: &str) -> ExitCode {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => fail(&error),
        _ => ExitCode::SUCCESS,
    }
}

/// A number and what is counted: `1 page`, `2 pages`.
pub(super) fn counted(count: impl Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let noun = if count == "1" { one } else { many };
    format!("{count} {noun}")
}

/// Says on standard error what somebody should look at.
pub(super) fn warn(text: &str) {
    writeln!(std::io::stderr().lock(), "warning: {text}").ok();
}

/// Says on standard error why a command could not be carried out.
pub(super) fn fail(error: &dyn Display) -> ExitCode {
    writeln!(std::io::stderr().lock(), "error: {error}").ok();
    ExitCode::from(2)
}

/// Says on standard error what somebody should know who waits.
pub(super) fn note(text: &str) {
    writeln!(std::io::stderr().lock(), "note: {text}").ok();
}
