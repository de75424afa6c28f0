//! How many calls were refused since the program started, by reason?

use std::sync::atomic::{AtomicU64, Ordering};

use dossier::v1::ErrorReason;

/// How many errors of each reason there were: the place is the number of the reason.
static REFUSED: [AtomicU64; REASONS_MAX] = [const { AtomicU64::new(0) }; REASONS_MAX];

/// More reasons than the contract has (`serve/scrape.rs` has the test).
const REASONS_MAX: usize = 64;

/// How many errors of each reason there were since the program started, by the reason's name.
pub(crate) fn refusals() -> Vec<(String, u64)> {
    let reasons = (1..).zip(REFUSED.iter().skip(1));
    let named = reasons.filter_map(|(number, count)| {
        let reason = ErrorReason::try_from(number).ok()?;
        Some((short(reason).to_owned(), count.load(Ordering::Relaxed)))
    });
    named.collect()
}

pub(super) fn count(reason: ErrorReason) {
    let place = usize::try_from(i32::from(reason)).ok();
    if let Some(count) = place.and_then(|place| REFUSED.get(place)) {
        count.fetch_add(1, Ordering::Relaxed);
    }
}

pub(super) fn short(reason: ErrorReason) -> &'static str {
    reason.as_str_name().trim_start_matches("ERROR_REASON_")
}
