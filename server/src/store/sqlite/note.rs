//! The newest revision and its checksum, kept beside the file.
//!
//! Within the file the end of the log can be cut off without a trace: what is left is whole. So the
//! last commit is also named outside of it, in `dossier.tip`, after it is on disk. That note is not
//! waited for: after a cut of power it may be of an earlier commit, but never of one that there is not.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use dossier_check::text::hex;

use super::schema::FILE as STORE;
use crate::store::{Digest, StoreError};

/// The name of the note in the data directory.
const FILE: &str = "dossier.tip";

/// The newest commit of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tip {
    /// Of which store.
    pub(super) uid: String,
    /// Its revision.
    pub(super) revision: i64,
    /// Its checksum, in hexadecimal.
    pub(super) digest: String,
}

/// Reads the note beside a store's file; nothing where there is none, or none that can be read. A file
/// of another name, such as a backup in the data directory, is not what the note is of.
pub(super) fn read(file: &Path) -> Option<Tip> {
    if file.file_name()? != STORE {
        return None;
    }
    let text = std::fs::read_to_string(file.with_file_name(FILE)).ok()?;
    let mut words = text.split_whitespace();
    Some(Tip {
        uid: words.next()?.to_owned(),
        revision: words.next()?.parse().ok()?,
        digest: words.next()?.to_owned(),
    })
}

/// Opens the note beside a store's file, and makes it where it is missing.
pub(super) fn open(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(false);
    options.open(file.with_file_name(FILE))
}

/// Notes the newest commit, always in as many bytes.
pub(super) fn write(note: &File, uid: &str, revision: i64, digest: &Digest) -> io::Result<()> {
    let line = format!("{uid} {revision:020} {}\n", hex(digest));
    note.write_all_at(line.as_bytes(), 0)
}

/// Compares a note with the log that it is of: what the log ends with, and the checksum of a revision.
pub(super) fn compare(
    tip: &Tip,
    newest: i64,
    digest: impl FnOnce(i64) -> Result<Option<Digest>, StoreError>,
) -> Result<(), StoreError> {
    if tip.revision > newest {
        let kept = tip.revision;
        return Err(StoreError::EndLost { newest, kept });
    }
    match digest(tip.revision)? {
        Some(found) if hex(&found) == tip.digest => Ok(()),
        _ => Err(StoreError::Corrupt {
            revision: tip.revision,
        }),
    }
}
