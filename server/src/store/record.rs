//! The checksums: of commits, of kept answers, of what is left where something was purged.

use sha2::{Digest as _, Sha256};

use super::{Entry, Request, StoreError};
use crate::commit::{Change, Commit};

/// A checksum: SHA-256.
pub type Digest = [u8; 32];

/// What stands before the first commit.
pub const GENESIS: Digest = [0; 32];

/// What the checksum of a commit is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The words themselves: stores up to schema 2. Nothing can be taken out of such a log.
    Words,
    /// Checksums of the words, which stay where words have to go.
    Checksums,
}

impl Format {
    /// The format of the stores of a schema.
    pub fn of_schema(schema: usize) -> Self {
        if schema < 3 {
            Self::Words
        } else {
            Self::Checksums
        }
    }

    /// The checksum of a commit that follows one with this checksum. Every part goes in with its
    /// length, so that no two commits are hashed alike.
    pub fn chain(self, previous: &Digest, commit: &Commit) -> Digest {
        let mut hash = Hash::default();
        hash.part(previous);
        hash.number(commit.revision);
        hash.number(commit.time.seconds);
        hash.number(commit.time.nanos.into());
        self.words(&mut hash, commit.author.as_bytes());
        self.words(&mut hash, commit.message.as_bytes());
        hash.number(signed(commit.changes.len()));
        for change in &commit.changes {
            hash.part(change.name.as_bytes());
            hash.number(i32::from(change.kind).into());
            hash.part(change.etag.as_bytes());
            hash.part(change.previous_etag.as_bytes());
            match self {
                Self::Words => hash.content(change),
                Self::Checksums => hash.part(&content(change)),
            }
        }
        hash.finish()
    }

    fn words(self, hash: &mut Hash, words: &[u8]) {
        match self {
            Self::Words => hash.part(words),
            Self::Checksums => hash.part(&Sha256::digest(words)),
        }
    }
}

/// The checksum of a commit in the format of this version.
pub fn chain(previous: &Digest, commit: &Commit) -> Digest {
    Format::Checksums.chain(previous, commit)
}

/// The checksum of what a change brings, and of what it brought where that was purged.
pub fn content(change: &Change) -> Digest {
    if let Some(purge) = &change.purge {
        return purge.content;
    }
    let mut hash = Hash::default();
    hash.content(change);
    hash.finish()
}

/// The checksum of what is left of a change that was purged, which the log's own does not cover; nothing
/// where it was not.
pub(super) fn purge_seal(change: &Change) -> Option<Digest> {
    let purge = change.purge.as_deref()?;
    let mut hash = Hash::default();
    hash.part(change.name.as_bytes());
    hash.part(&purge.content);
    hash.content(change);
    hash.number(purge.time.seconds);
    hash.number(purge.time.nanos.into());
    hash.part(purge.reason.text.as_bytes());
    hash.part(purge.reason.language_code.as_bytes());
    Some(hash.finish())
}

/// The checksum of an answer that is kept since a time, in seconds.
pub fn seal(request: &Request, seconds: i64) -> Digest {
    let mut hash = Hash::default();
    hash.part(request.id.as_bytes());
    hash.number(seconds);
    hash.part(request.digest.as_bytes());
    hash.part(&request.response);
    hash.finish()
}

/// An answer as it was kept, if its checksum says so. Those of an earlier version have none.
pub(super) fn unsealed(
    request: Request,
    seconds: i64,
    found: &[u8],
) -> Result<Request, StoreError> {
    if found.is_empty() || found == seal(&request, seconds) {
        Ok(request)
    } else {
        Err(StoreError::CorruptRequest(request.id))
    }
}

/// How many bytes are hashed at once: parts are short, and there are many of them.
const AT_ONCE: usize = 16 * 1024;

#[derive(Default)]
struct Hash {
    sum: Sha256,
    waiting: Vec<u8>,
}

impl Hash {
    fn number(&mut self, number: i64) {
        self.waiting.extend_from_slice(&number.to_be_bytes());
    }

    fn part(&mut self, bytes: &[u8]) {
        self.number(signed(bytes.len()));
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= AT_ONCE {
            self.sum.update(&self.waiting);
            self.waiting.clear();
        }
    }

    /// The body of a change, and what it refers to.
    fn content(&mut self, change: &Change) {
        self.part(&change.body);
        self.number(signed(change.references.len()));
        for reference in &change.references {
            self.part(reference.as_bytes());
        }
    }

    fn finish(mut self) -> Digest {
        self.sum.update(&self.waiting);
        self.sum.finalize().into()
    }
}

/// Says that changes are there, from this revision on, whose commits are not.
pub(super) fn end_lost(revision: i64) -> String {
    format!("revision {revision} has changes but no commit: the end of the log is lost")
}

/// Whether there are numbers for the changes of more commits after a revision, and the row of its last
/// change. No log is so long; a row that was altered may say that it is.
pub(super) fn room_after(
    (revision, last): (i64, i64),
    entries: &[Entry],
) -> Result<(), StoreError> {
    let counts = entries.iter().map(|entry| entry.commit.changes.len());
    match last.checked_add(signed(counts.sum())) {
        Some(_) => Ok(()),
        None => Err(StoreError::Corrupt { revision }),
    }
}

/// A count as the engines keep it.
pub(super) fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
