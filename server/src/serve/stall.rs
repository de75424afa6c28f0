//! Cancels streams whose clients stopped reading. hyper polls a body only when the flow-control window
//! has room, so a stalled body cannot time itself out; a reaper looks at all of them, a few times in
//! the time that a client may take.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as _, Frame};
use tokio::time::Instant;
use tonic::Status;
use tonic::body::Body;

/// The open streams of a thread.
#[derive(Clone, Debug)]
pub(super) struct StreamReaper {
    limit: Duration,
    streams: Arc<Mutex<Vec<Weak<Mutex<Stream>>>>>,
}

struct Stream {
    /// Nothing once it was taken away.
    body: Option<Body>,
    /// When the last part was given, until more is asked for.
    given: Option<Instant>,
    deadline: Option<Instant>,
}

impl fmt::Debug for Stream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Stream").finish_non_exhaustive()
    }
}

impl StreamReaper {
    /// Streams whose clients may leave what they were sent unread for so long.
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            streams: Arc::default(),
        }
    }

    /// How often to look.
    pub(super) fn interval(&self) -> Duration {
        (self.limit / 4).max(Duration::from_millis(10))
    }

    /// Tracks a body from now on.
    pub(super) fn track(&self, body: Body, deadline: Option<Instant>) -> TrackedBody {
        let stream = Arc::new(Mutex::new(Stream {
            body: Some(body),
            given: None,
            deadline,
        }));
        lock(&self.streams).push(Arc::downgrade(&stream));
        TrackedBody(stream)
    }

    /// Takes the bodies of streams away whose clients did not read in time. With a body goes what it
    /// holds, such as a snapshot; the client is told once it reads on.
    pub(super) fn reap(&self) {
        let now = Instant::now();
        let late = |stream: &Stream| {
            let waited = stream.given.map(|given| now.duration_since(given));
            waited.is_some_and(|waited| waited >= self.limit)
                || stream.deadline.is_some_and(|deadline| deadline <= now)
        };
        let mut taken = Vec::new();
        lock(&self.streams).retain(|stream| {
            let Some(stream) = stream.upgrade() else {
                return false;
            };
            let mut stream = lock(&stream);
            if late(&stream) {
                taken.extend(stream.body.take());
            }
            stream.body.is_some()
        });
    }
}

/// A body that may be taken away.
pub(super) struct TrackedBody(Arc<Mutex<Stream>>);

impl TrackedBody {
    /// The next part; the outer `None` once the body was taken away.
    #[expect(
        clippy::type_complexity,
        reason = "the shape of `http_body::Body::poll_frame`"
    )]
    pub(super) fn poll_frame(
        &self,
        context: &mut Context<'_>,
    ) -> Option<Poll<Option<Result<Frame<Bytes>, Status>>>> {
        let mut stream = lock(&self.0);
        stream.given = None;
        let polled = Pin::new(stream.body.as_mut()?).poll_frame(context);
        if matches!(polled, Poll::Ready(Some(_))) {
            stream.given = Some(Instant::now());
        }
        Some(polled)
    }
}

/// What a lock holds; nobody panics while holding one of these for longer than a body's own poll, and
/// a body that panicked is thrown away.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
