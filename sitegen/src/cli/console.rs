//! What a command prints.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::Args;
use serde_json::Value;

/// How much is said, and in which form.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct Manner {
    /// Say nothing but errors.
    #[arg(long)]
    quiet: bool,
    /// Say what was done as JSON on standard output: an object in one line for each thing done.
    #[arg(long)]
    json: bool,
}

/// How this process speaks; as people read it, where a command has no say in it.
static MANNER: OnceLock<Manner> = OnceLock::new();

impl Manner {
    /// Speaks like this from now on. Only the first call counts.
    pub(super) fn take(self) {
        MANNER.set(self).ok();
    }

    fn now() -> Self {
        MANNER.get().copied().unwrap_or_default()
    }
}

/// Whether nothing is said but errors.
pub(super) fn is_quiet() -> bool {
    Manner::now().quiet
}

/// Whether standard output is for programs.
pub(super) fn is_json() -> bool {
    Manner::now().json
}

/// Prints a line to standard output for people. A reader that has gone away is not an error of ours.
pub(super) fn say(text: &str) {
    if !is_quiet() && !is_json() {
        writeln!(std::io::stdout().lock(), "{text}").ok();
    }
}

/// Says what was done: to people in words, to programs in figures.
pub(super) fn report(words: &str, figures: &Value) {
    if is_json() {
        writeln!(std::io::stdout().lock(), "{figures}").ok();
    } else {
        say(words);
    }
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
    if !is_quiet() {
        writeln!(std::io::stderr().lock(), "warning: {text}").ok();
    }
}

/// Says on standard error why a command could not be carried out.
pub(super) fn fail(error: &dyn Display) -> ExitCode {
    writeln!(std::io::stderr().lock(), "error: {error}").ok();
    ExitCode::from(2)
}

/// Says on standard error what somebody should know who waits.
pub(super) fn note(text: &str) {
    if !is_quiet() {
        writeln!(std::io::stderr().lock(), "note: {text}").ok();
    }
}
