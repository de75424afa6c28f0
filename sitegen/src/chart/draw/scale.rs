//! From days to pixels, and where the axis has its ticks.

use dossier::Duration;
use dossier::duration::Unit;

use crate::chart::draw::width;
use crate::locale::Words;

/// A day as a number: days since 1 January 1970 (the proleptic Gregorian calendar).
pub(crate) type Day = i64;

/// Reads a day as the contract writes it.
pub(crate) fn day(text: &str) -> Option<Day> {
    dossier::Day::parse(text).map(dossier::Day::number)
}

/// The year and month of a day; those of the nearest day of the calendar where it lies beyond.
fn month_of(day: Day) -> (i64, i64) {
    let (first, last) = (dossier::Day::FIRST, dossier::Day::LAST);
    let near = dossier::Day::from_number(day.clamp(first.number(), last.number()));
    let (year, month, _) = near.unwrap_or(first).parts();
    (year, month)
}

/// The month of a day, counted from the beginning of the year 0.
pub(crate) fn month_number(day: Day) -> i64 {
    let (year, month) = month_of(day);
    year * 12 + month - 1
}

/// The first day of a month that is counted like [`month_number`].
pub(crate) fn first_of(month: i64) -> Day {
    let day = dossier::Day::new(month.div_euclid(12), month.rem_euclid(12) + 1, 1);
    // Axes begin and end a little beyond the calendar at most, where a month has no first day of its own.
    let beyond = if month < 0 {
        dossier::Day::FIRST.number()
    } else {
        dossier::Day::LAST.number() + 1
    };
    day.map_or(beyond, dossier::Day::number)
}

/// A month with its year, or without.
pub(crate) fn month_name(words: &Words, month: i64, with_year: bool) -> String {
    let place = usize::try_from(month.rem_euclid(12)).ok();
    let name = place.and_then(|place| words.months.get(place));
    let name = name.copied().unwrap_or_default();
    if with_year {
        (words.month)(&year_name(words, month), name)
    } else {
        name.to_owned()
    }
}

/// The year of a month that is counted like [`month_number`].
pub(crate) fn year_name(words: &Words, month: i64) -> String {
    (words.dates.year)(month.div_euclid(12))
}

/// A stretch of time on a stretch of pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) left: i32,
    pub(crate) right: i32,
}

/// A line of an axis, and where the middle of its name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) x: i32,
    pub(crate) middle: i32,
    pub(crate) name: String,
    /// Whether the scale ends there, and what lies behind it is only further away.
    pub(crate) broken: bool,
}

/// What lies between the names of two ticks at least.
const GAP: i32 = 14;

/// About half the width of a tick's name, whose letters are of 14 pixels.
pub(crate) fn half(name: &str) -> i32 {
    width(name) * 7 / 15 + 1
}

/// Names of ticks between two edges, those at the edges moved inside; none where two would touch.
pub(crate) fn apart(named: &[(i32, String)], (left, right): (i32, i32)) -> Option<Vec<Tick>> {
    let mut free = left - GAP;
    let mut ticks = Vec::new();
    for (x, name) in named {
        let half = half(name);
        let middle = (*x).min(right - half).max(left + half);
        if middle - half < free + GAP {
            return None;
        }
        free = middle + half;
        ticks.push(Tick {
            x: *x,
            middle,
            name: name.clone(),
            broken: false,
        });
    }
    Some(ticks)
}

/// As many of the names as do not touch, from the first on.
fn thinned(named: Vec<(i32, String)>, edges: (i32, i32)) -> Vec<Tick> {
    let mut kept: Vec<(i32, String)> = Vec::new();
    for tick in named {
        kept.push(tick);
        if apart(&kept, edges).is_none() {
            kept.pop();
        }
    }
    apart(&kept, edges).unwrap_or_default()
}

/// Which days have a tick.
#[derive(Clone, Copy, Debug)]
enum Pace {
    /// These of each month.
    Days(&'static [i64]),
    /// The first of every so many months.
    Months(i64),
}

/// From fine to coarse.
const PACES: [Pace; 20] = [
    Pace::Days(&[1, 6, 11, 16, 21, 26]),
    Pace::Days(&[1, 11, 21]),
    Pace::Days(&[1, 15]),
    Pace::Months(1),
    Pace::Months(2),
    Pace::Months(3),
    Pace::Months(6),
    Pace::Months(12),
    Pace::Months(24),
    Pace::Months(5 * 12),
    Pace::Months(10 * 12),
    Pace::Months(20 * 12),
    Pace::Months(25 * 12),
    Pace::Months(50 * 12),
    Pace::Months(100 * 12),
    Pace::Months(200 * 12),
    Pace::Months(500 * 12),
    Pace::Months(1_000 * 12),
    Pace::Months(2_000 * 12),
    Pace::Months(5_000 * 12),
];

/// How many ticks are looked at before a pace is taken for too fine.
const TICKS_MAX: i64 = 24;

impl Scale {
    /// Where a day lies; at the edge if it is beyond.
    pub(crate) fn x(&self, day: Day) -> i32 {
        let day = day.min(self.last).max(self.first);
        let room = i64::from(self.right - self.left);
        let length = (self.last - self.first).max(1);
        self.left + i32::try_from((day - self.first) * room / length).unwrap_or(0)
    }

