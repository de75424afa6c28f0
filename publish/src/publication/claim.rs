//! The head that claims a target while it is being published to, and keeps saying so.

use std::time::{Duration, Instant};

use crate::manifest::{self, Head, Writing};
use crate::target::{Target, TargetError};

/// How long a publisher sends before it shows that it is alive. A fourth of the shortest sensible patience.
const BEAT: Duration = Duration::from_secs(15);

/// A head that says who publishes, and what.
pub(super) struct Claim {
    pub(super) head: Head,
    pub(super) writing: Writing,
    pub(super) shown: Instant,
}

impl Claim {
    pub(super) fn new(
        head: Option<Head>,
        settings: String,
        state: manifest::State,
    ) -> Result<Self, TargetError> {
        let head = head.unwrap_or_else(|| Head::empty(settings, state.origin.clone()));
        let writing = Writing {
            by: random_name()?,
            beat: 0,
            state,
        };
        Ok(Self {
            head,
            writing,
            shown: Instant::now(),
        })
    }

    pub(super) fn by(&self) -> &str {
        &self.writing.by
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut head = self.head.clone();
        head.writing = Some(self.writing.clone());
        head.bytes()
    }

    pub(super) fn is_due(&self) -> bool {
        self.shown.elapsed() >= BEAT
    }

    /// Shows that the publisher is alive, and finds out whether its claim still counts.
    pub(super) fn beat(&mut self, target: &mut dyn Target) -> Result<(), TargetError> {
        self.writing.beat += 1;
        self.shown = Instant::now();
        target.claim(&self.writing.by, &self.bytes())
    }
}

/// A name that nobody else has.
fn random_name() -> Result<String, TargetError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)
        .map_err(|error| TargetError::unavailable("could not make a name", error))?;
    Ok(format!("{:016x}", u64::from_be_bytes(bytes)))
}
