//! What stands at a path, and what is told where the file system does not say or do what was asked.
//!
//! A path that may not be looked at is not a path where nothing is: whoever takes it for that makes a
//! second store, or says that there is none.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::store::StoreError;

/// Whether there is anything at a path; an error where the system does not say.
pub(crate) fn is_there(path: &Path) -> Result<bool, StoreError> {
    path.try_exists().map_err(|error| unreadable(path, &error))
}

/// What the system knows of a file that can be read; nothing where there is none. SQLite tells of none
/// of these why it cannot open them.
pub(crate) fn readable_file(path: &Path) -> Result<Option<Metadata>, StoreError> {
    let metadata = match std::fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        found => found.map_err(|error| unreadable(path, &error))?,
    };
    if metadata.is_dir() {
        return Err(unreadable(path, &ErrorKind::IsADirectory.into()));
    }
    // The file is not opened for it: when it is closed, this process loses its locks on it.
    rustix::fs::access(path, rustix::fs::Access::READ_OK)
        .map_err(|error| unreadable(path, &error.into()))?;
    Ok(Some(metadata))
}

/// Whether a file holds anything; one that is missing does not.
pub(super) fn holds_something(path: &Path) -> Result<bool, StoreError> {
    match std::fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len() > 0),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Whether there is a file that this process may not write.
pub(super) fn is_read_only(path: &Path) -> bool {
    let writable = rustix::fs::access(path, rustix::fs::Access::WRITE_OK);
    path.exists() && writable.is_err()
}

/// The device and the number of a file; nothing where there is none.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// That a path could not be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> StoreError {
    failed(path, "read", error)
}

/// That a path could not be written: a file, or the directory that it would be in.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> StoreError {
    failed(path, "written", error)
}

fn failed(path: &Path, done: &str, error: &io::Error) -> StoreError {
    let shown = path.display();
    StoreError::File(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => return StoreError::Full,
        // A directory that is to be made, where a file has its name.
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            let is_no_directory = |path: &&Path| path.metadata().is_ok_and(|found| !found.is_dir());
            let other = path.ancestors().find(is_no_directory).unwrap_or(path);
            format!("`{}` is not a directory", other.display())
        }
        ErrorKind::IsADirectory => format!("`{shown}` is a directory"),
        ErrorKind::NotFound => format!("`{shown}` cannot be {done}: no such directory"),
        _ => format!("`{shown}` cannot be {done}: {}", reason(error)),
    })
}

/// What the system says, as the end of a sentence: "permission denied".
fn reason(error: &io::Error) -> String {
    let message = error.to_string();
    let message = message
        .split_once(" (os error")
        .map_or(&*message, |(message, _)| message);
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
