//! Which pages of other origins may ask this server (the Fetch standard's CORS protocol).
//!
//! None may commit, whatever is set: a page that somebody visits shall not act in an editor's name.
//! Where every page may ask, none may send a token, so that all of them see what everybody sees.

use std::net::Ipv6Addr;
use std::str::FromStr;

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderName, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue, Uri};

/// Whose pages may use an answer without reading it (the Fetch standard, 3.7).
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

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

/// Why a text is no origin; says what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "it {0}; an origin is a scheme, a host and an optional port, such as `https://example.org`, or `*`"
)]
pub struct CorsOriginError(String);

impl FromStr for CorsOrigin {
    type Err = CorsOriginError;

    fn from_str(text: &str) -> Result<Self, CorsOriginError> {
        if text == "*" {
            return Ok(Self::Any);
        }
        if let Some(fault) = dossier::web_address_fault(text) {
            return Err(CorsOriginError(fault));
        }
        let wrong = |fault: &str| CorsOriginError(fault.to_owned());
        let whole = text.strip_suffix('/').unwrap_or(text);
        let (_, authority) = whole.split_once("://").unwrap_or_default();
        // A pattern would look as if it meant something.
        if authority.contains(['/', '?', '#', '@', '*', '%']) {
            return Err(wrong("has more than a scheme, a host and a port"));
        }
        let uri: Uri = whole.parse().map_err(|_| {
            wrong("has letters that browsers encode, such as `xn--bcher-kva` for `bücher`")
        })?;
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let host = match host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            None => host,
            Some(address) => {
                let address = address.parse::<Ipv6Addr>();
                let address = address.map_err(|_| wrong("has no address between `[` and `]`"))?;
                // Browsers write its last part as hexadecimal digits, and Rust with points.
                if let Some(mapped) = address.to_ipv4_mapped() {
                    return Err(wrong(&format!("has `{mapped}` as an address of IPv6")));
                }
                format!("[{address}]")
            }
        };
        let scheme = uri.scheme_str().unwrap_or_default();
        let usual = if scheme == "http" { 80 } else { 443 };
        Ok(Self::One(match uri.port_u16() {
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

    /// Tells a browser whether the page that asked may read an answer, and where none may, that none of
    /// another origin may use it in any other way. A cache is told that the answer depends on who asks,
    /// also where nobody is named in the request: what it keeps would be given to a page next.
    pub(super) fn dress(&self, allowed: Option<HeaderValue>, answer: &mut HeaderMap) {
        if !self.origins.is_empty() {
            answer.append(VARY, HeaderValue::from_static("origin"));
        }
        let Some(allowed) = allowed else {
            answer.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
            return;
        };
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        let exposed = HeaderValue::from_static(EXPOSED);
        answer.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }

    /// Tells a browser, which asks before it sends what a page wants to send, that it may send these
    /// methods of HTTP.
    pub(super) fn consent(&self, methods: &'static str, answer: &mut HeaderMap) {
        let methods = HeaderValue::from_static(methods);
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
            ("http://[0:0::0:1]", Some("http://[::1]")),
            ("HTTPS://example.org", Some("https://example.org")),
            ("http://192.0.2.7:8080", Some("http://192.0.2.7:8080")),
            ("https://example.org:", Some("https://example.org")),
            ("http://example.org:0080", Some("http://example.org")),
            ("example.org", None),
            ("https://example.org/page", None),
            ("https://example.org//", None),
            ("https://example.org?x", None),
            ("https://example.org/?", None),
            ("https://example.org#x", None),
            ("https://example.org/#", None),
            ("http://a:99999", None),
            ("http://a:abc", None),
            ("http://a:-1", None),
            ("http://a:80:80", None),
            ("http://a b", None),
            (" http://a", None),
            ("http://a,http://b", None),
            ("http://..", None),
            ("http://300.1.1.1", None),
            ("http://[::1", None),
            ("http://[1]", None),
            ("http://[v1.x]", None),
            ("http://a%41", None),
            ("https://b\u{fc}cher.example", None),
            ("http:example.org", None),
            ("http:///example.org", None),
            ("https://*", None),
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
        let example_only = Cors::new(vec!["https://example.org".parse().unwrap()]);
        let allowed = |cors: &Cors, value| {
            let allowed = cors.allowed(&origin(value));
            allowed.map(|value| value.to_str().unwrap().to_owned())
        };
        let example = Some("https://example.org".to_owned());
        assert_eq!(allowed(&example_only, "https://example.org"), example);
        for other in [
            "https://example.org.evil.example",
            "http://example.org",
            "https://example.org:8443",
            "null",
            "*",
        ] {
            assert_eq!(allowed(&example_only, other), None, "{other}");
            assert_eq!(allowed(&Cors::default(), other), None, "{other}");
        }
        let any = Cors::new(vec![CorsOrigin::Any]);
        assert_eq!(allowed(&any, "null"), Some("*".to_owned()));
        assert_eq!(any.allowed(&HeaderMap::new()), None);
    }

    /// What a cache keeps of one answer may be given to whoever asks next.
    #[test]
    fn answers_depend_on_the_origin_wherever_one_is_set() {
        let example_only = Cors::new(vec!["https://example.org".parse().unwrap()]);
        let any = Cors::new(vec![CorsOrigin::Any]);
        let (example, evil) = ("https://example.org", "https://evil.example");
        for (cors, asks, varies, reads) in [
            (&Cors::default(), None, false, false),
            (&Cors::default(), Some(example), false, false),
            (&example_only, None, true, false),
            (&example_only, Some(evil), true, false),
            (&example_only, Some(example), true, true),
            (&any, None, true, false),
            (&any, Some(evil), true, true),
        ] {
            let request = asks.map_or_else(HeaderMap::new, origin);
            let mut answer = HeaderMap::new();
            cors.dress(cors.allowed(&request), &mut answer);
            assert_eq!(answer.contains_key(VARY), varies, "{asks:?} {cors:?}");
            let allows = answer.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN);
            assert_eq!(allows, reads, "{asks:?} {cors:?}");
            assert_eq!(
                answer.contains_key(RESOURCE_POLICY),
                !reads,
                "{asks:?} {cors:?}"
            );
        }
    }
}
