//! Dates that may be uncertain: EDTF levels 0 and 1 (ISO 8601-2:2019, Library of Congress profile).
//!
//! The crates that read EDTF stop at telling whether a text is valid; what the checks and queries
//! need is the first and the last day that a date may be, so this reads and derives in one go.
//! Times of day and years outside 0000–9999 are not read: news has no use for them.

use super::values::{Duration, ValueError};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: i32,
    month: i32,
    of_month: i32,
}

impl std::fmt::Display for Day {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{:04}-{:02}-{:02}",
            self.year, self.month, self.of_month
        )
    }
}

impl Day {
    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let bounds = date(text).filter(|bounds| bounds.0 == bounds.1)?;
        (text.len() == 10).then_some(bounds.0)
    }

    /// The day that lies a duration later; a day that its month does not have becomes the last one.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        let months = self.year * 12 + self.month - 1 + duration.years * 12 + duration.months;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let mut moved = Self {
            year,
            month,
            of_month: self.of_month.min(month_length(year, month)),
        };
        for _ in 0..duration.days {
            moved = moved.next();
        }
        moved
    }

    fn next(self) -> Self {
        if self.of_month < month_length(self.year, self.month) {
            Self {
                of_month: self.of_month + 1,
                ..self
            }
        } else if self.month < 12 {
            Self {
                month: self.month + 1,
                of_month: 1,
                ..self
            }
        } else {
            Self {
                year: self.year + 1,
                month: 1,
                of_month: 1,
            }
        }
    }
}

/// The first and last day that an expression may mean; nothing where an end is open or unknown.
pub fn days(text: &str) -> Result<(Option<Day>, Option<Day>), ValueError> {
    let wrong = || ValueError::Date(text.to_owned());
    let Some((from, to)) = text.split_once('/') else {
        let (first, last) = date(text).ok_or_else(|| reason(text))?;
        return Ok((Some(first), Some(last)));
    };
    let (from, to) = (end(from).ok_or_else(wrong)?, end(to).ok_or_else(wrong)?);
    let bounds = (from.map(|bounds| bounds.0), to.map(|bounds| bounds.1));
    match bounds {
        (None, None) => Err(wrong()),
        (Some(first), Some(last)) if first > last => Err(ValueError::Backwards(text.to_owned())),
        _ => Ok(bounds),
    }
}

/// Why a single date cannot be read: it is malformed, or the calendar lacks it.
fn reason(text: &str) -> ValueError {
    let shaped = unqualified(text).split('-').map(str::len).eq([4, 2, 2])
        && unqualified(text)
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if shaped {
        ValueError::Calendar(text.to_owned())
    } else {
        ValueError::Date(text.to_owned())
    }
}

/// The end of an interval: a date, or nothing where it is open (`..`) or unknown (empty).
#[expect(
    clippy::option_option,
    reason = "the outer option is the failure to read"
)]
fn end(text: &str) -> Option<Option<(Day, Day)>> {
    if matches!(text, "" | "..") {
        Some(None)
    } else {
        date(text).map(Some)
    }
}

/// A date without its qualifier: `?` uncertain, `~` approximate, `%` both.
fn unqualified(text: &str) -> &str {
    text.strip_suffix(['?', '~', '%']).unwrap_or(text)
}

/// The first and last day of one date.
fn date(text: &str) -> Option<(Day, Day)> {
    let mut parts = unqualified(text).split('-');
    let (first_year, last_year) = range(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        return Some(whole((first_year, 1), (last_year, 12)));
    };
    let Some(day) = parts.next() else {
        return month_or_season(first_year, last_year, month);
    };
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        ("XX", "XX") => Some(whole((first_year, 1), (last_year, 12))),
        ("XX", _) => None,
        (_, "XX") => month_or_season(first_year, last_year, month),
        _ => {
            let (month, day) = (number(month)?, number(day)?);
            let exact = first_year == last_year;
            let exists =
                (1..=12).contains(&month) && (1..=month_length(first_year, month)).contains(&day);
            let day = Day {
                year: first_year,
                month,
                of_month: day,
            };
            (exact && exists).then_some((day, day))
        }
    }
}

/// A month, an unknown month, or a season (21 spring to 24 winter).
fn month_or_season(first_year: i32, last_year: i32, text: &str) -> Option<(Day, Day)> {
    if text == "XX" {
        return Some(whole((first_year, 1), (last_year, 12)));
    }
    if first_year != last_year {
        return None;
    }
    match number(text)? {
        month @ 1..=12 => Some(whole((first_year, month), (first_year, month))),
        // Northern meteorological seasons; winter runs into the next year.
        season @ 21..=23 => {
            let month = (season - 20) * 3;
            Some(whole((first_year, month), (first_year, month + 2)))
        }
        24 => Some(whole((first_year, 12), (first_year + 1, 2))),
        _ => None,
    }
}

fn whole((year, month): (i32, i32), (last_year, last_month): (i32, i32)) -> (Day, Day) {
    let of_month = month_length(last_year, last_month);
    let first = Day {
        year,
        month,
        of_month: 1,
    };
    (
        first,
        Day {
            year: last_year,
            month: last_month,
            of_month,
        },
    )
}

/// A number whose last digits may be `X`, as the lowest and highest that it may be.
fn range(text: &str, length: usize) -> Option<(i32, i32)> {
    let known = text.trim_end_matches('X');
    let plain = known.bytes().all(|byte| byte.is_ascii_digit()) && !known.is_empty();
    if text.len() != length || !plain {
        return None;
    }
    Some((
        text.replace('X', "0").parse().ok()?,
        text.replace('X', "9").parse().ok()?,
    ))
}

fn number(text: &str) -> Option<i32> {
    let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn month_length(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}
