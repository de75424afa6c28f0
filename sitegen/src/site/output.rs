//! Puts a built site where the old one was, whole or not at all.
//!
//! Three things could go wrong, and each has its answer. Something in the folder is not ours: every
//! site lists its files ([`record`]), and a build that would delete anything else refuses and changes
//! nothing. Two builds run at once: a lock lets one wait for the other, so one of them wins whole. A
//! build is killed: what it made lies in a folder of its own, and the next build removes it.
//!
//! Where the system can, old and new change places in one step, so a reader never meets half a site.
//! A folder that cannot be moved (a mount point, the working directory) is replaced file by file
//! instead: everything else before pages, and deletions last.

mod error;
mod folder;
mod record;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub(crate) use self::error::OutputError;
use self::folder::{Folder, LOCK, Lock, Replacement, STAGING};
pub(crate) use self::record::OWN;
use self::record::{RECORD, RECORD_BEFORE, Record, is_absent};
use crate::site::File;
use crate::url::MANIFEST;

/// A site that is being written, and the folder that it will stand in.
#[derive(Debug)]
pub(crate) struct Output {
    folder: Folder,
    made: Mutex<Record>,
    /// Given up last, when the staging folder is gone.
    _lock: Lock,
}

impl Output {
    /// Starts a site that will stand in a folder. What stands there now must be ours, or nothing.
    /// `wait` is called if another build has to end first.
    ///
    /// # Errors
    ///
    /// Whatever forbids to replace the folder is found here, before the work of building.
    pub(crate) fn start(
        named: &Path,
        content: Option<&Path>,
        wait: impl FnOnce(),
    ) -> Result<Self, OutputError> {
        let folder = Folder::find(named)?;
        let content = content.and_then(|path| fs::canonicalize(path).ok());
        if content.is_some_and(|content| folder.path.starts_with(content)) {
            return Err(OutputError::Content(folder.path));
        }
        Self::start_in(folder, wait)
    }

    fn start_in(folder: Folder, wait: impl FnOnce()) -> Result<Self, OutputError> {
        let lock = folder.lock(wait)?;
        recover(&folder)?;
        check(&folder.path)?;
        fs::create_dir_all(&folder.staging)
            .and_then(|()| Record::default().write(&folder.staging.join(RECORD)))
            .map_err(|source| OutputError::write(&folder.staging, source))?;
        Ok(Self {
            folder,
            made: Mutex::default(),
            _lock: lock,
        })
    }

    /// Writes a file of the new site.
    pub(crate) fn write(&self, file: &File) -> Result<(), OutputError> {
        let path = self.folder.staging.join(&file.path);
        put(&path, |path| fs::write(path, &file.bytes))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.add(&file.path, &file.bytes);
        Ok(())
    }

    /// Puts the new site in the old one's place.
    ///
    /// # Errors
    ///
    /// Where something that is not ours has come into the folder meanwhile; the old site then stays.
    pub(crate) fn finish(self) -> Result<(), OutputError> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let (folder, staging) = (&self.folder.path, &self.folder.staging);
        let record = staging.join(RECORD);
        made.write(&record)
            .map_err(|source| OutputError::write(&record, source))?;
        check(folder)?;
        match self.folder.replacement {
            Replacement::InPlace => move_files(folder, staging, &made),
            Replacement::Whole => {
                if let Ok(old) = fs::metadata(folder) {
                    // The folder's own permissions are its owner's choice.
                    fs::set_permissions(staging, old.permissions()).ok();
                }
                replace(&self.folder)
            }
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Half a site is of no use; after `finish` there is nothing here. What cannot be removed now
        // is removed by the next build.
        remove_site(&self.folder.staging).ok();
    }
}

/// Cleans up after a build that was killed.
fn recover(folder: &Folder) -> Result<(), OutputError> {
    if folder.old.exists() && !folder.path.exists() {
        // It was killed between two renames.
        fs::rename(&folder.old, &folder.path)
            .map_err(|source| OutputError::write(&folder.path, source))?;
    }
    remove_site(&folder.staging)?;
    remove_site(&folder.old)
}

