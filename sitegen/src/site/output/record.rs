//! Which files of a folder sitegen made: the one thing that says what a build may replace.
//!
//! Each site holds a list of its files with their lengths and checksums. What is not on the list, or
//! is no longer as it was written, belongs to somebody else and is never deleted. The checksum is
//! CRC-32: it has to notice an edit by hand, not an attack.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::kept::{Stamp, Stamps};

/// How the names of files begin that a build keeps for itself in a site's folder; no reader asks for them.
pub(crate) const OWN_PREFIX: &str = ".sitegen";

/// The file in a site that lists the site's files.
pub(super) const RECORD: &str = ".sitegen";

/// The list of the site before, while files are being replaced one by one.
pub(super) const RECORD_BEFORE: &str = ".sitegen-before";

/// The first line of a list: the format's name and version.
const HEAD: &str = "sitegen files 1";

/// Files that operating systems leave in folders that somebody looked into.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What a file held when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Contents {
    length: u64,
    checksum: u32,
}

impl Contents {
    fn from_bytes(bytes: &[u8]) -> Self {
        Self {
            length: bytes.len() as u64,
            checksum: crc32fast::hash(bytes),
        }
    }
}

/// The files of one site; of two sites while one replaces the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    files: BTreeMap<String, BTreeSet<Contents>>,
}

impl Record {
    /// The list that a folder holds; `None` where there is none that this version can read.
    pub(super) fn read(folder: &Path) -> io::Result<Option<Self>> {
        let mut record = Self::default();
        let mut found = false;
        for name in [RECORD, RECORD_BEFORE] {
            match fs::read_to_string(folder.join(name)) {
                Ok(text) => found |= record.add_lines(&text),
                Err(error) if is_absent(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found.then_some(record))
    }

    /// Takes in a list; `false` where it is not one.
    fn add_lines(&mut self, text: &str) -> bool {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return false;
        }
        for (path, contents) in lines.filter_map(entry) {
            self.files.entry(path).or_default().insert(contents);
        }
        true
    }

    /// Adds a file as it was written.
    pub(super) fn add(&mut self, path: &str, bytes: &[u8]) {
        let contents = BTreeSet::from([Contents::from_bytes(bytes)]);
        self.files.insert(path.to_owned(), contents);
    }

    /// Takes a file over from another list, where that has it once and it stands in a folder as long as it
    /// was; `false` where not.
    pub(super) fn keep(&mut self, path: &str, (before, folder): (&Self, &Path)) -> bool {
        let Some(all) = before.files.get(path).filter(|all| all.len() == 1) else {
            return false;
        };
        let length = fs::symlink_metadata(folder.join(path)).map(|found| found.len());
        let stands =
            length.is_ok_and(|length| all.iter().any(|kept_content| kept_content.length == length));
        if stands {
            self.files.insert(path.to_owned(), all.clone());
        }
        stands
    }

    /// Writes the list into a folder.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = format!("{HEAD}\n");
        for (file, all) in &self.files {
            for Contents { length, checksum } in all {
                // Writing to a string does not fail.
                writeln!(text, "{checksum:08x} {length} {file}").ok();
            }
        }
        fs::write(path, text)
    }

    /// The paths of the files, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How many files are on the list.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether a file is on the list.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Looks through a folder. `own` are names at the top that belong to the build itself. A file that has
    /// the stamp that it had when it was written is not read.
    pub(super) fn look(&self, folder: &Path, own: &[&str], stamps: &Stamps) -> io::Result<Found> {
        let mut found = Found::default();
        let look = Look {
            record: self,
            folder,
            own,
            stamps,
        };
        look.below("", &mut found)?;
        found.foreign.sort();
        Ok(found)
    }

    /// Whether some file of the list lies in a folder.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        let inside = format!("{folder}/");
        let mut from = self.files.range(inside.clone()..);
        from.next()
            .is_some_and(|(path, _)| path.starts_with(&inside))
    }

    fn is_unchanged(&self, path: &str, file: &Path) -> io::Result<bool> {
        let Some(contents) = self.files.get(path) else {
            return Ok(false);
        };
        let length = fs::metadata(file)?.len();
        if !contents
            .iter()
            .any(|kept_content| kept_content.length == length)
        {
            return Ok(false);
        }
        Ok(contents.contains(&Contents::from_bytes(&fs::read(file)?)))
    }
}

/// What was found in a folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What is not on the list, or is not as it was written. Folders end in `/`.
    pub(super) foreign: Vec<String>,
    /// How many files have the stamp that they had when they were written.
    pub(super) untouched: usize,
    /// All files that are as they were written.
    pub(super) stamps: Stamps,
}

/// A look through a folder.
struct Look<'l> {
    record: &'l Record,
    folder: &'l Path,
    own: &'l [&'l str],
    stamps: &'l Stamps,
}

impl Look<'_> {
    fn below(&self, below: &str, found: &mut Found) -> io::Result<()> {
        for entry in fs::read_dir(self.folder.join(below))? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                let name = entry.file_name();
                found
                    .foreign
                    .push(format!("{below}{}", name.to_string_lossy()));
                continue;
            };
            let is_own = below.is_empty()
                && (self.own.contains(&name.as_str()) || name == RECORD || name == RECORD_BEFORE);
            if is_own || LITTER.contains(&name.as_str()) {
                continue;
            }
            let path = format!("{below}{name}");
            if !entry.file_type()?.is_dir() {
                self.file(&path, &entry, found)?;
            } else if self.record.has_below(&path) {
                self.below(&format!("{path}/"), found)?;
            } else {
                found.foreign.push(format!("{path}/"));
            }
        }
        Ok(())
    }

    fn file(&self, path: &str, entry: &fs::DirEntry, found: &mut Found) -> io::Result<()> {
        let known = self.record.has(path);
        if entry.file_type()?.is_file() && known {
            // Before it is read: whoever changes it then is noticed next time.
            let now = Stamp::from_metadata(&entry.metadata()?);
            let untouched = self.stamps.get(path) == Some(&now);
            if untouched || self.record.is_unchanged(path, &entry.path())? {
                found.untouched += usize::from(untouched);
                found.stamps.insert(path.to_owned(), now);
                return Ok(());
            }
        }
        let note = if known { " (changed)" } else { "" };
        found.foreign.push(format!("{path}{note}"));
        Ok(())
    }
}

/// Whether an error says that there is no such file.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// A line of the list.
fn entry(line: &str) -> Option<(String, Contents)> {
    let (checksum, rest) = line.split_once(' ')?;
    let (length, path) = rest.split_once(' ')?;
    let contents = Contents {
        length: length.parse().ok()?,
        checksum: u32::from_str_radix(checksum, 16).ok()?,
    };
    Some((path.to_owned(), contents))
}
