//! Methods asked with one message and answered with one, over plain HTTP: the unary part of the Connect
//! protocol (<https://connectrpc.com/docs/protocol>), of JSON or of protobuf, by POST or by GET.
//!
//! A call is translated into the one that a gRPC client would send, and its answer back: it goes through
//! the same services, so that it meets the same views, limits and rules, and there is nothing here that
//! could be forgotten.

mod cache;
mod error;
mod json;
mod message;
mod query;
mod strict;

use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use futures_util::future::Either;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method as Verb, Request, Response, StatusCode};
use http_body::Body as _;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use tonic::Status;
use tonic::body::Body;

use self::message::Encoding;
use super::budget::Lease;
use super::call::{Guarded, Terms, Times, in_our_terms};
use super::method::{Kind, Method};
use super::plain;
use super::request::{PREFIX_BYTES, uncompressed};
use super::services::{Answer, Calls, Services};
use crate::access::Caller;
use crate::error::{Bug, ServiceError};

const PROTOCOL_VERSION: HeaderName = HeaderName::from_static("connect-protocol-version");
const TIMEOUT: HeaderName = HeaderName::from_static("connect-timeout-ms");

/// Errors as Connect tells them.
const CONNECT: Terms = Terms {
    refuse: |status| error::response(&status),
    late: false,
};

/// How a method is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// With a body of JSON.
    PostJson,
    /// With a body of protobuf.
    PostProto,
    /// With a message in the URL.
    Get,
}

/// Answers a call of Connect.
pub(super) fn call(
    calls: &Calls,
    method: Option<&'static Method>,
    asked: Asked,
    request: Request<Incoming>,
) -> Guarded<Answer> {
    let deadline = timeout(request.headers());
    let called = calls.called(method, &request, CONNECT);
    let limit = method.map_or(Kind::Facts, |method| method.kind).time_max();
    let lease = calls.lease();
    let (own, charged) = (calls.clone(), Arc::clone(&lease));
    let answer = async move {
        let answered = if let Some(method) = method {
            unary(&own, method, asked, request, &charged).await
        } else {
            let path = request.uri().path().to_owned();
            Err(ServiceError::UnknownMethod(path).into())
        };
        Ok(answered.unwrap_or_else(|status| error::response(&status)))
    };
    let answer = Either::Left(Box::pin(answer) as _);
    calls.guard(answer, called, Times { deadline, limit }, lease)
}

/// The time that the client gives the call.
fn timeout(headers: &HeaderMap) -> Option<Duration> {
    let digits = headers.get(TIMEOUT)?.to_str().ok()?;
    // The specification allows ten digits.
    let number = digits.parse().ok().filter(|_| digits.len() <= 10)?;
    Some(Duration::from_millis(number))
}

async fn unary(
    calls: &Calls,
    method: &'static Method,
    asked: Asked,
    mut request: Request<Incoming>,
    lease: &Arc<Lease>,
) -> Result<Response<Body>, Status> {
    fit(method, request.headers())?;
    calls.admit(method.kind, &mut request)?;
    let (parts, body) = request.into_parts();
    let (encoding, sent) = match asked {
        Asked::Get => query::read(parts.uri.query())?,
        Asked::PostJson => (Encoding::Json, read(body, method, lease).await?),
        Asked::PostProto => (Encoding::Proto, read(body, method, lease).await?),
    };
    let looks = asked == Asked::Get;
    let at = (calls.translations(), lease);
    let sent = message::decoded(method.descriptor.input(), (encoding, looks), sent, at).await?;
    let is_pinned = sent.is_pinned && calls.keeps_revisions();
    lease.set(sent.bytes.len())?;
    let answered = answered(calls.services(), method, &parts, sent.bytes).await?;
    let (headers, answer) = answered;
    lease.set(answer.len())?;
    let body = message::encoded(method.descriptor.output(), encoding, answer, at).await?;
    let mut response = plain::with_type(StatusCode::OK, encoding.content_type(), body.clone());
    response.headers_mut().extend(headers);
    response.extensions_mut().insert(tonic::Code::Ok);
    response
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    if asked == Asked::Get {
        let is_public = parts
            .extensions
            .get::<Caller>()
            .is_none_or(Caller::is_public);
        let kept = cache::Kept {
            is_public,
            is_pinned,
        };
        return Ok(cache::dress(response, &body, kept, &parts.headers));
    }
    Ok(response)
}

