//! Where in the calendar a time is that is relative to a day, or within a longer time.

use dossier::{Bounds, Day, Edtf};

use super::calendar::{self, Span};
use super::length::Amounts;
use super::point::{Counted, Rest, Stage};

/// The first or the second half of a year, which "early" and "late" may also mean.
pub(super) fn half(time: &Edtf, stage: Stage) -> Option<Edtf> {
    let bounds = time.bounds();
    let (year, month, _) = bounds.earliest?.parts();
    let whole = bounds == calendar::year(year)?.bounds() && month == 1;
    match stage {
        Stage::Early if whole => calendar::months(year, 1, 6),
        Stage::Late if whole => calendar::months(year, 7, 6),
        _ => None,
    }
}

/// A part of a stretch: thirds of years and decades in months, of months and weeks in days.
pub(super) fn staged(time: &Edtf, stage: Stage) -> Option<Edtf> {
    let bounds = time.bounds();
    let (first, last) = (bounds.earliest?, bounds.latest?);
    let length = last.number() - first.number() + 1;
    let pick = |parts: [(i64, i64); 3]| match stage {
        Stage::Early => parts[0],
        Stage::Mid => parts[1],
        Stage::Late => parts[2],
    };
    if length <= 7 {
        // Of a week its first three days, its middle four, its last four.
        let (from, to) = pick([(0, 2), (1, 4), (3, 6)]);
        let to = days_at_most(first, to, last)?;
        return calendar::days(days_at_most(first, from, last)?, to);
    }
    if length <= 31 {
        let (from, to) = pick([(0, 14), (9, 19), (15, 30)]);
        let to = days_at_most(first, to, last)?;
        return calendar::days(calendar::days_later(first, from)?, to);
    }
    let (year, month, _) = first.parts();
    let (last_year, last_month, _) = last.parts();
    let months = (last_year * 12 + last_month) - (year * 12 + month) + 1;
    let third = (months + 2) / 3;
    let (from, to) = pick([
        (0, third),
        ((months - third) / 2, third),
        (months - third, third),
    ]);
    let start = year * 12 + month - 1 + from;
    calendar::months(start.div_euclid(12), start.rem_euclid(12) + 1, to)
}

fn days_at_most(first: Day, count: i64, last: Day) -> Option<Day> {
    calendar::days_later(first, count).map(|day| day.min(last))
}

/// What there is for a year, or for the nearest years about the day of publication.
pub(super) fn yearly(
    year: Option<i64>,
    reference: Option<Day>,
    make: impl Fn(i64) -> Option<Edtf>,
) -> Vec<Edtf> {
    match year {
        Some(year) => make(year).into_iter().collect(),
        None => around_all(reference, make),
    }
}

pub(super) fn around(reference: Option<Day>, make: impl Fn(i64) -> [Option<Edtf>; 2]) -> Vec<Edtf> {
    let years = reference.map(|day| day.parts().0);
    years.map_or_else(Vec::new, |year| make(year).into_iter().flatten().collect())
}

/// The last one that had begun by the day of publication, and the first one that had not ended.
pub(super) fn around_all(reference: Option<Day>, make: impl Fn(i64) -> Option<Edtf>) -> Vec<Edtf> {
    let Some(day) = reference else {
        return Vec::new();
    };
    let (year, ..) = day.parts();
    // Eight years reach from one 29 February to the next, also about 1900.
    let mut all = (year - 8..=year + 8).filter_map(make).collect::<Vec<_>>();
    all.sort_by_key(Edtf::bounds);
    let begun = |time: &&Edtf| time.bounds().earliest.is_some_and(|first| first <= day);
    let lasting = |time: &&Edtf| time.bounds().latest.is_some_and(|last| last >= day);
    let past = all.iter().rfind(begun).cloned();
    let future = all.iter().find(lasting).cloned();
    let mut found: Vec<Edtf> = past.into_iter().collect();
    // One that goes on may be meant, and so may the one before it or the one after it.
    if found.first() == future.as_ref() {
        let at = all.iter().position(|time| Some(time) == future.as_ref());
        let before = at.and_then(|at| all.get(at.checked_sub(1)?)).cloned();
        let after = at.and_then(|at| all.get(at + 1)).cloned();
        found.extend(before);
        found.extend(after);
        return found;
    }
    found.extend(future);
    found
}

/// The nearest days of this number, and of this day of the week where it is said.
pub(super) fn days_of_month(
    of_month: i64,
    weekday: Option<i64>,
    reference: Option<Day>,
) -> Vec<Edtf> {
    let Some(day) = reference else {
        return Vec::new();
    };
    let (year, month, _) = day.parts();
    let at = |shift: i64| {
        let all = year * 12 + month - 1 + shift;
        Day::new(all.div_euclid(12), all.rem_euclid(12) + 1, of_month)
    };
    let fits = |day: &Day| weekday.is_none_or(|weekday| calendar::weekday(*day) == weekday);
    let reach = if weekday.is_some() { 24 } else { 2 };
    let past = (-reach..=0)
        .rev()
        .filter_map(at)
        .filter(fits)
        .find(|item| *item <= day);
    let future = (0..=reach)
        .filter_map(at)
        .filter(fits)
        .find(|item| *item >= day);
    distinct([past, future])
}

