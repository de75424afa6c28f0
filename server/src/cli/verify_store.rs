//! The command `verify-store`: whether the store holds what was written.

use std::process::ExitCode;

use clap::Args;

use super::open::StoreArguments;
use super::output::{counted, fail, print};
use crate::store::{Store, verify};

/// Read the whole store and compare every commit with its checksum.
///
/// The server may keep running; a copy on read-only media works too. Exit codes: 0 intact, 1 damaged,
/// 2 failed.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    store: StoreArguments,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.store.named() {
        return fail(&"say what to verify with `--data DIR` or `--database-url URL`");
    }
    let mut store = match arguments.store.open_to_read() {
        Ok(store) => store,
        Err(error) => return fail(&error),
    };
    verified(store.as_mut())
}

fn verified(store: &mut dyn Store) -> ExitCode {
    let engine = store.integrity();
    let log = verify(store);
    match (engine, log) {
        (Ok(wrong), Ok(revision)) if wrong.is_empty() => {
            let uid = store.uid();
            let revisions = counted(revision, "revision", "revisions");
            print(&format!(
                "store {uid}: {revisions}, each as it was written\n"
            ))
        }
        (engine, log) => {
            for line in engine.unwrap_or_else(|error| vec![error.to_string()]) {
                fail(&line);
            }
            if let Err(error) = log {
                fail(&error);
            }
            ExitCode::from(1)
        }
    }
}
