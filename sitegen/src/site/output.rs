//! Puts a built site where the old one was, whole or not at all; or brings the old one up to date.
//!
//! Three things could go wrong, and each has its answer. Something in the folder is not ours: every
//! site lists its files ([`record`]), and a build that would delete anything else refuses and changes
//! nothing. Two builds run at once: a lock lets one wait for the other, so one of them wins whole. A
//! build is killed: what it made lies in a folder of its own, and the next build removes it.
//!
//! Where the system can, old and new change places in one step, so a reader never meets half a site.
//! A folder that cannot be moved (a mount point, the working directory), and a site that is brought up to
//! date, is replaced file by file instead: everything else before pages, and deletions last.

mod error;
mod folder;
mod kept;
mod record;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

pub(crate) use self::error::OutputError;
use self::folder::{Folder, Lock, OWN, Replacement};
use self::kept::Stamps;
pub(crate) use self::kept::{Kept, Origin, Stamp};
pub(crate) use self::record::OWN_PREFIX;
use self::record::{RECORD, RECORD_BEFORE, Record, is_absent};
use crate::site::File;
use crate::url::MANIFEST;

/// A site that is being written, and the folder that it will stand in.
#[derive(Debug)]
pub(crate) struct Output {
    folder: Folder,
    made: Mutex<Made>,
    /// What was kept with the very site that stands in the folder.
    kept: Option<Kept>,
    /// The files of the site that stands in the folder.
    stood: Stood,
    /// The site that is brought up to date; none where a whole one is made.
    before: Option<Record>,
    /// Given up last, when the staging folder is gone.
    _lock: Lock,
}

/// What was found in a folder in which everything is ours.
#[derive(Debug, Default)]
struct Stood {
    /// Whether every file is there and has the stamp that is known of it.
    untouched: bool,
    /// The files as they were found.
    stamps: Stamps,
}

/// The site that is being made.
#[derive(Debug, Default)]
struct Made {
    /// All of its files.
    record: Record,
    /// Those that were written, and are not as they were.
    written: BTreeSet<String>,
}

