//! Places where tests make a publication end, as a kill or a cut of power would. Named in the variable
//! `FAILPOINTS` as the crate `fail` has it; nothing in a build without the feature.

/// Every place, in the order in which a publication comes by.
pub(crate) const PLACES: [&str; 6] = [
    "publish-planned",
    "publish-claimed",
    "publish-sending",
    "publish-sent",
    "publish-moving",
    "publish-committed",
];

/// A place where the process may end.
#[cfg(feature = "failpoints")]
pub(crate) fn failpoint(place: &'static str) {
    debug_assert!(PLACES.contains(&place), "{place} is not listed");
    fail::fail_point!(place, |action| if action.as_deref() == Some("abort") {
        std::process::abort();
    });
}

#[cfg(not(feature = "failpoints"))]
pub(crate) fn failpoint(place: &'static str) {
    debug_assert!(PLACES.contains(&place), "{place} is not listed");
}
