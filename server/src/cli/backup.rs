//! The command `backup`: a copy of the store, while it may be in use.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::output::{fail, print};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store as _, verify};

/// Copy the store to a new file and check the copy. The server may keep running.
///
/// `restore` makes a store from it. Exit codes: 0 done, 1 the copy is damaged, 2 failed.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file to write; it must not exist yet.
    file: PathBuf,
    /// The directory of the store.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.file.exists() {
        return fail(&format!("`{}` already exists", arguments.file.display()));
    }
    let copied = SqliteStore::open_to_read(&arguments.data.join(FILE))
        .and_then(|store| store.backup(&arguments.file));
    if let Err(error) = copied {
        return fail(&error);
    }
    let checked = SqliteStore::open_to_read(&arguments.file).and_then(|mut copy| {
        let revision = verify(&mut copy)?;
        Ok((copy.uid().to_owned(), revision))
    });
    match checked {
        Ok((uid, revision)) => {
            let file = arguments.file.display();
            print(&format!("{file}: store {uid} at revision {revision}\n"))
        }
        Err(error) => {
            fail(&error);
            ExitCode::from(1)
        }
    }
}
