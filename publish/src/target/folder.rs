//! A folder that a web server shows.
//!
//! The folder itself stays where it is, whatever is mounted or opened there: a server in a container would
//! not notice that another one took its place. So files are replaced one by one, each whole. First all new
//! ones are written beside, which may take long and changes nothing; then they are moved into place in the
//! order in which they were put, deletions come last, and all of it takes a moment.
//!
//! Nothing outside the folder is ever touched: a link in it is a file, wherever it leads.

mod place;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use self::place::{FORMS, expect_way, flush_all, in_the_way, is_absent, move_into_place, write};
use crate::claim::Claim;
use crate::failpoint::failpoint;
use crate::manifest::{FOLDER, HEAD, Head, is_own};
use crate::media::{gzip, packs};
use crate::site::list;
use crate::target::{Gone, Target, TargetError, Upload};

/// The folder for files that are not in their places yet, below that of the manifest.
const STAGING: &str = "new";

/// The file that only one publisher at a time holds a lock on.
const LOCK: &str = "lock";

/// So many files are flushed one by one; for more, flushing the whole file system is faster.
const FLUSHED_MAX: usize = 200;

/// The settings of a folder in which packed forms lie beside files.
const BESIDE: &str = "br and gz beside";

/// Whether packed forms lie beside files that get smaller by it (`index.html.br`, `index.html.gz`), as
/// caddy's `precompressed` and nginx's `gzip_static` take them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precompress {
    /// Files lie there as they are.
    No,
    /// Each has its packed forms beside.
    Yes,
}

/// A folder.
#[derive(Debug)]
pub struct FolderTarget {
    path: PathBuf,
    name: String,
    precompress: Precompress,
    /// Whether packed forms may lie beside the files of the site that is there, as its manifest says.
    had_forms: bool,
    /// The head as it was read.
    seen: Option<Vec<u8>>,
    /// Files in the staging folder, and the path of each in the site.
    staged: Vec<(PathBuf, String)>,
    /// Nothing as long as the folder for it is not there.
    lock: Option<File>,
}

impl FolderTarget {
    /// Opens a folder, and keeps other publishers away from it as long as this value lives. Where no site is
    /// yet, nothing is made before something is published. `wait` is called if another publisher has to end
    /// first.
    pub fn open(
        path: &Path,
        precompress: Precompress,
        wait: impl FnOnce(),
    ) -> Result<Self, TargetError> {
        let mut target = Self {
            path: path.to_owned(),
            name: path.display().to_string(),
            precompress,
            had_forms: false,
            seen: None,
            staged: Vec::new(),
            lock: None,
        };
        if path.join(FOLDER).is_dir() {
            target.take_lock(wait)?;
        }
        Ok(target)
    }

    fn take_lock(&mut self, wait: impl FnOnce()) -> Result<(), TargetError> {
        let file = self.path.join(FOLDER).join(LOCK);
        let lock = super::lock(&file, wait).map_err(|error| unwritten(&file, &error))?;
        self.lock = Some(lock);
        Ok(())
    }

    /// Makes the folder where it is not there. What was read of it before must still hold.
    fn enter(&mut self) -> Result<(), TargetError> {
        if self.lock.is_some() {
            return Ok(());
        }
        let own = self.path.join(FOLDER);
        fs::create_dir_all(&own).map_err(|error| unwritten(&own, &error))?;
        self.take_lock(|| ())?;
        if self.get(HEAD)? == self.seen {
            Ok(())
        } else {
            Err(TargetError::Conflict)
        }
    }

    fn staging(&self) -> PathBuf {
        self.path.join(FOLDER).join(STAGING)
    }

    /// Removes what a publication left that did not come to its end.
    fn clear_staging(&self) -> Result<(), TargetError> {
        let staging = self.staging();
        match fs::remove_dir_all(&staging) {
            Err(error) if !is_absent(&error) => Err(unwritten(&staging, &error)),
            _ => Ok(()),
        }
    }

    /// Writes a file beside the site, to be moved into it.
    fn stage(&mut self, path: String, bytes: &[u8]) -> Result<(), TargetError> {
        let from = self.staging().join(self.staged.len().to_string());
        let flush = self.staged.len() < FLUSHED_MAX;
        write(&from, bytes, flush).map_err(|error| unwritten(&from, &error))?;
        self.staged.push((from, path));
        Ok(())
    }

    /// A file as it lies there: itself, and its packed forms by what their names end in.
    fn forms(&self, upload: &Upload) -> Result<Vec<(&'static str, Vec<u8>)>, TargetError> {
        let bytes = upload.bytes()?;
        let packed =
            if self.precompress == Precompress::Yes && packs(&upload.path, upload.file.size) {
                let [br, gz] = FORMS;
                vec![(br, brotli(&bytes)), (gz, gzip(&bytes))]
            } else {
                Vec::new()
            };
        Ok([("", bytes)].into_iter().chain(packed).collect())
    }

    /// Whether a file lies there in all its forms, and in no other.
    fn holds_file(&self, upload: &Upload) -> Result<bool, TargetError> {
        let forms = self.forms(upload)?;
        let looks_beside = self.had_forms || self.precompress == Precompress::Yes;
        let beside = FORMS.into_iter().filter(|_| looks_beside);
        Ok([""].into_iter().chain(beside).all(|end| {
            let wanted = forms.iter().find(|(form, _)| *form == end);
            let file = self.path.join(format!("{}{end}", upload.path));
            match fs::symlink_metadata(&file) {
                Ok(about) if about.is_file() => {
                    let there = fs::read(&file).ok();
                    there.is_some() && there.as_ref() == wanted.map(|(_, bytes)| bytes)
                }
                Ok(_) => false,
                Err(error) => is_absent(&error) && wanted.is_none(),
            }
        }))
    }

