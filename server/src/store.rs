//! Where commits are kept: an append-only log that survives the process and the power.
//!
//! A store knows nothing of facts. It keeps commits in the order of their revisions, each with a
//! checksum that includes the one before, so that nothing can be changed, lost or put in between
//! without being noticed. Everything else is derived from it.

pub mod memory;
pub mod postgres;
mod record;
pub mod sqlite;

use std::ops::ControlFlow;
use std::time::Duration;

use crate::commit::{self, Change, Commit, Order};

pub use record::{Digest, Format, GENESIS, chain, content, seal};

/// A commit to be appended.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The commit.
    pub commit: Commit,
    /// The request that asked for it, if it is to be recognised when it comes again.
    pub request: Option<Request>,
}

/// A request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The id that the client gave.
    pub id: String,
    /// A digest of the request's content.
    pub digest: String,
    /// The encoded answer.
    pub response: Vec<u8>,
}

/// How many things that are wrong are told of; there may be one for every request of a week.
pub const WRONG_MAX: usize = 100;

/// How long a request's answer is kept at least.
pub const REQUESTS_KEPT: Duration = Duration::from_hours(7 * 24);

/// What to do about a store that is damaged.
pub(crate) const MEND: &str = "`restore` a backup, or `import` an export into a new store";

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another writer was faster. Nothing was written.
    #[error("the newest revision is {newest}, not the one that the commit follows")]
    Conflict {
        /// The newest revision.
        newest: i64,
    },
    /// There is no room. Nothing was written.
    #[error("the disk is full")]
    Full,
    /// What was read is not what was written.
    #[error("revision {revision} does not match its checksum; {MEND}")]
    Corrupt {
        /// The first revision that is wrong.
        revision: i64,
    },
    /// The log ends before a commit that was written to it, as the note beside it says.
    #[error(
        "the store ends at revision {newest}, but revision {kept} was written to it: its end was cut off, or an older copy was put in its place; make a store from a backup with `restore`, or remove `dossier.tip` to accept this one as it is"
    )]
    EndLost {
        /// Where it ends.
        newest: i64,
        /// What was written to it.
        kept: i64,
    },
    /// The answer that was kept for a request is not what was written.
    #[error("the stored answer to the request `{0}` does not match its checksum")]
    CorruptRequest(String),
    /// The store was written by a newer version of this program.
    #[error(
        "the store has schema {found}, but this version knows schemas up to {known}; use a newer dossier-server"
    )]
    NewerSchema {
        /// What it has.
        found: i64,
        /// What this version knows.
        known: i64,
    },
    /// The file or database is not a store.
    #[error("`{0}` is not a Dossier store")]
    NotAStore(String),
    /// There is no store where one was looked for; says where.
    #[error("there is no store in {0}; make one with `import` or `serve --create`")]
    Missing(String),
    /// A file without a byte, as a broken copy or a full disk leaves it.
    #[error(
        "`{0}` is empty: a copy or write was interrupted; move it away, then `restore` a backup, or `import` to begin a new store"
    )]
    Empty(String),
    /// A write-ahead log whose file is gone, and whose commits a new file would take in.
    #[error(
        "`{0}` is gone, and its write-ahead log `{0}-wal`, which holds commits, is still there; put the file back, or move the log away to begin a new store"
    )]
    FileLost(String),
    /// What the engine itself finds wrong; a line each.
    #[error("the store is damaged: {}; {MEND}", .0.join("; "))]
    Damaged(Vec<String>),
    /// The log ends before a revision that it has given: somebody put an older copy in its place.
    #[error(
        "the store ends at revision {newest}, but {known} was read from it before; restart the server; with `--data` it then says how to accept the older copy"
    )]
    GoneBack {
        /// Where it ends now.
        newest: i64,
        /// What it gave before.
        known: i64,
    },
    /// A name for a new file is taken.
    #[error("`{0}` already exists")]
    Exists(String),
    /// A file or directory cannot be read or written: says which, and why.
    #[error("{0}")]
    File(String),
    /// The engine cannot be reached now, or does not take writes now. What was being written may be
    /// there or not; who reads on finds out.
    #[error("the store cannot be used now: {0}")]
    Unavailable(String),
    /// The engine failed.
    #[error("the store failed: {0}")]
    Engine(#[from] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// What within the file or database is damaged, without what to do about it.
    pub fn damage(&self) -> Option<String> {
        match self {
            Self::Corrupt { revision } => {
                Some(format!("revision {revision} does not match its checksum"))
            }
            Self::Damaged(wrong) => Some(wrong.join("; ")),
            Self::CorruptRequest(_) => Some(self.to_string()),
            _ => None,
        }
    }

    /// Whether what is there is not what was written. Anything else may pass, or be mended by who
    /// calls.
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Corrupt { .. }
                | Self::CorruptRequest(_)
                | Self::EndLost { .. }
                | Self::Damaged(_)
        )
    }
}

