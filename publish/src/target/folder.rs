//! A folder that a web server shows.
//!
//! The folder itself stays where it is, whatever is mounted or opened there: a server in a container would
//! not notice that another one took its place. So files are replaced one by one, each whole. First all new
//! ones are written beside, which may take long and changes nothing; then they are moved into place in the
//! order in which they were put, deletions come last, and all of it takes a moment.
//!
//! Nothing outside the folder is ever touched: a link in it is a file, wherever it leads.

mod forms;
mod place;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

pub use self::forms::Precompress;
use self::forms::{FORMS, deletions, is_of_site};
use self::place::{
    Staged, expect_way, flush_all, in_the_way, is_absent, kind, make_way, move_into_place, remove,
    write,
};
use crate::claim::Claim;
use crate::failpoint::failpoint;
use crate::manifest::{FOLDER, HEAD, Head, is_own};
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
    /// Files in the staging folder.
    staged: Vec<Staged>,
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
        let mut target = Self::open_to_look(path, precompress)?;
        if target.has_own()? {
            target.take_lock(wait)?;
        }
        Ok(target)
    }

    /// Opens a folder to find out what would be done there, for which it is enough to be allowed to read it.
    pub fn open_to_look(path: &Path, precompress: Precompress) -> Result<Self, TargetError> {
        let target = Self {
            path: path.to_owned(),
            name: path.display().to_string(),
            precompress,
            had_forms: false,
            seen: None,
            staged: Vec::new(),
            lock: None,
        };
        target.has_own().map(|_| target)
    }

    /// Whether the folder of the manifest is there. Something else of that name would lead elsewhere.
    fn has_own(&self) -> Result<bool, TargetError> {
        let own = self.path.join(FOLDER);
        match kind(&own).map_err(|error| unread(&own, &error))? {
            None => Ok(false),
            Some(kind) if kind.is_dir() => Ok(true),
            Some(_) => Err(TargetError::refused(
                format_args!("`{}` is not a folder", own.display()),
                "sitegen keeps the manifest there, and follows no link; move it away, and use `--reconcile`",
            )),
        }
    }

    fn take_lock(&mut self, wait: impl FnOnce()) -> Result<(), TargetError> {
        let own = self.path.join(FOLDER);
        let file = own.join(LOCK);
        let lock = unlink(&own, LOCK).and_then(|()| super::lock(&file, wait));
        self.lock = Some(lock.map_err(|error| unwritten(&file, &error))?);
        Ok(())
    }

    /// Makes the folder where it is not there. What was read of it before must still hold.
    fn enter(&mut self) -> Result<(), TargetError> {
        if self.lock.is_some() {
            return Ok(());
        }
        if !self.has_own()? {
            let own = self.path.join(FOLDER);
            fs::create_dir_all(&own).map_err(|error| unwritten(&own, &error))?;
        }
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

    /// Writes a file beside the site, to be moved into it: what its name ends in says which form it is.
    fn stage(&mut self, path: &str, end: &str, bytes: &[u8]) -> Result<(), TargetError> {
        let from = self.staging().join(self.staged.len().to_string());
        let flush = self.staged.len() < FLUSHED_MAX;
        write(&from, bytes, flush).map_err(|error| unwritten(&from, &error))?;
        self.staged.push(Staged {
            from,
            path: format!("{path}{end}"),
            is_form: !end.is_empty(),
        });
        Ok(())
    }

    /// Whether a file lies there in all its forms, and in no other. Of the forms that could lie beside some are
    /// files of the site.
    fn holds_file(
        &self,
        upload: &Upload,
        is_of_site: impl Fn(&str) -> bool,
    ) -> Result<bool, TargetError> {
        let forms = self.precompress.forms(upload)?;
        let looks_beside = self.had_forms || self.precompress == Precompress::Yes;
        let beside = FORMS.into_iter().filter(|_| looks_beside);
        Ok([""].into_iter().chain(beside).all(|end| {
            let wanted = forms.iter().find(|(form, _)| *form == end);
            let path = format!("{}{end}", upload.path);
            let file = self.path.join(&path);
            match fs::symlink_metadata(&file) {
                // Where the site has something else of that name there is no packed form.
                Ok(about) if !end.is_empty() && (about.is_dir() || is_of_site(&path)) => true,
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
        let written = unlink(&self.path.join(FOLDER), "next");
        let written = written.and_then(|()| write(&from, bytes, true));
        let written = written.and_then(|()| fs::rename(&from, &to));
        written.map_err(|error| unwritten(&to, &error))
    }

    /// Deletes a file and the folders above it that are empty then.
    fn delete(&self, path: &str) -> Result<(), TargetError> {
        let file = self.path.join(path);
        remove(&self.path, path).map_err(|error| {
            let what = format!("could not delete `{}`", file.display());
            TargetError::system(what, &error)
        })?;
        let above = file.ancestors().skip(1);
        for parent in above.take_while(|parent| *parent != self.path) {
            // It fails for a link too.
            if fs::remove_dir(parent).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Moves a staged file to where it belongs. Packed forms of what stood there before go first: nobody shall be
    /// given an old page packed.
    fn move_file(&self, file: &Staged, gone: Gone<'_>) -> Result<(), TargetError> {
        let old = forms::forms_of(&file.path).filter(|_| self.had_forms && !file.is_form);
        for path in old.filter(|path| !gone.site.contains_key(path)) {
            self.delete(&path)?;
        }
        let to = self.path.join(&file.path);
        move_into_place(&file.from, &to).map_err(|error| unwritten(&to, &error))
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
        let found: BTreeSet<String> = found.into_iter().collect();
        let is_form = |path: &str| {
            let plain = forms::plain(path).filter(|_| self.had_forms && !ours(path));
            // One whose file was deleted before it was left over.
            plain.is_some_and(|plain| ours(plain) && found.contains(plain))
        };
        let listed = found.iter().filter(|path| !is_form(path));
        Ok(listed.cloned().collect())
    }

    fn is_abandoned(&self, _: &str) -> bool {
        // Whoever claimed the folder has given up the lock, and did not come to the end.
        true
    }

    fn holds(&mut self, files: &[Upload]) -> Result<BTreeSet<String>, TargetError> {
        let mut held = BTreeSet::new();
        let paths: BTreeSet<&str> = files.iter().map(|upload| upload.path.as_str()).collect();
        for upload in files {
            if self.holds_file(upload, |path| paths.contains(path))? {
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
            for (end, bytes) in self.precompress.forms(upload)? {
                self.stage(&upload.path, end, &bytes)?;
            }
            failpoint("publish-sending");
        }
        Ok(())
    }

    fn commit(&mut self, head: &[u8], gone: Gone<'_>, _: &mut Claim) -> Result<(), TargetError> {
        if self.staged.len() > FLUSHED_MAX {
            flush_all(&self.path);
        }
        let mut staged = std::mem::take(&mut self.staged);
        staged.retain(|file| !file.is_form || !is_of_site(gone.site, &file.path));
        let old = deletions(&staged, gone, self.had_forms);
        let first = in_the_way(&staged, &old);
        expect_way(&self.path, &staged, &first)?;
        first.iter().try_for_each(|path| self.delete(path))?;
        make_way(&self.path, &staged).map_err(|error| unwritten(&self.path, &error))?;
        for file in &staged {
            self.move_file(file, gone)?;
            failpoint("publish-moving");
        }
        let mut rest = old.iter().filter(|path| !first.contains(path.as_str()));
        rest.try_for_each(|path| self.delete(path))?;
        self.replace(HEAD, head)
    }

    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError> {
        paths.iter().try_for_each(|path| self.delete(path))?;
        self.clear_staging()
    }
}

/// Removes a link in the folder of the manifest that is in the place of a file: it could lead elsewhere.
fn unlink(own: &Path, name: &str) -> io::Result<()> {
    match kind(&own.join(name))? {
        Some(kind) if !kind.is_file() => remove(own, name),
        _ => Ok(()),
    }
}

fn unread(path: &Path, error: &io::Error) -> TargetError {
    TargetError::system(format_args!("could not read `{}`", path.display()), error)
}

fn unwritten(path: &Path, error: &io::Error) -> TargetError {
    TargetError::system(format_args!("could not write `{}`", path.display()), error)
}
