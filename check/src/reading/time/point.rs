//! A time as words say it.
//!
//! Nothing is added to the words: "in June" stays a month without a year, and "two years ago" a duration
//! before a day that the words do not name. Only `candidates` looks at that day.

use dossier::Edtf;

use super::calendar::Span;
use super::feasts::Feast;
use super::length::Amounts;

/// A part of a span of time.
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
    /// Digits that may be read in two ways: the order of day and month, or a month and a range of years.
    Either(Box<Self>, Box<Self>),
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
    /// The time from a length ago to now, or from now to a length ahead where the sign is 1; and the
    /// stretches of the calendar that are counted.
    Window(Amounts, i64, Option<(Span, i64)>),
    /// A length that ends with another time: "the three months to October".
    Ending(Amounts, Box<Self>),
    /// The first ones of some stretches in a longer time, or the last ones where the sign is -1: "the first
    /// six months of 2024".
    Several(i64, i64, Span, Box<Self>),
    /// A feast, by its rule, and its year.
    Feast(Feast, Option<i64>),
    /// The n-th of something in a longer time, or the last where n is -1.
    Counted(i64, Counted, Box<Self>),
    /// A date in a longer time: "the 20th of next month", "Friday of last week".
    Within(Parts, Box<Self>),
    /// The stretch about the day of publication, or the one before it: "the weekend".
    About(Span),
    /// The week in which a day lies.
    WeekOf(Box<Self>),
    /// A part of a stretch that the day of publication divides.
    Rest(Span, Rest),
    /// A time that only the text around names: "then", "the same week".
    Context,
}

/// Which part of a stretch is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// What is left of it: "the rest of the week".
    Left,
    /// What has passed: "the year to date".
    Passed,
    /// A time in what is left, or late in all of it: "later this week".
    Later,
    /// A time in what has passed, or early in all of it: "earlier this year".
    Earlier,
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

    /// Whether the words give parts of a date of the calendar, and not a place beside another time.
    pub(super) fn is_partial(&self) -> bool {
        self.base.is_partial()
    }
}

impl Base {
    fn is_partial(&self) -> bool {
        match self {
            Self::Either(one, _) => one.is_partial(),
            Self::Fixed(_)
            | Self::Parts(_)
            | Self::Decade(_)
            | Self::Season(..)
            | Self::Feast(..)
            | Self::Months(..)
            | Self::Week(..) => true,
            _ => false,
        }
    }

    /// The whole stretch beside that of the day of publication: "last year", also where "the past year" may
    /// be the last twelve months.
    pub(super) fn stretch(&self) -> Option<&Self> {
        match self {
            Self::Shifted(..) => Some(self),
            Self::Either(one, _) => one.stretch(),
            _ => None,
        }
    }

    /// A date of which parts are said.
    pub(super) const fn date(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Self {
        Self::Parts(Parts {
            year,
            month,
            day,
            weekday: None,
        })
    }
}

impl Parts {
    /// Whether only the number of a day is said.
    pub(super) const fn is_day(&self) -> bool {
        self.day.is_some() && self.month.is_none() && self.year.is_none() && self.weekday.is_none()
    }
}
