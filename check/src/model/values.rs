//! Reads durations, and compares numbers.

use std::cmp::Ordering;

use dossier::{Decimal, Duration};

/// Why a value cannot be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ValueError {
    /// Not a duration.
    #[error(
        "`{0}` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`, \
         without a sign, and half a year is `P6M`"
    )]
    Duration(String),
}

/// Reads an ISO 8601 duration such as `P5Y`, `P1Y6M`, `P2W`, `PT6H`.
pub fn duration(text: &str) -> Result<Duration, ValueError> {
    Duration::parse(text).ok_or_else(|| ValueError::Duration(text.to_owned()))
}

/// Compares two decimal numbers exactly; `None` if one of them is not a number.
pub fn compare(one: &str, other: &str) -> Option<Ordering> {
    Some(Decimal::parse(one)?.cmp(&Decimal::parse(other)?))
}
