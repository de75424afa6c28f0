//! The command line: which commands there are, and what their exit codes mean.
//!
//! 0: done. 1: the content or the site has errors. 2: the command could not be carried out.

mod build;
mod check;

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Renders the facts that a Dossier server holds as a website.
#[derive(Debug, Parser)]
#[command(name = "sitegen", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Check(check::Arguments),
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
    }
}

/// Prints a line to standard output. A reader that has gone away is not an error of ours.
fn say(text: &str) {
    writeln!(std::io::stdout().lock(), "{text}").ok();
}

/// A number and what is counted: `1 page`, `2 pages`.
fn counted(count: impl Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let noun = if count == "1" { one } else { many };
    format!("{count} {noun}")
}

/// Says on standard error what somebody should look at.
fn warn(text: &str) {
    writeln!(std::io::stderr().lock(), "warning: {text}").ok();
}

/// Says on standard error why a command could not be carried out.
fn fail(error: &dyn Display) -> ExitCode {
    writeln!(std::io::stderr().lock(), "error: {error}").ok();
    ExitCode::from(2)
}
