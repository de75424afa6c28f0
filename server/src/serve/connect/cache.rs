//! What may be kept of an answer to a GET, and by whom.
//!
//! What was asked at a revision never changes: a cache may keep it for a day, so that one can stand before
//! the server and answer in its place. Not for ever, because the law may have a text removed. What was
//! asked of the newest state is asked again each time, and comes again only if it is new. An answer to
//! somebody with a token is for nobody else, and a cache must not give what everybody sees to who sees
//! more: so it has to look at `authorization`, and because answers with it are private, it keeps only the
//! one without it.

use bytes::Bytes;
use dossier_check::text::digest_bytes;
use http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use tonic::body::Body;

/// How many digits of a digest tell two answers apart.
const ETAG_DIGITS: usize = 32;

/// What an answer rests on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    /// Whether everybody would get it.
    pub(super) is_public: bool,
    /// Whether it is of one revision.
    pub(super) is_pinned: bool,
}

impl Kept {
    /// For whom and for how long an answer may be kept (RFC 9111, 5.2.2).
    fn control(self) -> &'static str {
        match (self.is_public, self.is_pinned) {
            (true, true) => "public, max-age=86400",
            (true, false) => "no-cache",
            (false, true) => "private, max-age=86400",
            (false, false) => "private, no-cache",
        }
    }
}

/// Says what may be kept of an answer, and leaves its body out where the client has it.
pub(super) fn dress(
    mut response: Response<Body>,
    body: &Bytes,
    kept: Kept,
    request: &HeaderMap,
) -> Response<Body> {
    let digest = digest_bytes(body);
    let etag = format!("\"{}\"", digest.get(..ETAG_DIGITS).unwrap_or(&digest));
    let known = known(request, &etag);
    let control = kept.control();
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(CONTENT_LENGTH);
        response.headers_mut().remove(CONTENT_TYPE);
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(control));
    headers.append(
        VARY,
        HeaderValue::from_static("authorization, dossier-view"),
    );
    if let Ok(etag) = HeaderValue::try_from(etag) {
        headers.insert(ETAG, etag);
    }
    response
}

/// Whether the client has it already (RFC 9110, 13.1.2).
fn known(request: &HeaderMap, etag: &str) -> bool {
    let sent = request.get_all(IF_NONE_MATCH).iter();
    let texts = sent.filter_map(|value| value.to_str().ok());
    let mut tags = texts.flat_map(|text| text.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_says_what_it_has_in_a_list() {
        let etag = "\"abc\"";
        for (sent, expected) in [
            (&["\"abc\""][..], true),
            (&["W/\"abc\""], true),
            (&["\"x\", \"abc\""], true),
            (&["\"x\"", "\"abc\""], true),
            (&["*"], true),
            (&["abc"], false),
            (&["\"abcd\""], false),
            (&[""], false),
            (&[], false),
        ] {
            let mut headers = HeaderMap::new();
            for value in sent {
                headers.append(IF_NONE_MATCH, HeaderValue::from_static(value));
            }
            assert_eq!(known(&headers, etag), expected, "{sent:?}");
        }
    }
}
