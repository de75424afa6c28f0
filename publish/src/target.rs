//! Where a site is published: one trait, one file per kind of target.
//!
//! A target keeps files by path and replaces one of them, the head of the manifest, only where nobody
//! else has replaced it since it was read. How it does that is its own affair: a folder by a lock, a git
//! branch by pushing, a bucket by conditional requests.

pub mod address;
pub mod bucket;
pub mod folder;
pub mod git;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use crate::claim::Claim;
use crate::digest::Digest;
use crate::site::{Site, SiteError, SiteFile, Stage};

/// A file that is sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its path at the target.
    pub path: String,
    /// Which file of the site, or a part of the manifest.
    pub file: SiteFile,
}

impl Upload {
    /// A file of the manifest.
    pub(crate) fn part(path: String, bytes: Vec<u8>) -> Self {
        Self {
            path,
            file: SiteFile::of_bytes(bytes, Stage::Hashed),
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, SiteError> {
        Site::bytes(&self.path, &self.file)
    }
}

/// What is no longer needed.
#[derive(Clone, Copy, Debug)]
pub struct Gone<'g> {
    /// Files of the site.
    pub files: &'g [String],
    /// Files of the manifest, which whoever read the head before may still want to read: they go after the
    /// new head is there, or in one step with it.
    pub parts: &'g [String],
    /// The files of the site as it is then: what of that name is deleted or put beside would be theirs.
    pub site: &'g BTreeMap<String, SiteFile>,
}

/// Why a target did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// Somebody else has published since the head was read. Nothing counts that was sent.
    #[error("another publisher was faster")]
    Conflict,
    /// It cannot be reached, or is not able to now: later it may.
    #[error("{what}: {why}")]
    Unavailable {
        /// What was tried.
        what: String,
        /// What came of it.
        why: String,
    },
    /// It says no, and will say so again.
    #[error("{what}: {why}")]
    Refused {
        /// What was tried.
        what: String,
        /// What it said.
        why: String,
    },
    /// A file that was to be sent could not be read.
    #[error(transparent)]
    Site(#[from] SiteError),
}

impl TargetError {
    pub(crate) fn refused(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self::Refused {
            what: what.to_string(),
            why: why.to_string(),
        }
    }

    /// What the system said of a file: a disk that is full or a share that is away may be better later, a
    /// permission that is missing is not.
    pub(crate) fn system(what: impl fmt::Display, error: &io::Error) -> Self {
        let lasting = matches!(
            error.kind(),
            io::ErrorKind::PermissionDenied
                | io::ErrorKind::AlreadyExists
                | io::ErrorKind::NotADirectory
                | io::ErrorKind::IsADirectory
                | io::ErrorKind::DirectoryNotEmpty
                | io::ErrorKind::CrossesDevices
                | io::ErrorKind::InvalidFilename
                | io::ErrorKind::InvalidInput
                | io::ErrorKind::Unsupported
        );
        if lasting {
            Self::refused(what, error)
        } else {
            Self::unavailable(what, error)
        }
    }

    pub(crate) fn unavailable(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self::Unavailable {
            what: what.to_string(),
            why: why.to_string(),
        }
    }
}

/// A place where a site is published.
///
/// A publication calls [`head`](Self::head), puts files of the manifest, then calls [`claim`](Self::claim),
/// [`put`](Self::put) as often as there are stages, [`commit`](Self::commit), [`sweep`](Self::sweep). What a
/// target may rely on: no file of the site is put without a claim, paths are those of files of a site or of the
/// manifest, and where nothing is put or claimed nothing may change.
pub trait Target: Send {
    /// What a person calls it; never with a secret.
    fn name(&self) -> &str;

    /// How it keeps files: types, packing. Where that differs from what the head says, all are sent again.
    fn settings(&self) -> String;

    /// The head of the manifest as it is now; what is claimed and committed next must follow on it.
    fn head(&mut self) -> Result<Option<Vec<u8>>, TargetError>;

    /// A file of the manifest.
    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError>;

    /// Every file that lies there, those of the manifest too; but not the packed form of a file that is `ours`,
    /// where such forms lie beside.
    fn list(&mut self, ours: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, TargetError>;

    /// Whether readers get files as soon as they are put, and not all of them with the head.
    fn shows_at_once(&self) -> bool {
        true
    }

    /// Whether the publisher of this name, which has claimed the target, is surely gone.
    fn is_abandoned(&self, by: &str) -> bool;

    /// What the publisher of this name, which is surely gone, has sent there, as far as this machine knows.
    fn sent(&mut self, by: &str) -> BTreeMap<String, Digest> {
        let _ = by;
        BTreeMap::new()
    }

    /// Which of some files surely lie there byte for byte as they would be put. Where they would have to be
    /// fetched to know that, only those of which the last list said so.
    fn holds(&mut self, files: &[Upload]) -> Result<BTreeSet<String>, TargetError>;

    /// Replaces the head by one that says who publishes what, as long as the head is the one that was read
    /// or claimed last.
    fn claim(&mut self, by: &str, head: &[u8]) -> Result<(), TargetError>;

    /// Puts files there. Where another publisher could take the claim over, this shows meanwhile that it is
    /// alive, whenever that is due, and stops once the claim is lost.
    fn put(&mut self, files: &[Upload], claim: &mut Claim) -> Result<(), TargetError>;

    /// Removes files of the site that are gone, and replaces the head, as long as the claim holds.
    fn commit(&mut self, head: &[u8], gone: Gone<'_>, claim: &mut Claim)
    -> Result<(), TargetError>;

    /// Removes files of the manifest that nobody reads any more.
    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError>;
}

/// Keeps others away by a lock on a file as long as the value lives. `wait` is called if somebody has it.
fn lock(path: &Path, wait: impl FnOnce()) -> io::Result<File> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            wait();
            file.lock()?;
        }
        // A file system without locks: two publishers at once are then told apart by nothing.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(error),
    }
    Ok(file)
}

/// Makes the folder that a target keeps in the cache, and keeps others away from it.
fn lock_cache(cache: &Path, wait: impl FnOnce()) -> Result<File, TargetError> {
    let made = fs::create_dir_all(cache).and_then(|()| lock(&cache.join("lock"), wait));
    made.map_err(|error| {
        let what = format!("could not use the cache `{}`", cache.display());
        TargetError::system(what, &error)
    })
}