/// Exchanges the new site with what stands in the folder, and removes the old one.
fn replace(folder: &Folder) -> Result<(), OutputError> {
    let (path, staging, old) = (&folder.path, &folder.staging, &folder.old);
    if exchange(path, staging) {
        // Looked at once more where nobody can reach it by its name.
        if let Err(error) = check(staging) {
            exchange(path, staging);
            return Err(error.at(path));
        }
        return remove_site(staging);
    }
    let rename = |from: &Path, to: &Path| {
        fs::rename(from, to).map_err(|source| OutputError::write(to, source))
    };
    if path.exists() {
        rename(path, old)?;
    }
    let renamed = check(old).and_then(|()| rename(staging, path));
    if let Err(error) = renamed {
        // The old site back in its place is better than none.
        fs::rename(old, path).ok();
        return Err(error.at(path));
    }
    remove_site(old)
}

/// Replaces a site file by file: what pages need, pages, then deletions.
fn move_files(folder: &Path, staging: &Path, made: &Record) -> Result<(), OutputError> {
    let failed = |source| OutputError::write(folder, source);
    let before = Record::read(folder).map_err(failed)?.unwrap_or_default();
    // From here on both sites are ours, wherever this is interrupted.
    before.write(&folder.join(RECORD_BEFORE)).map_err(failed)?;
    made.write(&folder.join(RECORD)).map_err(failed)?;
    let in_the_way = |path: &&str| made.has_below(path) || has_file_above(made, path);
    let obsolete = before.paths().filter(|path| !made.has(path));
    let (first, last): (Vec<&str>, Vec<&str>) = obsolete.partition(in_the_way);
    for path in first {
        delete(folder, path)?;
    }
    let is_page = |path: &&str| Path::new(path).extension().is_some_and(|end| end == "html");
    let (pages, others): (Vec<&str>, Vec<&str>) = made.paths().partition(is_page);
    for path in others.into_iter().chain(pages) {
        put(&folder.join(path), |to| fs::rename(staging.join(path), to))?;
    }
    for path in last {
        delete(folder, path)?;
    }
    fs::remove_file(folder.join(RECORD_BEFORE)).map_err(failed)
}

/// Whether the new site has a file where an old one has a folder.
fn has_file_above(made: &Record, path: &str) -> bool {
    let ends = path.match_indices('/').map(|(end, _)| end);
    ends.filter_map(|end| path.get(..end))
        .any(|above| made.has(above))
}

/// Deletes a file of ours, and the folders above it that are empty then.
fn delete(folder: &Path, path: &str) -> Result<(), OutputError> {
    let file = folder.join(path);
    match fs::remove_file(&file) {
        Err(error) if !is_absent(&error) => return Err(OutputError::write(&file, error)),
        _ => {}
    }
    let above = file.ancestors().skip(1);
    for parent in above.take_while(|parent| *parent != folder) {
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}

/// Does something with a path whose folder is there then.
fn put(path: &Path, action: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), OutputError> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent)
        .map_err(|source| OutputError::write(parent, source))
        .and_then(|()| action(path).map_err(|source| OutputError::write(path, source)))
}

/// Finds out whether everything in a folder is ours.
fn check(folder: &Path) -> Result<(), OutputError> {
    let failed = |source| OutputError::write(folder, source);
    if !folder.exists() {
        return Ok(());
    }
    let record = Record::read(folder).map_err(failed)?;
    let listed = record.is_some();
    let names = record
        .unwrap_or_default()
        .foreign(folder, &[STAGING, LOCK])
        .map_err(failed)?;
    if names.is_empty() {
        return Ok(());
    }
    if !listed && folder.join(MANIFEST).is_file() {
        return Err(OutputError::Unlisted(folder.to_owned()));
    }
    Err(OutputError::Foreign {
        folder: folder.to_owned(),
        names,
    })
}

/// Removes a folder that was made by a build, whatever it was killed at.
fn remove_site(folder: &Path) -> Result<(), OutputError> {
    let failed = |source| OutputError::write(folder, source);
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
        Ok(found) => {
            let is_empty =
                || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
            if !found.is_dir() || !(folder.join(RECORD).is_file() || is_empty()) {
                return Err(OutputError::Foreign {
                    folder: folder.parent().unwrap_or(folder).to_owned(),
                    names: vec![folder.file_name().unwrap_or_default().display().to_string()],
                });
            }
        }
    }
    fs::remove_dir_all(folder).map_err(failed)
}

/// Exchanges two folders in one step; `false` where that cannot be done and nothing has changed.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}
