//! The command `backup`: a copy of the store, while it may be in use.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::output::{fail, fail_by, print};
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;

/// Copy the store to a new file, which gets its name once it is looked over. The server may go on
/// meanwhile.
///
/// `restore` makes a store of it. Exit codes: 0 done, 1 the store is damaged, 2 it could not be read or
/// the copy not be written. But for 0 there is no copy.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file to write; it must not exist yet.
    file: PathBuf,
    /// The directory of the store.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let file = arguments.file.display();
    if arguments.file.exists() {
        return fail(&format!("`{file}` is there already"));
    }
    let copied = SqliteStore::open_directory_to_read(&arguments.data).and_then(|store| {
        let revision = store.backup(&arguments.file)?;
        Ok((store.uid().to_owned(), revision))
    });
    match copied {
        Ok((uid, revision)) => print(&format!("{file}: store {uid} at revision {revision}\n")),
        Err(error) => fail_by(&error),
    }
}
