//! The command `verify-store`: whether the store holds what was written.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::output::{counted, fail, print};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store as _, verify};

/// Read the whole store and compare every commit with its checksum.
///
/// The server may go on meanwhile. Exit codes: 0 sound, 1 damaged, 2 it could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The directory of the store.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut store = match SqliteStore::open_to_read(&arguments.data.join(FILE)) {
        Ok(store) => store,
        Err(error) => return fail(&error),
    };
    let file = store.integrity();
    let log = verify(&mut store);
    match (file, log) {
        (Ok(wrong), Ok(revision)) if wrong.is_empty() => {
            let uid = store.uid();
            let revisions = counted(revision, "revision", "revisions");
            print(&format!(
                "store {uid}: {revisions}, each as it was written\n"
            ))
        }
        (file, log) => {
            for line in file.unwrap_or_else(|error| vec![error.to_string()]) {
                fail(&line);
            }
            if let Err(error) = log {
                fail(&error);
            }
            ExitCode::from(1)
        }
    }
}
