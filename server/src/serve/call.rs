//! What holds for every call: a deadline that covers streams too, errors in the contract's terms, and
//! an answer even after a panic.

mod reply;

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, Request, Response, Uri};
use http_body::{Body as _, Frame};
use tokio::time::{Instant, Sleep, sleep_until};
use tonic::body::Body;
use tonic::{Code, Status};
use tracing::Span;

use self::reply::Kept;
pub(super) use self::reply::Reply;
use super::budget::Lease;
use super::method::Method;
use super::metrics::{Counted, Counters};
use super::request_id::{REQUEST_ID, RequestId};
use super::stall::{Part, StreamReaper};
use crate::error::{Bug, ServiceError};
use crate::waiting;

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

/// How errors are told in the form in which a method is called.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    /// An answer that is nothing but an error.
    pub(super) refuse: fn(Status) -> Response<Body>,
    /// Whether an error may come after a part of the answer was sent. Without it the deadline holds until
    /// the answer begins.
    pub(super) late: bool,
}

/// Errors as gRPC tells them.
pub(super) const GRPC: Terms = Terms {
    refuse: Status::into_http,
    late: true,
};

/// A response that refuses a gRPC call.
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

/// Which method is called, in which terms, and what is counted and logged of the call.
pub(super) struct Called {
    path: Uri,
    terms: Terms,
    id: RequestId,
    span: Span,
    /// Nothing once the answer has it.
    counted: Option<Counted>,
}

