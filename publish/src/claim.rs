//! A claim on a target: a head that still names the old site, says who publishes what, and changes as long as
//! its publisher is alive.

use std::time::{Duration, Instant};

use crate::manifest::{Head, Writing};

/// How long a publisher works before it shows that it is alive, at most and at least.
const BEAT_MAX: Duration = Duration::from_secs(15);
const BEAT_MIN: Duration = Duration::from_millis(100);

/// A publisher's claim on a target.
#[derive(Debug)]
pub struct Claim {
    head: Head,
    writing: Writing,
    every: Duration,
    /// When it was shown last; nothing as long as it has not been made.
    shown: Option<Instant>,
}

impl Claim {
    /// A claim that is not made yet. `patience` is how long others wait for a sign of life; there are four in
    /// that time.
    pub(crate) fn new(head: Head, writing: Writing, patience: Duration) -> Self {
        Self {
            head,
            writing,
            every: (patience / 4).clamp(BEAT_MIN, BEAT_MAX),
            shown: None,
        }
    }

    /// Who publishes.
    pub(crate) fn by(&self) -> &str {
        &self.writing.by
    }

    /// How long it is until the next sign of life is due. A claim that is not made needs none.
    pub fn due_in(&self) -> Duration {
        self.shown.map_or(Duration::MAX, |shown| {
            self.every.saturating_sub(shown.elapsed())
        })
    }

    /// The head that makes the claim, or is the next sign of life. Where it cannot replace the one before, the
    /// claim is lost, and nothing more may be sent.
    pub fn next_head(&mut self) -> Vec<u8> {
        self.writing.beat += 1;
        self.shown = Some(Instant::now());
        let mut head = self.head.clone();
        head.writing = Some(self.writing.clone());
        head.bytes()
    }
}
