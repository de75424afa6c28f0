//! What is in a content directory: the files that are read, and a finding for every other entry.
//!
//! An import deletes what the directory lacks, so a file that is passed over in silence would cost
//! the resources that it describes. Here every entry is either read, known not to be content (hidden
//! files, backups, a README), or told.

mod advice;
mod names;

use std::fs;
use std::path::{Path, PathBuf};

use dossier::Collection;

use super::files::ReadError;
use crate::diagnostic::Finding;
pub(super) use names::Translation;

/// How deep a folder is searched that is not read.
const FOREIGN_DEPTH_MAX: usize = 8;

/// The folder of texts that may be kept; `verify` is given them by name.
pub(super) const TEXTS: &str = "texts";

/// What a content directory holds, by what reads it.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// `entities.yaml` and the files of `entities/`.
    pub(super) entities: Vec<PathBuf>,
    /// The files of `articles/`.
    pub(super) articles: Vec<PathBuf>,
    /// `facts.yaml` beside the folders: facts of no dossier's folder.
    pub(super) facts: Option<PathBuf>,
    /// The files of `dossiers/`, each a whole dossier.
    pub(super) dossier_files: Vec<PathBuf>,
    /// The folders of `dossiers/`.
    pub(super) dossiers: Vec<DossierFolder>,
    /// The files `texts/ID.txt`: texts whose articles must allow it.
    pub(super) texts: Vec<PathBuf>,
    /// What is not read, each with what to do.
    pub(super) unread: Vec<Unread>,
}

/// A folder of `dossiers/`.
#[derive(Debug, Default)]
pub(super) struct DossierFolder {
    /// The folder.
    pub(super) path: PathBuf,
    /// Its `facts.yaml`.
    pub(super) facts: Option<PathBuf>,
    /// Its `dossier.md`.
    pub(super) telling: Option<PathBuf>,
    /// Its `dossier.LANGUAGE.md`.
    pub(super) translations: Vec<Translation>,
}

/// An entry that is not read.
#[derive(Debug)]
pub(super) struct Unread {
    /// The file or folder.
    pub(super) path: PathBuf,
    /// What is wrong, and what to do.
    pub(super) finding: Finding,
}

/// Where in the directory an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The directory itself.
    Root,
    /// The folder of a collection.
    Folder(Collection),
    /// A folder of `dossiers`.
    Dossier,
    /// The folder `texts`.
    Texts,
}

/// What an entry is, as far as the system says.
#[derive(Debug)]
enum Kind {
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
struct Entry {
    path: PathBuf,
    name: String,
    kind: Kind,
}

impl Survey {
    /// Looks at every entry of a content directory. Fails where the directory itself cannot be read.
    pub(super) fn of(directory: &Path) -> Result<Self, ReadError> {
        let unreadable = |source| ReadError::Unreadable {
            path: directory.to_owned(),
            source,
        };
        let mut survey = Self::default();
        for entry in entries(directory).map_err(unreadable)? {
            survey.root(entry);
        }
        // The single files come before those of the folders, whatever their names.
        survey
            .entities
            .sort_by_key(|path| path.parent() != Some(directory));
        Ok(survey)
    }

    /// Whether nothing was found that is read or should have been.
    pub(super) fn is_empty(&self) -> bool {
        let files = self.entities.is_empty()
            && self.articles.is_empty()
            && self.facts.is_none()
            && self.dossier_files.is_empty()
            && self.dossiers.is_empty();
        files && !self.misses_content()
    }

    /// Whether an entry that may hold resources is not read.
    pub(super) fn misses_content(&self) -> bool {
        let mut unread = self.unread.iter();
        unread.any(|entry| advice::misses_content(&entry.finding))
    }

