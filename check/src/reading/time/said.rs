//! A time as a text says it, and what it may be.

use dossier::edtf::Date;
use dossier::{Bounds, Day, Edtf};

use super::agreement::{Agreement, compare, holding};
use super::length::Length;
use super::point::{Base, Point, Stage};

/// A time or a length of time that a text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub(super) said: Said,
    /// Whether it may be counted from a time of the text around, and not from the day of publication: "the
    /// following week".
    pub(super) from_context: bool,
    /// Whether the end of it is not part of it: "before 2030", and not "until 2030".
    pub(super) is_before: bool,
    /// Whether a "not" stands before it, so that it may be where something begins: "not open before 2028".
    pub(super) is_denied: bool,
}

/// What kind of time words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// One that needs no other: "19 June 2024", "the 1990s", "since 2008".
    Absolute,
    /// One that lacks its year, its month or its week: "in June", "on Monday", "5/6/2024", which is two.
    Partial,
    /// One that is said beside another: "yesterday", "last January", "three days later".
    Relative,
    /// A length: "five years".
    Duration,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    At(Point),
    /// From one to another; an end that is not said is open.
    Between(Option<Point>, Option<Point>),
    For(Length),
}

impl Time {
    pub(super) const fn at(base: Base) -> Self {
        Self {
            said: Said::At(Point::new(base)),
            from_context: false,
            is_before: false,
            is_denied: false,
        }
    }

    /// What kind of time it is.
    pub fn kind(&self) -> TimeKind {
        let points = match &self.said {
            Said::For(_) => return TimeKind::Duration,
            Said::At(point) => [Some(point), None],
            Said::Between(start, end) => [start.as_ref(), end.as_ref()],
        };
        let points = || points.into_iter().flatten();
        if points().all(|point| point.absolute().is_some()) {
            TimeKind::Absolute
        } else if points().all(Point::is_partial) {
            TimeKind::Partial
        } else {
            TimeKind::Relative
        }
    }

    /// The one time that it is, whatever the day of publication.
    pub fn absolute(&self) -> Option<Edtf> {
        match self.kind() {
            TimeKind::Absolute => self.candidates(None).into_iter().next(),
            _ => None,
        }
    }

    /// The length that is given: that of a duration, or the distance from another time ("within five
    /// years", "two years ago").
    pub fn length(&self) -> Option<Length> {
        match &self.said {
            Said::For(length) => Some(length.clone()),
            Said::At(Point {
                base:
                    Base::Offset(amounts, ..) | Base::Window(amounts, ..) | Base::Ending(amounts, _),
                approximate,
                ..
            }) => Some(Length {
                approximate: *approximate,
                ..Length::new(amounts)
            }),
            _ => None,
        }
    }

    /// Which part of the named time: "early 2024".
    pub const fn stage(&self) -> Option<Stage> {
        match &self.said {
            Said::At(point) => point.stage,
            _ => None,
        }
    }

    /// The times that it may be, given the day on which the article was published: for a date without a
    /// year, the nearest one before and the nearest one after. Weeks start on Monday. None for a length,
    /// and for what only the surrounding words can tell.
    pub fn candidates(&self, reference: Option<Day>) -> Vec<Edtf> {
        match &self.said {
            Said::For(_) => Vec::new(),
            Said::At(point) => point.candidates(reference),
            Said::Between(start, end) => {
                let mut found = between(start.as_ref(), end.as_ref(), reference);
                if self.is_denied {
                    found.extend(between(end.as_ref(), None, reference));
                }
                found
            }
        }
    }

    /// How it compares with a time that a fact gives. Of a range only the ends count, because a time in
    /// the middle of it is not what the words say.
    pub fn agrees(&self, value: &Edtf, reference: Option<Day>) -> Agreement {
        if self.ends_with(value, reference) {
            return Agreement::Same;
        }
        let found = self.candidates(reference);
        let ranged = matches!(self.said, Said::Between(..));
        let compared = found
            .iter()
            .map(|candidate| compare(candidate, value, ranged));
        match compared.min() {
            Some(Agreement::Different) if self.from_context => Agreement::Unknown,
            Some(agreement) => agreement,
            None => Agreement::Unknown,
        }
    }

    /// Whether the words bear out all of a time: they say it, or one that lies within it. "Last year" does not
    /// bear out a day.
    pub fn bears_out(&self, value: &Edtf, reference: Option<Day>) -> bool {
        let wanted = value.bounds();
        // A time without an end goes on to the day on which it is told, and one without a beginning may be
        // counted from there.
        let is_now = |end: Option<&Date>| {
            let bounds = end.map(Date::bounds);
            let holds = |day: Day| {
                bounds.is_some_and(|range| range.earliest <= Some(day) && Some(day) <= range.latest)
            };
            bounds.is_none() || reference.is_some_and(holds)
        };
        let (starts_now, ends_now) = match value {
            Edtf::Interval(interval) => (
                is_now(interval.start().date()),
                is_now(interval.end().date()),
            ),
            _ => (false, true),
        };
        let is_within = |edtf: &Edtf| {
            let said = edtf.bounds();
            let starts = match said.earliest {
                Some(_) => said.earliest >= wanted.earliest,
                None => starts_now,
            };
            let ends = match said.latest {
                Some(_) => wanted.latest.is_none() || said.latest <= wanted.latest,
                None => ends_now,
            };
            starts && ends
        };
        match self.agrees(value, reference) {
            Agreement::Same => true,
            Agreement::Compatible => self.candidates(reference).iter().any(is_within),
            Agreement::Unknown | Agreement::Different => false,
        }
    }

