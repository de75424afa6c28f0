//! The one place where the program asks what day it is.

use std::time::{SystemTime, UNIX_EPOCH};

/// The time now, in whole seconds and nanoseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "the edge where time comes in")]
pub(crate) fn now() -> prost_types::Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    prost_types::Timestamp {
        seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        nanos: i32::try_from(since.subsec_nanos()).unwrap_or(0),
    }
}

/// Today in UTC, `YYYY-MM-DD`.
pub(crate) fn today() -> String {
    now().to_string().chars().take(10).collect()
}
