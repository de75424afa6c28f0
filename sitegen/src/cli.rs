//! The command line: which commands there are, and what their exit codes mean.
//!
//! 0: done. 1: the content or the site has errors. 2: the command could not be carried out. 3: a limit
//! forbids it, and nothing has changed.

mod build;
mod check;
mod console;
mod publish;
mod watch;

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
    /// Build the site from the newest revision of a server.
    ///
    /// Without `--server` it starts the `dossier-server` that stands beside this program with the
    /// content directory, on a free port of this machine, and stops it afterwards.
    ///
    /// Exit codes: 0 built, 1 the content has errors, 2 the site could not be built.
    Build(build::Arguments),
    Check(check::Arguments),
    /// Build the site, and bring what changed to where readers find it.
    ///
    /// A manifest at the target says what lies there, so that a correction costs what it changes. Nothing is
    /// written where a limit forbids it: too many deletions, an older revision, another store, broken links.
    /// What was interrupted is finished by the next publication. Of two publishers at once one waits.
    ///
    /// Exit codes: 0 published, or nothing to do; 1 the content has errors; 2 it could not be published, and
    /// the next one goes on from there; 3 refused, and nothing has changed.
    Publish(publish::Arguments),
    /// Publish each commit of a server as it comes, until it is stopped.
    ///
    /// Commits that come together make one publication, of the newest revision. Where the server or the target
    /// is away it tries again, at last once a minute. It never goes back within one store.
    ///
    /// Exit codes: as of `publish`, for what will not pass by waiting.
    Watch(watch::Arguments),
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Watch(arguments) => watch::run(&arguments),
    }
}
