//! A time as words say it, and the times of the calendar that it may be.
//!
//! Nothing is added to the words: "in June" stays a month without a year, and "two years ago" a length
//! before a day that the words do not name. Only [`Point::candidates`] looks at that day.

use dossier::{Day, Edtf};

use super::calendar::{self, Span};
use super::length::Amounts;

/// A part of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Its first third, roughly: "early 2024", "at the beginning of March".
    Early,
    /// Its middle.
    Mid,
    /// Its last third, roughly.
    Late,
}

/// The parts of a date, as far as they are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) year: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) day: Option<i64>,
    /// From 1, Monday.
    pub(super) weekday: Option<i64>,
}

/// What is counted within a longer time: "the first Friday of July".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Weekday(i64),
    Span(Span),
}

/// A time without its modifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// One that needs no other: a decade, a century, a week of a year.
    Fixed(Edtf),
    /// A date of which not all parts need be said.
    Parts(Parts),
    /// Digits that are two dates, by the order of day and month.
    Either(Parts, Parts),
    /// A decade without its century: "the 80s".
    Decade(i64),
    /// A season, 1 being spring, and its year.
    Season(i64, Option<i64>),
    /// Some months of a year: its start and how many. Quarters and halves.
    Months(i64, i64, Option<i64>),
    /// A week by its number.
    Week(i64, Option<i64>),
    /// The stretch that lies so many stretches away from that of the day of publication.
    Shifted(Span, i64),
    /// The nearest one before (-1), about (0) or after (1) the day of publication: "last January".
    Nearest(i64, Box<Self>),
    /// So much after another time, or before it where the sign is -1.
    Offset(Amounts, i64, Anchor),
    /// The time from a length ago to now, or from now to a length ahead where the sign is 1.
    Window(Amounts, i64),
    /// The n-th of something in a longer time, or the last where n is -1.
    Counted(i64, Counted, Box<Self>),
    /// A date in a longer time: "the 20th of next month", "Friday of last week".
    Within(Parts, Box<Self>),
    /// What is left of a stretch, or what has passed of it where the sign is -1.
    Rest(Span, i64),
    /// A time that only the text around names: "then", "the same week".
    Context,
}

/// What an offset is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The day on which the article was published.
    Published,
    /// A time that the text around names: "three days later".
    Context,
    /// A time that the words name: "two days after 5 May 2024".
    Time(Box<Base>),
}

/// A time that is not an interval with two ends of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) base: Base,
    pub(super) stage: Option<Stage>,
    pub(super) approximate: bool,
}

impl Point {
    pub(super) const fn new(base: Base) -> Self {
        Self {
            base,
            stage: None,
            approximate: false,
        }
    }

    /// The one time that it is, whatever the day of publication.
    pub(super) fn absolute(&self) -> Option<Edtf> {
        let mut found = match &self.base {
            Base::Either(..) => return None,
            _ => self.candidates(None),
        };
        let first = found.pop()?;
        found.is_empty().then_some(first)
    }

    /// Whether the words give parts of a date of the calendar, and not a place beside another time.
    pub(super) fn is_partial(&self) -> bool {
        matches!(
            self.base,
            Base::Fixed(_)
                | Base::Parts(_)
                | Base::Either(..)
                | Base::Decade(_)
                | Base::Season(..)
                | Base::Months(..)
                | Base::Week(..)
        )
    }

    /// The times that it may be, given the day on which the article was published.
    pub(super) fn candidates(&self, reference: Option<Day>) -> Vec<Edtf> {
        let found = self.base.candidates(reference).into_iter();
        let found = found.filter_map(|one| match self.stage {
            Some(stage) => staged(&one, stage),
            None => Some(one),
        });
        let mut times: Vec<Edtf> = Vec::new();
        for one in found.filter_map(|one| self.about(one)) {
            if !times.contains(&one) {
                times.push(one);
            }
        }
        times
    }

    /// The time with the mark of one that is approximate, where it can have one.
    fn about(&self, time: Edtf) -> Option<Edtf> {
        if !self.approximate {
            return Some(time);
        }
        let text = time.to_string();
        match text.split_once('/') {
            Some((start, end)) => Edtf::parse(&format!("{start}~/{end}~")).ok(),
            None => Edtf::parse(&format!("{text}~")).ok(),
        }
        .or(Some(time))
    }
}

