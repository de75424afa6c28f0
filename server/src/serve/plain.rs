//! Answers for people, and for programs that ask in a form that is not spoken here.

use bytes::Bytes;
use http::header::{
    ALLOW, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
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

/// An answer of some type, which browsers shall not take for another, nor show within a page.
pub(super) fn with_type(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::new(Full::new(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let unframed = HeaderValue::from_static("frame-ancestors 'none'");
    headers.insert(CONTENT_SECURITY_POLICY, unframed);
    response
}

/// What may be sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Allowed {
    /// The methods of HTTP (RFC 9110, 10.2.1).
    pub(super) verbs: &'static str,
    /// The same, for people.
    message: &'static str,
}

/// What may be sent to a method that changes nothing.
pub(super) const READING: Allowed = Allowed {
    verbs: "GET, HEAD, POST, OPTIONS",
    message: "Call this method with POST (gRPC, gRPC-Web, or JSON with `content-type: \
           application/json`) or with GET.\n",
};

/// What may be sent to any other method, and to one that there is not, which is refused in its own form.
pub(super) const CALLING: Allowed = Allowed {
    verbs: "POST, OPTIONS",
    message: "Call this method with POST: gRPC, gRPC-Web, or JSON with `content-type: \
           application/json`.\n",
};

/// What may be sent to a page.
pub(super) const PAGE: Allowed = Allowed {
    verbs: "GET, HEAD, OPTIONS",
    message: "Read this page with GET.\n",
};

/// What may be sent to the operator's port.
pub(super) const OPERATOR: Allowed = Allowed {
    verbs: "GET, HEAD",
    message: "read this port with GET\n",
};

/// The answer to a method of HTTP that is not taken at an address.
pub(super) fn not_allowed(allowed: Allowed) -> Response<Body> {
    let mut response = text(StatusCode::METHOD_NOT_ALLOWED, allowed.message);
    let verbs = HeaderValue::from_static(allowed.verbs);
    response.headers_mut().insert(ALLOW, verbs);
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
