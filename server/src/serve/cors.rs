//! Which pages of other origins may ask this server (the Fetch standard's CORS protocol).
//!
//! None may commit, whatever is set: a page that somebody visits shall not act in an editor's name.
//! Where every page may ask, none may send a token, so that all of them see what everybody sees.

use std::str::FromStr;

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ORIGIN, VARY,
};
use http::uri::Scheme;
use http::{HeaderMap, HeaderValue, Uri};

/// What pages may send. `*` would leave out `authorization`, and not every browser knows it.
const HEADERS: &str = "content-type, connect-protocol-version, connect-timeout-ms, grpc-timeout, \
                       x-grpc-web, x-user-agent, x-request-id, if-none-match";

/// The same of pages that are known by their origin.
const HEADERS_AND_TOKEN: &str = "content-type, connect-protocol-version, connect-timeout-ms, \
                                 grpc-timeout, x-grpc-web, x-user-agent, x-request-id, \
                                 if-none-match, authorization";

/// What pages may read of an answer's headers.
const EXPOSED: &str = "grpc-status, grpc-message, grpc-status-details-bin, dossier-revision, etag, \
                       retry-after, x-request-id";

/// How long a browser may keep the answer to its question, in seconds. Browsers take no more.
const MAX_AGE: &str = "7200";

/// An origin that is named in a setting, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CorsOrigin {
    /// Every origin.
    Any,
    /// One, as browsers write it: without the port that its scheme means anyway.
    One(String),
}

/// Why a text is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "an origin is a scheme, a host and an optional port, such as `https://example.org`, or `*`"
)]
pub struct CorsOriginError;

impl FromStr for CorsOrigin {
    type Err = CorsOriginError;

    fn from_str(text: &str) -> Result<Self, CorsOriginError> {
        if text == "*" {
            return Ok(Self::Any);
        }
        let uri: Uri = text.parse().map_err(|_| CorsOriginError)?;
        let scheme = uri.scheme().ok_or(CorsOriginError)?;
        let usual = match scheme {
            scheme if *scheme == Scheme::HTTP => 80,
            scheme if *scheme == Scheme::HTTPS => 443,
            _ => return Err(CorsOriginError),
        };
        let authority = uri.authority().ok_or(CorsOriginError)?;
        // A pattern would look as if it meant something.
        let strange = ['@', '*'].into_iter().any(|one| text.contains(one));
        let more = uri.path_and_query().is_some_and(|rest| rest != "/");
        if more || strange || authority.host().is_empty() {
            return Err(CorsOriginError);
        }
        let host = authority.host().to_ascii_lowercase();
        Ok(Self::One(match authority.port_u16() {
            Some(port) if port != usual => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        }))
    }
}

/// The pages that may ask.
#[derive(Clone, Debug, Default)]
pub(super) struct Cors {
    origins: Vec<CorsOrigin>,
}

impl Cors {
    pub(super) fn new(origins: Vec<CorsOrigin>) -> Self {
        Self { origins }
    }

    fn is_any(&self) -> bool {
        self.origins.contains(&CorsOrigin::Any)
    }

    /// What to allow the page that sends these headers, if anything.
    pub(super) fn allowed(&self, request: &HeaderMap) -> Option<HeaderValue> {
        let origin = request.get(ORIGIN)?;
        if self.is_any() {
            return Some(HeaderValue::from_static("*"));
        }
        let known = CorsOrigin::One(origin.to_str().ok()?.to_owned());
        self.origins.contains(&known).then(|| origin.clone())
    }

    /// Tells a browser whether the page that asked may read an answer.
    pub(super) fn dress(&self, allowed: Option<HeaderValue>, answer: &mut HeaderMap) {
        if !self.origins.is_empty() && !self.is_any() {
            answer.append(VARY, HeaderValue::from_static("origin"));
        }
        if let Some(allowed) = allowed {
            answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
            let exposed = HeaderValue::from_static(EXPOSED);
            answer.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }

    /// Tells a browser, which asks before it sends what a page wants to send, that it may.
    pub(super) fn consent(&self, answer: &mut HeaderMap) {
        let methods = HeaderValue::from_static("GET, POST");
        answer.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
        let headers = if self.is_any() {
            HEADERS
        } else {
            HEADERS_AND_TOKEN
        };
        let headers = HeaderValue::from_static(headers);
        answer.insert(ACCESS_CONTROL_ALLOW_HEADERS, headers);
        let age = HeaderValue::from_static(MAX_AGE);
        answer.insert(ACCESS_CONTROL_MAX_AGE, age);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_browsers_write_it() {
        for (text, origin) in [
            ("https://example.org", Some("https://example.org")),
            ("https://Example.ORG/", Some("https://example.org")),
            ("https://example.org:443", Some("https://example.org")),
            ("http://example.org:80", Some("http://example.org")),
            ("http://example.org:443", Some("http://example.org:443")),
            ("http://[::1]:8000", Some("http://[::1]:8000")),
            ("example.org", None),
            ("https://example.org/page", None),
            ("https://example.org?x", None),
            ("https://user@example.org", None),
            ("https://", None),
            ("file:///tmp", None),
            ("ftp://example.org", None),
            ("null", None),
            ("https://*.example.org", None),
            ("", None),
        ] {
            let read: Option<CorsOrigin> = text.parse().ok();
            let expected = origin.map(|origin| CorsOrigin::One(origin.to_owned()));
            assert_eq!(read, expected, "{text}");
        }
        assert_eq!("*".parse(), Ok(CorsOrigin::Any));
    }

    fn origin(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ORIGIN, HeaderValue::from_static(value))])
    }

    #[test]
    fn only_the_origins_that_are_set_may_read() {
        let one = Cors::new(vec!["https://example.org".parse().unwrap()]);
        let allowed = |cors: &Cors, value| {
            let allowed = cors.allowed(&origin(value));
            allowed.map(|value| value.to_str().unwrap().to_owned())
        };
        let example = Some("https://example.org".to_owned());
        assert_eq!(allowed(&one, "https://example.org"), example);
        for other in [
            "https://example.org.evil.example",
            "http://example.org",
            "https://example.org:8443",
            "null",
            "*",
        ] {
            assert_eq!(allowed(&one, other), None, "{other}");
            assert_eq!(allowed(&Cors::default(), other), None, "{other}");
        }
        let any = Cors::new(vec![CorsOrigin::Any]);
        assert_eq!(allowed(&any, "null"), Some("*".to_owned()));
        assert_eq!(any.allowed(&HeaderMap::new()), None);
    }
}