/// What reads of the log are given to; it says whether to go on.
pub type Visit<'v> = &'v mut dyn FnMut(Commit) -> Result<ControlFlow<()>, StoreError>;

/// How much is read at once: a page holds so many commits, and no more once it has so many bytes.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// How many commits at most.
    pub count: usize,
    /// From how many bytes on nothing is added; the last commit may go beyond it.
    pub bytes: usize,
}

/// A part of the history, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The commits.
    pub commits: Vec<Commit>,
    /// Whether there are earlier ones.
    pub more: bool,
}

impl Past {
    /// Takes commits for as long as an extent allows; what is beyond it is not asked for, but for the
    /// one that tells whether there is more.
    pub(crate) fn take<E>(
        commits: impl Iterator<Item = Result<Commit, E>>,
        extent: Extent,
    ) -> Result<Self, E> {
        let (mut taken, mut bytes) = (Self::default(), 0);
        for commit in commits {
            if taken.commits.len() >= extent.count || bytes >= extent.bytes {
                taken.more = true;
                break;
            }
            let commit = commit?;
            bytes += commit::size(&commit);
            taken.commits.push(commit);
        }
        Ok(taken)
    }
}

/// Called when another writer may have appended; returns false when the ledger is gone.
pub type Notify = Box<dyn Fn() -> bool + Send>;

/// A log of commits.
pub trait Store: Send {
    /// Which store this is; it stays the same through backups and restarts.
    fn uid(&self) -> &str;

    /// The newest revision.
    fn newest(&mut self) -> Result<i64, StoreError>;

    /// Appends commits that follow a revision, all or none, and returns when they are durable.
    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError>;

    /// Tries whether commits could be appended now, and writes nothing.
    fn try_write(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Gives the commits after one revision, up to another, each checked against its checksum. No more
    /// than a few megabytes beside the commit that is given are held in memory.
    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError>;

    /// The answer to a request that was carried out.
    fn request(&mut self, id: &str) -> Result<Option<Request>, StoreError>;

    /// Commits before a revision that changed a name, newest first, each with just that change, as
    /// many as the extent allows. Records of grounding alone are no change of it.
    fn history(&mut self, name: &str, before: i64, extent: Extent) -> Result<Past, StoreError>;

    /// Up to `limit` commits before a revision, newest first, each with the number of its changes and
    /// the first `changes` of them, without bodies.
    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError>;

    /// Looks for damage that the log itself does not show; what is wrong, a line each, up to
    /// [`WRONG_MAX`].
    fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    /// Calls `notify` when another writer may have appended, for engines that can tell, until it says
    /// that nobody wants to know any more. Those that cannot are looked at now and then.
    fn follow(&self, _notify: Notify) -> Result<(), StoreError> {
        Ok(())
    }

    /// All changes of a name, oldest first, each with its revision and without its body.
    fn changes_of(&mut self, name: &str) -> Result<Vec<(i64, Change)>, StoreError>;

    /// Takes the content out of changes, all or none, if a revision is still the newest. The chain of
    /// checksums goes on to prove everything else. What the files held before may still be in them until
    /// [`Store::scrub`].
    fn purge(&mut self, newest: i64, order: &Order) -> Result<(), StoreError>;

    /// Writes the files anew, so that nothing is left in them that was purged or deleted.
    fn scrub(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// How many changes were purged; whoever keeps what was read has to forget it when the number grows.
    fn purges(&mut self) -> Result<i64, StoreError>;

    /// Lets go of what would keep another handle of this process from writing, until the next read.
    fn rest(&mut self) {}

    /// Another handle on the same log, for reading beside the writer.
    fn reader(&self) -> Result<Box<dyn Store>, StoreError>;
}

/// Checks every commit of a store and returns the newest revision.
pub fn verify(store: &mut dyn Store) -> Result<i64, StoreError> {
    let newest = store.newest()?;
    let mut next = 1;
    store.read(0, newest, &mut |commit| {
        if commit.revision != next {
            return Err(StoreError::Corrupt { revision: next });
        }
        next += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    if next - 1 == newest {
        Ok(newest)
    } else {
        Err(StoreError::Corrupt { revision: next })
    }
}

/// The same, after the engine has looked over what the log itself does not show.
pub fn look_over(store: &mut dyn Store) -> Result<i64, StoreError> {
    let wrong = store.integrity()?;
    if wrong.is_empty() {
        verify(store)
    } else {
        Err(StoreError::Damaged(wrong))
    }
}

#[cfg(test)]
mod tests;
