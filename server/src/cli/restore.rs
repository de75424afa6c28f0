//! The command `restore`: a backup becomes a store of its own.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::open::new_uid;
use super::output::{counted, fail, fail_by, print};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store as _, StoreError};

/// Make a store from a backup.
///
/// The store gets a new uid: what was committed after the backup is gone, and its revisions will be
/// given to other commits, so whoever copied the old store has to copy this one anew, and sees it by
/// the uid. Exit codes: 0 done, 1 the backup is damaged, 2 it could not be read or written.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file that `backup` wrote.
    file: PathBuf,
    /// The directory of the new store; it must not have one yet.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let directory = arguments.data.display();
    for name in [FILE.to_owned(), format!("{FILE}-wal")] {
        if arguments.data.join(name).exists() {
            let message = format!("there is a store in `{directory}`; move its files away first");
            return fail(&message);
        }
    }
    if !arguments.file.is_file() {
        return fail(&format!("there is no file `{}`", arguments.file.display()));
    }
    match restore(arguments) {
        Ok(summary) => print(&summary),
        Err(error) => fail_by(&error),
    }
}

/// Returns what to say.
fn restore(arguments: &Arguments) -> Result<String, StoreError> {
    let mut backup = SqliteStore::open_to_read(&arguments.file)?;
    let uid = new_uid()?;
    let revision = backup.restore(&arguments.data, &uid)?;
    let revisions = counted(revision, "revision", "revisions");
    Ok(format!(
        "{}: store {uid} with {revisions} of store {}; copies of that one have to be made anew\n",
        arguments.data.display(),
        backup.uid()
    ))
}
