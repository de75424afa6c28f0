//! The one place where the program asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

/// The time now, in seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "the edge where time comes in")]
pub(super) fn now() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64()
}
