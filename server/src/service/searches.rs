//! What searches are answered from, for each that may see another part of the store.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::search::Search;

/// The indexes of words and names of each sight. Readers get one of their own once there is something
/// that they do not see, because a score tells how rare a word is in all that was indexed.
#[derive(Debug, Default)]
pub(super) struct Searches {
    pub(super) all: Search,
    pub(super) published: Search,
    /// How many changes were purged when they were made.
    purges: AtomicI64,
}

impl Searches {
    /// Forgets what was made before something was purged.
    pub(super) fn follow_purges(&self, purges: i64) {
        if self.purges.swap(purges, Ordering::Relaxed) != purges {
            self.all.forget();
            self.published.forget();
        }
    }
}
