//! The command `verify`.

use std::process::ExitCode;

use clap::Args;

/// verify
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_arguments: &Arguments) -> ExitCode {
    ExitCode::from(2)
}
