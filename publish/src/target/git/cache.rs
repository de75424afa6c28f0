//! The repository in the cache, which a cut of power may damage: it can be made anew at any time.
//!
//! Whoever has the lock of the cache is alone there. So locks of git itself are those of a program that was killed.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Stdio;

use super::program::plain_git;
use super::reader::Reader;
use super::{GitTarget, TargetError};

impl GitTarget {
    /// Makes the repository in the cache, where none is there that can be used.
    pub(super) fn prepare(&self) -> Result<(), TargetError> {
        remove_locks(&self.cache).map_err(|error| self.unusable(&error))?;
        let asked = self.git(&["rev-parse", "--is-bare-repository"])?;
        if asked.status.success() {
            Ok(())
        } else {
            self.make()
        }
    }

    fn make(&self) -> Result<(), TargetError> {
        match fs::remove_dir_all(&self.cache) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(self.unusable(&error));
            }
            _ => {}
        }
        let path = self.cache.display().to_string();
        let made = plain_git(&["init", "--quiet", "--bare", &path], Stdio::null())?;
        self.expect("git init", made).map(drop)
    }

    fn unusable(&self, error: &io::Error) -> TargetError {
        let what = format!("could not use the cache `{}`", self.cache.display());
        TargetError::system(what, error)
    }

    /// Makes the repository in the cache anew, since it is damaged, with the commit in it that was read.
    pub(super) fn renew(&mut self) -> Result<(), TargetError> {
        self.is_renewed = true;
        self.reader = None;
        if let Some(import) = self.import.take() {
            import.abandon();
        }
        self.make()?;
        match &self.base {
            Some(commit) if self.fetch(commit)? != *commit => Err(TargetError::Conflict),
            _ => Ok(()),
        }
    }

    /// A file of a commit; nothing where there is none, or where the cache lacks it.
    pub(super) fn read(
        &mut self,
        commit: &str,
        path: &str,
    ) -> Result<Option<Vec<u8>>, TargetError> {
        let failed = |error| TargetError::unavailable("`git cat-file` ended early", error);
        let mut reader = match self.reader.take() {
            Some(reader) => reader,
            None => Reader::start(&self.cache, commit).map_err(failed)?,
        };
        let read = reader.read(path).map_err(failed)?;
        self.reader = Some(reader);
        Ok(read)
    }

    /// Whether a commit surely has no such file.
    pub(super) fn lacks(&self, commit: &str, path: &str) -> Result<bool, TargetError> {
        let listed = self.git(&["ls-tree", commit, "--", path])?;
        let names_file = String::from_utf8_lossy(&listed.stdout).contains(" blob ");
        Ok(listed.status.success() && !names_file)
    }
}

/// Removes the locks of git below a folder.
fn remove_locks(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            remove_locks(&path)?;
        } else if path.extension() == Some(OsStr::new("lock")) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