fn distinct(days: [Option<Day>; 2]) -> Vec<Edtf> {
    let mut found = Vec::new();
    for day in days.into_iter().flatten() {
        let day = calendar::days(day, day);
        found.extend(day.filter(|day| !found.contains(day)));
    }
    found
}

/// The nearest days of the week on both sides, the day of publication itself included.
pub(super) fn weekdays(weekday: i64, reference: Option<Day>) -> Vec<Edtf> {
    let Some(day) = reference else {
        return Vec::new();
    };
    let back = (calendar::weekday(day) - weekday).rem_euclid(7);
    let past = calendar::days_later(day, -back);
    let future = calendar::days_later(day, (7 - back) % 7);
    // A weekday that is the day of publication is also that of a week before and after.
    if back == 0 {
        let mut found = distinct([past, calendar::days_later(day, -7)]);
        found.extend(distinct([calendar::days_later(day, 7), None]));
        return found;
    }
    distinct([past, future])
}

/// The day of this week, or of the week before or after; and the nearest one on that side.
pub(super) fn nearest_weekday(which: i64, weekday: i64, day: Day) -> Vec<Edtf> {
    let of_week = calendar::monday(day)
        .and_then(|monday| calendar::days_later(monday, 7 * which + weekday - 1));
    let back = (calendar::weekday(day) - weekday - 1).rem_euclid(7) + 1;
    let close = match which {
        -1 => calendar::days_later(day, -back),
        1 => calendar::days_later(
            day,
            (weekday - calendar::weekday(day) - 1).rem_euclid(7) + 1,
        ),
        _ => None,
    };
    distinct([of_week, close])
}

/// The day that lies so much before or after another one; and the whole month or year in which it lies
/// where nothing finer was counted, because "two years ago" is said of both.
pub(super) fn offset(amounts: &Amounts, sign: i64, from: Day) -> Vec<Edtf> {
    let Some(day) = moved(amounts, sign, from) else {
        return Vec::new();
    };
    let mut found: Vec<Edtf> = calendar::days(day, day).into_iter().collect();
    let (year, month, _) = day.parts();
    found.extend(match amounts.finest() {
        Some(dossier::duration::Unit::Year) => calendar::year(year),
        Some(dossier::duration::Unit::Month) => calendar::month(year, month),
        _ => None,
    });
    found
}

fn moved(amounts: &Amounts, sign: i64, from: Day) -> Option<Day> {
    use dossier::duration::Unit;
    let (mut months, mut thousandths) = (0_i64, 0_i64);
    for (unit, count) in amounts.parts() {
        match unit {
            Unit::Year => months = months.checked_add(count.checked_mul(12)?)?,
            Unit::Month => months = months.checked_add(count)?,
            Unit::Week => thousandths = thousandths.checked_add(count.checked_mul(7)?)?,
            Unit::Day => thousandths = thousandths.checked_add(count)?,
            Unit::Hour => thousandths = thousandths.checked_add(count / 24)?,
            Unit::Minute | Unit::Second => {}
        }
    }
    let day = calendar::months_later(from, sign * (months / 1_000))?;
    let part = months % 1_000 * 30;
    calendar::days_later(day, sign * ((thousandths + part) / 1_000))
}

/// From a length ago to the day of publication, or from it to a length ahead. Whether the day itself
/// counts is not said.
pub(super) fn window(amounts: &Amounts, sign: i64, day: Day) -> Vec<Edtf> {
    let Some(other) = moved(amounts, sign, day) else {
        return Vec::new();
    };
    let ranges = if sign < 0 {
        [
            (other, Some(day)),
            (other, calendar::days_later(day, -1)),
            (other, None),
        ]
    } else {
        let next = calendar::days_later(day, 1).unwrap_or(other);
        [
            (day, Some(other)),
            (next, Some(other)),
            (day, calendar::days_later(other, -1)),
        ]
    };
    let ranges = ranges.into_iter().filter_map(|(first, last)| {
        let last = last.filter(|last| first <= *last)?;
        calendar::days(first, last)
    });
    let mut found: Vec<Edtf> = ranges.collect();
    if amounts.finest() == Some(dossier::duration::Unit::Year) {
        let (first, last) = (day.min(other).parts().0, day.max(other).parts().0);
        found.extend(calendar::years(first, last));
    }
    found
}

