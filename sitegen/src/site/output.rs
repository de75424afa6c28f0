//! Puts a built site where the old one was, whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::site::File;
use crate::url::MANIFEST;

/// Why a site could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutputError {
    #[error(
        "`{}` holds files and no `{MANIFEST}`, so it was not made by sitegen; name another folder", .0.display()
    )]
    Foreign(PathBuf),
    #[error("`{}` has no folder above it to build in", .0.display())]
    Root(PathBuf),
    #[error("could not write `{}`: {source}", .path.display())]
    Write { path: PathBuf, source: io::Error },
}

/// A site that is being written beside the old one.
pub(crate) struct Output {
    folder: PathBuf,
    staging: PathBuf,
}

impl Output {
    /// Starts a site that will stand in a folder. What stands there now must be ours, or nothing.
    pub(crate) fn start(folder: &Path) -> Result<Self, OutputError> {
        let folder = std::path::absolute(folder).map_err(|source| write_error(folder, source))?;
        let name = folder
            .file_name()
            .ok_or_else(|| OutputError::Root(folder.clone()))?;
        if !is_ours(&folder) {
            return Err(OutputError::Foreign(folder));
        }
        let staging = folder.with_file_name(format!(".{}.new", name.to_string_lossy()));
        remove(&staging)?;
        fs::create_dir_all(&staging).map_err(|source| write_error(&staging, source))?;
        Ok(Self { folder, staging })
    }

    /// Writes a file of the new site.
    pub(crate) fn write(&self, file: &File) -> Result<(), OutputError> {
        let path = self.staging.join(&file.path);
        let parent = path.parent().unwrap_or(&self.staging);
        fs::create_dir_all(parent).map_err(|source| write_error(parent, source))?;
        fs::write(&path, &file.bytes).map_err(|source| write_error(&path, source))
    }

    /// Puts the new site in the old one's place. A reader meets the old site or the new one; only where
    /// the file system cannot exchange two folders is there a moment between two renames.
    pub(crate) fn finish(self) -> Result<(), OutputError> {
        if exchange(&self.folder, &self.staging) {
            return remove(&self.staging);
        }
        let name = self
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let old = self.folder.with_file_name(format!(".{name}.old"));
        remove(&old)?;
        if self.folder.exists() {
            fs::rename(&self.folder, &old).map_err(|source| write_error(&self.folder, source))?;
        }
        fs::rename(&self.staging, &self.folder).map_err(|source| {
            // The old site back in its place is better than none.
            fs::rename(&old, &self.folder).ok();
            write_error(&self.folder, source)
        })?;
        remove(&old)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Half a site is of no use; after `finish` there is nothing here.
        fs::remove_dir_all(&self.staging).ok();
    }
}

fn is_ours(folder: &Path) -> bool {
    let empty =
        fs::read_dir(folder).map_or(!folder.exists(), |mut entries| entries.next().is_none());
    empty || folder.join(MANIFEST).is_file()
}

fn remove(folder: &Path) -> Result<(), OutputError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(write_error(folder, error)),
        _ => Ok(()),
    }
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

fn write_error(path: &Path, source: io::Error) -> OutputError {
    OutputError::Write {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> File {
        File {
            path: path.to_owned(),
            bytes: b"new".to_vec(),
        }
    }

    #[test]
    fn a_site_replaces_an_older_one_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("public");
        for name in ["old.html", "new.html"] {
            let output = Output::start(&out).expect("started");
            output.write(&file(name)).expect("written");
            output.write(&file(MANIFEST)).expect("written");
            output.finish().expect("finished");
        }
        assert!(!out.join("old.html").exists());
        assert!(out.join("new.html").exists());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn readers_always_meet_a_site() {
        use std::sync::atomic::{AtomicBool, Ordering};
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("public");
        let publish = || {
            let output = Output::start(&out).expect("started");
            output.write(&file(MANIFEST)).expect("written");
            output.finish().expect("finished");
        };
        publish();
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut missed = 0;
                while !done.load(Ordering::Relaxed) {
                    missed += usize::from(!out.is_dir());
                }
                missed
            });
            (0..300).for_each(|_| publish());
            done.store(true, Ordering::Relaxed);
            assert_eq!(reader.join().expect("the reader"), 0);
        });
    }

    #[test]
    fn a_folder_that_is_not_ours_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.txt"), "work of years").expect("written");
        let error = Output::start(folder.path())
            .err()
            .expect("refused")
            .to_string();
        assert!(error.contains("was not made by sitegen"), "{error}");
        assert!(folder.path().join("thesis.txt").exists());
    }

    #[test]
    fn an_unfinished_site_leaves_the_old_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("public");
        let output = Output::start(&out).expect("started");
        output.write(&file(MANIFEST)).expect("written");
        output.finish().expect("finished");
        let output = Output::start(&out).expect("started");
        output.write(&file("half.html")).expect("written");
        drop(output);
        assert!(out.join(MANIFEST).exists());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
