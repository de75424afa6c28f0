//! Events that may come by the thousand are logged together, for each kind: the first at once, and those that
//! follow with the next one that comes a minute later or more. So nobody can fill the log by causing them;
//! those after the last line are counted in the metrics alone.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How often a kind is told, in seconds.
const PAUSE: i64 = 60;

/// How many kinds are known before those that were told long ago are forgotten.
const KINDS_MAX: usize = 1024;

/// What was counted and not told yet, by its kind.
#[derive(Debug)]
pub(crate) struct Coalesced<K> {
    kinds: Mutex<BTreeMap<K, Waiting>>,
}

#[derive(Debug, Default)]
struct Waiting {
    count: u64,
    /// When the kind was told last, in seconds.
    logged_at: Option<i64>,
}

impl Waiting {
    /// Whether it is time to tell again; a clock that went back does not put that off.
    fn is_due(&self, now: i64) -> bool {
        self.logged_at
            .is_none_or(|logged_at| !(0..PAUSE).contains(&now.saturating_sub(logged_at)))
    }
}

impl<K> Default for Coalesced<K> {
    fn default() -> Self {
        let kinds = Mutex::new(BTreeMap::new());
        Self { kinds }
    }
}

impl<K: Ord> Coalesced<K> {
    /// Counts one event of a kind, at a time in seconds; how many there were since the kind was told last,
    /// where it is to be told now.
    pub(crate) fn count(&self, kind: K, now: i64) -> Option<u64> {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        if kinds.len() >= KINDS_MAX {
            kinds.retain(|_, waiting| !waiting.is_due(now));
        }
        let waiting = kinds.entry(kind).or_default();
        waiting.count += 1;
        waiting.is_due(now).then(|| {
            waiting.logged_at = Some(now);
            std::mem::take(&mut waiting.count)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_told_together() {
        let events = Coalesced::default();
        let counts = |kind, times: &[i64]| -> Vec<Option<u64>> {
            times.iter().map(|now| events.count(kind, *now)).collect()
        };
        assert_eq!(
            counts("unknown token", &[0, 1, 2, 59, 60, 61, 200]),
            [Some(1), None, None, None, Some(4), None, Some(2)]
        );
        assert_eq!(counts("not an editor", &[201]), [Some(1)]);
        assert_eq!(
            counts("unknown token", &[100, 101]),
            [Some(1), None],
            "the clock was put back"
        );
    }

    #[test]
    fn kinds_without_end_are_forgotten_again() {
        let events = Coalesced::default();
        for kind in 0..10 * i64::try_from(KINDS_MAX).unwrap() {
            assert_eq!(events.count(kind, kind), Some(1));
        }
        assert!(events.kinds.lock().unwrap().len() <= KINDS_MAX);
    }
}