    fn root(&mut self, entry: Entry) {
        match (&entry.kind, entry.name.as_str()) {
            (Kind::File, "entities.yaml") => self.entities.push(entry.path),
            (Kind::File, "facts.yaml") => self.facts = Some(entry.path),
            (Kind::Folder, "entities") => self.folder(&entry, Collection::Entities),
            (Kind::Folder, "articles") => self.folder(&entry, Collection::Articles),
            (Kind::Folder, "dossiers") => self.folder(&entry, Collection::Dossiers),
            (Kind::Folder, TEXTS) => {
                for entry in self.entries(&entry) {
                    if matches!(entry.kind, Kind::File) && entry.ends_in("txt") {
                        self.texts.push(entry.path);
                    } else {
                        self.pass(Place::Texts, entry);
                    }
                }
            }
            _ => self.pass(Place::Root, entry),
        }
    }

    /// The folder of a collection: files of YAML, and for dossiers folders.
    fn folder(&mut self, folder: &Entry, collection: Collection) {
        for entry in self.entries(folder) {
            let is_yaml = entry.ends_in("yaml");
            match (&entry.kind, collection) {
                (Kind::File, Collection::Entities) if is_yaml => self.entities.push(entry.path),
                (Kind::File, Collection::Articles) if is_yaml => self.articles.push(entry.path),
                (Kind::File, Collection::Dossiers) if is_yaml && entry.name != "facts.yaml" => {
                    self.dossier_files.push(entry.path);
                }
                (Kind::Folder, Collection::Dossiers) if !names::is_ignored(&entry.name) => {
                    self.dossier(&entry);
                }
                _ => self.pass(Place::Folder(collection), entry),
            }
        }
    }

    fn dossier(&mut self, folder: &Entry) {
        let mut found = DossierFolder {
            path: folder.path.clone(),
            ..DossierFolder::default()
        };
        for entry in self.entries(folder) {
            let is_file = matches!(entry.kind, Kind::File);
            match (entry.name.as_str(), Translation::of(&entry.name)) {
                ("facts.yaml", _) if is_file => found.facts = Some(entry.path),
                ("dossier.md", _) if is_file => found.telling = Some(entry.path),
                (_, Some(language)) if is_file => {
                    let path = entry.path;
                    found.translations.push(Translation { language, path });
                }
                _ => self.pass(Place::Dossier, entry),
            }
        }
        self.dossiers.push(found);
    }

    /// The entries of a folder; one that cannot be read is noted.
    fn entries(&mut self, folder: &Entry) -> Vec<Entry> {
        entries(&folder.path).unwrap_or_else(|error| {
            self.unread.push(advice::unreadable(&folder.path, &error));
            Vec::new()
        })
    }

    /// Notes an entry that is not read, unless nobody expects it to be.
    fn pass(&mut self, place: Place, entry: Entry) {
        if names::is_ignored(&entry.name) {
            return;
        }
        let finding = match &entry.kind {
            Kind::Unreadable(error) => {
                return self.unread.push(advice::unreadable(&entry.path, error));
            }
            Kind::Dangling => advice::dangling(&entry),
            Kind::Special => advice::special(&entry),
            Kind::Folder => advice::folder(place, &entry, held(&entry.path, FOREIGN_DEPTH_MAX)),
            Kind::File => advice::file(place, &entry),
        };
        let path = entry.path;
        self.unread.push(Unread { path, finding });
    }
}

impl Entry {
    /// Whether its name has just this ending, in just this case.
    fn ends_in(&self, ending: &str) -> bool {
        self.path.extension().is_some_and(|end| end == ending)
    }
}

/// The entries of a folder by name.
fn entries(folder: &Path) -> std::io::Result<Vec<Entry>> {
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
    found.sort_by(|one, other| one.path.cmp(&other.path));
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

/// How many files below a folder that is not read may hold content. Links are not followed.
fn held(folder: &Path, depth: usize) -> usize {
    let Some(deeper) = depth.checked_sub(1) else {
        return 0;
    };
    let entries = entries(folder).unwrap_or_default();
    let shown = entries
        .iter()
        .filter(|entry| !names::is_ignored(&entry.name) && !entry.path.is_symlink());
    let counts = shown.map(|entry| match entry.kind {
        Kind::Folder => held(&entry.path, deeper),
        _ => usize::from(names::may_hold_content(&entry.name)),
    });
    counts.sum()
}
