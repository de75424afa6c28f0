//! What is looked at of a request before anybody reads its message: its form and its compression; and
//! the body of a gRPC call, which is charged to its connection while it is read.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Buf as _, Bytes};
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Method, Request, Response, Version};
use http_body::{Frame, SizeHint};
use tonic::Status;
use tonic::body::Body;

use super::budget::Lease;
use super::call;
use crate::error::ServiceError;

/// What a message begins with (gRPC over HTTP/2): whether it is compressed, and its length.
pub(super) const PREFIX_BYTES: usize = 5;

/// How the messages of a gRPC call are compressed.
pub(super) const GRPC_ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const GRPC_ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");

/// Refuses a request that is compressed, as the header of this name says in its form.
///
/// # Errors
///
/// [`ServiceError::UnknownCompression`].
pub(super) fn uncompressed(headers: &HeaderMap, name: &HeaderName) -> Result<(), ServiceError> {
    match headers.get(name) {
        None => Ok(()),
        Some(encoding) if encoding == "identity" => Ok(()),
        Some(encoding) => {
            let encoding = encoding.to_str().unwrap_or("unknown").to_owned();
            Err(ServiceError::UnknownCompression(encoding))
        }
    }
}

/// The answer to a gRPC call that is refused before it reaches its service.
pub(super) fn refusal(error: ServiceError) -> Response<Body> {
    let is_compressed = matches!(error, ServiceError::UnknownCompression(_));
    let mut response = call::refusal(error);
    if is_compressed {
        let identity = HeaderValue::from_static("identity");
        response
            .headers_mut()
            .insert(GRPC_ACCEPT_ENCODING, identity);
    }
    response
}

/// In which form a method is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Grpc,
    /// gRPC-Web; the type without its parameters.
    GrpcWeb(&'static str),
    /// Connect, with one message in each direction, of JSON.
    ConnectJson,
    /// The same with messages of protobuf.
    ConnectProto,
    /// Connect with streams, which is not spoken here.
    ConnectStream,
}

impl Form {
    /// What a POST asks in, by its content type. A page of another origin may send `text/plain` and the
    /// types of HTML's forms without asking first, so those reach no method.
    pub(super) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let kind = value.split(';').next()?.trim();
        Some(match kind.to_ascii_lowercase().as_str() {
            "application/grpc" | "application/grpc+proto" => Self::Grpc,
            "application/grpc-web" => Self::GrpcWeb("application/grpc-web"),
            "application/grpc-web+proto" => Self::GrpcWeb("application/grpc-web+proto"),
            "application/grpc-web-text" => Self::GrpcWeb("application/grpc-web-text"),
            "application/grpc-web-text+proto" => Self::GrpcWeb("application/grpc-web-text+proto"),
            "application/json" => Self::ConnectJson,
            "application/proto" => Self::ConnectProto,
            "application/connect+json" | "application/connect+proto" => Self::ConnectStream,
            _ => return None,
        })
    }
}

/// Whether a request is a gRPC call over a version of HTTP that can carry it: most of them are, and for
/// them nothing else is looked at.
pub(super) fn is_grpc<B>(request: &Request<B>) -> bool {
    let kind = request.headers().get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind == "application/grpc")
        && request.method() == Method::POST
        && request.version() == Version::HTTP_2
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

    use super::{Form, Lengths};

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
    fn the_form_is_told_by_the_content_type() {
        for (kind, expected) in [
            ("application/grpc", Some(Form::Grpc)),
            ("application/grpc+proto", Some(Form::Grpc)),
            ("application/grpc;charset=utf-8", Some(Form::Grpc)),
            ("application/grpc+json", None),
            (
                "application/grpc-web-text ; charset=utf-8",
                Some(Form::GrpcWeb("application/grpc-web-text")),
            ),
            ("application/json", Some(Form::ConnectJson)),
            ("Application/JSON; charset=UTF-8", Some(Form::ConnectJson)),
            ("application/proto", Some(Form::ConnectProto)),
            ("application/connect+json", Some(Form::ConnectStream)),
            ("application/jsonx", None),
            ("text/plain", None),
            ("application/x-www-form-urlencoded", None),
            ("multipart/form-data", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("content-type", HeaderValue::from_static(kind));
            assert_eq!(Form::from_headers(&headers), expected, "{kind}");
        }
        assert_eq!(Form::from_headers(&HeaderMap::new()), None);
    }
}
