//! Answers for people, and for programs that ask in a form that is not spoken here.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use tonic::body::Body;

/// Which content types a POST may have (the draft of `Accept-Post`, which Connect uses).
const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

/// An answer of plain text.
pub(super) fn text(status: StatusCode, text: &'static str) -> Response<Body> {
    with_type(
        status,
        "text/plain; charset=utf-8",
        Bytes::from_static(text.as_bytes()),
    )
}

/// An answer of some type, which browsers shall not take for another.
pub(super) fn with_type(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::new(Full::new(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The answer to a method of HTTP that is not taken here.
pub(super) fn not_allowed(allowed: &'static str) -> Response<Body> {
    let mut response = text(
        StatusCode::METHOD_NOT_ALLOWED,
        "Call methods with POST: gRPC, gRPC-Web, or JSON with `content-type: application/json`; those that change nothing also with GET.\n",
    );
    let allowed = HeaderValue::from_static(allowed);
    response.headers_mut().insert(ALLOW, allowed);
    response
}

/// The answer to a content type that is not taken here.
pub(super) fn unsupported() -> Response<Body> {
    let mut response = text(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "Send `content-type: application/json`, or `application/proto`, `application/grpc`, \
         `application/grpc-web`.\n",
    );
    let types = "application/json, application/proto, application/grpc, application/grpc-web, \
                 application/grpc-web-text";
    let types = HeaderValue::from_static(types);
    response.headers_mut().insert(ACCEPT_POST, types);
    response
}

/// The answer to a gRPC call over a version of HTTP that has no trailers.
pub(super) fn needs_http_2() -> Response<Body> {
    text(
        StatusCode::HTTP_VERSION_NOT_SUPPORTED,
        "gRPC needs HTTP/2. JSON with `content-type: application/json` and gRPC-Web work over this \
         version too.\n",
    )
}
