//! What is in a content directory: the files that are read, and a finding for every other entry.
//!
//! An import deletes what the directory lacks, so a file that is silently skipped would cost the
//! resources that it describes. Here every entry is either read, known not to be content (hidden
//! files, backups, a README), or reported.

mod advice;
mod entry;
mod names;

use std::path::{Path, PathBuf};

use dossier::Collection;

use crate::model::grounding::FOLDER;
pub(super) use entry::Unread;
use entry::{Entry, Kind, Place, entries};
use names::PAGES;
pub(super) use names::{TEXTS, Translation};

/// How deep a folder is searched that is not read.
const FOREIGN_DEPTH_MAX: usize = 8;

/// Why a directory could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The directory could not be opened.
    #[error("`{path}` could not be read: {source}", path = path.display())]
    Unreadable {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is nothing to read.
    #[error("`{path}` has no `entities.yaml`, `articles` or `dossiers`", path = path.display())]
    Empty {
        /// The directory.
        path: PathBuf,
    },
}

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
    /// The files of `grounding/`: records of comparisons.
    pub(super) records: Vec<PathBuf>,
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

impl Survey {
    /// Looks at every entry of a content directory. Fails where the directory itself cannot be read.
    pub(super) fn read(directory: &Path) -> Result<Self, ReadError> {
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
        self.unread.iter().any(Unread::misses_content)
    }

    fn root(&mut self, entry: Entry) {
        match (&entry.kind, entry.name.as_str()) {
            (Kind::File, "entities.yaml") => self.entities.push(entry.path),
            (Kind::File, "facts.yaml") => self.facts = Some(entry.path),
            (Kind::Folder, TEXTS) => self.texts(&entry),
            (Kind::Folder, FOLDER) => self.records(&entry),
            (Kind::Folder, PAGES) => self.pages(&entry),
            (Kind::Folder, name) => match Collection::from_plural(name) {
                None | Some(Collection::Facts) => self.pass(Place::Root, entry),
                Some(collection) => self.folder(&entry, collection),
            },
            _ => self.pass(Place::Root, entry),
        }
    }

    fn texts(&mut self, folder: &Entry) {
        for entry in self.entries(folder) {
            if matches!(entry.kind, Kind::File) && entry.ends_in("txt") {
                self.texts.push(entry.path);
            } else {
                self.pass(Place::Texts, entry);
            }
        }
    }

    /// The pages of a site's owner, which sitegen reads; they hold no resources.
    fn pages(&mut self, folder: &Entry) {
        for entry in self.entries(folder) {
            if !matches!(entry.kind, Kind::File) || !entry.ends_in("md") {
                self.pass(Place::Pages, entry);
            }
        }
    }

    fn records(&mut self, folder: &Entry) {
        for entry in self.entries(folder) {
            if matches!(entry.kind, Kind::File) && entry.ends_in("yaml") {
                self.records.push(entry.path);
            } else {
                self.pass(Place::Records, entry);
            }
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
            match (entry.name.as_str(), Translation::language_in(&entry.name)) {
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
        let mut found = entries(&folder.path).unwrap_or_else(|error| {
            self.unread.push(advice::unreadable(&folder.path, &error));
            Vec::new()
        });
        found.retain(|entry| !names::is_hidden(&entry.name));
        found
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
