//! How long is a duration, and which day is that far from another?
//!
//! Durations are ISO 8601: `P5Y`, `P1Y6M`, `P2W`, `PT48H`, `P1DT12H`. Years and months are those of the
//! calendar; all other units have a fixed length, and a day has 24 hours. The table in the tests says
//! which texts are durations.

use std::fmt::{self, Display, Formatter};

use crate::day::{Day, month_length};
use crate::edtf::SECONDS_OF_DAY;

/// A unit of time, from the longest to the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A calendar year.
    Year,
    /// A calendar month.
    Month,
    /// Seven days.
    Week,
    /// 24 hours.
    Day,
    /// An hour.
    Hour,
    /// A minute.
    Minute,
    /// A second.
    Second,
}

impl Unit {
    /// The units before the `T`, and those behind it.
    const BY_LETTER: [&'static [(char, Self)]; 2] = [
        &[
            ('Y', Self::Year),
            ('M', Self::Month),
            ('W', Self::Week),
            ('D', Self::Day),
        ],
        &[('H', Self::Hour), ('M', Self::Minute), ('S', Self::Second)],
    ];

    /// How many seconds it has; nothing where that depends on the calendar.
    const fn seconds(self) -> Option<i64> {
        match self {
            Self::Year | Self::Month => None,
            Self::Week => Some(7 * SECONDS_OF_DAY),
            Self::Day => Some(SECONDS_OF_DAY),
            Self::Hour => Some(3_600),
            Self::Minute => Some(60),
            Self::Second => Some(1),
        }
    }

    /// The letter behind its number.
    const fn letter(self) -> char {
        match self {
            Self::Year => 'Y',
            Self::Month | Self::Minute => 'M',
            Self::Week => 'W',
            Self::Day => 'D',
            Self::Hour => 'H',
            Self::Second => 'S',
        }
    }
}

/// A number of units.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The unit.
    pub unit: Unit,
    /// How many; not negative.
    pub whole: i64,
    /// The digits after the point; empty if there are none. Only the last amount of a duration has them,
    /// and years and months never do.
    pub fraction: String,
}

/// A length of time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    amounts: Vec<Amount>,
}

/// More digits would be a slip of the keyboard; so many keep all sums far from overflow.
const DIGITS_MAX: usize = 9;

impl Duration {
    /// Reads a duration: each unit at most once, longest first, in whole numbers except the shortest,
    /// which may have a fraction if its length is fixed (`PT1.5H`). `None` for any other text, including
    /// one with a sign.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (days, times) = match rest.split_once('T') {
            Some((_, "")) => return None,
            Some((days, times)) => (days, times),
            None => (rest, ""),
        };
        let mut amounts = Vec::new();
        for (part, letters) in [days, times].into_iter().zip(Unit::BY_LETTER) {
            read(part, letters, &mut amounts)?;
        }
        let (_, longer) = amounts.split_last()?;
        let whole = longer.iter().all(|amount| amount.fraction.is_empty());
        whole.then_some(Self { amounts })
    }

    /// Its parts, the longest unit first; never empty.
    pub fn amounts(&self) -> &[Amount] {
        &self.amounts
    }

    /// Whether it has no length, like `P0D`.
    pub fn is_zero(&self) -> bool {
        let zero =
            |amount: &Amount| amount.whole == 0 && amount.fraction.bytes().all(|byte| byte == b'0');
        self.amounts.iter().all(zero)
    }

    /// Whether it is longer than another one, wherever in the calendar both begin: `P1M` is longer than
    /// `P27D` and not longer than `P28D`.
    pub fn is_longer_than(&self, other: &Self) -> bool {
        STARTS.into_iter().all(|(year, month)| {
            let start = Day::new(year, month, 1).map_or(0, Day::number) * SECONDS_OF_DAY;
            self.moved(start, Rounding::Down) > other.moved(start, Rounding::Up)
        })
    }

    /// The day of the second that is this much after another one (both counted like
    /// [`Edtf::seconds`](crate::Edtf::seconds)). A day that its month does not have becomes the last one.
    /// `None` after the last day that a date can have.
    pub fn day_after(&self, second: i64, rounding: Rounding) -> Option<Day> {
        let second = self.moved(second, rounding);
        Day::from_number(second.div_euclid(SECONDS_OF_DAY))
    }

    fn moved(&self, second: i64, rounding: Rounding) -> i64 {
        let (mut months, mut seconds) = (0, 0);
        for amount in &self.amounts {
            match (amount.unit, amount.unit.seconds()) {
                (_, Some(length)) => seconds += amount.seconds(length, rounding),
                (Unit::Year, _) => months += 12 * amount.whole,
                _ => months += amount.whole,
            }
        }
        let of_day = second.rem_euclid(SECONDS_OF_DAY);
        let day = months_later(second.div_euclid(SECONDS_OF_DAY), months);
        day * SECONDS_OF_DAY + of_day + seconds
    }
}

