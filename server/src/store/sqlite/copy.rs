//! Files that get the name of a store, or of a backup, only once they are whole.
//!
//! A program that ends in the middle, a full disk, or two programs at once must not leave a file of
//! that name which is none. So it is written under another name beside it, and then named, which fails
//! where the name is taken.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rusqlite::Connection;
use tempfile::TempPath;

use super::SqliteStore;
use super::files::{unreadable, unwritable};
use super::schema::{FILE, migrate};
use crate::store::{Store as _, StoreError, look_over};

impl SqliteStore {
    /// Writes a copy of the store to a new file, while it may be in use, and looks it over before it
    /// gets its name. Returns its newest revision.
    pub fn backup(&self, target: &Path) -> Result<i64, StoreError> {
        self.copy(target, None)
    }

    /// Makes a copy in a directory without a store, with a uid of its own, because its next revisions
    /// will be other commits than those of this store. Returns its newest revision.
    pub fn restore(&mut self, directory: &Path, uid: &str) -> Result<i64, StoreError> {
        // What a copy does not take over, such as an index, is looked for here; commits that are wrong
        // are wrong in the copy too, which is looked over before it gets its name.
        let wrong = self.integrity()?;
        if !wrong.is_empty() {
            return Err(StoreError::Damaged(wrong));
        }
        std::fs::create_dir_all(directory).map_err(|error| unwritable(directory, &error))?;
        self.copy(&directory.join(FILE), Some(uid))
    }

    fn copy(&self, target: &Path, uid: Option<&str>) -> Result<i64, StoreError> {
        let copy = beside(target)?;
        let path = copy
            .to_str()
            .ok_or_else(|| StoreError::File(format!("`{}` is not UTF-8", copy.display())))?;
        self.connection.execute("VACUUM INTO ?1", [path])?;
        if let Some(uid) = uid {
            let connection = Connection::open(path)?;
            connection.pragma_update(None, "synchronous", "full")?;
            connection.execute("UPDATE store SET value = ?1 WHERE key = 'uid'", [uid])?;
        }
        File::open(path)
            .and_then(|file| file.sync_all())
            .map_err(|error| unwritable(&copy, &error))?;
        let newest = look_over(&mut Self::open_to_read(&copy)?)?;
        name(copy, target)?;
        Ok(newest)
    }
}

/// Makes a store without commits. Whoever else does so at the same time may be faster, which is as good.
pub(super) fn make(file: &Path, uid: &str) -> Result<(), StoreError> {
    let made = beside(file)?;
    // Without a write-ahead log, which would be a second file to be named.
    let mut connection = Connection::open(&made)?;
    migrate(&mut connection, &made, uid)?;
    drop(connection);
    match name(made, file) {
        Err(StoreError::Exists(_)) => Ok(()),
        named => named,
    }
}

/// An empty file in the folder of another one. It is deleted when it goes out of scope without a name;
/// a process that is killed leaves it behind.
fn beside(file: &Path) -> Result<TempPath, StoreError> {
    let mut made = tempfile::Builder::new();
    let made = made
        .prefix("dossier.unfinished-")
        // As other files, and not for the owner alone; the process's mask takes from it.
        .permissions(Permissions::from_mode(0o666));
    let folder = folder(file);
    let made = made.tempfile_in(folder);
    let made = made.map_err(|error| unwritable(folder, &error))?;
    Ok(made.into_temp_path())
}

/// Gives a file its name, durably, if nothing has it yet.
fn name(made: TempPath, file: &Path) -> Result<(), StoreError> {
    made.persist_noclobber(file)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists(file.display().to_string()),
            _ => unwritable(file, &error.error),
        })?;
    let folder = folder(file);
    let opened = File::open(folder).map_err(|error| unreadable(folder, &error))?;
    opened
        .sync_all()
        .map_err(|error| unwritable(folder, &error))
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
