//! Reads durations, and compares numbers.

use std::cmp::Ordering;

use dossier::Decimal;

/// Why a value cannot be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ValueError {
    /// Not a duration.
    #[error(
        "`{0}` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`"
    )]
    Duration(String),
    /// Not a date.
    #[error(
        "`{0}` is not a date (EDTF level 0 or 1); dates are written `2024-06-19`, `2024-06`, `2022/2024`, `2024?`"
    )]
    Date(String),
    /// A date that the calendar does not have.
    #[error("`{0}` is not in the calendar")]
    Calendar(String),
    /// An interval that ends before it starts.
    #[error("`{0}` ends before it starts")]
    Backwards(String),
}

/// A duration as years, months and days; weeks count as days, and times of day are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duration {
    /// Calendar years.
    pub years: i32,
    /// Calendar months.
    pub months: i32,
    /// Days.
    pub days: i32,
}

/// Reads an ISO 8601 duration such as `P5Y`, `P1Y6M`, `P2W`, `PT6H`.
pub fn duration(text: &str) -> Result<Duration, ValueError> {
    parse_duration(text).ok_or_else(|| ValueError::Duration(text.to_owned()))
}

fn parse_duration(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let mut duration = Duration::default();
    let parts = designators(date, "YMWD")?;
    for (number, designator) in &parts {
        match designator {
            'Y' => duration.years = *number,
            'M' => duration.months = *number,
            'W' => duration.days += number.checked_mul(7)?,
            _ => duration.days += number,
        }
    }
    let times = time.map_or(Some(Vec::new()), |time| {
        designators(time, "HMS").filter(|parts| !parts.is_empty())
    })?;
    if parts.is_empty() && times.is_empty() {
        None
    } else {
        Some(duration)
    }
}

/// Numbers with their designators, each at most once and in order.
fn designators(mut text: &str, allowed: &str) -> Option<Vec<(i32, char)>> {
    let mut rest = allowed;
    let mut found = Vec::new();
    while !text.is_empty() {
        let end = text.find(|character: char| !character.is_ascii_digit())?;
        let (digits, tail) = text.split_at_checked(end)?;
        let designator = tail.chars().next()?;
        let at = rest.find(designator)?;
        rest = rest.get(at + 1..)?;
        // Five digits are more than a hundred centuries of days, and keep sums far from overflow.
        let number = Some(digits)
            .filter(|digits| digits.len() <= 5)?
            .parse()
            .ok()?;
        found.push((number, designator));
        text = tail.get(designator.len_utf8()..)?;
    }
    Some(found)
}

/// Compares two decimal numbers exactly; nothing where one of them is none.
pub fn compare(one: &str, other: &str) -> Option<Ordering> {
    Some(Decimal::parse(one)?.cmp(&Decimal::parse(other)?))
}
