//! Errors as Connect tells them: a status of HTTP, and JSON with the code, the message and the details.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};
use prost::Message as _;
use prost_reflect::DynamicMessage;
use serde_json::{Value, json};
use tonic::body::Body;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use super::super::{method, plain};

/// What the address of a well-known type begins with.
const TYPES: &str = "type.googleapis.com/";

/// An answer that is nothing but an error.
pub(super) fn response(status: &Status) -> Response<Body> {
    let (http, code) = names(status.code());
    let message = Value::from(status.message());
    // What people read first comes first.
    let body = match details(status) {
        details if details.is_empty() => format!("{{\"code\":\"{code}\",\"message\":{message}}}\n"),
        details => {
            let details = Value::from(details);
            format!("{{\"code\":\"{code}\",\"message\":{message},\"details\":{details}}}\n")
        }
    };
    let length = HeaderValue::from(body.len());
    let mut response = plain::with_type(http, "application/json", body.into());
    response.extensions_mut().insert(status.code());
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, length);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if http == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let retry = status.get_error_details().retry_info().cloned();
    if let Some(delay) = retry.and_then(|retry| retry.retry_delay) {
        headers.insert(RETRY_AFTER, HeaderValue::from(delay.as_secs().max(1)));
    }
    response
}

/// The status of HTTP and the name that the protocol has for a code.
fn names(code: Code) -> (StatusCode, &'static str) {
    match code {
        Code::Ok => (StatusCode::OK, "ok"),
        // 499, which many servers use and no specification names.
        Code::Cancelled => (
            StatusCode::from_u16(499).unwrap_or(StatusCode::BAD_REQUEST),
            "canceled",
        ),
        Code::Unknown => (StatusCode::INTERNAL_SERVER_ERROR, "unknown"),
        Code::InvalidArgument => (StatusCode::BAD_REQUEST, "invalid_argument"),
        Code::DeadlineExceeded => (StatusCode::GATEWAY_TIMEOUT, "deadline_exceeded"),
        Code::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        Code::AlreadyExists => (StatusCode::CONFLICT, "already_exists"),
        Code::PermissionDenied => (StatusCode::FORBIDDEN, "permission_denied"),
        Code::ResourceExhausted => (StatusCode::TOO_MANY_REQUESTS, "resource_exhausted"),
        Code::FailedPrecondition => (StatusCode::BAD_REQUEST, "failed_precondition"),
        Code::Aborted => (StatusCode::CONFLICT, "aborted"),
        Code::OutOfRange => (StatusCode::BAD_REQUEST, "out_of_range"),
        Code::Unimplemented => (StatusCode::NOT_IMPLEMENTED, "unimplemented"),
        Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        Code::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Code::DataLoss => (StatusCode::INTERNAL_SERVER_ERROR, "data_loss"),
        Code::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated"),
    }
}

/// Each detail with its type and bytes, for programs, and as JSON, for people.
fn details(status: &Status) -> Vec<Value> {
    let Ok(rich) = tonic_types::Status::decode(status.details()) else {
        return Vec::new();
    };
    let details = rich.details.into_iter().map(|detail| {
        let kind = detail.type_url.strip_prefix(TYPES).unwrap_or_default();
        let value = STANDARD_NO_PAD.encode(&detail.value);
        let mut entry = json!({ "type": kind, "value": value });
        let known = method::pool().get_message_by_name(kind);
        let read = known.and_then(|kind| DynamicMessage::decode(kind, &*detail.value).ok());
        let shown = read.and_then(|read| serde_json::to_value(read).ok());
        if let (Some(shown), Some(entry)) = (shown, entry.as_object_mut()) {
            entry.insert("debug".to_owned(), shown);
        }
        entry
    });
    details.collect()
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;
    use crate::error::ServiceError;

    #[tokio::test]
    async fn an_error_keeps_its_details() {
        let error = ServiceError::NotFound("facts/none".to_owned());
        let response = response(&error.into());
        assert_eq!(response.status(), 404);
        assert_eq!(response.headers()["cache-control"], "no-store");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["code"], "not_found");
        assert_eq!(body["message"], "there is no `facts/none`");
        let info = &body["details"][0];
        assert_eq!(info["type"], "google.rpc.ErrorInfo");
        assert_eq!(info["debug"]["reason"], "RESOURCE_NOT_FOUND");
        let bytes = STANDARD_NO_PAD
            .decode(info["value"].as_str().unwrap())
            .unwrap();
        let decoded = tonic_types::pb::ErrorInfo::decode(&*bytes).unwrap();
        assert_eq!(decoded.domain, dossier::ERROR_DOMAIN);
    }

    #[test]
    fn who_may_try_again_is_told_when_and_who_needs_a_token_so() {
        let retry = response(&ServiceError::StoreAway.into());
        assert_eq!(retry.status(), 503);
        assert_eq!(retry.headers()["retry-after"], "1");
        let token = response(&ServiceError::TokenMissing.into());
        assert_eq!(token.status(), 401);
        assert_eq!(token.headers()["www-authenticate"], "Bearer");
    }

    /// Every code has a name of its own, and none looks like success.
    #[test]
    fn codes_are_those_of_the_protocol() {
        let codes = (1..=16).map(Code::from_i32);
        let mut named: Vec<&str> = codes
            .map(|code| {
                let (http, name) = names(code);
                assert!(http.is_client_error() || http.is_server_error(), "{name}");
                name
            })
            .collect();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), 16);
    }
}
