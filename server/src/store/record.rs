//! The checksum of a commit.

use sha2::{Digest as _, Sha256};

use super::{Entry, Request, StoreError};
use crate::commit::Commit;

/// A checksum: SHA-256.
pub type Digest = [u8; 32];

/// What stands before the first commit.
pub const GENESIS: Digest = [0; 32];

/// The checksum of a commit that follows one with this checksum. Every part goes in with its length,
/// so that no two commits are hashed alike.
pub fn chain(previous: &Digest, commit: &Commit) -> Digest {
    let mut hash = Hash {
        sum: Sha256::new(),
        waiting: Vec::with_capacity(AT_ONCE),
    };
    hash.part(previous);
    hash.number(commit.revision);
    hash.number(commit.time.seconds);
    hash.number(commit.time.nanos.into());
    hash.part(commit.author.as_bytes());
    hash.part(commit.message.as_bytes());
    hash.number(signed(commit.changes.len()));
    for change in &commit.changes {
        hash.part(change.name.as_bytes());
        hash.number(i32::from(change.kind).into());
        hash.part(change.etag.as_bytes());
        hash.part(change.previous_etag.as_bytes());
        hash.part(&change.body);
        hash.number(signed(change.references.len()));
        for reference in &change.references {
            hash.part(reference.as_bytes());
        }
    }
    hash.sum.update(&hash.waiting);
    hash.sum.finalize().into()
}

/// The checksum of an answer that is kept since a time, in seconds.
pub fn seal(request: &Request, seconds: i64) -> Digest {
    let mut hash = Hash {
        sum: Sha256::new(),
        waiting: Vec::new(),
    };
    hash.part(request.id.as_bytes());
    hash.number(seconds);
    hash.part(request.digest.as_bytes());
    hash.part(&request.response);
    hash.sum.update(&hash.waiting);
    hash.sum.finalize().into()
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
