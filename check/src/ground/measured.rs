//! Which ranges of bare numbers are amounts rather than days?

use crate::reading::{Amount, Measure, Mention, Time};

/// Drops what reads like a span of days and is a span of amounts: "de 10 à 15 %".
pub(super) fn drop_measured(times: &mut Vec<Mention<Time>>, amounts: &[Mention<Amount>]) {
    times.retain(|time| {
        let mut spans = amounts.iter().filter(|amount| {
            amount.value.upper.is_some()
                && !matches!(amount.value.measure, Measure::None | Measure::Counted(_))
        });
        !spans.any(|span| time.start < span.end && span.start < time.end && time.end < span.end)
    });
}
