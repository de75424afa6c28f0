//! Finding facts by words, and entities by names.
//!
//! The index of the newest revision is brought up to date by who searches first after a commit, so
//! that a search sees every commit that was acknowledged before it. The index of an older revision is
//! made from its snapshot when somebody asks for it, and kept for a while.

mod index;
mod names;
mod query;
mod texts;
mod words;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use imbl::Vector;

use crate::commit::Commit;
use crate::snapshot::Snapshot;

pub use index::{Found, SearchError, Slice, View};
pub use names::Names;
pub use query::{Query, QueryError};
pub use texts::snippets;

use index::Index;

/// How many indexes of older revisions are kept. Each may be as large as the newest.
const OLD_KEPT: usize = 2;

/// The indexes of a store.
#[derive(Debug, Default)]
pub struct Search {
    newest: Mutex<Option<Index>>,
    old: Mutex<Vec<Arc<View>>>,
    names: Mutex<Option<(i64, Arc<Names>)>>,
}

impl Search {
    /// The facts of a snapshot, ready to be searched. `news`: recent commits, oldest first, which
    /// save looking through everything for what has changed. May take long.
    pub fn view(
        &self,
        snapshot: &Snapshot,
        news: &Vector<Arc<Commit>>,
    ) -> Result<Arc<View>, SearchError> {
        let revision = snapshot.revision();
        let mut newest = lock(&self.newest);
        if newest
            .as_ref()
            .is_none_or(|index| index.revision() <= revision)
        {
            let index = match newest.take() {
                Some(mut index) => {
                    index.update(snapshot, news)?;
                    index
                }
                None => Index::build(snapshot)?,
            };
            return Ok(newest.insert(index).view());
        }
        drop(newest);
        let kept = lock(&self.old)
            .iter()
            .find(|view| view.revision() == revision)
            .map(Arc::clone);
        if let Some(view) = kept {
            return Ok(view);
        }
        let view = Index::build(snapshot)?.view();
        let mut old = lock(&self.old);
        old.push(Arc::clone(&view));
        if old.len() > OLD_KEPT {
            old.remove(0);
        }
        Ok(view)
    }

    /// The names of a snapshot's entities, ready to be looked up.
    pub fn names(&self, snapshot: &Snapshot) -> Arc<Names> {
        let mut kept = lock(&self.names);
        match &*kept {
            Some((revision, names)) if *revision == snapshot.revision() => Arc::clone(names),
            _ => {
                let names = Arc::new(Names::new(snapshot));
                *kept = Some((snapshot.revision(), Arc::clone(&names)));
                names
            }
        }
    }
}

/// A panic elsewhere leaves each of them whole, or empty.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
