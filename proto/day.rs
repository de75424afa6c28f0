//! Which day is before which, and how far apart are they?
//!
//! A day is a number here, so that it can be compared and counted like one. As a text it would be
//! compared letter by letter: `-0044-03-15` would come after `-0043-01-01`, and a year of five digits
//! before 2024.

use std::fmt::{self, Display, Formatter};

/// The first and the last year that a date of the contract may be in.
const YEARS: std::ops::RangeInclusive<i64> = -9999..=9999;

/// A day from `-9999-01-01` to `9999-12-31` of the Gregorian calendar, which is also counted back to
/// before it was in use, with a year 0 (ISO 8601): the year 0 is 1 BC, the year -43 is 44 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The first possible day: `-9999-01-01`.
    pub const FIRST: Self = Self(number(*YEARS.start(), 1, 1));

    /// The last possible day: `9999-12-31`.
    pub const LAST: Self = Self(number(*YEARS.end(), 12, 31));

    /// The day with this year, month and day of the month, both from 1 on. `None` if the calendar has no
    /// such day, or if its year does not have four digits.
    pub fn new(year: i64, month: i64, of_month: i64) -> Option<Self> {
        let exists = YEARS.contains(&year)
            && (1..=12).contains(&month)
            && (1..=month_length(year, month)).contains(&of_month);
        exists.then(|| Self(number(year, month, of_month)))
    }

    /// The last day of a month. `None` under the same conditions as for [`Day::new`].
    pub fn last_of(year: i64, month: i64) -> Option<Self> {
        Self::new(year, month, month_length(year, month))
    }

    /// Reads a day as the contract writes it, `2024-06-19` or `-0043-03-15`. `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let mut parts = unsigned.splitn(3, '-');
        let year = digits(parts.next()?, 4)?;
        let (month, of_month) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        let negative = unsigned.len() < text.len();
        if negative && year == 0 {
            return None;
        }
        Self::new(if negative { -year } else { year }, month, of_month)
    }

    /// The day this many days after 1 January 1970, or before it if the number is negative. `None`
    /// beyond the first and the last day.
    pub fn from_number(days: i64) -> Option<Self> {
        let day = Self(days);
        (Self::FIRST..=Self::LAST).contains(&day).then_some(day)
    }

    /// How many days it is after 1 January 1970; negative before.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Its year, its month from 1 to 12, and its day of the month from 1 on.
    pub fn parts(self) -> (i64, i64, i64) {
        // The way back from `number`: eras of 400 years, in which years start in March.
        let days = self.0 + DAYS_BEFORE_1970;
        let (era, of_era) = (days.div_euclid(DAYS_OF_ERA), days.rem_euclid(DAYS_OF_ERA));
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let of_month = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        (year, month, of_month)
    }
}

impl Display for Day {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let (year, month, of_month) = self.parts();
        let sign = if year < 0 { "-" } else { "" };
        write!(
            formatter,
            "{sign}{:04}-{month:02}-{of_month:02}",
            year.abs()
        )
    }
}

/// The days of 400 years.
const DAYS_OF_ERA: i64 = 146_097;

/// The days from 1 March of the year 0 to 1 January 1970.
const DAYS_BEFORE_1970: i64 = 719_468;

/// Hinnant's `days_from_civil`: years start in March, so that leap days end them.
const fn number(year: i64, month: i64, of_month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + of_month - 1;
    era * DAYS_OF_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_BEFORE_1970
}

/// How many days a month has.
pub(crate) const fn month_length(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A number of just so many digits.
pub(crate) fn digits(text: &str, count: usize) -> Option<i64> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        for (text, number) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-03-01", 11_017),
            ("2024-06-19", 19_893),
            ("0000-03-01", -719_468),
            ("-0001-12-31", -719_529),
            ("9999-12-31", 2_932_896),
            ("-9999-01-01", -4_371_587),
        ] {
            let day = Day::parse(text).expect(text);
            assert_eq!(day.number(), number, "{text}");
            assert_eq!(day.to_string(), text);
            assert_eq!(Day::from_number(number), Some(day));
        }
    }

    #[test]
    fn the_day_after_the_last_of_a_month_is_the_first_of_the_next() {
        let mut day = Day::FIRST;
        let mut seen = 0;
        for year in -9999..=9999 {
            for month in 1..=12 {
                assert_eq!(Day::new(year, month, 1), Some(day));
                assert_eq!(day.parts(), (year, month, 1));
                let last = Day::last_of(year, month).expect("every month ends");
                assert_eq!(last.parts().2, month_length(year, month));
                seen += 1;
                let Some(next) = Day::from_number(last.number() + 1) else {
                    assert_eq!(last, Day::LAST);
                    continue;
                };
                day = next;
            }
        }
        assert_eq!(seen, 19_999 * 12);
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for text in [
            "",
            "2024",
            "2024-06",
            "2024-6-19",
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-01-00",
            "-0000-01-01",
            "--0001-01-01",
            "12024-01-01",
            "+2024-01-01",
            "2024-06-19 ",
            "2024-06-19?",
            "2024-06-1X",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