    /// Replaces a file of the manifest. A reader of it meets the old one or the new one.
    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), TargetError> {
        let (from, to) = (self.path.join(FOLDER).join("next"), self.path.join(path));
        let written = write(&from, bytes, true).and_then(|()| fs::rename(&from, &to));
        written.map_err(|error| unwritten(&to, &error))
    }

    /// Deletes a file and the folders above it that are empty then.
    fn delete(&self, path: &str) -> Result<(), TargetError> {
        let file = self.path.join(path);
        match fs::remove_file(&file) {
            Err(error) if !is_absent(&error) => {
                let what = format!("could not delete `{}`", file.display());
                return Err(TargetError::system(what, &error));
            }
            _ => {}
        }
        let above = file.ancestors().skip(1);
        for parent in above.take_while(|parent| *parent != self.path) {
            if fs::remove_dir(parent).is_err() {
                break;
            }
        }
        Ok(())
    }
}

impl Target for FolderTarget {
    fn name(&self) -> &str {
        &self.name
    }

    fn settings(&self) -> String {
        match self.precompress {
            Precompress::No => "plain".to_owned(),
            Precompress::Yes => BESIDE.to_owned(),
        }
    }

    fn head(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
        self.seen = self.get(HEAD)?;
        self.staged.clear();
        let head = self.seen.as_deref().and_then(|head| Head::read(head).ok());
        self.had_forms = head.is_some_and(|head| {
            let writing = head.writing.map(|writing| writing.settings);
            head.settings == BESIDE || writing.as_deref() == Some(BESIDE)
        });
        Ok(self.seen.clone())
    }

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        let file = self.path.join(path);
        match fs::read(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(unread(&file, &error)),
        }
    }

    fn list(&mut self, ours: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, TargetError> {
        let mut found = Vec::new();
        let is_there = self.path.try_exists();
        if is_there.map_err(|error| unread(&self.path, &error))? {
            list(&self.path, "", &mut found)?;
        }
        let is_form = |path: &String| {
            let mut plain = FORMS.iter().filter_map(|end| path.strip_suffix(end));
            self.had_forms && plain.any(ours)
        };
        Ok(found.into_iter().filter(|path| !is_form(path)).collect())
    }

    fn is_abandoned(&self, _: &str) -> bool {
        // Whoever claimed the folder has given up the lock, and did not come to the end.
        true
    }

    fn holds(&mut self, files: &[Upload]) -> Result<BTreeSet<String>, TargetError> {
        let mut held = BTreeSet::new();
        for upload in files {
            if self.holds_file(upload)? {
                held.insert(upload.path.clone());
            }
        }
        Ok(held)
    }

    fn claim(&mut self, _: &str, head: &[u8]) -> Result<(), TargetError> {
        self.enter()?;
        self.replace(HEAD, head)
    }

    fn put(&mut self, files: &[Upload], _: &mut Claim) -> Result<(), TargetError> {
        self.enter()?;
        if self.staged.is_empty() {
            self.clear_staging()?;
        }
        let staging = self.staging();
        fs::create_dir_all(&staging).map_err(|error| unwritten(&staging, &error))?;
        for upload in files {
            if is_own(&upload.path) {
                // Whoever finds the claim has to be able to read what it names.
                self.replace(&upload.path, &upload.bytes()?)?;
                continue;
            }
            for (end, bytes) in self.forms(upload)? {
                self.stage(format!("{}{end}", upload.path), &bytes)?;
            }
            failpoint("publish-sending");
        }
        Ok(())
    }

    fn commit(&mut self, head: &[u8], gone: Gone<'_>, _: &mut Claim) -> Result<(), TargetError> {
        if self.staged.len() > FLUSHED_MAX {
            flush_all(&self.path);
        }
        let staged = std::mem::take(&mut self.staged);
        let new: BTreeSet<&str> = staged.iter().map(|(_, path)| path.as_str()).collect();
        let first = in_the_way(&new, gone.files);
        first.iter().try_for_each(|path| self.delete(path))?;
        expect_way(&self.path, &new)?;
        let forms = FORMS.iter().filter(|_| self.had_forms);
        for (from, path) in &staged {
            let to = self.path.join(path);
            let moved = move_into_place(from, &to, self.had_forms);
            moved.map_err(|error| unwritten(&to, &error))?;
            failpoint("publish-moving");
        }
        let ends: Vec<&str> = [""].iter().chain(forms).copied().collect();
        let is_done = |path: &str| new.contains(path) || first.contains(path);
        for path in gone.files {
            let all = ends.iter().map(|end| format!("{path}{end}"));
            for path in all.filter(|path| !is_done(path)) {
                self.delete(&path)?;
            }
        }
        self.replace(HEAD, head)
    }

    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError> {
        paths.iter().try_for_each(|path| self.delete(path))?;
        self.clear_staging()
    }
}

/// Brotli at a step from which on more time gains little.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 9,
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    // Reading from and writing to memory does not fail.
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).ok();
    packed
}

fn unread(path: &Path, error: &io::Error) -> TargetError {
    TargetError::system(format_args!("could not read `{}`", path.display()), error)
}

fn unwritten(path: &Path, error: &io::Error) -> TargetError {
    TargetError::system(format_args!("could not write `{}`", path.display()), error)
}
