//! The command `backup`: a copy of the store, while it may be in use.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::output::{fail_by, print};
use crate::store::sqlite::SqliteStore;
use crate::store::sqlite::files::is_there;
use crate::store::{Store as _, StoreError};

/// Copy the store to a new file. The copy is verified before it gets its name; the server can keep
/// running.
///
/// `restore` makes a store of it. Exit codes: 0 done, 1 the store is damaged, 2 it could not be read or
/// the copy not be written. Unless the code is 0, there is no copy.
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
    match copied(arguments) {
        Ok((uid, revision)) => print(&format!("{file}: store {uid} at revision {revision}\n")),
        Err(error) => fail_by(&error),
    }
}

/// The uid and the newest revision of what was copied.
fn copied(arguments: &Arguments) -> Result<(String, i64), StoreError> {
    let file = &arguments.file;
    // It is looked for again when the copy gets its name; a large one need not be made in vain.
    if is_there(file)? {
        return Err(StoreError::Exists(file.display().to_string()));
    }
    let store = SqliteStore::open_directory_to_read(&arguments.data)?;
    let revision = store.backup(file)?;
    Ok((store.uid().to_owned(), revision))
}
