//! Tells the log that clients were turned away, for each reason: once, and then how many there were in
//! each minute, so that whoever knocks without end does not fill it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How often it is told, in seconds.
const PAUSE: i64 = 60;

/// The denials that were not told yet, by their reason.
#[derive(Debug, Default)]
pub(super) struct Denials {
    waiting: Mutex<BTreeMap<&'static str, Waiting>>,
}

#[derive(Debug, Default)]
struct Waiting {
    count: u64,
    told: Option<i64>,
}

impl Denials {
    /// Counts one, at a time in seconds, and tells it with those of the same reason before it if it is
    /// time.
    pub(super) fn tell(&self, why: &'static str, now: i64) {
        if let Some(count) = self.count(why, now) {
            tracing::warn!(why, count, "clients were turned away");
        }
    }

    /// How many to tell of now.
    fn count(&self, why: &'static str, now: i64) -> Option<u64> {
        let mut all = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = all.entry(why).or_default();
        waiting.count += 1;
        let due = waiting.told.is_none_or(|told| now - told >= PAUSE);
        due.then(|| {
            waiting.told = Some(now);
            std::mem::take(&mut waiting.count)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_told_together() {
        let denials = Denials::default();
        let told: Vec<_> = [0, 1, 2, 59, 60, 61, 200]
            .map(|now| denials.count("unknown", now))
            .into();
        assert_eq!(told, [Some(1), None, None, None, Some(4), None, Some(2)]);
        assert_eq!(denials.count("not an editor", 201), Some(1));
    }
}
