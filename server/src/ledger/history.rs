//! States and commits that are no longer in memory, from the log.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use super::replay::load;
use crate::cache::RevisionCache;
use crate::commit::{self, Commit};
use crate::states::{News, Published, States};
use crate::store::{Extent, Past, Store, StoreError};

/// How many old states are kept once they were put together. Each may be as large as the newest.
const KEPT: usize = 4;

/// How much of one name's history is held at a time while it is followed from its beginning.
const PIECE: Extent = Extent {
    count: 1_000,
    bytes: 2 * 1024 * 1024,
};

/// Reads the log beside the writer. All of it may take as long as a disk does: not for threads that
/// answer calls.
pub struct History {
    store_uid: String,
    /// Each is used by one reader at a time.
    stores: Vec<Mutex<Box<dyn Store>>>,
    next: AtomicUsize,
    kept: RevisionCache<States>,
}

impl std::fmt::Debug for History {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("History").finish_non_exhaustive()
    }
}

impl History {
    /// Reads a store by several handles; at least one.
    pub fn new(stores: Vec<Box<dyn Store>>, uid: &str) -> Self {
        Self {
            store_uid: uid.to_owned(),
            stores: stores.into_iter().map(Mutex::new).collect(),
            next: AtomicUsize::new(0),
            kept: RevisionCache::new(KEPT),
        }
    }

    /// Forgets what it keeps, because something of it was purged.
    pub(super) fn forget(&self) {
        self.kept.clear();
    }

    /// The states of a revision, put together from the nearest earlier one that is at hand.
    pub fn states(&self, revision: i64) -> Result<Arc<States>, StoreError> {
        self.kept.get_or_make(revision, || {
            let Some(nearest) = self.kept.nearest(revision) else {
                let loaded = self.with(|store| load(store, revision, &self.store_uid))?;
                return Ok(Arc::new(loaded));
            };
            let mut next = (*nearest).clone();
            self.with(|store| {
                store.read(next.revision(), revision, &mut |commit| {
                    next = next.apply(Arc::new(commit)).0;
                    Ok(ControlFlow::Continue(()))
                })
            })?;
            Ok(Arc::new(next))
        })
    }

    /// Commits after a revision, oldest first, until they are this many bytes or the end is reached.
    pub fn commits(&self, after: i64, until: i64, bytes: usize) -> Result<Vec<Commit>, StoreError> {
        let (mut found, mut size) = (Vec::new(), 0);
        if after >= until || bytes == 0 {
            return Ok(found);
        }
        self.with(|store| {
            store.read(after, until, &mut |commit| {
                size += commit::size(&commit);
                found.push(commit);
                Ok(if size < bytes {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                })
            })
        })?;
        Ok(found)
    }

    /// The same as each kind of client sees them.
    pub fn news(&self, after: i64, until: i64, bytes: usize) -> Result<Vec<News>, StoreError> {
        let mut states = (*self.states(after)?).clone();
        let commits = self.commits(after, until, bytes)?.into_iter();
        let news = commits.map(|commit| {
            let (next, news) = states.apply(Arc::new(commit));
            states = next;
            news
        });
        Ok(news.collect())
    }

    /// Commits before a revision that changed a name, newest first, each with just that change.
    pub fn revisions(&self, name: &str, before: i64, extent: Extent) -> Result<Past, StoreError> {
        self.with(|store| store.history(name, before, extent))
    }

    /// The same as readers see them. That depends on what they saw before, so the name's history is
    /// followed from its beginning, a piece at a time: first back to it, then on from there.
    pub fn published(&self, name: &str, before: i64, extent: Extent) -> Result<Past, StoreError> {
        self.published_by(PIECE, (name, before), extent)
    }

    pub(super) fn published_by(
        &self,
        held: Extent,
        (name, before): (&str, i64),
        extent: Extent,
    ) -> Result<Past, StoreError> {
        let mut pieces = Vec::new();
        let mut piece = self.revisions(name, before, held)?;
        let mut from = before;
        while piece.more
            && let Some(oldest) = piece.commits.last().map(|commit| commit.revision)
        {
            let count = piece.commits.len();
            pieces.push((from, count));
            from = oldest;
            piece = self.revisions(name, from, held)?;
        }
        let (mut seen, mut newest) = (Published::default(), Newest::new(extent));
        loop {
            for commit in piece.commits.iter().rev() {
                newest.add(seen.follow(commit));
            }
            let Some((from, count)) = pieces.pop() else {
                return Ok(newest.into_past());
            };
            let bytes = usize::MAX;
            piece = self.revisions(name, from, Extent { count, bytes })?;
        }
    }

    /// Up to `limit` commits before a revision without bodies, each with the number of its changes.
    pub fn heads(
        &self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        self.with(|store| store.heads(before, limit, changes))
    }

    /// Reads with a handle that is free; where none is, with the one whose turn it is.
    fn with<T>(
        &self,
        read: impl FnOnce(&mut dyn Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed) % self.stores.len().max(1);
        let order = || {
            self.stores
                .iter()
                .cycle()
                .skip(turn)
                .take(self.stores.len())
        };
        let free = order().find_map(|store| match store.try_lock() {
            Ok(store) => Some(store),
            // A panic elsewhere leaves the store whole: it is asked by single calls.
            Err(TryLockError::Poisoned(store)) => Some(store.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        });
        let store = free.or_else(|| order().next().map(wait));
        let mut store = store.ok_or_else(|| StoreError::Unavailable("no handle".to_owned()))?;
        let answer = read(store.as_mut());
        store.rest();
        answer
    }
}

fn wait<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The newest of commits that come oldest first, as many as an extent allows.
struct Newest {
    extent: Extent,
    commits: VecDeque<Commit>,
    bytes: usize,
    more: bool,
}

impl Newest {
    fn new(extent: Extent) -> Self {
        Self {
            extent,
            commits: VecDeque::new(),
            bytes: 0,
            more: false,
        }
    }

    fn add(&mut self, commit: Option<Commit>) {
        if let Some(commit) = commit {
            self.bytes += commit::size(&commit);
            self.commits.push_back(commit);
        }
        while let Some(oldest) = self.commits.front().map(commit::size)
            && (self.commits.len() > self.extent.count || self.bytes - oldest >= self.extent.bytes)
        {
            self.commits.pop_front();
            self.bytes -= oldest;
            self.more = true;
        }
    }

    fn into_past(self) -> Past {
        Past {
            commits: self.commits.into_iter().rev().collect(),
            more: self.more,
        }
    }
}