/// A part of a stretch: thirds of years and decades in months, of months and weeks in days.
fn staged(time: &Edtf, stage: Stage) -> Option<Edtf> {
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

impl Base {
    /// A date of which parts are said.
    pub(super) const fn date(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Self {
        Self::Parts(Parts {
            year,
            month,
            day,
            weekday: None,
        })
    }

    /// The times that it may be. The nearest past comes before the nearest future.
    pub(super) fn candidates(&self, reference: Option<Day>) -> Vec<Edtf> {
        match self {
            Self::Fixed(time) => vec![time.clone()],
            Self::Parts(parts) => parts.candidates(reference),
            Self::Either(one, other) => {
                let mut found = one.candidates(reference);
                found.extend(other.candidates(reference));
                found
            }
            Self::Decade(start) => around(reference, |year| {
                let century = (year - start).div_euclid(100) * 100;
                [century + start, century + 100 + start].map(calendar::decade)
            }),
            Self::Season(season, year) => {
                yearly(*year, reference, |year| calendar::season(year, *season))
            }
            Self::Months(first, count, year) => yearly(*year, reference, |year| {
                calendar::months(year, *first, *count)
            }),
            Self::Week(number, year) => {
                yearly(*year, reference, |year| calendar::week(year, *number))
            }
            _ => self.relative(reference),
        }
    }

    /// The times that it may be beside the day of publication.
    fn relative(&self, reference: Option<Day>) -> Vec<Edtf> {
        match (self, reference) {
            (Self::Offset(amounts, sign, Anchor::Time(base)), _) => {
                let bases = base.candidates(reference).into_iter();
                let moved = bases.flat_map(|base| {
                    let bounds = base.bounds();
                    let day = if *sign < 0 {
                        bounds.earliest
                    } else {
                        bounds.latest
                    };
                    day.map_or_else(Vec::new, |day| offset(amounts, *sign, day))
                });
                moved.collect()
            }
            (Self::Counted(index, what, within), _) => {
                let within = within.candidates(reference).into_iter();
                let found = within.filter_map(|time| counted(*index, *what, &time));
                found.collect()
            }
            (Self::Within(parts, outer), _) => {
                let outer = outer.candidates(reference).into_iter();
                outer.filter_map(|time| parts.within(&time)).collect()
            }
            (Self::Shifted(span, count), Some(day)) => {
                calendar::shifted(day, *span, *count).into_iter().collect()
            }
            (Self::Nearest(which, base), Some(day)) => nearest(*which, base, day),
            (Self::Offset(amounts, sign, Anchor::Published), Some(day)) => {
                offset(amounts, *sign, day)
            }
            (Self::Window(amounts, sign), Some(day)) => window(amounts, *sign, day),
            (Self::Rest(span, sign), Some(day)) => rest(*span, *sign, day),
            _ => Vec::new(),
        }
    }
}

impl Parts {
    /// The dates that the parts may be: of those that lack a year, a month or a week the nearest ones on
    /// both sides of the day of publication.
    fn candidates(&self, reference: Option<Day>) -> Vec<Edtf> {
        match (self.year, self.month, self.day, self.weekday) {
            (Some(year), Some(month), Some(day), _) => {
                calendar::day(year, month, day).into_iter().collect()
            }
            (Some(year), Some(month), None, _) => {
                calendar::month(year, month).into_iter().collect()
            }
            (Some(year), None, ..) => calendar::year(year).into_iter().collect(),
            (None, Some(month), Some(day), _) => {
                around_all(reference, |year| calendar::day(year, month, day))
            }
            (None, Some(month), None, _) => {
                around_all(reference, |year| calendar::month(year, month))
            }
            (None, None, Some(of_month), weekday) => days_of_month(of_month, weekday, reference),
            (None, None, None, Some(weekday)) => weekdays(weekday, reference),
            (None, None, None, None) => Vec::new(),
        }
    }

    /// The dates inside of a longer time that have these parts.
    fn within(&self, time: &Edtf) -> Option<Edtf> {
        let bounds = time.bounds();
        let (first, last) = (bounds.earliest?, bounds.latest?);
        let (year, month, _) = first.parts();
        match (self.month, self.day, self.weekday) {
            (Some(month), Some(day), _) => calendar::day(year, month, day),
            (Some(month), None, _) => calendar::month(year, month),
            (None, Some(day), _) => calendar::day(year, month, day),
            (None, None, Some(weekday)) => {
                let skip = (weekday - calendar::weekday(first)).rem_euclid(7);
                let day = calendar::days_later(first, skip)?;
                (day <= last).then(|| calendar::days(day, day))?
            }
            (None, None, None) => None,
        }
    }
}

/// What there is for a year, or for the nearest years about the day of publication.
fn yearly(
    year: Option<i64>,
    reference: Option<Day>,
    make: impl Fn(i64) -> Option<Edtf>,
) -> Vec<Edtf> {
    match year {
        Some(year) => make(year).into_iter().collect(),
        None => around_all(reference, make),
    }
}

fn around(reference: Option<Day>, make: impl Fn(i64) -> [Option<Edtf>; 2]) -> Vec<Edtf> {
    let years = reference.map(|day| day.parts().0);
    years.map_or_else(Vec::new, |year| make(year).into_iter().flatten().collect())
}

/// The last one that had begun by the day of publication, and the first one that had not ended.
fn around_all(reference: Option<Day>, make: impl Fn(i64) -> Option<Edtf>) -> Vec<Edtf> {
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
fn days_of_month(of_month: i64, weekday: Option<i64>, reference: Option<Day>) -> Vec<Edtf> {
    let Some(day) = reference else {
        return Vec::new();
    };
    let (year, month, _) = day.parts();
    let at = |shift: i64| {
        let all = year * 12 + month - 1 + shift;
        Day::new(all.div_euclid(12), all.rem_euclid(12) + 1, of_month)
    };
    let fits = |one: &Day| weekday.is_none_or(|weekday| calendar::weekday(*one) == weekday);
    let reach = if weekday.is_some() { 12 } else { 2 };
    let past = (-reach..=0)
        .rev()
        .filter_map(at)
        .filter(fits)
        .find(|one| *one <= day);
    let future = (0..=reach)
        .filter_map(at)
        .filter(fits)
        .find(|one| *one >= day);
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
fn weekdays(weekday: i64, reference: Option<Day>) -> Vec<Edtf> {
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

/// "Last", "this" and "next" before a month, a season, a day of the week or a date. All three are used in
/// two ways, of the nearest one and of that in the neighbouring year or week; both may be meant.
fn nearest(which: i64, base: &Base, day: Day) -> Vec<Edtf> {
    if let Base::Parts(Parts {
        weekday: Some(weekday),
        month: None,
        day: None,
        ..
    }) = base
    {
        return nearest_weekday(which, *weekday, day);
    }
    let (year, ..) = day.parts();
    let years = if which < 0 {
        [year, year - 1]
    } else {
        [year, year + 1]
    };
    let all = years.into_iter().filter_map(|year| match base {
        Base::Season(season, None) => calendar::season(year, *season),
        Base::Months(first, count, None) => calendar::months(year, *first, *count),
        Base::Parts(parts) => match (parts.month, parts.day) {
            (Some(month), Some(of_month)) => calendar::day(year, month, of_month),
            (Some(month), None) => calendar::month(year, month),
            _ => None,
        },
        _ => None,
    });
    let fits = |time: &Edtf| {
        let bounds = time.bounds();
        match which {
            -1 => bounds.earliest.is_some_and(|first| first < day),
            1 => bounds.latest.is_some_and(|last| last > day),
            _ => true,
        }
    };
    let mut found: Vec<Edtf> = all.filter(fits).collect();
    if which == 0 {
        found.truncate(1);
    }
    found
}

/// The day of this week, or of the week before or after; and the nearest one on that side.
fn nearest_weekday(which: i64, weekday: i64, day: Day) -> Vec<Edtf> {
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
fn offset(amounts: &Amounts, sign: i64, from: Day) -> Vec<Edtf> {
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

/// From a length ago to the day of publication, or from it on. Whole decades and centuries are also
/// those of the calendar.
fn window(amounts: &Amounts, sign: i64, day: Day) -> Vec<Edtf> {
    let Some(other) = moved(amounts, sign, day) else {
        return Vec::new();
    };
    let (first, last) = if sign < 0 { (other, day) } else { (day, other) };
    let exact = calendar::days(first, last);
    let years = calendar::year(first.parts().0).zip(calendar::year(last.parts().0));
    let years = years.and_then(|(from, to)| Edtf::parse(&format!("{from}/{to}")).ok());
    let coarse = matches!(amounts.finest(), Some(dossier::duration::Unit::Year));
    let coarse = years.filter(|_| coarse);
    exact.into_iter().chain(coarse).collect()
}

/// What is left of this week, month or year; or what has passed of it.
fn rest(span: Span, sign: i64, day: Day) -> Vec<Edtf> {
    let whole = calendar::shifted(day, span, 0).map(|time| time.bounds());
    let part = whole.and_then(|bounds| {
        let (first, last) = (bounds.earliest?, bounds.latest?);
        if sign < 0 {
            calendar::days(first, day)
        } else {
            calendar::days(day, last)
        }
    });
    part.into_iter().collect()
}

/// The n-th weekday, day, week or the like of a longer time; its last where the number is -1.
fn counted(index: i64, what: Counted, within: &Edtf) -> Option<Edtf> {
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
