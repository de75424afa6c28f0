//! What is to be published: the files of a site, with their digests.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// When a file is sent, so that whatever a reader opens has what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A file whose name changes with its bytes: sent first, and kept by browsers for good.
    Hashed,
    /// Everything else that is no page: styles, pictures, data.
    File,
    /// A page to which nothing at the target leads yet. A publication finds out which pages those are.
    NewPage,
    /// A page.
    Page,
    /// What leads to pages: feeds, the sitemap, the head of the search.
    Last,
}

/// Where a file's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a file of this machine.
    File(PathBuf),
    /// In memory.
    Bytes(Vec<u8>),
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// What tells it from other contents.
    pub digest: Digest,
    /// How many bytes it has.
    pub size: u64,
    /// When it is sent.
    pub stage: Stage,
    /// Where its bytes are.
    pub source: Source,
}

impl SiteFile {
    /// A file of this machine.
    pub fn read(path: PathBuf, stage: Stage) -> Result<Self, SiteError> {
        let bytes = fs::read(&path).map_err(|source| read_error(&path, source))?;
        Ok(Self {
            digest: Digest::compute(&bytes),
            size: bytes.len() as u64,
            stage,
            source: Source::File(path),
        })
    }

    /// A file whose bytes are in memory.
    pub fn of_bytes(bytes: Vec<u8>, stage: Stage) -> Self {
        Self {
            digest: Digest::compute(&bytes),
            size: bytes.len() as u64,
            stage,
            source: Source::Bytes(bytes),
        }
    }
}

/// What a site was built from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The store; nothing for a folder of content, which has no history that could be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// The store's revision.
    pub revision: i64,
}

/// A site that is to be published.
#[derive(Clone, Debug)]
pub struct Site {
    /// What it was built from.
    pub origin: Origin,
    /// Its files, by their paths with `/` between folders.
    pub files: BTreeMap<String, SiteFile>,
}

/// Why a site cannot be published as it lies there.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The system said no.
    #[error("could not read `{}`: {source}", .path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A name that cannot be an address.
    #[error("`{}` has a name that is not UTF-8; rename it", .0.display())]
    Name(PathBuf),
    /// Links are not followed into other folders: one that leads back has no end.
    #[error("`{}` is a link to a folder, which is not followed; put the folder itself there", .0.display())]
    Link(PathBuf),
    /// Somebody wrote into the folder meanwhile.
    #[error("`{0}` changed while it was published; publish again")]
    Changed(String),
}

/// What operating systems leave in folders that somebody looked into, and at the top of a volume.
pub(crate) const LITTER: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"];

impl Site {
    /// Reads the files below a folder, without those whose path at the top begins with `own`, which are
    /// of the program that built it. `stage` says when each is sent.
    pub fn read(
        folder: &Path,
        own: &str,
        origin: Origin,
        stage: impl Fn(&str) -> Stage + Sync,
    ) -> Result<Self, SiteError> {
        let mut found = Vec::new();
        list(folder, "", &mut found)?;
        found.retain(|path| !path.starts_with(own));
        let is_folder = |path: &&String| folder.join(path).is_dir();
        if let Some(link) = found.iter().find(is_folder) {
            return Err(SiteError::Link(folder.join(link)));
        }
        let next = AtomicUsize::new(0);
        let work = || -> Result<Vec<(String, SiteFile)>, SiteError> {
            let mut files = Vec::new();
            while let Some(path) = found.get(next.fetch_add(1, Ordering::Relaxed)) {
                let read = SiteFile::read(folder.join(path), stage(path))?;
                files.push((path.clone(), read));
            }
            Ok(files)
        };
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let done = thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            let done = workers.into_iter().map(thread::ScopedJoinHandle::join);
            done.collect::<Vec<_>>()
        });
        let mut files = BTreeMap::new();
        for digested in done {
            match digested {
                Ok(read) => files.extend(read?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(Self { origin, files })
    }

    /// The bytes of a file, which are those of its digest.
    pub(crate) fn bytes(path: &str, file: &SiteFile) -> Result<Vec<u8>, SiteError> {
        let bytes = match &file.source {
            Source::Bytes(bytes) => return Ok(bytes.clone()),
            Source::File(from) => fs::read(from).map_err(|source| read_error(from, source))?,
        };
        if Digest::compute(&bytes) == file.digest {
            Ok(bytes)
        } else {
            Err(SiteError::Changed(path.to_owned()))
        }
    }
}

fn read_error(path: &Path, source: io::Error) -> SiteError {
    SiteError::Read {
        path: path.to_owned(),
        source,
    }
}

/// Every file below a folder, with `/` between the names. A link counts as a file, wherever it leads.
pub(crate) fn list(folder: &Path, below: &str, found: &mut Vec<String>) -> Result<(), SiteError> {
    let path = folder.join(below);
    let failed = |source| read_error(&path, source);
    for entry in fs::read_dir(&path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(SiteError::Name(entry.path()));
        };
        if LITTER.contains(&name.as_str()) {
            continue;
        }
        if entry.file_type().map_err(failed)?.is_dir() {
            list(folder, &format!("{below}{name}/"), found)?;
        } else {
            found.push(format!("{below}{name}"));
        }
    }
    Ok(())
}
