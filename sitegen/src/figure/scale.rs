//! From days to pixels, and where the axis has its ticks.

use crate::words::Words;

/// A day as a number: days since 1 January 1970 (the proleptic Gregorian calendar).
pub(super) type Day = i64;

/// Reads `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, of_month) = (parts.next()??, parts.next()??, parts.next()??);
    ((1..=12).contains(&month)).then(|| number(year, month, of_month))
}

/// Hinnant's `days_from_civil`: years start in March, so that leap days end them.
fn number(year: i64, month: i64, of_month: i64) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + of_month - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year and month of a day.
fn month_of(day: Day) -> (i64, i64) {
    let mut year = 1970 + day.div_euclid(366);
    while number(year + 1, 1, 1) <= day {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && number(year, month + 1, 1) <= day {
        month += 1;
    }
    (year, month)
}

/// A stretch of time on a stretch of pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) left: i32,
    pub(super) right: i32,
}

impl Scale {
    /// Where a day lies; at the edge if it is beyond.
    pub(super) fn x(&self, day: Day) -> i32 {
        let day = day.clamp(self.first, self.last);
        let room = i64::from(self.right - self.left);
        let length = (self.last - self.first).max(1);
        self.left + i32::try_from((day - self.first) * room / length).unwrap_or(0)
    }

    /// Round days of the axis with their names, no more than `most`.
    pub(super) fn ticks(&self, words: &Words, most: i64) -> Vec<(i32, String)> {
        let ((first_year, first_month), (last_year, last_month)) =
            (month_of(self.first), month_of(self.last));
        let years = last_year - first_year;
        if years >= 2 {
            let steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
            let step = steps
                .into_iter()
                .find(|step| years / step <= most)
                .unwrap_or(5000);
            let start = (first_year + step - 1).div_euclid(step) * step;
            let years = (0..)
                .map(|number| start + number * step)
                .take_while(|year| *year <= last_year);
            let tick = |year: i64| (number(year, 1, 1), year.to_string());
            return self.placed(years.map(tick));
        }
        let months = years * 12 + last_month - first_month;
        let steps = [1, 2, 3, 6, 12];
        let step = steps
            .into_iter()
            .find(|step| months / step < most)
            .unwrap_or(12);
        let named = (0..=months).filter(|month| month % step == 0).map(|month| {
            let index = first_month - 1 + month;
            let (year, month) = (first_year + index / 12, index % 12 + 1);
            let name = usize::try_from(month - 1)
                .ok()
                .and_then(|month| words.months.get(month));
            let name = (words.month)(&year.to_string(), name.copied().unwrap_or_default());
            (number(year, month, 1), name)
        });
        self.placed(named)
    }

    fn placed(&self, ticks: impl Iterator<Item = (Day, String)>) -> Vec<(i32, String)> {
        let inside = ticks.filter(|(day, _)| (self.first..=self.last).contains(day));
        inside.map(|(day, name)| (self.x(day), name)).collect()
    }
}

/// The months of a duration such as `P5Y` or `P18M`; days count as parts of a month.
pub(super) fn months(duration: &str) -> Option<i64> {
    let mut total = 0;
    let mut digits = String::new();
    for one in duration.strip_prefix('P')?.chars() {
        if one.is_ascii_digit() {
            digits.push(one);
            continue;
        }
        let number: i64 = digits.parse().ok()?;
        digits.clear();
        total += match one {
            'Y' => number * 12,
            'M' => number,
            'W' => number / 4,
            'D' => number / 30,
            _ => return None,
        };
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("2000-03-01"), Some(11_017));
        assert_eq!(day("2024-06-19"), Some(19_893));
        assert_eq!(day("1969-12-31"), Some(-1));
        assert_eq!(day("2024"), None);
        assert_eq!(month_of(19_893), (2024, 6));
        assert_eq!(month_of(-1), (1969, 12));
        assert_eq!(months("P5Y"), Some(60));
        assert_eq!(months("P1Y6M"), Some(18));
        assert_eq!(months("5Y"), None);
    }
}