/// Whether a request is one that this protocol has.
///
/// # Errors
///
/// What it asks for that there is not.
fn fit(method: &Method, headers: &HeaderMap) -> Result<(), ServiceError> {
    if !method.is_unary() {
        return Err(ServiceError::Streams(method.path.clone()));
    }
    let version = headers.get(PROTOCOL_VERSION);
    if version.is_some_and(|version| version != "1") {
        let wrong = "`connect-protocol-version` must be 1, or be left out".to_owned();
        return Err(ServiceError::InvalidHttp(wrong));
    }
    uncompressed(headers, &CONTENT_ENCODING)
}

/// Reads a body, which is charged to its connection as it comes.
async fn read(mut body: Incoming, method: &Method, lease: &Lease) -> Result<Bytes, ServiceError> {
    let most = method.kind.request_bytes_max();
    let declared = usize::try_from(body.size_hint().lower());
    if declared.is_ok_and(|declared| declared > most) {
        return Err(ServiceError::MessageTooLarge);
    }
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ServiceError::Undecodable)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let size = whole.len() + data.len();
        if size > most {
            return Err(ServiceError::MessageTooLarge);
        }
        lease.set(size)?;
        whole.extend_from_slice(&data);
    }
    Ok(whole.freeze())
}

/// Asks a service, as a gRPC client would: the headers of its answer, and the message.
async fn answered(
    services: &Services,
    method: &Method,
    parts: &Parts,
    message: Bytes,
) -> Result<(HeaderMap, Bytes), Status> {
    let mut framed = BytesMut::with_capacity(PREFIX_BYTES + message.len());
    framed.put_u8(0);
    let length = u32::try_from(message.len()).map_err(|_| ServiceError::MessageTooLarge)?;
    framed.put_u32(length);
    framed.put(message);
    let mut request = Request::new(Full::new(framed.freeze()));
    *request.method_mut() = Verb::POST;
    *request.uri_mut() = parts.uri.clone();
    *request.headers_mut() = parts.headers.clone();
    request.headers_mut().remove(CONTENT_LENGTH);
    remove_grpc(request.headers_mut());
    let grpc = HeaderValue::from_static("application/grpc");
    request.headers_mut().insert(CONTENT_TYPE, grpc);
    request.extensions_mut().extend(parts.extensions.clone());
    let Ok(response) = services.call(method.kind, request).await;
    let (parts, body) = in_our_terms(response, &method.path).into_parts();
    let body = body.collect().await?;
    for fields in [Some(&parts.headers), body.trailers()]
        .into_iter()
        .flatten()
    {
        let status = Status::from_header_map(fields);
        if let Some(status) = status.filter(|status| status.code() != tonic::Code::Ok) {
            return Err(status);
        }
    }
    let mut headers = parts.headers;
    headers.remove(CONTENT_TYPE);
    remove_grpc(&mut headers);
    let mut message = body.to_bytes();
    if message.len() < PREFIX_BYTES {
        return Err(ServiceError::from(Bug::Unanswered).into());
    }
    message.advance(PREFIX_BYTES);
    Ok((headers, message))
}

/// Takes out what only gRPC says and reads.
fn remove_grpc(headers: &mut HeaderMap) {
    let names = headers.keys();
    let own = names.filter(|name| name.as_str().starts_with("grpc-"));
    let own: Vec<HeaderName> = own.cloned().collect();
    for name in own {
        headers.remove(name);
    }
}
