//! The command `restore`: a backup becomes a store of its own.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::open::new_uid;
use super::output::{counted, fail, print};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Store as _, StoreError, verify};

/// Make a store from a backup.
///
/// The store gets a new uid: what was committed after the backup is gone, and its revisions will be
/// given to other commits. The uid tells whoever copied the old store to copy this one again. Exit
/// codes: 0 done, 1 the backup is damaged, 2 failed.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The file that `backup` wrote.
    file: PathBuf,
    /// The directory of the new store; it must not have one yet.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Why a backup did not become a store.
#[derive(Debug, thiserror::Error)]
enum RestoreError {
    /// There is one already.
    #[error("`{0}` already has a store; move its files away first")]
    Taken(String),
    /// The backup is damaged.
    #[error("the backup is damaged: {0}")]
    Unsound(StoreError),
    /// The backup cannot be read, or the store not written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match restore(arguments) {
        Ok(told) => print(&told),
        Err(error @ RestoreError::Unsound(_)) => {
            fail(&error);
            ExitCode::from(1)
        }
        Err(error) => fail(&error),
    }
}

/// Returns what to say.
fn restore(arguments: &Arguments) -> Result<String, RestoreError> {
    let directory = arguments.data.display().to_string();
    let target = arguments.data.join(FILE);
    let log = arguments.data.join(format!("{FILE}-wal"));
    if target.exists() || log.exists() {
        return Err(RestoreError::Taken(directory));
    }
    let mut backup = SqliteStore::open_to_read(&arguments.file)?;
    let revision = verify(&mut backup).map_err(RestoreError::Unsound)?;
    let failed = |error: std::io::Error| StoreError::Engine(error.into());
    fs::create_dir_all(&arguments.data).map_err(failed)?;
    // Only what is whole gets the name of a store.
    let unfinished = arguments.data.join(format!("{FILE}.restored"));
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(failed)?;
    }
    backup.backup(&unfinished)?;
    SqliteStore::rename_uid(&unfinished, &new_uid()?)?;
    fs::rename(&unfinished, &target).map_err(failed)?;
    let store = SqliteStore::open_existing(&arguments.data)?;
    let (uid, old) = (store.uid(), backup.uid());
    let revisions = counted(revision, "revision", "revisions");
    Ok(format!(
        "{directory}: store {uid} with {revisions} of store {old}; copies of that store must be made again\n"
    ))
}
