//! Finding facts by words, and entities by names.
//!
//! The index of the newest revision is brought up to date by who searches first after a commit, so
//! that a search sees every commit that was acknowledged before it. The index of an older revision is
//! made from its snapshot when somebody asks for it, once for all who ask, and kept for a while.

mod facets;
mod index;
mod names;
mod query;
mod texts;
mod words;

use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use imbl::Vector;

use crate::cache::RevisionCache;
use crate::commit::Sight;
use crate::snapshot::Snapshot;
use crate::states::News;

pub use index::{Found, IndexView, SearchError, Slice};
pub use names::Names;
pub use query::{Query, QueryError};
pub use texts::snippets;

use index::Index;

/// How many indexes of older revisions are kept. Each may be as large as the newest.
const OLD_KEPT: usize = 2;

/// How many revisions' names are kept: the newest, and those of pages of results that are still read.
const NAMES_KEPT: usize = 3;

/// The indexes of a store.
#[derive(Debug)]
pub struct Search {
    newest: Mutex<Option<Index>>,
    old: RevisionCache<IndexView>,
    names: RevisionCache<Names>,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            newest: Mutex::default(),
            old: RevisionCache::new(OLD_KEPT),
            names: RevisionCache::new(NAMES_KEPT),
        }
    }
}

impl Search {
    /// The facts of a snapshot, ready to be searched. `news`: recent commits, oldest first, which
    /// save looking through everything for what has changed, as the snapshot's `sight` has them. May take long.
    pub fn view(
        &self,
        snapshot: &Snapshot,
        news: &Vector<News>,
        sight: Sight,
    ) -> Result<Arc<IndexView>, SearchError> {
        let revision = snapshot.revision();
        let mut newest = lock(&self.newest);
        if newest
            .as_ref()
            .is_none_or(|index| index.revision() <= revision)
        {
            let index = match newest.take() {
                Some(mut index) => {
                    index.update(snapshot, news, sight)?;
                    index
                }
                None => Index::build(snapshot)?,
            };
            return Ok(newest.insert(index).view());
        }
        drop(newest);
        self.old
            .get_or_make(revision, || Ok(Index::build(snapshot)?.view()))
    }

    /// Forgets everything, because words were purged that it may hold. What is asked for is made anew.
    pub fn forget(&self) {
        *lock(&self.newest) = None;
        self.old.clear();
        self.names.clear();
    }

    /// The names of a snapshot's entities, ready to be looked up.
    pub fn names(&self, snapshot: &Snapshot) -> Arc<Names> {
        let make = || Ok::<_, Infallible>(Arc::new(Names::new(snapshot)));
        let Ok(names) = self.names.get_or_make(snapshot.revision(), make);
        names
    }
}

/// A panic elsewhere leaves it whole, or empty.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
