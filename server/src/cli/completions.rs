//! The command `completions`: what a shell completes when somebody types a command of this program.

use std::process::ExitCode;

use clap::Args;
use clap_complete::{Shell, generate};

use super::output::print;

/// Print a script with which a shell completes the commands and flags of this program.
///
/// Exit code: 0.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut program: clap::Command) -> ExitCode {
    let name = program.get_name().to_owned();
    let mut script = Vec::new();
    generate(arguments.shell, &mut program, name, &mut script);
    print(&String::from_utf8_lossy(&script))
}
