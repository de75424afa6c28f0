//! What does a date say, and which days may it mean?
//!
//! Dates are EDTF (ISO 8601-2:2019), levels 0 and 1 of the profile of the Library of Congress. They
//! are parsed here and not in one of the programs, because all of them need the same answer: the server
//! compares, checks and derives dates, pages write them in words, and a client may want both. Parsing
//! gives a value that prints as the text it was read from; no code passes on a date as a text that it
//! has not parsed. Years of more than four digits (`Y17000`) and all of level 2 are not supported.
//!
//! Choices where the profile leaves something open:
//!
//! - Seasons are those of the northern hemisphere, in whole months: spring is March to May, and winter
//!   begins in December of its year and ends in February of the next. Seasons may be qualified, and be
//!   the ends of an interval.
//! - From one to all four of a year's last digits may be unspecified if the year is alone.
//! - A time of day may lack its seconds; the day is as written, whatever the offset.

mod error;
mod meant;
mod moment;
mod read;

pub use error::EdtfError;
pub use meant::MONTHS;
pub use moment::{Clock, Moment, Zone};

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

use crate::day::Day;

/// A date, a moment, or an interval, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// A year, a month, a season or a day. Example: `2024-06`.
    Date(Date),
    /// A time of a day. Example: `2024-06-19T23:20:30Z`.
    Moment(Moment),
    /// From one date to another. Example: `2022/2024-06`.
    Interval(Interval),
}

impl Edtf {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// If it is not a date, not in the calendar, ends before it begins, or is not supported.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        read::expression(text)
    }

    /// The first and the last day that it may mean.
    pub fn bounds(&self) -> Bounds {
        match self {
            Self::Date(date) => date.bounds(),
            Self::Moment(moment) => Bounds {
                earliest: Some(moment.day),
                latest: Some(moment.day),
            },
            Self::Interval(interval) => interval.bounds(),
        }
    }

    /// Whether it, or one of its ends, is uncertain or approximate.
    pub fn is_qualified(&self) -> bool {
        match self {
            Self::Date(date) => date.is_qualified(),
            Self::Moment(_) => false,
            Self::Interval(interval) => [interval.start, interval.end]
                .iter()
                .any(|end| end.date().is_some_and(Date::is_qualified)),
        }
    }

    /// Whether it is one known day: neither longer, nor uncertain, nor approximate.
    pub fn is_exact(&self) -> bool {
        let Bounds { earliest, latest } = self.bounds();
        earliest.is_some() && earliest == latest && !self.is_qualified()
    }

    /// The first and the last second that it may mean, counted from the beginning of 1 January 1970
    /// on the clock that it is written for. `None` if an end is open or unknown.
    pub fn seconds(&self) -> (Option<i64>, Option<i64>) {
        if let Self::Moment(moment) = self {
            let (first, last) = moment.seconds();
            return (Some(first), Some(last));
        }
        let Bounds { earliest, latest } = self.bounds();
        let midnight = |day: Day| day.number() * SECONDS_OF_DAY;
        (
            earliest.map(midnight),
            latest.map(|day| midnight(day) + SECONDS_OF_DAY - 1),
        )
    }
}

impl Display for Edtf {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(formatter),
            Self::Moment(moment) => moment.fmt(formatter),
            Self::Interval(Interval { start, end }) => write!(formatter, "{start}/{end}"),
        }
    }
}

/// How many seconds a day has; leap seconds are not counted.
pub(crate) const SECONDS_OF_DAY: i64 = 86_400;

/// The first and the last day that something may cover.
///
/// They are ordered as on a timeline: by the first day, an open or unknown one before all others, then
/// by the last, an open or unknown one after all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The first day; `None` if the start is open or unknown.
    pub earliest: Option<Day>,
    /// The last day; `None` if the end is open or unknown.
    pub latest: Option<Day>,
}

impl Bounds {
    /// Whether both may have a day in common; an open or unknown end may be any day.
    pub fn meets(&self, other: &Self) -> bool {
        let before = |last: Option<Day>, first: Option<Day>| {
            last.zip(first).is_some_and(|(last, first)| last < first)
        };
        !before(self.latest, other.earliest) && !before(other.latest, self.earliest)
    }

