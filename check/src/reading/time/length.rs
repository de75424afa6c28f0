//! How long something takes, as words say it.

use std::collections::BTreeMap;

use dossier::duration::{Duration, Unit};

use super::agreement::Agreement;
use super::calendar::Span;

/// A length of time, or a range of two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// The length, or the shortest one of a range, as ISO 8601. Example: `P5Y`.
    pub least: String,
    /// The longest one of a range. Example: `P8Y` for "five to eight years".
    pub most: Option<String>,
    /// Whether the length is approximate.
    pub approximate: bool,
}

impl Length {
    /// A single length of certain amounts.
    pub(super) fn new(amounts: &Amounts) -> Self {
        Self {
            least: amounts.to_string(),
            most: None,
            approximate: false,
        }
    }

    /// How it compares with a length that a fact gives as ISO 8601. A length inside a range in words is
    /// more precise than the words.
    pub fn agrees(&self, value: &str) -> Agreement {
        let least = agrees_duration(&self.least, value);
        let Some(most) = &self.most else {
            return least;
        };
        let most = agrees_duration(most, value);
        if least == Agreement::Different && most == Agreement::Different {
            return Agreement::Different;
        }
        Agreement::Compatible
    }
}

/// A length that is counted, and whether the count is vague.
#[derive(Clone, Debug)]
pub(super) struct Lasting {
    pub(super) amounts: Amounts,
    pub(super) vague: bool,
    /// The stretches of the calendar that are counted, where there is one kind and a whole number.
    pub(super) spans: Option<(Span, i64)>,
}

/// Compares two ISO 8601 durations.
///
/// The same are those that are equal in months and in seconds: `P1Y` and `P12M`, `PT48H` and `P2D`.
/// Compatible are those that are equal where a month has 28 to 31 days: `P1M` and `P30D`. A text that is
/// no duration cannot be compared.
pub fn agrees_duration(one: &str, other: &str) -> Agreement {
    let (Some(one), Some(other)) = (Duration::parse(one), Duration::parse(other)) else {
        return Agreement::Unknown;
    };
    if measure(&one) == measure(&other) {
        Agreement::Same
    } else if one.is_longer_than(&other) || other.is_longer_than(&one) {
        Agreement::Different
    } else {
        Agreement::Compatible
    }
}

/// Its months and its billionths of a second.
fn measure(duration: &Duration) -> (i128, i128) {
    let (mut months, mut rest) = (0, 0);
    for amount in duration.amounts() {
        let whole = i128::from(amount.whole);
        let second = match amount.unit {
            Unit::Year => {
                months += whole * 12;
                continue;
            }
            Unit::Month => {
                months += whole;
                continue;
            }
            Unit::Week => 7 * 86_400,
            Unit::Day => 86_400,
            Unit::Hour => 3_600,
            Unit::Minute => 60,
            Unit::Second => 1,
        };
        let fraction: i128 = format!("{:0<9}", amount.fraction).parse().unwrap_or(0);
        rest += second * (whole * 1_000_000_000 + fraction);
    }
    (months, rest)
}

/// How many of each unit, in thousandths, before they are written as a duration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    thousandths: BTreeMap<Unit, i64>,
}

impl Amounts {
    /// Adds so many thousandths of a unit; nothing where there would be too many.
    pub(super) fn add(&mut self, unit: Unit, thousandths: i64) -> Option<()> {
        let sum = self.thousandths.entry(unit).or_default();
        *sum = sum.checked_add(thousandths)?;
        (*sum <= MOST).then_some(())
    }

    /// Each unit with its thousandths, the longest first.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Unit, i64)> + '_ {
        self.thousandths.iter().map(|(unit, count)| (*unit, *count))
    }

    /// The shortest unit that was named.
    pub(super) fn finest(&self) -> Option<Unit> {
        self.thousandths.keys().next_back().copied()
    }

    /// Parts of years as months, and parts of months as days of which a month has thirty, because a
    /// duration has no fractions of what differs in length.
    fn settled(&self) -> BTreeMap<Unit, i64> {
        let mut settled = self.thousandths.clone();
        for (unit, finer, count) in [(Unit::Year, Unit::Month, 12), (Unit::Month, Unit::Day, 30)] {
            let part = settled.get(&unit).map_or(0, |all| all % 1_000);
            if part > 0 {
                settled.entry(unit).and_modify(|all| *all -= part);
                *settled.entry(finer).or_default() += part * count;
            }
        }
        // Only the last amount may have a fraction; others are carried to the next unit.
        let carried = [
            (Unit::Week, Unit::Day, 7),
            (Unit::Day, Unit::Hour, 24),
            (Unit::Hour, Unit::Minute, 60),
            (Unit::Minute, Unit::Second, 60),
        ];
        for (unit, finer, count) in carried {
            let part = settled.get(&unit).map_or(0, |all| all % 1_000);
            let last = settled.keys().next_back() == Some(&unit);
            if part > 0 && !last {
                settled.entry(unit).and_modify(|all| *all -= part);
                *settled.entry(finer).or_default() += part * count;
            }
        }
        settled
    }
}

/// A million of a unit, in thousandths: more is no length that prose gives.
const MOST: i64 = 1_000_000_000;

/// The letter of a unit (ISO 8601), and whether it stands behind the `T`.
const fn designator(unit: Unit) -> (char, bool) {
    match unit {
        Unit::Year => ('Y', false),
        Unit::Month => ('M', false),
        Unit::Week => ('W', false),
        Unit::Day => ('D', false),
        Unit::Hour => ('H', true),
        Unit::Minute => ('M', true),
        Unit::Second => ('S', true),
    }
}

impl std::fmt::Display for Amounts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("P")?;
        let mut timed = false;
        let mut empty = true;
        for (unit, thousandths) in self.settled() {
            let (letter, of_day) = designator(unit);
            if thousandths == 0 {
                continue;
            }
            if of_day && !timed {
                formatter.write_str("T")?;
                timed = true;
            }
            empty = false;
            let (whole, part) = (thousandths / 1_000, thousandths % 1_000);
            let part = format!("{part:03}");
            let part = part.trim_end_matches('0');
            let point = if part.is_empty() { "" } else { "." };
            write!(formatter, "{whole}{point}{part}{letter}")?;
        }
        formatter.write_str(if empty { "0D" } else { "" })
    }
}
