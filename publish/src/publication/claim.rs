//! A claim on a target: a head that still names the old site, says who publishes what, and changes as long as
//! its publisher is alive.

use std::time::{Duration, Instant};

use crate::manifest::{Head, State, Writing};
use crate::target::{Target, TargetError};

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
    /// A claim that is not made yet: on a head, to reach a state. `patience` is how long others wait for a
    /// sign of life; there are four in that time.
    pub(super) fn new(
        head: Head,
        state: State,
        settings: String,
        patience: Duration,
    ) -> Result<Self, TargetError> {
        Ok(Self {
            head,
            writing: Writing {
                by: random_name()?,
                beat: 0,
                settings,
                reconcile: false,
                state,
            },
            every: (patience / 4).clamp(BEAT_MIN, BEAT_MAX),
            shown: None,
        })
    }

    /// Says that whoever takes the claim over has to look at every file.
    pub(super) fn ask_to_look(&mut self) {
        self.writing.reconcile = true;
    }

    /// Makes the claim.
    pub(super) fn make(&mut self, target: &mut dyn Target) -> Result<(), TargetError> {
        self.shown = Some(Instant::now());
        target.claim(&self.writing.by, &self.bytes())
    }

    /// Shows that the publisher is alive, and finds out whether its claim still counts.
    pub(super) fn beat(&mut self, target: &mut dyn Target) -> Result<(), TargetError> {
        let head = self.next_head();
        target.claim(&self.writing.by, &head)
    }

    /// How long it is until the next sign of life is due. A claim that is not made needs none.
    pub fn due_in(&self) -> Duration {
        self.shown.map_or(Duration::MAX, |shown| {
            self.every.saturating_sub(shown.elapsed())
        })
    }

    /// The head that is the next sign of life. Where it cannot replace the one before, the claim is lost, and
    /// nothing more may be sent.
    pub fn next_head(&mut self) -> Vec<u8> {
        self.writing.beat += 1;
        self.shown = Some(Instant::now());
        self.bytes()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = self.head.clone();
        head.writing = Some(self.writing.clone());
        head.bytes()
    }
}

/// A name that nobody else has.
fn random_name() -> Result<String, TargetError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)
        .map_err(|error| TargetError::unavailable("could not make a name", error))?;
    Ok(format!("{:016x}", u64::from_be_bytes(bytes)))
}
