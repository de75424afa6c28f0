//! gRPC-Web: gRPC for pages, which see no trailers, so that the status is the last part of the body.
//!
//! tonic-web translates; an error that was sent before any message goes into the body too. In headers a
//! page could read it only where each header is exposed to it, and not every client looks there once an
//! empty part of trailers follows (connectrpc/connect-es#1434).

use std::convert::Infallible;
use std::task::{Context, Poll};

use futures_util::stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use http_body::Frame;
use http_body_util::StreamBody;
use hyper::body::Incoming;
use tonic::Status;
use tonic::body::Body;
use tonic::codegen::BoxFuture;
use tonic_web::GrpcWebLayer;
use tower_layer::Layer as _;
use tower_service::Service;

use super::call::Reply;
use super::method::Method;
use super::services::Calls;

/// What an error consists of (gRPC over HTTP/2, Trailers).
const STATUS: [HeaderName; 3] = [
    HeaderName::from_static("grpc-status"),
    HeaderName::from_static("grpc-message"),
    HeaderName::from_static("grpc-status-details-bin"),
];

/// Answers a call of gRPC-Web whose content type is `kind`.
pub(super) async fn answer(
    calls: Calls,
    method: Option<&'static Method>,
    kind: &'static str,
    mut request: Request<Incoming>,
) -> Response<Body> {
    // The library knows the types without parameters only.
    let kind = HeaderValue::from_static(kind);
    request.headers_mut().insert(CONTENT_TYPE, kind);
    let inner = Inner { calls, method };
    let Ok(response) = GrpcWebLayer::new().layer(inner).call(request).await;
    response
}

/// The services as gRPC has them.
struct Inner {
    calls: Calls,
    method: Option<&'static Method>,
}

impl Service<Request<Body>> for Inner {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Self::Response, Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let answer = self.calls.grpc(self.method, request);
        Box::pin(async { answer.await.map(with_trailers) })
    }
}

/// The same answer with its status in the trailers, also where it is nothing but an error.
fn with_trailers(mut response: Response<Reply>) -> Response<Body> {
    let mut trailers = HeaderMap::new();
    for name in STATUS {
        if let Some(value) = response.headers_mut().remove(&name) {
            trailers.insert(name, value);
        }
    }
    if trailers.is_empty() {
        return response.map(Body::new);
    }
    let only: Result<Frame<_>, Status> = Ok(Frame::trailers(trailers));
    response.map(|_| Body::new(StreamBody::new(stream::iter([only]))))
}
