//! A time of day, which a date may have.

use std::fmt::{self, Display, Formatter};

use super::SECONDS_OF_DAY;
use crate::day::Day;

/// A day and a time of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    pub(super) day: Day,
    pub(super) clock: Clock,
    pub(super) zone: Zone,
}

impl Moment {
    /// Its day, as it is written, whatever the offset.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// What the clock shows.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Which clock it is.
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// The first and the last second that it may mean, counted like [`Edtf::seconds`].
    pub(super) fn seconds(&self) -> (i64, i64) {
        let minute = self.clock.hour * 60 + self.clock.minute;
        let first = self.day.number() * SECONDS_OF_DAY + minute * 60;
        match self.clock.second {
            Some(second) => (first + second, first + second),
            None => (first, first + 59),
        }
    }
}

impl Display for Moment {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}T{}{}", self.day, self.clock, self.zone)
    }
}

/// What a clock shows: `23:20`, `23:20:30`, `23:20:30.5`, also `24:00` and the leap second `23:59:60`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Clock {
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: Option<i64>,
    /// The digits behind the point.
    pub(super) fraction: String,
}

impl Display for Clock {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(formatter, ":{second:02}")?;
        }
        if !self.fraction.is_empty() {
            write!(formatter, ".{}", self.fraction)?;
        }
        Ok(())
    }
}

/// Which clock a time is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// That of the place, which the text does not give.
    Local,
    /// Coordinated universal time; written `Z`.
    Utc,
    /// At an offset from universal time; written `-04` or `+04:30`.
    Offset {
        /// Whether it is behind universal time.
        behind: bool,
        /// By how many hours.
        hours: i64,
        /// By how many minutes more; nothing where they are not written.
        minutes: Option<i64>,
    },
}

impl Display for Zone {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local => Ok(()),
            Self::Utc => formatter.write_str("Z"),
            Self::Offset {
                behind,
                hours,
                minutes,
            } => {
                let sign = if *behind { '-' } else { '+' };
                write!(formatter, "{sign}{hours:02}")?;
                minutes.map_or(Ok(()), |minutes| write!(formatter, ":{minutes:02}"))
            }
        }
    }
}
