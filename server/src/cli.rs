//! The command line: which commands there are, and what their exit codes mean.
//!
//! 0: done, nothing wrong. 1: content has errors, or evidence does not stand. 2: the command itself
//! could not be carried out (bad arguments, unreadable files, a port in use).

mod access;
mod backup;
mod check;
mod clock;
mod completions;
mod content;
mod export;
mod files;
mod import;
mod log;
mod man;
mod open;
mod output;
mod purge;
mod restore;
mod scan;
mod serve;
mod settings;
mod supervisor;
mod token;
mod verify;
mod verify_store;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// Checks, keeps and serves the facts of news articles and the evidence for them.
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
    Serve(Box<serve::Arguments>),
    Token(token::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Purge(purge::Arguments),
    VerifyStore(verify_store::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let command = Arguments::command();
    let given = settings::completed(&command, std::env::args_os().collect());
    let given = match given {
        Ok(given) => given,
        Err(error) => return output::fail(&error),
    };
    let matches = command.get_matches_from(given);
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Token(arguments) => token::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Backup(arguments) => backup::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
        Command::Purge(arguments) => purge::run(&arguments),
        Command::VerifyStore(arguments) => verify_store::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
    }
}
