//! Places where tests make the ledger fail, as a power cut, a disk or a bug would. Named in the
//! variable `FAILPOINTS` as the crate `fail` has it; nothing in a build without the feature.

use crate::store::StoreError;

/// A place where the process, or this thread, may end.
#[cfg(feature = "failpoints")]
pub(super) fn failpoint(place: &'static str) {
    fail::fail_point!(place, |action| if action.as_deref() == Some("abort") {
        std::process::abort();
    });
}

#[cfg(not(feature = "failpoints"))]
pub(super) fn failpoint(_: &'static str) {}

/// A place where the store may fail: `return(full)`, `return(away)` or `return(damaged)`; with any
/// other word it fails so that nobody knows what it holds.
#[cfg(feature = "failpoints")]
pub(super) fn store_failpoint(place: &'static str) -> Result<(), StoreError> {
    fail::fail_point!(place, |action| {
        Err(match action.as_deref() {
            Some("full") => StoreError::Full,
            Some("away") => StoreError::Unavailable("it was told to be away".to_owned()),
            Some("damaged") => StoreError::Corrupt { revision: 1 },
            _ => StoreError::Engine("it was told to fail".into()),
        })
    });
    Ok(())
}

#[cfg(not(feature = "failpoints"))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail with the feature")]
pub(super) fn store_failpoint(_: &'static str) -> Result<(), StoreError> {
    Ok(())
}
