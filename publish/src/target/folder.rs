//! A folder that a web server shows.
//!
//! The folder itself stays where it is, whatever is mounted or opened there: a server in a container would
//! not notice that another one took its place. So files are replaced one by one, each whole. First all new
//! ones are written beside, which may take long and changes nothing; then they are moved into place in the
//! order in which they were put, deletions come last, and all of it takes a moment.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::digest::Digest;
use crate::failpoint::failpoint;
use crate::manifest::{FOLDER, HEAD, is_own};
use crate::media::packs;
use crate::site::list;
use crate::target::{Gone, Target, TargetError, Upload};

/// The folder for files that are not in their places yet, below that of the manifest.
const STAGING: &str = "new";

/// The file that only one publisher at a time holds a lock on.
const LOCK: &str = "lock";

/// So many files are flushed one by one; for more, flushing the whole file system is faster.
const FLUSHED_MAX: usize = 200;

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
    /// Files in the staging folder, and where each goes.
    staged: Vec<(PathBuf, PathBuf)>,
    _lock: File,
}

impl FolderTarget {
    /// Opens a folder, which is made where it is not there, and keeps other publishers away from it as long
    /// as this value lives. `wait` is called if another one has to end first.
    pub fn open(
        path: &Path,
        precompress: Precompress,
        wait: impl FnOnce(),
    ) -> Result<Self, TargetError> {
        let own = path.join(FOLDER);
        fs::create_dir_all(&own).map_err(|error| failed(&own, error))?;
        let file = own.join(LOCK);
        let lock = super::lock(&file, wait).map_err(|error| failed(&file, error))?;
        let target = Self {
            path: path.to_owned(),
            name: path.display().to_string(),
            precompress,
            staged: Vec::new(),
            _lock: lock,
        };
        target.clear_staging()?;
        Ok(target)
    }

    fn staging(&self) -> PathBuf {
        self.path.join(FOLDER).join(STAGING)
    }

    /// Removes what a publication left that did not come to its end.
    fn clear_staging(&self) -> Result<(), TargetError> {
        let staging = self.staging();
        match fs::remove_dir_all(&staging) {
            Err(error) if !is_absent(&error) => Err(failed(&staging, error)),
            _ => Ok(()),
        }
    }

    /// Writes a file beside the site, to be moved into it.
    fn stage(&mut self, path: &str, bytes: &[u8]) -> Result<(), TargetError> {
        let from = self.staging().join(self.staged.len().to_string());
        let flush = self.staged.len() < FLUSHED_MAX;
        write(&from, bytes, flush).map_err(|error| failed(&from, error))?;
        self.staged.push((from, self.path.join(path)));
        Ok(())
    }

