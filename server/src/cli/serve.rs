//! The command `serve`.

use std::process::ExitCode;

use clap::Args;

/// serve
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_arguments: &Arguments) -> ExitCode {
    ExitCode::from(2)
}
