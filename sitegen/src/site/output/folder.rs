//! What the folder is that a person named, and how a site gets into it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::OutputError;

/// How a new site takes the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Replacement {
    /// The new site is built beside the folder, and the two change places in one step.
    Whole,
    /// The new site is built inside the folder and moved file by file. For folders that cannot be
    /// moved: mount points, the working directory, and where nothing may be made beside them.
    InPlace,
}

/// A folder to build in, with links resolved.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) replacement: Replacement,
    /// Where the new site is put together.
    pub(super) staging: PathBuf,
    /// Where the old site is for the moment between two renames.
    pub(super) old: PathBuf,
    /// The file that only one build at a time holds a lock on.
    pub(super) lock: PathBuf,
    /// What is kept for the next build and for nobody else, so it lies beside the site.
    pub(super) kept: PathBuf,
    /// The same while it is being written.
    pub(super) kept_new: PathBuf,
}

impl Folder {
    /// Finds out what a path names, and makes the folders above it.
    pub(super) fn find(named: &Path) -> Result<Self, OutputError> {
        let path = resolve(named)?;
        let Some((parent, name)) = path.parent().zip(path.file_name()) else {
            return Err(OutputError::Root(path));
        };
        let beside = |end: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".sitegen-{end}"));
            parent.join(hidden)
        };
        let whole = Self {
            replacement: Replacement::Whole,
            staging: beside("new"),
            old: beside("old"),
            lock: beside("lock"),
            kept: beside("kept"),
            kept_new: beside("kept-new"),
            path: path.clone(),
        };
        if path.is_dir() && is_fixed(&path, parent, &whole.lock) {
            return Ok(Self {
                replacement: Replacement::InPlace,
                staging: path.join(STAGING),
                old: path.join(".sitegen-old"),
                lock: path.join(LOCK),
                kept: path.join(KEPT),
                kept_new: path.join(KEPT_NEW),
                path,
            });
        }
        Ok(whole)
    }

    /// Waits until no other build works on this folder. `wait` is called once if there is one.
    pub(super) fn lock(&self, wait: impl FnOnce()) -> Result<Lock, OutputError> {
        let failed = |source| OutputError::write(&self.lock, source);
        let mut wait = Some(wait);
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&self.lock)
                .map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    if let Some(wait) = wait.take() {
                        wait();
                    }
                    file.lock().map_err(failed)?;
                }
                // A file system without locks: two builds at once are then told apart by nothing.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
            // The build before deletes the file, so the lock may be on one that is gone.
            if is_same(&file, &self.lock) {
                return Ok(Lock {
                    path: self.lock.clone(),
                    _file: file,
                });
            }
        }
    }
}

/// The name of the new site inside a folder that is replaced file by file.
const STAGING: &str = ".sitegen-new";

/// The name of what is kept inside such a folder.
const KEPT: &str = ".sitegen-kept";

/// The name of the same while it is being written.
const KEPT_NEW: &str = ".sitegen-kept-new";

/// The name of the lock inside such a folder.
const LOCK: &str = ".sitegen-lock";

/// What builds put into such a folder for themselves.
pub(super) const OWN: [&str; 4] = [STAGING, KEPT, KEPT_NEW, LOCK];

/// Keeps other builds away from a folder until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Before the lock is given up, so that nobody locks a file that is about to go.
        fs::remove_file(&self.path).ok();
    }
}

/// The absolute path without links. What is not there yet may be made, with the folders above it.
fn resolve(named: &Path) -> Result<PathBuf, OutputError> {
    let failed = |source| OutputError::write(named, source);
    let absolute = std::path::absolute(named).map_err(failed)?;
    match fs::symlink_metadata(&absolute) {
        Ok(found) => match fs::canonicalize(&absolute) {
            Ok(path) if path.is_dir() => Ok(path),
            Ok(path) => Err(OutputError::File(path)),
            Err(error) if found.is_symlink() && error.kind() == io::ErrorKind::NotFound => {
                Err(OutputError::Dangling(absolute))
            }
            Err(error) => Err(failed(error)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let Some((parent, name)) = absolute.parent().zip(absolute.file_name()) else {
                return Err(OutputError::Root(absolute));
            };
            fs::create_dir_all(parent).map_err(|source| OutputError::write(parent, source))?;
            Ok(fs::canonicalize(parent).map_err(failed)?.join(name))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Whether a folder has to stay where it is: it is where somebody works, another file system is
/// mounted there, or nothing can be made beside it.
fn is_fixed(folder: &Path, parent: &Path, probe: &Path) -> bool {
    let works_here = std::env::current_dir()
        .and_then(fs::canonicalize)
        .is_ok_and(|here| here.starts_with(folder));
    works_here || is_mounted(folder, parent) || !may_make(probe)
}

/// Whether a file can be made at a path.
fn may_make(path: &Path) -> bool {
    let made = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path);
    !made.is_err_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
        )
    })
}

#[cfg(unix)]
fn is_mounted(folder: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    device(folder) != device(parent)
}

#[cfg(not(unix))]
fn is_mounted(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |found: fs::Metadata| (found.dev(), found.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(named)) => id(held) == id(named),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}
