//! A call that is being counted, from before anybody looks at it to its last byte.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tonic::Code;
use tracing::Span;

use super::{CODE_NAMES, Counters};
use crate::serve::method::{self, Kind, Method};
use crate::waiting::Waited;

/// A call that is counted when it is over.
#[derive(Debug)]
pub(crate) struct Counted {
    counters: Arc<Counters>,
    method: Option<&'static Method>,
    start: Instant,
    /// From when on a call is told to be slow.
    slow: Duration,
    /// What it ended with. Nothing yet: its client went away.
    pub(super) code: Option<Code>,
    /// How long it waited on purpose, in waits that are over and in one that goes on.
    waited: Duration,
    waits: Duration,
    span: Span,
}

impl Counted {
    /// A call that begins now, whose events belong to `span`.
    pub(in crate::serve) fn begin(
        counters: &Arc<Counters>,
        method: Option<&'static Method>,
        slow: Duration,
        span: Span,
    ) -> Self {
        let counted = Self {
            counters: Arc::clone(counters),
            method,
            start: Instant::now(),
            slow,
            code: None,
            waited: Duration::ZERO,
            waits: Duration::ZERO,
            span,
        };
        if let Some(begun) = counters.begun.get(counted.place()) {
            begun.fetch_add(1, Ordering::Relaxed);
        }
        counted
    }

    fn place(&self) -> usize {
        self.method
            .map_or_else(|| method::all().len(), |method| method.number)
    }

    /// Says what the call ends with.
    pub(in crate::serve) fn ends_with(&mut self, code: Code) {
        self.code = Some(code);
    }

    /// Whether it may change the state.
    pub(in crate::serve) fn is_commit(&self) -> bool {
        self.method
            .is_some_and(|method| method.kind == Kind::Editorial)
    }

    /// Says what the call noted of its waiting.
    pub(in crate::serve) fn waits(&mut self, waited: Waited) {
        self.waited += waited.ended;
        self.waits = waited.goes_on;
    }

    /// How long the server worked on the call, if that is too long. A stream takes as long as its client
    /// wants, and whoever went away did not wait for the end.
    pub(super) fn slow(&self, time: Duration) -> Option<Duration> {
        let worked = time.saturating_sub(self.waited + self.waits);
        let went = self.code.is_none_or(|code| code == Code::Cancelled);
        let streams = self.method.is_some_and(|method| !method.is_unary());
        (worked >= self.slow && !went && !streams).then_some(worked)
    }

    /// Says that the call took long, or that several did.
    fn tell(&self, time: Duration, code: &str) {
        let Some(worked) = self.slow(time) else {
            return;
        };
        let Some(count) = self.counters.slow.count(self.place()) else {
            return;
        };
        let milliseconds = u64::try_from(worked.as_millis()).unwrap_or(u64::MAX);
        self.span
            .in_scope(|| tracing::warn!(milliseconds, code, count, "a call was slow"));
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let time = self.start.elapsed();
        let code = self.code.unwrap_or(Code::Cancelled);
        let number = usize::try_from(i32::from(code)).unwrap_or_default();
        let place = self.place();
        let calls = self.counters.calls.get(place);
        if let Some(histogram) = calls.and_then(|codes| codes.get(number)) {
            histogram.add(time);
        }
        if let Some(ended) = self.counters.ended.get(place) {
            ended.fetch_add(1, Ordering::Relaxed);
        }
        self.tell(time, CODE_NAMES.get(number).copied().unwrap_or_default());
    }
}
