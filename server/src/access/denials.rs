//! Tells the log that clients were turned away: once, and then how many there were in each minute, so
//! that whoever knocks without end does not fill it.

use std::sync::{Mutex, PoisonError};

/// How often it is told, in seconds.
const PAUSE: i64 = 60;

/// The denials that were not told yet.
#[derive(Debug, Default)]
pub(super) struct Denials {
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    count: u64,
    told: Option<i64>,
}

impl Denials {
    /// Counts one, at a time in seconds, and tells it with those before it if it is time.
    pub(super) fn tell(&self, why: &'static str, now: i64) {
        if let Some(count) = self.count(now) {
            tracing::warn!(why, count, "clients were turned away");
        }
    }

    /// How many to tell of now.
    fn count(&self, now: i64) -> Option<u64> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
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
            .map(|now| denials.count(now))
            .into();
        assert_eq!(told, [Some(1), None, None, None, Some(4), None, Some(2)]);
    }
}