    /// Replaces a file of the manifest. A reader of it meets the old one or the new one.
    fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), TargetError> {
        let (from, to) = (self.path.join(FOLDER).join("next"), self.path.join(path));
        let written = write(&from, bytes, true).and_then(|()| fs::rename(&from, &to));
        written.map_err(|error| failed(&to, error))
    }

    /// Deletes a file and the folders above it that are empty then.
    fn delete(&self, path: &str) -> Result<(), TargetError> {
        let file = self.path.join(path);
        match fs::remove_file(&file) {
            Err(error) if !is_absent(&error) => return Err(failed(&file, error)),
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
            Precompress::Yes => "br and gz beside".to_owned(),
        }
    }

    fn head(&mut self) -> Result<Option<Vec<u8>>, TargetError> {
        self.get(HEAD)
    }

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, TargetError> {
        let file = self.path.join(path);
        match fs::read(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(failed(&file, error)),
        }
    }

    fn list(&mut self) -> Result<BTreeMap<String, u64>, TargetError> {
        let mut found = Vec::new();
        list(&self.path, "", &mut found)?;
        let packed = |path: &String| {
            let plain = path
                .strip_suffix(".br")
                .or_else(|| path.strip_suffix(".gz"));
            plain.is_some_and(|plain| self.path.join(plain).is_file())
        };
        let of_site = found.iter().filter(|path| !is_own(path) && !packed(path));
        let sizes = of_site.map(|path| {
            let file = self.path.join(path);
            let found = fs::metadata(&file).map_err(|error| failed(&file, error))?;
            Ok((path.clone(), found.len()))
        });
        sizes.collect()
    }

    fn is_abandoned(&self, _: &str) -> bool {
        // Whoever claimed the folder has given up the lock, and did not come to the end.
        true
    }

    fn found(&mut self, _: &str, paths: &[&str]) -> BTreeMap<String, Digest> {
        let read = |path: &str| {
            let bytes = fs::read(self.path.join(path)).ok()?;
            Some((path.to_owned(), Digest::of(&bytes)))
        };
        // Packed forms are not looked at: where they are wanted, everything is written again.
        let plain = (self.precompress == Precompress::No).then_some(paths);
        plain
            .into_iter()
            .flatten()
            .filter_map(|path| read(path))
            .collect()
    }

    fn claim(&mut self, _: &str, head: &[u8]) -> Result<(), TargetError> {
        self.replace(HEAD, head)
    }

    fn put(&mut self, files: &[Upload]) -> Result<(), TargetError> {
        let staging = self.staging();
        fs::create_dir_all(&staging).map_err(|error| failed(&staging, error))?;
        for upload in files {
            let bytes = upload.bytes()?;
            if is_own(&upload.path) {
                // Whoever finds the claim has to be able to read what it names.
                self.replace(&upload.path, &bytes)?;
                continue;
            }
            self.stage(&upload.path, &bytes)?;
            if self.precompress == Precompress::Yes && packs(&upload.path, upload.file.size) {
                self.stage(&format!("{}.br", upload.path), &brotli(&bytes))?;
                self.stage(&format!("{}.gz", upload.path), &gzip(&bytes))?;
            }
            failpoint("publish-sending");
        }
        Ok(())
    }

    fn commit(&mut self, head: &[u8], gone: Gone<'_>) -> Result<(), TargetError> {
        if self.staged.len() > FLUSHED_MAX {
            flush_all(&self.path);
        }
        for (from, to) in std::mem::take(&mut self.staged) {
            move_into_place(&from, &to).map_err(|error| failed(&to, error))?;
            failpoint("publish-moving");
        }
        for path in gone.files {
            for end in ["", ".br", ".gz"] {
                self.delete(&format!("{path}{end}"))?;
            }
        }
        self.replace(HEAD, head)
    }

    fn sweep(&mut self, paths: &[String]) -> Result<(), TargetError> {
        paths.iter().try_for_each(|path| self.delete(path))?;
        self.clear_staging()
    }
}

/// Moves a file to where it belongs, whose folder is made, and in whose way no folder of an older site
/// stands. Packed forms of what stood there before go first: nobody shall be given an old page packed.
fn move_into_place(from: &Path, to: &Path) -> io::Result<()> {
    let is_packed = to.extension().is_some_and(|end| end == "br" || end == "gz");
    if !is_packed {
        for end in [".br", ".gz"] {
            let mut beside = to.as_os_str().to_owned();
            beside.push(end);
            match fs::remove_file(&beside) {
                Err(error) if !is_absent(&error) => return Err(error),
                _ => {}
            }
        }
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::rename(from, to)
}

fn write(path: &Path, bytes: &[u8], flush: bool) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    if flush { file.sync_data() } else { Ok(()) }
}

/// Brings everything that was written to the disk, so that a cut of power leaves no empty page behind a
/// head that names it. Best effort: where it cannot be done, the system does it in its own time.
#[cfg(target_os = "linux")]
fn flush_all(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        rustix::fs::syncfs(folder).ok();
    }
}

#[cfg(not(target_os = "linux"))]
fn flush_all(_: &Path) {}

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

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(bytes).ok();
    encoder.finish().unwrap_or_default()
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn failed(path: &Path, error: io::Error) -> TargetError {
    TargetError::refused(format_args!("could not write `{}`", path.display()), error)
}