    /// The ticks of the finest pace whose names do not touch.
    pub(crate) fn ticks(&self, words: &Words, edges: (i32, i32)) -> Vec<Tick> {
        let mut finest = Vec::new();
        for pace in PACES {
            let named = self.at(words, pace);
            match apart(&named, edges) {
                Some(ticks) if !ticks.is_empty() => return ticks,
                _ if !named.is_empty() => finest = named,
                _ => {}
            }
        }
        thinned(finest, edges)
    }

    /// The ticks of a pace, none where there are far too many. The year stands at the first one, and
    /// where it changes.
    fn at(&self, words: &Words, pace: Pace) -> Vec<(i32, String)> {
        let (first, last) = (month_number(self.first), month_number(self.last));
        let (every, days): (i64, &[i64]) = match pace {
            Pace::Days(days) => (1, days),
            Pace::Months(months) => (months, &[1]),
        };
        let count = i64::try_from(days.len()).unwrap_or(1) * (last - first) / every;
        if count > TICKS_MAX {
            return Vec::new();
        }
        let start = (first + every - 1).div_euclid(every) * every;
        let months = (0..)
            .map(|step| start + step * every)
            .take_while(|month| *month <= last);
        let mut year = None;
        let mut named = Vec::new();
        for month in months {
            let own = month.div_euclid(12);
            for of_month in days {
                let day = first_of(month) + of_month - 1;
                if !(self.first..=self.last).contains(&day) {
                    continue;
                }
                let with_year = year != Some(own);
                year = Some(own);
                let name = match pace {
                    Pace::Months(every) if every % 12 == 0 => (words.dates.year)(own),
                    Pace::Months(_) => month_name(words, month, with_year),
                    Pace::Days(_) => day_name(words, month, *of_month, with_year),
                };
                named.push((self.x(day), name));
            }
        }
        named
    }
}

/// A day of a month with its year, or without.
fn day_name(words: &Words, month: i64, of_month: i64, with_year: bool) -> String {
    let year = if with_year {
        year_name(words, month)
    } else {
        String::new()
    };
    let name = month_name(words, month, false);
    let day = (words.day)(&year, &name, &of_month.to_string());
    day.trim().to_owned()
}

/// About how many days a duration such as `P5Y`, `P2W` or `PT48H` has; part of a day counts as one.
pub(crate) fn days(duration: &str) -> Option<i64> {
    let read = Duration::parse(duration)?;
    let (mut days, mut seconds) = (0, 0);
    for amount in read.amounts() {
        // Years of 365 days and a quarter, months a twelfth of that.
        match amount.unit {
            Unit::Year => days += amount.whole * 1_461 / 4,
            Unit::Month => days += amount.whole * 487 / 16,
            Unit::Week => days += amount.whole * 7,
            Unit::Day => days += amount.whole,
            Unit::Hour => seconds += amount.whole * 3_600,
            Unit::Minute => seconds += amount.whole * 60,
            Unit::Second => seconds += amount.whole,
        }
        // Part of an amount is less than a day, or as good as one.
        seconds += i64::from(!amount.fraction.is_empty());
    }
    Some(days + (seconds + 86_399) / 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        assert_eq!(day("2024-06-19"), Some(19_893));
        assert_eq!(day("2024"), None);
        assert_eq!(month_of(19_893), (2024, 6));
        assert_eq!(month_of(-1), (1969, 12));
        assert_eq!(day("-0043-03-15").map(month_of), Some((-43, 3)));
        assert_eq!(month_number(19_893), 2024 * 12 + 5);
        assert_eq!(first_of(2000 * 12 + 2), 11_017);
    }

    #[test]
    fn durations_are_about_so_many_days() {
        for (duration, expected) in [
            ("P4Y", Some(1_461)),
            ("P1Y6M", Some(365 + 182)),
            ("P2W", Some(14)),
            ("PT48H", Some(2)),
            ("PT6H", Some(1)),
            ("5Y", None),
            ("P99999999999999999999Y", None),
        ] {
            assert_eq!(days(duration), expected, "{duration}");
        }
    }

    fn ticks_are_apart(words: &Words, right: i32, length: i64, first: Day) {
        let scale = Scale {
            first,
            last: first + length,
            left: 8,
            right: right - 8,
        };
        let ticks = scale.ticks(words, (0, right));
        let end = |tick: &Tick| {
            let half = half(&tick.name);
            (tick.middle - half, tick.middle + half)
        };
        let ends: Vec<(i32, i32)> = ticks.iter().map(end).collect();
        let touch = ends.windows(2).any(|two| two[0].1 + 12 > two[1].0);
        let outside = ends.iter().any(|(from, to)| *from < 0 || *to > right);
        assert!(!touch && !outside, "{ticks:?} in {right}");
        // A month always has a first or a fifteenth.
        assert!(length < 31 || !ticks.is_empty(), "{first} {length} {right}");
    }

    #[test]
    fn names_of_ticks_never_touch_whatever_the_time_and_the_width() {
        for words in Words::ALL {
            for right in [200, 248, 304, 704] {
                for length in [2, 20, 31, 45, 90, 200, 500, 1_000, 20_000, 400_000] {
                    let firsts = (17_000..18_000).step_by(37);
                    firsts.for_each(|first| ticks_are_apart(words, right, length, first));
                }
            }
        }
    }
}
