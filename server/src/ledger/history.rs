//! States and commits that are no longer in memory, from the log.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use super::replay::load;
use crate::cache::RevisionCache;
use crate::commit::Commit;
use crate::states::{News, States};
use crate::store::{Store, StoreError};

/// How many old states are kept once they were put together. Each may be as large as the newest.
const KEPT: usize = 4;

/// How many commits are read at a time, before it is known how large they are, and at most.
const AT_ONCE: (usize, usize) = (4, 64);

/// How many commits to read next, if those that were found are `size` bytes, and `bytes` are wanted.
fn next_piece(found: usize, size: usize, bytes: usize) -> usize {
    let mean = size.checked_div(found).unwrap_or_default();
    let rest = bytes.saturating_sub(size).checked_div(mean);
    rest.map_or(AT_ONCE.0, |rest| rest.clamp(1, AT_ONCE.1))
}

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
                    Ok(())
                })
            })?;
            Ok(Arc::new(next))
        })
    }

    /// Commits after a revision, oldest first, until they are this many bytes or the end is reached.
    pub fn commits(&self, after: i64, until: i64, bytes: usize) -> Result<Vec<Commit>, StoreError> {
        let mut found = Vec::new();
        let mut size = 0;
        let mut from = after;
        while from < until && size < bytes {
            // A page at a time: a log may be longer than memory is large.
            let piece = next_piece(found.len(), size, bytes);
            let to =
                i64::try_from(piece).map_or(until, |piece| until.min(from.saturating_add(piece)));
            self.with(|store| {
                store.read(from, to, &mut |commit| {
                    size += crate::commit::size(&commit);
                    found.push(commit);
                    Ok(())
                })
            })?;
            from = to;
        }
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

    /// Up to `limit` commits before a revision that changed a name, newest first, until they are this
    /// many bytes.
    pub fn revisions(
        &self,
        name: &str,
        before: i64,
        limit: usize,
        bytes: usize,
    ) -> Result<Vec<Commit>, StoreError> {
        let (mut found, mut size, mut from) = (Vec::new(), 0, before);
        while found.len() < limit && size <= bytes {
            let wanted = next_piece(found.len(), size, bytes).min(limit - found.len());
            let piece = self.with(|store| store.history(name, from, wanted))?;
            let is_last = piece.len() < wanted;
            size += piece.iter().map(crate::commit::size).sum::<usize>();
            from = piece.last().map_or(from, |commit| commit.revision);
            found.extend(piece);
            if is_last {
                break;
            }
        }
        Ok(found)
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
        read(store.as_mut())
    }
}

fn wait<T>(one: &Mutex<T>) -> MutexGuard<'_, T> {
    one.lock().unwrap_or_else(PoisonError::into_inner)
}
