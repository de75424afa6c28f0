//! Why can a date not be read, and what should be written instead?

use std::fmt::{self, Display, Formatter};

use super::meant::{is_of_no_calendar, meant};

/// Why a date cannot be read. Each variant holds the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EdtfError {
    /// It is not a date.
    Malformed(String),
    /// The calendar does not have it.
    Calendar(String),
    /// It ends before it begins.
    Backwards(String),
    /// It has a year of two or three digits.
    ShortYear(String),
    /// It has a year of more than four digits, which are not supported.
    LongYear(String),
    /// It is of level 2, which is not supported.
    LevelTwo(String),
    /// Its time of day cannot be read.
    TimeOfDay(String),
    /// An interval has a time of day, which EDTF does not have.
    TimeInInterval(String),
    /// It reaches beyond the last day of the year 9999.
    OutOfRange(String),
}

impl EdtfError {
    /// A text that may be a date in another form.
    fn unlike_a_date(&self) -> Option<&str> {
        match self {
            Self::Malformed(text) | Self::ShortYear(text) | Self::LongYear(text) => Some(text),
            _ => None,
        }
    }
}

impl Display for EdtfError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.unlike_a_date() {
            let meant: Vec<String> = meant(text).iter().map(|date| format!("`{date}`")).collect();
            if !meant.is_empty() {
                let meant = meant.join(" or ");
                return write!(formatter, "`{text}` is not a date (EDTF); write {meant}");
            }
            if !matches!(self, Self::LongYear(_)) && is_of_no_calendar(text) {
                return write!(formatter, "`{text}` is not in the calendar");
            }
        }
        let (text, message) = match self {
            Self::Malformed(text) => (
                text,
                "is not a date (EDTF level 0 or 1); dates are written `2024-06-19`, `2024-06`, \
                 `2022/2024`, `2024?`",
            ),
            Self::Calendar(text) => (text, "is not in the calendar"),
            Self::Backwards(text) => (text, "ends before it starts"),
            Self::ShortYear(text) => (
                text,
                "is not a date; a year has four digits, a decade is written `201X`, a century `20XX`",
            ),
            Self::LongYear(text) => (
                text,
                "has a year of more than four digits, which are not supported; years go from `-9999` to `9999`",
            ),
            Self::LevelTwo(text) => (
                text,
                "is EDTF level 2, which is not supported: write `?`, `~` or `%` at the end of a date, `X` only for a whole month or day or for the last digits of a lone year, no `X` in an interval, and one date instead of a set",
            ),
            Self::TimeOfDay(text) => (
                text,
                "has an invalid time of day; write `T23:20`, `T23:20:30`, `T23:20:30Z` or `T23:20:30+04:30`",
            ),
            Self::TimeInInterval(text) => (
                text,
                "has a time of day in an interval, which EDTF does not allow; write days: `2024-06-18/2024-06-19`",
            ),
            Self::OutOfRange(text) => (text, "ends after the year 9999, the last possible one"),
        };
        write!(formatter, "`{text}` {message}")
    }
}

impl std::error::Error for EdtfError {}
