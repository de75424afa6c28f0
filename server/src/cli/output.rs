//! How a command says what came of it: results on standard output, failures on standard error.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use crate::store::StoreError;

/// Prints a result to standard output. A reader that has gone away is not an error of ours.
pub(super) fn print(text: &str) -> ExitCode {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => fail(&error),
        _ => ExitCode::SUCCESS,
    }
}

/// A number and what is counted: `1 fact`, `2 facts`.
pub(super) fn counted(count: impl Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let noun = if count == "1" { one } else { many };
    format!("{count} {noun}")
}

/// Prints to standard error what a command has to say beside its result.
pub(super) fn print_error(text: &str) {
    std::io::stderr().lock().write_all(text.as_bytes()).ok();
}

/// Says on standard error why a command could not be carried out.
pub(super) fn fail(error: &dyn Display) -> ExitCode {
    writeln!(std::io::stderr().lock(), "error: {error}").ok();
    ExitCode::from(2)
}

/// The same of a store: 1 where it is damaged, 2 where it could not be read or written.
pub(super) fn fail_by(error: &StoreError) -> ExitCode {
    let code = fail(error);
    if error.is_damage() {
        ExitCode::from(1)
    } else {
        code
    }
}