    /// Whether the last day comes before the first, so that no day lies between them.
    pub fn is_reversed(&self) -> bool {
        let both = self.earliest.zip(self.latest);
        both.is_some_and(|(first, last)| last < first)
    }

    /// Whether at least one of both days is known.
    pub const fn is_dated(&self) -> bool {
        self.earliest.is_some() || self.latest.is_some()
    }
}

impl Ord for Bounds {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |bounds: &Self| (bounds.earliest, bounds.latest.is_none(), bounds.latest);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Bounds {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A year, a month, a season or a day, and how certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    year: Year,
    part: Part,
    qualifier: Qualifier,
}

impl Date {
    /// The date of a given precision that contains a day.
    pub fn around(day: Day, precision: Precision, qualifier: Qualifier) -> Self {
        let (year, month, of_month) = day.parts();
        let part = match precision {
            Precision::Year => Part::Year,
            Precision::Month => Part::Month(month),
            Precision::Day => Part::Day(month, of_month),
        };
        Self {
            year: Year {
                negative: year < 0,
                digits: year.abs(),
                unspecified: 0,
            },
            part,
            qualifier,
        }
    }

    /// Its year.
    pub const fn year(&self) -> Year {
        self.year
    }

    /// Which part of the year it is.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// How certain it is.
    pub const fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    fn is_qualified(&self) -> bool {
        self.qualifier != Qualifier::Certain
    }

    fn has_unspecified(&self) -> bool {
        let part = matches!(
            self.part,
            Part::SomeMonth | Part::SomeDay | Part::SomeDayOf(_)
        );
        part || self.year.unspecified > 0
    }

    /// How precise it is.
    pub const fn precision(&self) -> Precision {
        match self.part {
            Part::Year | Part::SomeMonth | Part::SomeDay => Precision::Year,
            Part::Month(_) | Part::SomeDayOf(_) | Part::Season(_) => Precision::Month,
            Part::Day(..) => Precision::Day,
        }
    }

    /// The first and the last day that it may mean.
    pub fn bounds(&self) -> Bounds {
        let Some((first, last)) = self.year.range() else {
            return Bounds::default();
        };
        let months = |(first, from): (i64, i64), (last, to): (i64, i64)| Bounds {
            earliest: Day::new(first, from, 1),
            latest: Day::last_of(last, to),
        };
        match self.part {
            Part::Year | Part::SomeMonth | Part::SomeDay => months((first, 1), (last, 12)),
            Part::Month(month) | Part::SomeDayOf(month) => months((first, month), (last, month)),
            Part::Season(Season::Spring) => months((first, 3), (last, 5)),
            Part::Season(Season::Summer) => months((first, 6), (last, 8)),
            Part::Season(Season::Autumn) => months((first, 9), (last, 11)),
            Part::Season(Season::Winter) => months((first, 12), (last + 1, 2)),
            Part::Day(month, of_month) => Bounds {
                earliest: Day::new(first, month, of_month),
                latest: Day::new(last, month, of_month),
            },
        }
    }
}

impl Display for Date {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.year.fmt(formatter)?;
        match self.part {
            Part::Year => {}
            Part::SomeMonth => formatter.write_str("-XX")?,
            Part::SomeDay => formatter.write_str("-XX-XX")?,
            Part::Month(month) => write!(formatter, "-{month:02}")?,
            Part::SomeDayOf(month) => write!(formatter, "-{month:02}-XX")?,
            Part::Season(season) => write!(formatter, "-{}", season.number())?,
            Part::Day(month, of_month) => write!(formatter, "-{month:02}-{of_month:02}")?,
        }
        formatter.write_str(self.qualifier.as_str())
    }
}

/// A year of four digits, of which the last ones may be unspecified (`X`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Year {
    negative: bool,
    /// The four digits as a number, with zeros for those that are unspecified.
    digits: i64,
    /// How many of the last digits are unspecified.
    unspecified: u8,
}

impl Year {
    /// How many of its last digits are unspecified, from 0 to 4.
    pub const fn unspecified(&self) -> u8 {
        self.unspecified
    }

