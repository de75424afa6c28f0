//! Takes answers away from clients that stopped reading. hyper polls a body only when the flow-control
//! window has room, so a stalled body cannot time itself out; a reaper looks at all of them, a few
//! times in the time that a client may take.
//!
//! It holds for every answer, also one of a single message: two hundred pages of 2 MB that nobody
//! reads would stay for as long as their connection. A large message is handed to the connection piece
//! by piece, so that what is left of it can still be taken away.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as _, Frame};
use slab::Slab;
use tokio::time::Instant;
use tonic::Status;
use tonic::body::Body;

use super::budget::Lease;

/// What is handed to a connection whole. Beyond it h2 would hold what nobody can take back.
const WHOLE_BYTES_MAX: usize = 64 * 1024;

/// The pieces of what is larger.
const PIECE_BYTES: usize = 32 * 1024;

/// What a body gives when it is asked for the next part.
pub(super) type Part = Poll<Option<Result<Frame<Bytes>, Status>>>;

/// The open answers of a thread.
#[derive(Clone, Debug)]
pub(super) struct StreamReaper {
    limit: Duration,
    streams: Arc<Mutex<Slab<Weak<Mutex<Stream>>>>>,
}

struct Stream {
    /// Nothing once it was taken away.
    body: Option<Body>,
    /// What was given by the body already, and is not sent yet.
    head: Option<Frame<Bytes>>,
    /// What is left of a large message.
    rest: Bytes,
    /// What the connection is charged for it.
    lease: Lease,
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
    /// Answers whose clients may leave what they were sent unread for so long.
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

    /// Tracks a body from now on; `head` is what it has given already, for which `lease` is charged.
    pub(super) fn track(
        &self,
        body: Body,
        (head, lease): (Option<Frame<Bytes>>, Lease),
        deadline: Option<Instant>,
    ) -> TrackedBody {
        let stream = Arc::new(Mutex::new(Stream {
            body: Some(body),
            given: head.is_some().then(Instant::now),
            head,
            rest: Bytes::new(),
            lease,
            deadline,
        }));
        let key = lock(&self.streams).insert(Arc::downgrade(&stream));
        TrackedBody {
            stream,
            key,
            reaper: self.clone(),
        }
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
        for (_, stream) in lock(&self.streams).iter() {
            let Some(stream) = stream.upgrade() else {
                continue;
            };
            let mut stream = lock(&stream);
            if late(&stream) {
                taken.extend(stream.body.take());
                stream.head = None;
                stream.rest = Bytes::new();
                // Less is always granted.
                stream.lease.set(0).ok();
            }
        }
    }
}

/// A body that may be taken away.
pub(super) struct TrackedBody {
    stream: Arc<Mutex<Stream>>,
    key: usize,
    reaper: StreamReaper,
}

impl TrackedBody {
    /// The next part; the outer `None` once the body was taken away.
    pub(super) fn poll_frame(&self, context: &mut Context<'_>) -> Option<Part> {
        let mut stream = lock(&self.stream);
        stream.given = None;
        let polled = stream.poll_part(context)?;
        if matches!(polled, Poll::Ready(Some(_))) {
            stream.given = Some(Instant::now());
        }
        Some(polled)
    }
}

impl Drop for TrackedBody {
    fn drop(&mut self) {
        lock(&self.reaper.streams).try_remove(self.key);
    }
}

impl Stream {
    fn poll_part(&mut self, context: &mut Context<'_>) -> Option<Part> {
        let body = self.body.as_mut()?;
        if !self.rest.is_empty() {
            return Some(self.piece());
        }
        let polled = match self.head.take() {
            Some(head) => Poll::Ready(Some(Ok(head))),
            None => Pin::new(body).poll_frame(context),
        };
        let Poll::Ready(Some(Ok(frame))) = polled else {
            return Some(polled);
        };
        let data = match frame.into_data() {
            Ok(data) => data,
            Err(frame) => return Some(Poll::Ready(Some(Ok(frame)))),
        };
        if let Err(error) = self.lease.set(data.len()) {
            return Some(Poll::Ready(Some(Err(error.into()))));
        }
        if data.len() <= WHOLE_BYTES_MAX {
            return Some(Poll::Ready(Some(Ok(Frame::data(data)))));
        }
        self.rest = data;
        Some(self.piece())
    }

    /// The next piece of a large message: a copy, because a part of the message would keep it all.
    fn piece(&mut self) -> Part {
        self.lease.set(self.rest.len()).ok();
        let piece = self.rest.split_to(PIECE_BYTES.min(self.rest.len()));
        Poll::Ready(Some(Ok(Frame::data(Bytes::copy_from_slice(&piece)))))
    }
}

/// What a lock holds; nobody panics while holding one of these for longer than a body's own poll, and
/// a body that panicked is thrown away.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
