//! What was made of a few revisions, made once however many ask for it at the same time.
//!
//! A state or an index of an old revision costs seconds and as much memory as the newest. When a page
//! links to an old revision, many ask for it in one moment, and without care each would make their
//! own. So each revision has a place with a lock of its own: the first who asks makes it while holding
//! that lock, and the others wait for this revision and for no other. What failed is not kept, and the
//! next who waits tries again, because a store may be back by then. The revisions that were asked for
//! last are kept.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The place of a revision; empty until its value is made.
type Slot<V> = Arc<Mutex<Option<Arc<V>>>>;

/// Values of a few revisions.
pub(crate) struct RevisionCache<V> {
    most: usize,
    /// The one that was asked for last is the last.
    slots: Mutex<Vec<(i64, Slot<V>)>>,
}

impl<V> fmt::Debug for RevisionCache<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = self.most;
        formatter
            .debug_struct("RevisionCache")
            .field("most", &most)
            .finish_non_exhaustive()
    }
}

impl<V> RevisionCache<V> {
    /// Keeps values of so many revisions.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            slots: Mutex::default(),
        }
    }

    /// The value of a revision; made if it is not there, by one of those who ask.
    pub(crate) fn get_or_make<E>(
        &self,
        revision: i64,
        make: impl FnOnce() -> Result<Arc<V>, E>,
    ) -> Result<Arc<V>, E> {
        let slot = self.slot(revision);
        let mut value = lock(&slot);
        if let Some(value) = &*value {
            return Ok(Arc::clone(value));
        }
        let new = make()?;
        *value = Some(Arc::clone(&new));
        Ok(new)
    }

    /// The latest value at or before a revision, of those that are there.
    pub(crate) fn nearest(&self, revision: i64) -> Option<Arc<V>> {
        let slots = lock(&self.slots);
        let earlier = slots.iter().filter(|(known, _)| *known <= revision);
        let there = earlier.filter_map(|(known, slot)| {
            // Who makes one now holds its lock.
            let value = slot.try_lock().ok()?.as_ref().map(Arc::clone)?;
            Some((*known, value))
        });
        let nearest = there.max_by_key(|(known, _)| *known);
        nearest.map(|(_, value)| value)
    }

    /// Forgets all values; one that is being made now reaches those who wait for it, and is not kept.
    pub(crate) fn clear(&self) {
        lock(&self.slots).clear();
    }

    fn slot(&self, revision: i64) -> Slot<V> {
        let mut slots = lock(&self.slots);
        let place = slots.iter().position(|(known, _)| *known == revision);
        let slot = place.map_or_else(Slot::default, |place| slots.remove(place).1);
        slots.push((revision, Arc::clone(&slot)));
        if slots.len() > self.most {
            slots.remove(0);
        }
        slot
    }
}

/// A panic elsewhere leaves a place empty, and the list whole: both are changed by single calls.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn many_who_ask_at_once_have_it_made_once() {
        let cache = RevisionCache::new(2);
        let (count, start) = (AtomicUsize::new(0), Barrier::new(16));
        let make = || {
            count.fetch_add(1, Ordering::Relaxed);
            std::thread::yield_now();
            Ok::<_, ()>(Arc::new("seven"))
        };
        let ask = || {
            start.wait();
            assert_eq!(*cache.get_or_make(7, make).unwrap(), "seven");
        };
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(ask);
            }
        });
        assert_eq!(count.into_inner(), 1);
    }

    #[test]
    fn what_failed_is_made_again_and_what_was_asked_for_last_stays() {
        let cache = RevisionCache::new(2);
        assert_eq!(cache.get_or_make(1, || Err("away")), Err("away"));
        let make =
            |revision: i64| cache.get_or_make(revision, || Ok::<_, &str>(Arc::new(revision)));
        let kept = |revision: i64| cache.get_or_make(revision, || Err("it is not kept"));
        for revision in [1, 2, 1, 3] {
            assert_eq!(*make(revision).unwrap(), revision);
        }
        assert_eq!(cache.nearest(2).as_deref(), Some(&1));
        assert_eq!(cache.nearest(9).as_deref(), Some(&3));
        assert_eq!(cache.nearest(0), None);
        assert_eq!(kept(1).as_deref(), Ok(&1));
        assert_eq!(kept(2), Err("it is not kept"));
        cache.clear();
        assert_eq!(cache.nearest(9), None);
        assert_eq!(kept(1), Err("it is not kept"));
    }
}
