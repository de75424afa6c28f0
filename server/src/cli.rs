//! The command line: which commands there are, and what their exit codes mean.
//!
//! 0: done, nothing wrong. 1: content has errors, or evidence does not stand. 2: the command itself
//! could not be carried out (bad arguments, unreadable files, a port in use).

mod backup;
mod check;
mod clock;
mod export;
mod files;
mod import;
mod open;
mod scan;
mod serve;
mod verify;
mod verify_store;
mod watch;

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Checks the facts of news articles and the evidence for them.
#[derive(Debug, Parser)]
#[command(name = "dossier-server", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Scan(scan::Arguments),
    Verify(verify::Arguments),
    Serve(serve::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Backup(backup::Arguments),
    VerifyStore(verify_store::Arguments),
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Backup(arguments) => backup::run(&arguments),
        Command::VerifyStore(arguments) => verify_store::run(&arguments),
    }
}

/// Prints a result to standard output. A reader that has gone away is not an error of ours.
fn print(text: &str) -> ExitCode {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => fail(&error),
        _ => ExitCode::SUCCESS,
    }
}

/// A number and what is counted: `1 fact`, `2 facts`.
fn counted(count: impl Display, one: &str, many: &str) -> String {
    let count = count.to_string();
    let noun = if count == "1" { one } else { many };
    format!("{count} {noun}")
}

/// Says on standard error why a command could not be carried out.
fn fail(error: &dyn Display) -> ExitCode {
    writeln!(std::io::stderr().lock(), "error: {error}").ok();
    ExitCode::from(2)
}