    /// Whether a time with an open beginning ends as the words say, though it is not written as they are:
    /// "before 2031" ends on the last day of 2030, and "by mid-2028" in any part of its middle.
    fn ends_with(&self, value: &Edtf, reference: Option<Day>) -> bool {
        let (Said::Between(None, Some(end)), Edtf::Interval(interval)) = (&self.said, value) else {
            return false;
        };
        let (start, last) = (interval.start(), interval.end());
        let is_now = |start: &Date| {
            let bounds = start.bounds();
            reference.is_some_and(|day| bounds.earliest <= Some(day) && Some(day) <= bounds.latest)
        };
        let (None | Some(true), Some(date)) = (start.date().map(is_now), last.date()) else {
            return false;
        };
        let wanted = date.bounds();
        end.candidates(reference).iter().any(|range| {
            let said = range.bounds();
            let eve = said
                .earliest
                .and_then(|day| Day::from_number(day.number() - 1));
            let is_eve = self.is_before && eve.is_some() && wanted.latest == eve;
            let is_part = end.stage.is_some() && holding(said, wanted) != Agreement::Different;
            is_eve || is_part
        })
    }

    /// How it is best written in a file, of a time with an open beginning; of another one as it may be.
    /// Empty where that depends on the words around.
    pub fn written(&self, reference: Option<Day>) -> String {
        let candidates = self.candidates(reference);
        let (Said::Between(None, Some(end)), false) = (&self.said, self.is_denied) else {
            let all: Vec<String> = candidates.iter().map(ToString::to_string).collect();
            return all.join("` or `");
        };
        let before = |edtf: &Edtf| {
            let day = edtf.bounds().earliest?;
            let (year, month, of_month) = day.parts();
            let eve = Day::from_number(day.number() - 1)?;
            let (last, of_year, _) = eve.parts();
            Some(match (month, of_month) {
                (1, 1) => format!("../{last:04}"),
                (_, 1) => format!("../{year:04}-{of_year:02}"),
                _ => format!("../{eve}"),
            })
        };
        let ends = end.candidates(reference);
        let written = ends.first().and_then(before).filter(|_| self.is_before);
        let as_said = || candidates.first().map(ToString::to_string);
        written.or_else(as_said).unwrap_or_default()
    }
}

/// All that a range may be. An end that lacks its year or its week is the one nearest to the other end.
fn between(start: Option<&Point>, end: Option<&Point>, reference: Option<Day>) -> Vec<Edtf> {
    let mut found: Vec<Edtf> = Vec::new();
    for (start, end) in pairs(start, end, reference) {
        let (start, end) = (written(start.as_ref(), 0), written(end.as_ref(), 1));
        let range = Edtf::parse(&format!("{start}/{end}")).ok();
        found.extend(range.filter(|range| !found.contains(range)));
    }
    found
}

type Ends = (Option<Edtf>, Option<Edtf>);

fn pairs(start: Option<&Point>, end: Option<&Point>, reference: Option<Day>) -> Vec<Ends> {
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start, end),
        (start, end) => {
            let all = |point: &Point| point.candidates(reference);
            let starts = start
                .map(all)
                .into_iter()
                .flatten()
                .map(|time| (Some(time), None));
            let ends = end
                .map(all)
                .into_iter()
                .flatten()
                .map(|time| (None, Some(time)));
            return starts.chain(ends).collect();
        }
    };
    let lacking = |point: &Point| point.is_partial() && point.candidates(None).is_empty();
    if lacking(end) {
        let starts = start.candidates(reference).into_iter();
        let pairs = starts.filter_map(|start| {
            let first = start.bounds().earliest;
            let ends = end.candidates(first).into_iter();
            let behind = ends.filter(|end| end.bounds().earliest >= first);
            let nearest = behind.min_by_key(|end| end.bounds().earliest);
            nearest.map(|end| (Some(start), Some(end)))
        });
        return pairs.collect();
    }
    let ends = end.candidates(reference).into_iter();
    let pairs = ends.flat_map(|end| {
        let last = end.bounds().latest;
        let near = if lacking(start) { last } else { reference };
        let starts = start.candidates(near).into_iter();
        let before = starts.filter(move |start| start.bounds().latest <= last);
        let nearest = lacking(start);
        let before: Vec<Edtf> = before.collect();
        let before = if nearest {
            before
                .into_iter()
                .max_by_key(|start| start.bounds().latest)
                .into_iter()
                .collect()
        } else {
            before
        };
        before
            .into_iter()
            .map(move |start| (Some(start), Some(end.clone())))
    });
    pairs.collect()
}

/// An end of a range as EDTF has it; of a time that is one itself, its first or last part.
fn written(time: Option<&Edtf>, part: usize) -> String {
    let Some(time) = time else {
        return "..".to_owned();
    };
    let text = time.to_string();
    if text.contains('X') {
        let Bounds { earliest, latest } = time.bounds();
        let day = if part == 0 { earliest } else { latest };
        return day.map_or_else(|| "..".to_owned(), |day| format!("{:04}", day.parts().0));
    }
    text.split('/').nth(part).unwrap_or(&text).to_owned()
}
