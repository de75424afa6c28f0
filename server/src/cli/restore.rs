//! The command `restore`: a backup becomes a store of its own.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::open::new_uid;
use super::output::{counted, fail, fail_by, print};
use crate::store::sqlite::files::{is_there, readable_file};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store as _, StoreError};

/// Make a store from a backup.
///
/// The store gets a new uid: what was committed after the backup is gone, and its revisions will be
/// given to other commits. So recreate all copies of the old store; programs that keep one notice by the
/// uid. Exit codes: 0 done, 1 the backup is damaged, 2 it could not be read or written.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file that `backup` wrote.
    file: PathBuf,
    /// The directory of the new store; it must not have one yet.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match restore(arguments) {
        Ok(summary) => print(&summary),
        Err(error) => match error.damage() {
            // The new store is whole, or is not made: what is damaged is what it was to be made from.
            Some(what) => {
                let backup = arguments.file.display();
                fail(&format!(
                    "the backup `{backup}` is damaged: {what}; use another backup"
                ));
                ExitCode::from(1)
            }
            None => fail_by(&error),
        },
    }
}

/// Returns what to say.
fn restore(arguments: &Arguments) -> Result<String, StoreError> {
    let directory = arguments.data.display();
    for name in [FILE.to_owned(), format!("{FILE}-wal")] {
        if is_there(&arguments.data.join(name))? {
            let message = format!("there is a store in `{directory}`; move its files away first");
            return Err(StoreError::File(message));
        }
    }
    if readable_file(&arguments.file)?.is_none() {
        let message = format!("there is no file `{}`", arguments.file.display());
        return Err(StoreError::File(message));
    }
    let mut backup = SqliteStore::open_to_read(&arguments.file)?;
    let uid = new_uid()?;
    let revision = backup.restore(&arguments.data, &uid)?;
    let revisions = counted(revision, "revision", "revisions");
    Ok(format!(
        "{directory}: store {uid} with {revisions} of store {}; recreate all copies of the old store\n",
        backup.uid()
    ))
}