/// So many months up to another time, with its last month or day.
pub(super) fn ending(amounts: &Amounts, end: &Edtf) -> Option<Edtf> {
    use dossier::duration::Unit;
    let last = end.bounds().latest?;
    let months = amounts.parts().map(|(unit, count)| match unit {
        Unit::Year => Some(12 * count / 1_000),
        Unit::Month => Some(count / 1_000),
        _ => None,
    });
    let months: i64 = months.sum::<Option<i64>>()?;
    let (year, month, _) = last.parts();
    if Day::last_of(year, month) == Some(last) {
        let first = year * 12 + month - months;
        return calendar::months(first.div_euclid(12), first.rem_euclid(12) + 1, months);
    }
    let before = calendar::months_later(last, -months)?;
    calendar::days(calendar::days_later(before, 1)?, last)
}

/// The whole stretches before or after the one of the day of publication: "the last two quarters".
pub(super) fn whole(span: Span, sign: i64, count: i64, day: Day) -> Option<Edtf> {
    let ends = [
        calendar::shifted(day, span, sign)?,
        calendar::shifted(day, span, sign.checked_mul(count)?)?,
    ];
    let [near, far] = ends.map(|time| time.bounds());
    calendar::days(
        near.earliest?.min(far.earliest?),
        near.latest?.max(far.latest?),
    )
}

/// The first or the last stretches of a longer time.
pub(super) fn several(sign: i64, count: i64, span: Span, within: &Edtf) -> Option<Edtf> {
    let bounds = within.bounds();
    let (first, last) = (bounds.earliest?, bounds.latest?);
    let index = |index: i64| counted(index, Counted::Span(span), within).map(|time| time.bounds());
    let (start, end) = if sign > 0 {
        (index(1)?.earliest?, index(count)?.latest?)
    } else {
        (index(-count)?.earliest?, index(-1)?.latest?)
    };
    let days = span == Span::Day;
    let inside = !days || (first <= start && end <= last);
    inside.then(|| calendar::days(start, end))?
}

/// What is left of this week, month or year, or what has passed of it.
pub(super) fn rest(span: Span, part: Rest, day: Day) -> Vec<Edtf> {
    let Some(whole) = calendar::shifted(day, span, 0) else {
        return Vec::new();
    };
    let Bounds { earliest, latest } = whole.bounds();
    let left = || latest.and_then(|last| calendar::days(day, last));
    let passed = || earliest.and_then(|first| calendar::days(first, day));
    let parts = |stage| [staged(&whole, stage), half(&whole, stage)];
    let found = match part {
        Rest::Left => vec![left()],
        Rest::Passed => vec![passed()],
        Rest::Later => [left()].into_iter().chain(parts(Stage::Late)).collect(),
        Rest::Earlier => [passed()].into_iter().chain(parts(Stage::Early)).collect(),
    };
    found.into_iter().flatten().collect()
}

/// The n-th weekday, day, week or the like of a longer time; its last where the number is -1.
pub(super) fn counted(index: i64, what: Counted, within: &Edtf) -> Option<Edtf> {
    let bounds = within.bounds();
    let (first, last) = (bounds.earliest?, bounds.latest?);
    let (start, step) = match what {
        Counted::Weekday(weekday) => {
            let skip = (weekday - calendar::weekday(first)).rem_euclid(7);
            (calendar::days_later(first, skip)?, 7)
        }
        Counted::Span(Span::Day) => (first, 1),
        // The first week of a month is the one with its first Thursday, as ISO 8601 has it of a year.
        Counted::Span(Span::Week) => {
            let monday = calendar::monday(calendar::days_later(first, 3)?)?;
            (monday, 7)
        }
        Counted::Span(
            span @ (Span::Month | Span::Quarter | Span::Half | Span::Year | Span::Decade),
        ) => {
            return counted_months(index, span, (first, last));
        }
        Counted::Span(_) => return None,
    };
    let found = if index < 0 {
        let end = if step == 7 && matches!(what, Counted::Span(_)) {
            calendar::days_later(last, -3)?
        } else {
            last
        };
        let steps = (end.number() - start.number()).div_euclid(step);
        calendar::days_later(start, step * (steps + 1 + index))?
    } else {
        calendar::days_later(start, step * (index - 1))?
    };
    if found > last {
        return None;
    }
    match what {
        Counted::Span(Span::Week) => calendar::days(found, calendar::days_later(found, 6)?),
        _ => calendar::days(found, found),
    }
}

fn counted_months(index: i64, span: Span, (first, last): (Day, Day)) -> Option<Edtf> {
    let size = match span {
        Span::Month => 1,
        Span::Quarter => 3,
        Span::Half => 6,
        Span::Year => 12,
        _ => 120,
    };
    let month = |day: Day| {
        let (year, month, _) = day.parts();
        year * 12 + month - 1
    };
    let count = (month(last) - month(first) + 1) / size;
    let index = if index < 0 { count + index } else { index - 1 };
    if !(0..count).contains(&index) {
        return None;
    }
    let start = month(first) + index * size;
    calendar::months(start.div_euclid(12), start.rem_euclid(12) + 1, size)
}