    /// The first and the last year that it may mean; the year 0 is 1 BC. `None` if all of its digits are
    /// unspecified.
    pub fn range(&self) -> Option<(i64, i64)> {
        let more = match self.unspecified {
            0 => 0,
            1 => 9,
            2 => 99,
            3 => 999,
            _ => return None,
        };
        let (low, high) = (self.digits, self.digits + more);
        // There is no year -0.
        let range = if self.negative {
            (-high, -low.max(1))
        } else {
            (low, high)
        };
        Some(range)
    }
}

impl Display for Year {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let digits = format!("{:04}", self.digits);
        let marks = usize::from(self.unspecified);
        let known = digits.len().saturating_sub(marks);
        let known = digits.get(..known).unwrap_or_default();
        write!(formatter, "{sign}{known}{}", "X".repeat(marks))
    }
}

/// Which part of a year a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it. Example: `2024`.
    Year,
    /// An unspecified month. Example: `2024-XX`.
    SomeMonth,
    /// An unspecified day. Example: `2024-XX-XX`.
    SomeDay,
    /// A month, from 1 to 12. Example: `2024-06`.
    Month(i64),
    /// An unspecified day of a month. Example: `2024-06-XX`.
    SomeDayOf(i64),
    /// A season. Example: `2024-21`.
    Season(Season),
    /// A month and its day, both from 1 on. Example: `2024-06-19`.
    Day(i64, i64),
}

/// A season of the northern hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// March to May; written 21.
    Spring,
    /// June to August; written 22.
    Summer,
    /// September to November; written 23.
    Autumn,
    /// December to February of the next year; written 24.
    Winter,
}

impl Season {
    /// All seasons, in the order of the year.
    pub const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    /// The number written in place of a month.
    pub const fn number(self) -> i64 {
        match self {
            Self::Spring => 21,
            Self::Summer => 22,
            Self::Autumn => 23,
            Self::Winter => 24,
        }
    }
}

/// How precise a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// One or more years.
    Year,
    /// One or more months.
    Month,
    /// A day.
    Day,
}

/// How certain a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// As certain as its source.
    Certain,
    /// Perhaps then; written `?`.
    Uncertain,
    /// About then; written `~`.
    Approximate,
    /// Perhaps, and about then; written `%`.
    Both,
}

impl Qualifier {
    /// All marks that can be written.
    const WRITTEN: [Self; 3] = [Self::Uncertain, Self::Approximate, Self::Both];

    /// The mark after the date.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "",
            Self::Uncertain => "?",
            Self::Approximate => "~",
            Self::Both => "%",
        }
    }
}

/// From one date to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    start: End,
    end: End,
}

impl Interval {
    /// An interval between two ends.
    ///
    /// # Errors
    ///
    /// If it ends before it begins, or an end has unspecified digits, which is level 2.
    pub fn new(start: End, end: End) -> Result<Self, EdtfError> {
        let interval = Self { start, end };
        let text = || Edtf::Interval(interval).to_string();
        let unspecified = |end: End| end.date().is_some_and(Date::has_unspecified);
        if unspecified(start) || unspecified(end) {
            return Err(EdtfError::LevelTwo(text()));
        }
        let Bounds { earliest, latest } = interval.bounds();
        match earliest.zip(latest) {
            Some((first, last)) if first > last => Err(EdtfError::Backwards(text())),
            _ => Ok(interval),
        }
    }

    /// Where it begins.
    pub const fn start(&self) -> End {
        self.start
    }

    /// Where it ends.
    pub const fn end(&self) -> End {
        self.end
    }

    fn bounds(&self) -> Bounds {
        let bounds = |end: &End| end.date().map(Date::bounds).unwrap_or_default();
        Bounds {
            earliest: bounds(&self.start).earliest,
            latest: bounds(&self.end).latest,
        }
    }
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// It exists, but is unknown; written as nothing.
    Unknown,
    /// There is none: it has not ended, or has no beginning; written `..`.
    Open,
    /// A date.
    Date(Date),
}

impl End {
    /// Its date, if it has one.
    pub const fn date(&self) -> Option<&Date> {
        match self {
            Self::Date(date) => Some(date),
            Self::Unknown | Self::Open => None,
        }
    }
}

impl Display for End {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Open => formatter.write_str(".."),
            Self::Date(date) => date.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests;
