//! The command line: which commands there are, and what their exit codes mean.
//!
//! 0: done. 1: the content or the site has errors. 2: the command could not be carried out. 3: a limit
//! forbids it, and nothing has changed.

mod build;
mod check;
mod clock;
mod completions;
mod console;
mod man;
mod preview;
mod publish;
mod settings;
mod source;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

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
    Preview(preview::Arguments),
    Publish(publish::Arguments),
    Watch(watch::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Preview(arguments) => preview::run(arguments),
        Command::Publish(arguments) => publish::run(arguments),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
    }
}