/// What a build changed in its folder, by the paths of the files.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// All files, where a whole site was made.
    pub(crate) written: BTreeSet<String>,
    /// None, where a whole site was made.
    pub(crate) removed: BTreeSet<String>,
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
        let kept = kept(&folder);
        let stood = check(&folder.path, stamps(kept.as_ref()))?;
        fs::create_dir_all(&folder.staging)
            .and_then(|()| Record::default().write(&folder.staging.join(RECORD)))
            .map_err(|source| OutputError::write(&folder.staging, source))?;
        Ok(Self {
            folder,
            made: Mutex::default(),
            kept,
            stood,
            before: None,
            _lock: lock,
        })
    }

    /// What was kept with the site that stands in the folder; `None` where there is none, or where another
    /// one stands there because a build was killed.
    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// What the site that stands in the folder was made from, where every file of it is as it was put.
    pub(crate) fn stands(&self) -> Option<&Origin> {
        let kept = self.kept.as_ref().filter(|_| self.stood.untouched);
        kept.map(|kept| &kept.origin)
    }

    /// Whether a site stands in the folder, and something was kept by a build before, be it with this site or
    /// not.
    pub(crate) fn was_built(&self) -> bool {
        self.folder.kept.is_file() && self.folder.path.join(RECORD).is_file()
    }

    /// Writes a file of the new site; of one that is brought up to date only what is not as it was.
    pub(crate) fn write(&self, file: &File) -> Result<(), OutputError> {
        let same =
            || fs::read(self.folder.path.join(&file.path)).is_ok_and(|old| old == file.bytes);
        if self.before.is_some() && same() && self.keep(&file.path) {
            return Ok(());
        }
        let path = self.folder.staging.join(&file.path);
        put(&path, |path| fs::write(path, &file.bytes))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.record.add(&file.path, &file.bytes);
        made.written.insert(file.path.clone());
        Ok(())
    }

    /// Leaves a file of the site before as it is; `false` where it is not there, and must be written.
    pub(crate) fn keep(&self, path: &str) -> bool {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.before.as_ref();
        before.is_some_and(|before| made.record.keep(path, (before, &self.folder.path)))
    }

    /// Brings the site that stands in the folder up to date, instead of making a whole one.
    pub(crate) fn update(&mut self) -> Result<(), OutputError> {
        let folder = &self.folder.path;
        self.before = Record::read(folder).map_err(|source| OutputError::write(folder, source))?;
        Ok(())
    }

    /// Puts the new site in the old one's place, and keeps for the next build what it was made from and what
    /// its files read. Tells what it changed.
    ///
    /// # Errors
    ///
    /// Where something that is not ours has come into the folder meanwhile; the old site then stays.
    pub(crate) fn finish(self, keep: Option<(Origin, String)>) -> Result<Changes, OutputError> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        self.put_in_place(&made)?;
        let site = site_digest(&self.folder.path);
        if let Some((site, (origin, reads))) = site.zip(keep) {
            let kept = Kept {
                origin,
                site,
                stamps: self.stamps(&made),
                reads,
            };
            let (new, old) = (&self.folder.kept_new, &self.folder.kept);
            // Half of it would not be noticed under its own name.
            let written = fs::write(new, kept.text()).and_then(|()| fs::rename(new, old));
            written.map_err(|source| OutputError::write(old, source))?;
        }
        let gone = self.before.iter().flat_map(Record::paths);
        let gone = gone.filter(|path| !made.record.has(path));
        Ok(Changes {
            removed: gone.map(str::to_owned).collect(),
            written: std::mem::take(&mut made.written),
        })
    }

    /// The files as they are now. Of one that was left as it was this is how it was found: whoever has edited
    /// it meanwhile is noticed next time.
    fn stamps(&self, made: &Made) -> Stamps {
        let stamp = |path: &str| {
            if !made.written.contains(path) {
                return self.stood.stamps.get(path).cloned();
            }
            let found = fs::symlink_metadata(self.folder.path.join(path)).ok()?;
            Some(Stamp::from_metadata(&found))
        };
        let paths = made.record.paths();
        let stamps = paths.filter_map(|path| Some((path.to_owned(), stamp(path)?)));
        stamps.collect()
    }

    fn put_in_place(&self, made: &Made) -> Result<(), OutputError> {
        let (folder, staging) = (&self.folder.path, &self.folder.staging);
        let record = staging.join(RECORD);
        made.record
            .write(&record)
            .map_err(|source| OutputError::write(&record, source))?;
        let stamps = stamps(self.kept.as_ref());
        check(folder, stamps)?;
        match self.folder.replacement {
            _ if self.before.is_some() => move_files(folder, staging, made),
            Replacement::InPlace => move_files(folder, staging, made),
            Replacement::Whole => {
                if let Ok(old) = fs::metadata(folder) {
                    // The folder's own permissions are its owner's choice.
                    fs::set_permissions(staging, old.permissions()).ok();
                }
                replace(&self.folder, stamps)
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
fn replace(folder: &Folder, stamps: &Stamps) -> Result<(), OutputError> {
    let (path, staging, old) = (&folder.path, &folder.staging, &folder.old);
    if exchange(path, staging) {
        // Looked at once more where nobody can reach it by its name.
        if let Err(error) = check(staging, stamps) {
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
    let renamed = check(old, stamps).and_then(|_| rename(staging, path));
    if let Err(error) = renamed {
        // The old site back in its place is better than none.
        fs::rename(old, path).ok();
        return Err(error.at(path));
    }
    remove_site(old)
}

/// Replaces a site file by file: what pages need, new pages, pages that were there, then deletions.
fn move_files(folder: &Path, staging: &Path, site: &Made) -> Result<(), OutputError> {
    let made = &site.record;
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
    let mut written: Vec<&str> = site.written.iter().map(String::as_str).collect();
    written.sort_by_key(|path| (is_page(path), before.has(path)));
    for path in written {
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

/// Finds out whether everything in a folder is ours. A file with the stamp that it had is not read.
fn check(folder: &Path, stamps: &Stamps) -> Result<Stood, OutputError> {
    let failed = |source| OutputError::write(folder, source);
    if !folder.exists() {
        return Ok(Stood::default());
    }
    let record = Record::read(folder).map_err(failed)?;
    let listed = record.is_some();
    let record = record.unwrap_or_default();
    let found = record.look(folder, &OWN, stamps).map_err(failed)?;
    if found.foreign.is_empty() {
        return Ok(Stood {
            untouched: listed && found.untouched == record.len(),
            stamps: found.stamps,
        });
    }
    if !listed && folder.join(MANIFEST).is_file() {
        return Err(OutputError::Unlisted(folder.to_owned()));
    }
    Err(OutputError::Foreign {
        folder: folder.to_owned(),
        names: found.foreign,
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
    remove_folder(folder).map_err(failed)
}

/// Removes a folder, and the list in it last: without it, what is left where this is killed would be nobody's.
fn remove_folder(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != RECORD {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir_all(folder)
}

/// What was kept with the site that stands in a folder.
fn kept(folder: &Folder) -> Option<Kept> {
    let text = fs::read_to_string(&folder.kept).ok()?;
    let site = site_digest(&folder.path)?;
    Kept::read(&text).filter(|kept| kept.site == site)
}

/// The files of the site that stands in a folder as they were put there, where that is known.
fn stamps(kept: Option<&Kept>) -> &Stamps {
    static UNKNOWN: Stamps = Stamps::new();
    kept.map_or(&UNKNOWN, |kept| &kept.stamps)
}

/// What tells the site in a folder from any other; `None` where there is none, or where two are mixed because
/// a build was killed.
fn site_digest(folder: &Path) -> Option<String> {
    let list = fs::read(folder.join(RECORD)).ok()?;
    if folder.join(RECORD_BEFORE).exists() {
        return None;
    }
    let mut digest = String::new();
    for byte in Sha256::digest(list) {
        // Writing to a string does not fail.
        write!(digest, "{byte:02x}").ok();
    }
    Some(digest)
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
