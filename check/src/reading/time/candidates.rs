//! The calendar times that a time in words may be.

use dossier::{Day, Edtf};

use super::calendar::{self, Span};
use super::feasts;
use super::place::{
    around, around_all, counted, days_of_month, ending, half, nearest_weekday, offset, rest,
    several, staged, weekdays, whole, window, yearly,
};
use super::point::{Anchor, Base, Parts, Point};

impl Point {
    /// The one time that it is, whatever the day of publication.
    pub(super) fn absolute(&self) -> Option<Edtf> {
        let base = self.base.candidates(None);
        let single = base.len() == 1;
        self.candidates(None).into_iter().next().filter(|_| single)
    }

    /// The times that it may be, given the day on which the article was published.
    pub(super) fn candidates(&self, reference: Option<Day>) -> Vec<Edtf> {
        let found = self.base.candidates(reference).into_iter();
        let found = found.flat_map(|time| match self.stage {
            Some(stage) => [staged(&time, stage), half(&time, stage)]
                .into_iter()
                .flatten()
                .collect(),
            None => vec![time],
        });
        let mut times: Vec<Edtf> = Vec::new();
        for time in found.filter_map(|time| self.about(time)) {
            if !times.contains(&time) {
                times.push(time);
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

impl Base {
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
            Self::Feast(feast, year) => yearly(*year, reference, |year| feasts::day(*feast, year)),
            _ => self.relative(reference),
        }
    }

    /// The times that it may be by another time that is told.
    fn relative(&self, reference: Option<Day>) -> Vec<Edtf> {
        match self {
            Self::Offset(amounts, sign, Anchor::Time(base)) => {
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
            Self::Ending(amounts, base) => {
                let ends = base.candidates(reference).into_iter();
                ends.filter_map(|end| ending(amounts, &end)).collect()
            }
            Self::Counted(index, what, within) => {
                let within = within.candidates(reference).into_iter();
                let found = within.filter_map(|time| counted(*index, *what, &time));
                found.collect()
            }
            Self::Within(parts, outer) => {
                let outer = outer.candidates(reference).into_iter();
                outer.filter_map(|time| parts.within(&time)).collect()
            }
            Self::WeekOf(base) => {
                let days = base.candidates(reference).into_iter();
                let weeks =
                    days.filter_map(|day| calendar::shifted(day.bounds().earliest?, Span::Week, 0));
                weeks.collect()
            }
            Self::Several(sign, count, span, outer) => {
                let outer = outer.candidates(reference).into_iter();
                outer
                    .filter_map(|time| several(*sign, *count, *span, &time))
                    .collect()
            }
            _ => reference.map_or_else(Vec::new, |day| self.beside(day)),
        }
    }

    /// The times that it may be beside the day of publication.
    fn beside(&self, day: Day) -> Vec<Edtf> {
        match self {
            Self::About(span) => {
                let around = [0, -1].map(|count| calendar::shifted(day, *span, count));
                around.into_iter().flatten().collect()
            }
            Self::Shifted(span, count) => {
                calendar::shifted(day, *span, *count).into_iter().collect()
            }
            Self::Nearest(which, base) => nearest(*which, base, day),
            Self::Offset(amounts, sign, Anchor::Published) => offset(amounts, *sign, day),
            Self::Window(amounts, sign, spans) => {
                let mut found = window(amounts, *sign, day);
                let whole = spans.and_then(|(span, count)| whole(span, *sign, count, day));
                found.extend(whole);
                found
            }
            Self::Rest(span, part) => rest(*span, *part, day),
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
        Base::Feast(feast, None) => feasts::day(*feast, year),
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
