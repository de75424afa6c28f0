//! What a call is found by in the logs of its client and ours: `x-request-id`, as the client sends it, or
//! one of our own.

use std::fmt;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header of requests and answers.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A client's id is logged, so it may be so long and no longer.
const BYTES_MAX: usize = 128;

/// Where ours begin: two servers shall not give the same.
static FIRST: LazyLock<u64> = LazyLock::new(|| {
    let mut bytes = [0; 8];
    // Without randomness ids are still told apart within one server.
    getrandom::fill(&mut bytes).ok();
    u64::from_le_bytes(bytes)
});

static GIVEN_OUT: AtomicU64 = AtomicU64::new(0);

/// The id of a call.
#[derive(Clone, Debug)]
pub(super) enum RequestId {
    /// The client's own.
    Given(HeaderValue),
    /// One of ours.
    Ours(u64),
}

impl RequestId {
    /// The id that a client sends, where it is one that can be logged; else a new one.
    pub(super) fn from_headers(headers: &HeaderMap) -> Self {
        let given = headers.get(REQUEST_ID).filter(|value| {
            let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
            let bytes = value.as_bytes();
            (1..=BYTES_MAX).contains(&bytes.len()) && bytes.iter().all(plain)
        });
        given.map_or_else(Self::new, |given| Self::Given(given.clone()))
    }

    fn new() -> Self {
        let number = GIVEN_OUT.fetch_add(1, Ordering::Relaxed);
        // An odd factor: every number comes once, and neighbours look different.
        Self::Ours(FIRST.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    /// Whether the client sent it.
    pub(super) fn is_given(&self) -> bool {
        matches!(self, Self::Given(_))
    }

    /// The same as a header.
    pub(super) fn to_header(&self) -> HeaderValue {
        match self {
            Self::Given(value) => value.clone(),
            Self::Ours(_) => HeaderValue::try_from(self.to_string())
                .unwrap_or_else(|_| HeaderValue::from_static("unknown")),
        }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(value) => formatter.write_str(value.to_str().unwrap_or_default()),
            Self::Ours(number) => write!(formatter, "{number:016x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_can_be_logged_is_kept_and_any_other_is_replaced() {
        let long = "a".repeat(BYTES_MAX + 1);
        for (sent, kept) in [
            ("7f3a-01.B_c", true),
            ("", false),
            ("two words", false),
            ("line=1", false),
            ("\u{e9}", false),
            (long.as_str(), false),
        ] {
            let value = HeaderValue::from_bytes(sent.as_bytes()).unwrap();
            let headers = HeaderMap::from_iter([(REQUEST_ID, value)]);
            let id = RequestId::from_headers(&headers);
            assert_eq!(id.is_given(), kept, "{sent}");
            assert_eq!(id.to_string() == sent, kept, "{sent}");
            assert_eq!(id.to_header().to_str().unwrap(), id.to_string());
        }
        let ids = [RequestId::new(), RequestId::new()].map(|id| id.to_string());
        assert_ne!(ids[0], ids[1]);
        assert_eq!(ids[0].len(), 16);
    }
}
