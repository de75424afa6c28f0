//! Where a request comes from: a program, a page of this server, or a page of somebody else's.
//!
//! A browser says in `Origin` whose page sends a request, and where it leaves that out, as for a picture or
//! a script that a page shows, in `Sec-Fetch-Site` (Fetch Metadata). Two things are not left to these
//! alone. A page can give its own host the address of this machine (DNS rebinding), and then it is of the
//! same origin: so whoever is trusted for being near must also call the server by an address, or as
//! `localhost`. And whoever commits from a page must know a token, which no other page does.

use std::net::IpAddr;

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, HeaderName, Request, Uri};

use crate::access::Caller;
use crate::error::ServiceError;

/// Which page has a browser send a request; set by the browser alone, at every address that it takes for
/// safe, `localhost` included.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request can be trusted to come from this machine, where its connection does.
pub(super) fn is_near<B>(request: &Request<B>) -> bool {
    let authority = authority(request);
    !is_foreign(request.headers(), authority) && authority.is_none_or(is_own_address)
}

/// Whether a page of another origin sends a request.
pub(super) fn is_of_foreign_page<B>(request: &Request<B>) -> bool {
    is_foreign(request.headers(), authority(request))
}

/// Refuses a commit that a page sends, unless the page is of this server and knows a token.
///
/// # Errors
///
/// [`ServiceError::FromPage`].
pub(super) fn may_write<B>(request: &Request<B>, caller: &Caller) -> Result<(), ServiceError> {
    let headers = request.headers();
    if !headers.contains_key(ORIGIN) && !headers.contains_key(FETCH_SITE) {
        return Ok(());
    }
    if is_of_foreign_page(request) || !caller.sent_token() {
        return Err(ServiceError::FromPage);
    }
    Ok(())
}

/// The host and port that the client calls the server by.
fn authority<B>(request: &Request<B>) -> Option<&str> {
    let host = request.headers().get(HOST);
    let named = request.uri().authority().map(http::uri::Authority::as_str);
    // What cannot be read is nobody's own address.
    named.or_else(|| host.map(|host| host.to_str().unwrap_or("?")))
}

fn is_foreign(headers: &HeaderMap, authority: Option<&str>) -> bool {
    // `none` is a person at the address bar.
    let mut sites = headers.get_all(FETCH_SITE).iter();
    if sites.any(|site| site != "same-origin" && site != "none") {
        return true;
    }
    let mut origins = headers.get_all(ORIGIN).iter();
    let Some(origin) = origins.next() else {
        return false;
    };
    // The scheme is not compared: a proxy may have taken TLS off.
    let host = origin.to_str().ok().and_then(|origin| {
        let (_, host) = origin.split_once("://")?;
        Some(host)
    });
    let same = host.zip(authority);
    let same = same.is_some_and(|(host, authority)| host.eq_ignore_ascii_case(authority));
    !same || origins.next().is_some()
}

/// Whether a host is an address, or the name that means this machine everywhere (RFC 6761, 6.3).
fn is_own_address(authority: &str) -> bool {
    let Ok(uri) = authority.parse::<Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(host: &str, origin: Option<&str>) -> Request<()> {
        let request = Request::builder().uri("/x").header(HOST, host);
        let request = match origin {
            Some(origin) => request.header(ORIGIN, origin),
            None => request,
        };
        request.body(()).unwrap()
    }

    #[test]
    fn near_is_who_calls_by_an_address_and_sends_no_foreign_page() {
        for (host, origin, near) in [
            ("127.0.0.1:50051", None, true),
            ("localhost:50051", None, true),
            ("LOCALHOST", None, true),
            ("[::1]:50051", None, true),
            ("192.0.2.7", None, true),
            ("localhost:50051", Some("http://localhost:50051"), true),
            ("localhost:50051", Some("http://LOCALHOST:50051"), true),
            ("rebound.example:50051", None, false),
            ("localhost.example:50051", None, false),
            (
                "rebound.example:50051",
                Some("http://rebound.example:50051"),
                false,
            ),
            ("localhost:50051", Some("http://localhost:8000"), false),
            ("localhost:50051", Some("https://evil.example"), false),
            ("localhost:50051", Some("null"), false),
            ("localhost:50051", Some(""), false),
            ("\u{e9}.example", None, false),
            ("a b", None, false),
        ] {
            assert_eq!(is_near(&request(host, origin)), near, "{host} {origin:?}");
        }
        for (site, near) in [
            ("same-origin", true),
            ("none", true),
            ("same-site", false),
            ("cross-site", false),
            ("", false),
            ("something-new", false),
        ] {
            let mut request = request("localhost:50051", None);
            let value = http::HeaderValue::from_static(site);
            request.headers_mut().append(FETCH_SITE, value);
            assert_eq!(is_near(&request), near, "{site}");
            let twice = http::HeaderValue::from_static("cross-site");
            request.headers_mut().append(FETCH_SITE, twice);
            assert!(!is_near(&request), "{site} and another");
        }
        let http2 = Request::builder().uri("http://rebound.example/x");
        let http2 = http2.header(HOST, "localhost").body(()).unwrap();
        assert!(!is_near(&http2), "the authority counts");
        let none = Request::builder().uri("/x").body(()).unwrap();
        assert!(is_near(&none), "no browser leaves it out");
    }
}