/// How a fraction of a second is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Down: for the first moment that may be meant.
    Down,
    /// Up: for the last moment that may be meant.
    Up,
}

/// The starts of months before and within leap years, short months and long ones, from which XML Schema
/// compares durations.
const STARTS: [(i64, i64); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

impl Amount {
    /// Its seconds, where its unit has so many.
    fn seconds(&self, length: i64, rounding: Rounding) -> i64 {
        let mut scale = 1;
        let mut digits = 0;
        for digit in self.fraction.bytes() {
            scale *= 10;
            digits = digits * 10 + i64::from(digit - b'0');
        }
        let up = if rounding == Rounding::Up {
            scale - 1
        } else {
            0
        };
        self.whole * length + (digits * length + up) / scale
    }
}

/// The number of the day that lies so many months after another one. Beyond the last day that there is,
/// months count as 31 days, which is beyond it too.
fn months_later(day: i64, months: i64) -> i64 {
    if months == 0 {
        return day;
    }
    let beyond = day + months * 31;
    let Some(start) = Day::from_number(day) else {
        return beyond;
    };
    let (year, month, of_month) = start.parts();
    let all = year * 12 + month - 1 + months;
    let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
    let of_month = of_month.min(month_length(year, month));
    Day::new(year, month, of_month).map_or(beyond, Day::number)
}

/// Reads numbers with their letters, each letter at most once and in order.
fn read(mut text: &str, mut letters: &[(char, Unit)], amounts: &mut Vec<Amount>) -> Option<()> {
    while !text.is_empty() {
        let end = text.find(|character: char| character.is_ascii_alphabetic())?;
        let (number, rest) = text.split_at_checked(end)?;
        let letter = rest.chars().next()?;
        let place = letters.iter().position(|(known, _)| *known == letter)?;
        let (unit, left) = letters.get(place..)?.split_first()?;
        let unit = unit.1;
        let split = number.split_once(['.', ',']);
        let (whole, fraction) = split.map_or((number, None), |(whole, rest)| (whole, Some(rest)));
        let plain = |digits: &str| {
            matches!(digits.len(), 1..=DIGITS_MAX)
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let fraction_fine = fraction.is_none_or(|digits| plain(digits) && unit.seconds().is_some());
        if !plain(whole) || !fraction_fine {
            return None;
        }
        amounts.push(Amount {
            unit,
            whole: whole.parse().ok()?,
            fraction: fraction.unwrap_or_default().to_owned(),
        });
        letters = left;
        text = rest.get(letter.len_utf8()..)?;
    }
    Some(())
}

impl Display for Duration {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("P")?;
        let mut timed = false;
        for amount in &self.amounts {
            if amount.unit > Unit::Day && !timed {
                formatter.write_str("T")?;
                timed = true;
            }
            write!(formatter, "{}", amount.whole)?;
            if !amount.fraction.is_empty() {
                write!(formatter, ".{}", amount.fraction)?;
            }
            write!(formatter, "{}", amount.unit.letter())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Between bars.
    const RIGHT: &str = "P5Y|P1M|P10D|P2W|P1Y6M|P1Y2M3W4D|PT6H|PT48H|PT90M|PT30S|P1DT12H|\
        P1Y2M3DT4H5M6S|P0D|PT0S|P1.5D|P0.5W|PT1.5H|PT0.25S|P1DT1.5H|P999999999D";

    /// What is no duration, by what is wrong with it; between bars.
    const WRONG: [&str; 5] = [
        // No amount, no unit, no number.
        "|P|PT|P5|PY|5Y|P1YT|PT5",
        // Not in order, twice, on the wrong side of the T.
        "P1M1Y|P1D1W|P1Y1Y|P5H|PT5D|PT5Y|PT1S1H|P1DT1HT1M",
        // Signs.
        "-P1D|+P1D|P-1D|P1Y-1M|P+1D",
        // Fractions of what has no fixed length, or of more than the shortest unit.
        "P0.5Y|P1.5M|P1.5DT1H|P1.D|P.5D|P1.5.5D",
        // Letters, spaces, digits of other scripts, too many digits.
        "p5y|P5y|P 5Y|P5Y |P٥Y|P3X|P1Y2|P1e3D|P9999999999D|P5Y/P1M|P2024-06-19|five years",
    ];

    #[test]
    fn which_texts_are_durations() {
        for text in RIGHT.split('|') {
            let read = Duration::parse(text).expect(text);
            assert_eq!(read.to_string(), text);
        }
        assert_eq!(Duration::parse("PT1,5H"), Duration::parse("PT1.5H"));
        for text in WRONG.iter().flat_map(|texts| texts.split('|')) {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_lie_where_the_calendar_has_them() {
        let after = |day: &str, of_day: i64, duration: &str, rounding| {
            let day = Day::parse(day).expect(day).number() * SECONDS_OF_DAY + of_day;
            let duration = Duration::parse(duration).expect(duration);
            let found = duration.day_after(day, rounding);
            found.map_or_else(String::new, |day| day.to_string())
        };
        let (midnight, last) = (0, SECONDS_OF_DAY - 1);
        for (day, of_day, duration, expected) in [
            ("2024-06-17", midnight, "PT48H", "2024-06-19"),
            ("2024-06-17", last, "PT48H", "2024-06-19"),
            ("2024-06-17", midnight, "PT36H", "2024-06-18"),
            ("2024-06-17", last, "PT36H", "2024-06-19"),
            ("2024-06-17", last, "PT1S", "2024-06-18"),
            ("2024-06-17", midnight, "P2W", "2024-07-01"),
            ("2024-01-31", midnight, "P1M", "2024-02-29"),
            ("2023-01-31", midnight, "P1M", "2023-02-28"),
            ("2024-02-29", midnight, "P1Y", "2025-02-28"),
            ("2024-02-29", midnight, "P4Y", "2028-02-29"),
            ("2024-01-31", midnight, "P1M1D", "2024-03-01"),
            ("-0001-12-31", midnight, "P1D", "0000-01-01"),
            ("2024-06-17", midnight, "P8000Y", ""),
            ("9999-12-31", last, "PT1S", ""),
            ("9999-12-31", midnight, "PT1S", "9999-12-31"),
            ("2024-06-17", midnight, "P999999999Y", ""),
            ("2024-06-17", midnight, "P999999999D", ""),
        ] {
            let found = after(day, of_day, duration, Rounding::Down);
            assert_eq!(found, expected, "{day} {duration}");
        }
        assert_eq!(
            after("2024-06-17", last, "PT0.1S", Rounding::Down),
            "2024-06-17"
        );
        assert_eq!(
            after("2024-06-17", last, "PT0.1S", Rounding::Up),
            "2024-06-18"
        );
        assert_eq!(
            after("2024-06-17", midnight, "P1.5D", Rounding::Down),
            "2024-06-18"
        );
    }

    #[test]
    fn a_duration_is_longer_only_where_it_always_is() {
        for (longer, shorter) in [
            ("P1M", "P27D"),
            ("P32D", "P1M"),
            ("P1Y", "P364D"),
            ("P367D", "P1Y"),
            ("PT25H", "P1D"),
            ("P2Y", "P23M"),
            ("P9999Y", "P8000Y"),
            ("P1Y1D", "P1Y"),
        ] {
            let [longer, shorter] =
                [longer, shorter].map(|text| Duration::parse(text).expect(text));
            assert!(longer.is_longer_than(&shorter), "{longer} {shorter}");
            assert!(!shorter.is_longer_than(&longer), "{shorter} {longer}");
        }
        for (one, other) in [
            ("P1M", "P30D"),
            ("P1Y", "P365D"),
            ("PT24H", "P1D"),
            ("P12M", "P1Y"),
        ] {
            let [one, other] = [one, other].map(|text| Duration::parse(text).expect(text));
            assert!(
                !one.is_longer_than(&other) && !other.is_longer_than(&one),
                "{one} {other}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[PT0-9YMWDHS.,+-]{0,12}|.{0,8}", second in -4e11 as i64..3e11 as i64) {
            if let Some(read) = Duration::parse(&text) {
                let printed = read.to_string();
                prop_assert_eq!(Duration::parse(&printed), Some(read.clone()));
                let days = [Rounding::Down, Rounding::Up].map(|rounding| read.day_after(second, rounding));
                if let [Some(first), Some(last)] = days {
                    prop_assert!(first <= last && first.number() >= second.div_euclid(SECONDS_OF_DAY));
                }
            }
        }
    }
}