impl Called {
    /// A call that begins now, whose errors are told in these terms.
    pub(super) fn begin<B>(
        request: &Request<B>,
        terms: Terms,
        (counters, method): (&Arc<Counters>, Option<&'static Method>),
        slow: Duration,
    ) -> Self {
        let id = RequestId::from_headers(request.headers());
        let path = request.uri().clone();
        let shown = shown(path.path());
        let span = tracing::error_span!("call", method = shown, request_id = %id);
        let counted = Counted::begin(counters, method, slow, span.clone());
        Self {
            path,
            terms,
            id,
            span,
            counted: Some(counted),
        }
    }

    /// The span in which everything of the call is logged.
    pub(super) fn span(&self) -> &Span {
        &self.span
    }

    fn refusal(&self, error: ServiceError) -> Response<Body> {
        (self.terms.refuse)(error.into())
    }

    /// Takes over what the call noted of its waiting when it was polled.
    fn waited(&mut self) {
        let waited = waiting::noted();
        if let Some(counted) = &mut self.counted {
            counted.waits(waited);
        }
    }

    /// Looks at the head of an answer: what the call ends with, where that is known, and whether its
    /// client is told its id. Who sent one gets it back; for a read that went well nobody needs another.
    fn head(&mut self, parts: &mut Parts) -> Option<Counted> {
        let status = parts.headers.get("grpc-status");
        let status = status.map(|status| Code::from_bytes(status.as_bytes()));
        let code = status.or_else(|| parts.extensions.get::<Code>().copied());
        let mut counted = self.counted.take();
        let mut tells = self.id.is_given();
        if let Some(counted) = &mut counted {
            tells = tells || counted.is_commit() || code.is_some_and(|code| code != Code::Ok);
            if let Some(code) = code {
                counted.ends_with(code);
            }
        }
        if tells {
            parts.headers.insert(REQUEST_ID, self.id.to_header());
        }
        counted
    }
}

/// A call under way, with what holds for all of them.
pub(super) struct Guarded<F> {
    answer: F,
    called: Called,
    /// The client's deadline, which covers the whole call.
    deadline: Option<Instant>,
    /// Ours or the client's, whichever is earlier, until the answer begins.
    begin: Instant,
    /// Who looks after the answer.
    reaper: StreamReaper,
    /// What the request is charged, until it is answered, and what the answer will be.
    leases: Option<(Arc<Lease>, Lease)>,
    /// Waits for `begin`; most answers are there before anybody has to wait.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<F> Guarded<F> {
    /// Begins to answer a call; the answer is left to `reaper`, and `leases` are those of
    /// the request and of its answer.
    pub(super) fn new(
        answer: F,
        called: Called,
        times: Times,
        reaper: StreamReaper,
        leases: (Arc<Lease>, Lease),
    ) -> Self {
        let now = Instant::now();
        let deadline = times.deadline.and_then(|time| now.checked_add(time));
        let ours = now + times.limit;
        let begin = deadline.map_or(ours, |deadline| deadline.min(ours));
        Self {
            answer,
            called,
            deadline,
            begin,
            reaper,
            leases: Some(leases),
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
        let _entered = this.called.span.clone().entered();
        let answer = Pin::new(&mut this.answer);
        let polled = catch_unwind(AssertUnwindSafe(|| answer.poll(context)));
        this.called.waited();
        let response = match polled {
            Ok(Poll::Ready(Ok(response))) => in_our_terms(response, this.called.path.path()),
            Err(_) => this.called.refusal(Bug::Panic.into()),
            Ok(Poll::Pending) => {
                let begin = this.begin;
                let waiting = this
                    .waiting
                    .get_or_insert_with(|| Box::pin(sleep_until(begin)));
                if waiting.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                this.called.refusal(ServiceError::DeadlineExceeded)
            }
        };
        Poll::Ready(Ok(this.reply(response, context)))
    }
}

impl<F> Guarded<F> {
    /// Begins to send a response. The body is asked for its first part before anything is sent: a
    /// message is charged by its length, and an answer that is nothing but an error goes out as one
    /// frame of headers (Trailers-Only), which is all that most clients can read an error from.
    fn reply(&mut self, response: Response<Body>, context: &mut Context<'_>) -> Response<Reply> {
        let Some((_, lease)) = self.leases.take() else {
            // A future is not polled again once it is done.
            let refused = self.called.refusal(Bug::Panic.into());
            return refused.map(|body| Reply::own(body, &self.called.span));
        };
        let (mut parts, mut body) = response.into_parts();
        let mut head = None;
        if !body.is_end_stream() {
            let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut body).poll_frame(context)));
            match begun(polled, &lease) {
                Ok(first) => head = first,
                Err(status) => (parts, body) = (self.called.terms.refuse)(status).into_parts(),
            }
        }
        if let Some(trailers) = head.as_ref().and_then(Frame::trailers_ref)
            && trailers
                .get("grpc-status")
                .is_some_and(|status| status != "0")
        {
            parts.headers.extend(trailers.clone());
            (head, body) = (None, Body::empty());
        }
        // Who may not be told of an error once the answer has begun is told before, or not at all: an
        // answer of one message, which is there already, is not cut off.
        let deadline = self.deadline.filter(|_| self.called.terms.late);
        let counted = self.called.head(&mut parts);
        if head.is_none() && body.is_end_stream() {
            let mut reply = Reply::own(body, &self.called.span);
            reply.counted = counted;
            return Response::from_parts(parts, reply);
        }
        let reply = Reply {
            body: Kept::Tracked(self.reaper.track(body, (head, lease), deadline)),
            deadline: deadline.map(|at| Box::pin(sleep_until(at))),
            span: self.called.span.clone(),
            counted,
            late: self.called.terms.late,
            ended: false,
        };
        Response::from_parts(parts, reply)
    }
}

/// What came of asking a body for its first part: nothing while there is none.
///
/// # Errors
///
/// What to tell the client instead, where the body failed, or holds more than may be kept.
fn begun(polled: std::thread::Result<Part>, lease: &Lease) -> Result<Option<Frame<Bytes>>, Status> {
    match polled {
        Ok(Poll::Pending) => Ok(None),
        Ok(Poll::Ready(Some(Ok(frame)))) => {
            lease.set(frame.data_ref().map_or(0, Bytes::len))?;
            Ok(Some(frame))
        }
        Ok(Poll::Ready(Some(Err(status)))) => Err(status),
        // A body that ends without trailers has no status either.
        Ok(Poll::Ready(None)) | Err(_) => Err(ServiceError::from(Bug::Panic).into()),
    }
}

/// The path of a call as it is logged. A client may send anything in its place.
fn shown(path: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_');
    if path.len() <= METHOD_BYTES_MAX && path.bytes().all(plain) {
        path
    } else {
        "unknown"
    }
}

/// Puts what tonic says of its own accord into the contract's terms.
pub(super) fn in_our_terms(response: Response<Body>, path: &str) -> Response<Body> {
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
        // What is left are messages that do not decode, or that are cut short.
        Code::Internal | Code::Unknown => refusal(ServiceError::Undecodable),
        _ => response,
    }
}
