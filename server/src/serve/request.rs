//! What is looked at of a request before anybody reads its message: method, type, compression; and the
//! body, which is charged to its connection while it is read.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes};
use http::header::{ALLOW, CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body::{Frame, SizeHint};
use tonic::Status;
use tonic::body::Body;

use super::budget::Lease;
use super::call;
use crate::error::ServiceError;

/// What a message begins with (gRPC over HTTP/2): whether it is compressed, and its length.
const PREFIX_BYTES: usize = 5;

const GRPC_ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const GRPC_ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");

/// The answer to what is no gRPC call, or one in a compression that is not known here.
pub(super) fn unfit<B>(request: &Request<B>) -> Option<Response<Body>> {
    if request.method() != Method::POST {
        let text = "gRPC calls are POST requests.\n";
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, text);
        let post = HeaderValue::from_static("POST");
        response.headers_mut().insert(ALLOW, post);
        return Some(response);
    }
    if !is_grpc(request.headers()) {
        let text = "This server takes gRPC calls, with `content-type: application/grpc`.\n";
        return Some(plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
    }
    let encoding = request.headers().get(GRPC_ENCODING)?;
    if encoding == "identity" {
        return None;
    }
    let encoding = encoding.to_str().unwrap_or("unknown").to_owned();
    let mut response = call::refusal(ServiceError::UnknownCompression(encoding));
    let identity = HeaderValue::from_static("identity");
    response
        .headers_mut()
        .insert(GRPC_ACCEPT_ENCODING, identity);
    Some(response)
}

/// Whether the content type is gRPC with messages of protobuf. A page of another origin may send
/// other types without asking first, so nothing else may reach a method.
fn is_grpc(headers: &HeaderMap) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next());
    kind.is_some_and(|kind| {
        matches!(
            kind.trim_end(),
            "application/grpc" | "application/grpc+proto"
        )
    })
}

/// An answer for who speaks HTTP and not gRPC.
fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::new(text.to_owned()));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

/// The body of a request, whose messages are charged to the connection by the length they declare.
pub(super) struct Metered<B> {
    body: B,
    lease: Arc<Lease>,
    /// The largest message that is taken; a larger one is refused before it is read.
    most: usize,
    lengths: Lengths,
}

impl<B> Metered<B> {
    pub(super) fn new(body: B, lease: Arc<Lease>, most: usize) -> Self {
        let lengths = Lengths::default();
        Self {
            body,
            lease,
            most,
            lengths,
        }
    }
}

impl<B> http_body::Body for Metered<B>
where
    B: http_body::Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        let polled = Pin::new(&mut this.body).poll_frame(context);
        let Poll::Ready(Some(Ok(frame))) = polled else {
            return polled.map_err(Into::into);
        };
        if let Some(data) = frame.data_ref() {
            for length in this.lengths.begun(data.clone()) {
                if length <= this.most
                    && let Err(error) = this.lease.set(length)
                {
                    return Poll::Ready(Some(Err(Status::from(error).into())));
                }
            }
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Finds where messages begin in what comes in pieces.
#[derive(Default)]
struct Lengths {
    prefix: Vec<u8>,
    /// How much of the message that was begun is still to come.
    left: usize,
}

impl Lengths {
    /// The lengths of the messages that begin in a piece.
    fn begun(&mut self, mut piece: Bytes) -> Vec<usize> {
        let mut begun = Vec::new();
        while piece.has_remaining() {
            if self.left > 0 {
                let passed = self.left.min(piece.remaining());
                piece.advance(passed);
                self.left -= passed;
                continue;
            }
            self.prefix.push(piece.get_u8());
            if self.prefix.len() == PREFIX_BYTES {
                let length = self.prefix.iter().skip(1);
                let length = length.fold(0, |sum: u32, byte| sum << 8 | u32::from(*byte));
                self.prefix.clear();
                self.left = usize::try_from(length).unwrap_or(usize::MAX);
                begun.push(self.left);
            }
        }
        begun
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue};

    use super::{Lengths, is_grpc};

    #[test]
    fn messages_are_found_however_they_are_cut() {
        let stream = [
            [&[0, 0, 0, 0, 3][..], &[7; 3]].concat(),
            [0, 0, 0, 0, 0].to_vec(),
            [&[0, 0, 0, 1, 4][..], &[9; 260]].concat(),
        ];
        let stream = Bytes::from(stream.concat());
        for size in 1..=stream.len() {
            let mut lengths = Lengths::default();
            let mut found = Vec::new();
            for piece in stream.chunks(size) {
                found.extend(lengths.begun(Bytes::copy_from_slice(piece)));
            }
            assert_eq!(found, [3, 0, 260], "in pieces of {size}");
        }
    }

    #[test]
    fn only_grpc_with_protobuf_is_grpc() {
        for (kind, expected) in [
            ("application/grpc", true),
            ("application/grpc+proto", true),
            ("application/grpc;charset=utf-8", true),
            ("application/grpc+json", false),
            ("application/grpc-web", false),
            ("application/grpc-web+proto", false),
            ("application/json", false),
            ("text/plain", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("content-type", HeaderValue::from_static(kind));
            assert_eq!(is_grpc(&headers), expected, "{kind}");
        }
        assert!(!is_grpc(&HeaderMap::new()));
    }
}
