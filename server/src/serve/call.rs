//! What holds for every call: a deadline that covers streams too, errors in the contract's terms, and
//! an answer even after a panic.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response, Uri};
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};
use tonic::body::Body;
use tonic::{Code, Status};
use tracing::Span;

use super::stall::{StreamReaper, TrackedBody};
use crate::error::{Bug, ServiceError};

/// No method of ours has a longer path.
const METHOD_BYTES_MAX: usize = 100;

/// Takes the client's deadline out of the headers (gRPC over HTTP/2, `grpc-timeout`).
pub(super) fn timeout(headers: &mut HeaderMap) -> Option<Duration> {
    let value = headers.remove("grpc-timeout")?;
    let (digits, unit) = value
        .to_str()
        .ok()?
        .split_at_checked(value.len().checked_sub(1)?)?;
    // The specification allows eight digits.
    let number: u64 = digits.parse().ok().filter(|_| digits.len() <= 8)?;
    Some(match unit {
        "H" => Duration::from_hours(number),
        "M" => Duration::from_mins(number),
        "S" => Duration::from_secs(number),
        "m" => Duration::from_millis(number),
        "u" => Duration::from_micros(number),
        "n" => Duration::from_nanos(number),
        _ => return None,
    })
}

/// A response that refuses the call.
pub(super) fn refusal(error: ServiceError) -> Response<Body> {
    Status::from(error).into_http()
}

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// What the client gives the whole call.
    pub(super) deadline: Option<Duration>,
    /// What we give it until its answer begins.
    pub(super) limit: Duration,
}

/// A call under way, with what holds for all of them.
pub(super) struct Guarded<F> {
    answer: F,
    path: Uri,
    /// What is logged meanwhile is of this call.
    span: Span,
    /// The client's deadline, which covers the whole call.
    deadline: Option<Instant>,
    /// Ours or the client's, whichever is earlier, until the answer begins.
    begin: Instant,
    /// Who looks after the answer, where it is a stream.
    reaper: Option<StreamReaper>,
    /// Waits for `begin`; most answers are there before anybody has to wait.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<F> Guarded<F> {
    /// Begins to answer a call to a path; `reaper` looks after answers that are streams.
    pub(super) fn new(answer: F, path: Uri, times: Times, reaper: Option<StreamReaper>) -> Self {
        let now = Instant::now();
        let deadline = times.deadline.and_then(|time| now.checked_add(time));
        let ours = now + times.limit;
        let begin = deadline.map_or(ours, |deadline| deadline.min(ours));
        Self {
            answer,
            span: tracing::error_span!("call", method = method(path.path())),
            path,
            deadline,
            begin,
            reaper,
            waiting: None,
        }
    }
}

impl<F> Future for Guarded<F>
where
    F: Future<Output = Result<Response<Body>, Infallible>> + Unpin,
{
    type Output = Result<Response<Reply>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let _entered = this.span.enter();
        let answer = Pin::new(&mut this.answer);
        let polled = catch_unwind(AssertUnwindSafe(|| answer.poll(context)));
        let response = match polled {
            Ok(Poll::Ready(Ok(response))) => in_our_terms(response, this.path.path()),
            Err(_) => refusal(Bug::Panic.into()),
            Ok(Poll::Pending) => {
                let begin = this.begin;
                let waiting = this
                    .waiting
                    .get_or_insert_with(|| Box::pin(sleep_until(begin)));
                if waiting.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                refusal(ServiceError::DeadlineExceeded)
            }
        };
        let deadline = this.deadline.map(|at| Box::pin(sleep_until(at)));
        let reply = response.map(|body| Reply {
            body: match &this.reaper {
                None => Kept::Own(body),
                Some(reaper) => Kept::Tracked(reaper.track(body, this.deadline)),
            },
            deadline,
            span: this.span.clone(),
            ended: false,
        });
        Poll::Ready(Ok(reply))
    }
}

/// The path of a call as it is logged. A client may send anything in its place.
fn method(path: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_');
    if path.len() <= METHOD_BYTES_MAX && path.bytes().all(plain) {
        path
    } else {
        "unknown"
    }
}

/// Puts what tonic says of its own accord into the contract's terms.
fn in_our_terms(response: Response<Body>, path: &str) -> Response<Body> {
    let headers = response.headers();
    let Some(status) = headers.get("grpc-status") else {
        return response;
    };
    // Ours carry details.
    if status == "0" || headers.contains_key("grpc-status-details-bin") {
        return response;
    }
    let Some(status) = Status::from_header_map(headers) else {
        return response;
    };
    match status.code() {
        Code::OutOfRange => refusal(ServiceError::MessageTooLarge),
        Code::Unimplemented => refusal(ServiceError::UnknownMethod(path.to_owned())),
        // What is left are messages that do not decode, that are cut short, or that are compressed.
        Code::Internal | Code::Unknown => refusal(ServiceError::Undecodable),
        _ => response,
    }
}

/// What a reply gives out.
enum Kept {
    /// The body itself.
    Own(Body),
    /// A body that is taken away from a client that does not read.
    Tracked(TrackedBody),
}

/// The body of an answer, which ends when the client's deadline has come.
pub(super) struct Reply {
    body: Kept,
    deadline: Option<Pin<Box<Sleep>>>,
    span: Span,
    ended: bool,
}

impl http_body::Body for Reply {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let this = &mut *self;
        if this.ended {
            return Poll::Ready(None);
        }
        let _entered = this.span.clone().entered();
        let late = this.deadline.as_mut();
        if late.is_some_and(|deadline| deadline.as_mut().poll(context).is_ready()) {
            return this.end(ServiceError::DeadlineExceeded);
        }
        let body = &mut this.body;
        let polled = catch_unwind(AssertUnwindSafe(|| match body {
            Kept::Own(body) => Some(Pin::new(body).poll_frame(context)),
            Kept::Tracked(body) => body.poll_frame(context),
        }));
        match polled {
            Ok(Some(polled)) => polled,
            Ok(None) => this.end(ServiceError::ClientTooSlow),
            Err(_) => this.end(Bug::Panic.into()),
        }
    }

    fn is_end_stream(&self) -> bool {
        // A stream ends with trailers, which nobody knows beforehand.
        self.ended || matches!(&self.body, Kept::Own(body) if body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        match &self.body {
            Kept::Own(body) => body.size_hint(),
            Kept::Tracked(_) => SizeHint::default(),
        }
    }
}

impl Reply {
    fn end(&mut self, error: ServiceError) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        self.ended = true;
        // What the body holds, such as a snapshot, is not needed any more.
        self.body = Kept::Own(Body::empty());
        let mut trailers = HeaderMap::new();
        let written = Status::from(error).add_header(&mut trailers);
        Poll::Ready(Some(written.map(|()| Frame::trailers(trailers))))
    }
}
