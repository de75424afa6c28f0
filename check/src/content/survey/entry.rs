//! The entries of folders: what each is, and where in a content directory it is.

use std::fs;
use std::path::{Path, PathBuf};

use dossier::Collection;

use crate::diagnostic::{Finding, Rule, Severity};

/// An entry that is not read.
#[derive(Debug)]
pub(in crate::content) struct Unread {
    /// The file or folder.
    pub(in crate::content) path: PathBuf,
    /// What is wrong, and what to do.
    pub(in crate::content) finding: Finding,
}

impl Unread {
    /// Whether resources may be missing because of it.
    pub(in crate::content) fn misses_content(&self) -> bool {
        self.finding.severity() == Severity::Error && self.finding.rule != Rule::KeptText
    }
}

/// Where in the directory an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The directory itself.
    Root,
    /// The folder of a collection.
    Folder(Collection),
    /// A folder of `dossiers`.
    Dossier,
    /// The folder `texts`.
    Texts,
    /// The folder `pages`.
    Pages,
    /// The folder `grounding`.
    Records,
}

/// What an entry is, as far as the system says.
#[derive(Debug)]
pub(super) enum Kind {
    File,
    Folder,
    /// A link to nothing.
    Dangling,
    /// A pipe, a socket or a device.
    Special,
    /// What the system said.
    Unreadable(std::io::Error),
}

/// An entry of a folder.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) kind: Kind,
}

impl Entry {
    /// Whether its name has just this ending, in just this case.
    pub(super) fn ends_in(&self, ending: &str) -> bool {
        self.path.extension().is_some_and(|end| end == ending)
    }
}

/// The entries of a folder by name.
pub(super) fn entries(folder: &Path) -> std::io::Result<Vec<Entry>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        // What has gone since the folder was read was an editor's temporary file.
        if let Some(kind) = kind(&path) {
            found.push(Entry { path, name, kind });
        }
    }
    found.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(found)
}

/// What an entry is; nothing where it has gone.
fn kind(path: &Path) -> Option<Kind> {
    Some(match fs::metadata(path) {
        Ok(data) if data.is_file() => Kind::File,
        Ok(data) if data.is_dir() => Kind::Folder,
        Ok(_) => Kind::Special,
        // A link that leads nowhere is there itself.
        Err(_) if path.is_symlink() => Kind::Dangling,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => Kind::Unreadable(error),
    })
}
