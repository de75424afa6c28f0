//! The command `token`: makes a token and its line for the file of tokens.

use std::io::{self, Read as _};
use std::process::ExitCode;

use clap::Args;
use dossier_check::text::{digest_bytes, hex};

use super::output::{fail, print, print_error};
use crate::access::{Key, Role, Token, valid_day, valid_name};

/// Make a token, and its line for the token file.
///
/// The line is printed to standard output; add it to the file of `serve --token-file`. The token is
/// printed to standard error, once, and is not stored. Exit codes: 0 done, 2 failed.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Whose token it is; the author of their commits. Example: `Ada <ada@example.org>`.
    #[arg(long, value_parser = valid_name)]
    name: String,
    /// What they may do: `reader`, `editor` or `operator`.
    #[arg(long)]
    role: Role,
    /// The last day on which the token is valid, such as 2027-06-30; by default it does not expire.
    #[arg(long, value_name = "DAY", value_parser = valid_day)]
    until: Option<String>,
    /// Read the token from standard input instead of making one.
    #[arg(long)]
    stdin: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let token = if arguments.stdin { given() } else { made() };
    let token = match token {
        Ok(token) => token,
        Err(error) => return fail(&error),
    };
    let line = Token {
        name: arguments.name.clone(),
        role: arguments.role,
        key: Key::Digest(digest_bytes(token.as_bytes())),
        until: arguments.until.clone(),
    };
    if !arguments.stdin {
        print_error(&format!("the token, shown only this once: {token}\n"));
    }
    print(&format!("{line}\n"))
}

/// A token that nobody can guess: 256 bits from the system.
fn made() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(hex(&bytes))
}

/// A token from standard input.
fn given() -> io::Result<String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let token = text.trim();
    if token.is_empty() || token.contains(char::is_whitespace) {
        return Err(io::Error::other(
            "expected one token without spaces on standard input",
        ));
    }
    Ok(token.to_owned())
}
