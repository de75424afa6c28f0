//! Times of the calendar as EDTF, and the arithmetic between them.

use dossier::{Day, Edtf};

/// A stretch of the calendar that words name by itself: "last week", "the decade".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Span {
    Day,
    /// Saturday and Sunday.
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// The day that its parts name.
pub(super) fn day(year: i64, month: i64, of_month: i64) -> Option<Edtf> {
    Day::new(year, month, of_month).and_then(|day| Edtf::parse(&day.to_string()).ok())
}

/// A whole month.
pub(super) fn month(year: i64, month: i64) -> Option<Edtf> {
    let day = Day::new(year, month, 1)?;
    Edtf::parse(day.to_string().strip_suffix("-01")?).ok()
}

/// A whole year.
pub(super) fn year(year: i64) -> Option<Edtf> {
    let day = Day::new(year, 1, 1)?;
    Edtf::parse(day.to_string().strip_suffix("-01-01")?).ok()
}

/// A season of a year.
pub(super) fn season(year: i64, season: i64) -> Option<Edtf> {
    Edtf::parse(&format!("{year:04}-{}", 20 + season)).ok()
}

/// Ten years from one that ends in 0: `201X`.
pub(super) fn decade(start: i64) -> Option<Edtf> {
    Edtf::parse(&format!("{:03}X", start.div_euclid(10))).ok()
}

/// A hundred years from one that ends in 00, as centuries are spoken of: the 19th is `18XX`.
pub(super) fn century(start: i64) -> Option<Edtf> {
    Edtf::parse(&format!("{:02}XX", start.div_euclid(100))).ok()
}

/// From one day to another, as coarse as it can be written: `2024`, `2024-05/2024-08`.
pub(super) fn days(first: Day, last: Day) -> Option<Edtf> {
    if first == last {
        return Edtf::parse(&first.to_string()).ok();
    }
    let ((from, from_month, from_day), (to, to_month, _)) = (first.parts(), last.parts());
    let whole_months = from_day == 1 && Day::last_of(to, to_month) == Some(last);
    if !whole_months {
        return between(&first.to_string(), &last.to_string());
    }
    if from_month == 1 && to_month == 12 {
        let (from, to) = (year(from)?.to_string(), year(to)?.to_string());
        return between(&from, &to);
    }
    let (from, to) = (month(from, from_month)?, month(to, to_month)?);
    between(&from.to_string(), &to.to_string())
}

/// From one date to another; the date itself where both are one.
fn between(start: &str, end: &str) -> Option<Edtf> {
    if start == end {
        return Edtf::parse(start).ok();
    }
    Edtf::parse(&format!("{start}/{end}")).ok()
}

/// The months from the first of some on, a whole number of them.
pub(super) fn months(start: i64, first: i64, count: i64) -> Option<Edtf> {
    let all = start * 12 + first - 1 + count - 1;
    let first = Day::new(start, first, 1)?;
    let last = Day::last_of(all.div_euclid(12), all.rem_euclid(12) + 1)?;
    days(first, last)
}

/// The day that lies so many months after another; the last one of its month where that is shorter.
pub(super) fn months_later(from: Day, count: i64) -> Option<Day> {
    let (year, month, of_month) = from.parts();
    let all = (year * 12 + month - 1).checked_add(count)?;
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
    let last = Day::last_of(year, month)?;
    Day::new(year, month, of_month).or(Some(last))
}

/// The day that lies so many days after another.
pub(super) fn days_later(from: Day, count: i64) -> Option<Day> {
    Day::from_number(from.number().checked_add(count)?)
}

/// Which day of the week a day is: 1 is Monday.
pub(super) fn weekday(day: Day) -> i64 {
    // 1 January 1970 was a Thursday.
    (day.number() + 3).rem_euclid(7) + 1
}

/// The Monday of a day's week.
pub(super) fn monday(day: Day) -> Option<Day> {
    days_later(day, 1 - weekday(day))
}

/// The Monday of a numbered week: week 1 is the one that has 4 January (ISO 8601).
pub(super) fn week(year: i64, number: i64) -> Option<Edtf> {
    let first = monday(Day::new(year, 1, 4)?)?;
    let start = days_later(first, 7 * (number - 1))?;
    days(start, days_later(start, 6)?)
}

/// The calendar unit in which a day lies, so many units away.
pub(super) fn shifted(from: Day, span: Span, count: i64) -> Option<Edtf> {
    let (of_year, of, _) = from.parts();
    match span {
        Span::Day => {
            let day = days_later(from, count)?;
            days(day, day)
        }
        Span::Week | Span::Weekend | Span::Fortnight => {
            let step = if span == Span::Fortnight { 14 } else { 7 };
            let start = days_later(monday(from)?, step * count)?;
            let skip = if span == Span::Weekend { 5 } else { 0 };
            let last = if span == Span::Fortnight { 13 } else { 6 };
            days(days_later(start, skip)?, days_later(start, last)?)
        }
        Span::Month => {
            let (year, of, _) = months_later(Day::new(of_year, of, 1)?, count)?.parts();
            month(year, of)
        }
        Span::Quarter | Span::Half => {
            let size = if span == Span::Quarter { 3 } else { 6 };
            let first = (of_year * 12 + of - 1).div_euclid(size) + count;
            let first = first * size;
            months(first.div_euclid(12), first.rem_euclid(12) + 1, size)
        }
        Span::Year => year(of_year.checked_add(count)?),
        Span::Decade => decade((of_year.div_euclid(10) + count) * 10),
        Span::Century => century((of_year.div_euclid(100) + count) * 100),
    }
}

/// From one year to another.
pub(super) fn years(first: i64, last: i64) -> Option<Edtf> {
    let (first, last) = (year(first)?, year(last)?);
    between(&first.to_string(), &last.to_string())
}

/// The year that two digits stand for: the last one before the middle of this century.
pub(super) const fn full_year(short: i64) -> i64 {
    if short < 50 {
        2000 + short
    } else {
        1900 + short
    }
}

/// Whether the calendar may have the parts of a date.
pub(super) fn exists(year: Option<i64>, of_year: i64, of_month: Option<i64>) -> bool {
    match (year, of_month) {
        (Some(year), Some(of_month)) => day(year, of_year, of_month).is_some(),
        // A leap year has all days that there are.
        (None, Some(of_month)) => day(2024, of_year, of_month).is_some(),
        _ => (1..=12).contains(&of_year),
    }
}
