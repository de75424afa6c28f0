//! States and commits that are no longer in memory, from the log.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::replay::load;
use crate::commit::Commit;
use crate::snapshot::Snapshot;
use crate::store::{Store, StoreError};

/// How many old states are kept once they were put together. Each may be as large as the newest.
const KEPT: usize = 4;

/// Reads the log beside the writer. All of it may take as long as a disk does: not for threads that
/// answer calls.
pub struct Past {
    store_uid: String,
    store: Mutex<Box<dyn Store>>,
    kept: Mutex<Vec<Arc<Snapshot>>>,
}

impl std::fmt::Debug for Past {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Past").finish_non_exhaustive()
    }
}

impl Past {
    /// Reads a store.
    pub fn new(store: Box<dyn Store>, uid: &str) -> Self {
        Self {
            store_uid: uid.to_owned(),
            store: Mutex::new(store),
            kept: Mutex::default(),
        }
    }

    /// The state of a revision, put together from the nearest earlier one that is at hand.
    pub fn snapshot(&self, revision: i64) -> Result<Arc<Snapshot>, StoreError> {
        let nearest = {
            let kept = lock(&self.kept);
            let earlier = kept.iter().filter(|one| one.revision() <= revision);
            earlier.max_by_key(|one| one.revision()).map(Arc::clone)
        };
        let snapshot = match nearest {
            Some(nearest) if nearest.revision() == revision => nearest,
            Some(nearest) => {
                let mut next = (*nearest).clone();
                self.store()
                    .read(next.revision(), revision, &mut |commit| {
                        next = next.apply(&commit);
                        Ok(())
                    })?;
                Arc::new(next)
            }
            None => Arc::new(load(self.store().as_mut(), revision, &self.store_uid)?),
        };
        let mut kept = lock(&self.kept);
        kept.retain(|one| one.revision() != revision);
        kept.push(Arc::clone(&snapshot));
        if kept.len() > KEPT {
            kept.remove(0);
        }
        Ok(snapshot)
    }

    /// Commits after a revision, oldest first, until they are this many bytes or the end is reached.
    pub fn commits(&self, after: i64, until: i64, bytes: usize) -> Result<Vec<Commit>, StoreError> {
        let mut found = Vec::new();
        let mut size = 0;
        let mut from = after;
        while from < until && size < bytes {
            // A page at a time: a log may be longer than memory is large.
            let to = until.min(from + 64);
            self.store().read(from, to, &mut |commit| {
                size += crate::commit::size(&commit);
                found.push(commit);
                Ok(())
            })?;
            from = to;
        }
        Ok(found)
    }

    /// Up to `limit` commits before a revision that changed a name, newest first.
    pub fn history(
        &self,
        name: &str,
        before: i64,
        limit: usize,
    ) -> Result<Vec<Commit>, StoreError> {
        self.store().history(name, before, limit)
    }

    /// Up to `limit` commits before a revision without bodies, each with the number of its changes.
    pub fn heads(
        &self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        self.store().heads(before, limit, changes)
    }

    fn store(&self) -> MutexGuard<'_, Box<dyn Store>> {
        lock(&self.store)
    }
}

/// A panic elsewhere leaves both whole: they are changed by single calls.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
