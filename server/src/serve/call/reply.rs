//! The body of an answer, which ends when its deadline has come, and tells how the call ended.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use tokio::time::Sleep;
use tonic::body::Body;
use tonic::{Code, Status};
use tracing::Span;

use crate::error::{Bug, ServiceError};
use crate::serve::metrics::Counted;
use crate::serve::stall::TrackedBody;

/// What a reply gives out.
pub(super) enum Kept {
    /// The body itself.
    Own(Body),
    /// A body that is taken away from a client that does not read.
    Tracked(TrackedBody),
}

/// The body of an answer, which ends when the client's deadline has come.
pub(crate) struct Reply {
    pub(super) body: Kept,
    pub(super) deadline: Option<Pin<Box<Sleep>>>,
    pub(super) span: Span,
    pub(super) counted: Option<Counted>,
    /// Whether an error may be told in trailers.
    pub(super) late: bool,
    pub(super) ended: bool,
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
            Ok(Some(polled)) => {
                if let Poll::Ready(Some(Ok(frame))) = &polled
                    && let Some(trailers) = frame.trailers_ref()
                {
                    this.ends_with(code(trailers));
                }
                polled
            }
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
    /// A reply of no call: a page, or one whose parts are watched over before they come here.
    pub(crate) fn plain(body: Body) -> Self {
        Self::own(body, &Span::none())
    }

    /// A reply with nothing in its body that anybody could leave unread.
    pub(super) fn own(body: Body, span: &Span) -> Self {
        Self {
            body: Kept::Own(body),
            deadline: None,
            span: span.clone(),
            counted: None,
            late: true,
            ended: false,
        }
    }

    fn ends_with(&mut self, code: Code) {
        if let Some(counted) = &mut self.counted {
            counted.ends_with(code);
        }
    }

    pub(super) fn end(
        &mut self,
        error: ServiceError,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        self.ended = true;
        // What the body holds, such as a snapshot, is not needed any more.
        self.body = Kept::Own(Body::empty());
        let status = Status::from(error);
        self.ends_with(status.code());
        if !self.late {
            return Poll::Ready(Some(Err(status)));
        }
        let mut trailers = HeaderMap::new();
        let written = status.add_header(&mut trailers);
        Poll::Ready(Some(written.map(|()| Frame::trailers(trailers))))
    }
}

/// What trailers say that a call ended with.
pub(super) fn code(trailers: &HeaderMap) -> Code {
    let status = trailers.get("grpc-status");
    status.map_or(Code::Unknown, |status| Code::from_bytes(status.as_bytes()))
}
