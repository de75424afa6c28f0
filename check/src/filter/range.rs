//! Which values may a value have, from the least to the greatest?
//!
//! A known number is a range of one value, `more than 300` one without an upper end, and `2024-06` one
//! of thirty days. A comparison holds if it holds for every value of the range, so that a filter only
//! selects what is certainly so; `overlaps` asks what *may* be so. For ranges of one value these are
//! the usual comparisons.

use std::cmp::Ordering;
use std::ops::Bound::{self, Excluded, Included, Unbounded};

/// How a value is compared with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// From the least to the greatest that a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Range<T> {
    pub(super) low: Bound<T>,
    pub(super) high: Bound<T>,
}

impl<T: Ord + Clone> Range<T> {
    /// Just this value.
    pub(super) fn exactly(value: T) -> Self {
        Self {
            low: Included(value.clone()),
            high: Included(value),
        }
    }

    /// From a first to a last value, both included; nothing stands for no end.
    pub(super) fn between(low: Option<T>, high: Option<T>) -> Self {
        Self {
            low: low.map_or(Unbounded, Included),
            high: high.map_or(Unbounded, Included),
        }
    }

    /// Whether a comparison with another range holds for all that this value may be. `=` asks whether
    /// this range lies within the other, so it is `>=` and `<=` together.
    pub(super) fn compares(&self, operator: Operator, other: &Self) -> bool {
        let from = lows(&self.low, &other.low) != Ordering::Less;
        let until = highs(&self.high, &other.high) != Ordering::Greater;
        match operator {
            Operator::Equal => from && until,
            Operator::GreaterOrEqual => from,
            Operator::LessOrEqual => until,
            Operator::Less => before(&self.high, &other.low),
            Operator::Greater => before(&other.high, &self.low),
        }
    }

    /// The order of lists: by the least value, then by the greatest.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        lows(&self.low, &other.low).then_with(|| highs(&self.high, &other.high))
    }
}

/// Compares two lower ends.
fn lows<T: Ord>(one: &Bound<T>, other: &Bound<T>) -> Ordering {
    match (one, other) {
        (Unbounded, Unbounded) => Ordering::Equal,
        (Unbounded, _) => Ordering::Less,
        (_, Unbounded) => Ordering::Greater,
        (Included(one), Included(other)) | (Excluded(one), Excluded(other)) => one.cmp(other),
        (Included(one), Excluded(other)) => one.cmp(other).then(Ordering::Less),
        (Excluded(one), Included(other)) => one.cmp(other).then(Ordering::Greater),
    }
}

/// Compares two upper ends.
fn highs<T: Ord>(one: &Bound<T>, other: &Bound<T>) -> Ordering {
    match (one, other) {
        (Unbounded, Unbounded) => Ordering::Equal,
        (Unbounded, _) => Ordering::Greater,
        (_, Unbounded) => Ordering::Less,
        (Included(one), Included(other)) | (Excluded(one), Excluded(other)) => one.cmp(other),
        (Included(one), Excluded(other)) => one.cmp(other).then(Ordering::Greater),
        (Excluded(one), Included(other)) => one.cmp(other).then(Ordering::Less),
    }
}

/// Whether everything up to an upper end lies before everything from a lower end on.
fn before<T: Ord>(high: &Bound<T>, low: &Bound<T>) -> bool {
    match (high, low) {
        (Unbounded, _) | (_, Unbounded) => false,
        (Included(high), Included(low)) => high < low,
        (Included(high) | Excluded(high), Included(low) | Excluded(low)) => high <= low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPERATORS: [Operator; 5] = [
        Operator::Equal,
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
    ];

    fn ranges() -> Vec<Range<i32>> {
        let lows = [Unbounded, Included(2), Excluded(2), Included(3)];
        let highs = [Included(3), Excluded(5), Included(5), Unbounded];
        let all = lows
            .iter()
            .flat_map(|low| highs.iter().map(|high| (*low, *high)));
        all.map(|(low, high)| Range { low, high }).collect()
    }

    #[test]
    fn one_value_is_compared_as_usual() {
        for (one, other) in [(1, 2), (2, 2), (3, 2)] {
            let found = OPERATORS
                .map(|operator| Range::exactly(one).compares(operator, &Range::exactly(other)));
            let wanted = [
                one == other,
                one < other,
                one <= other,
                one > other,
                one >= other,
            ];
            assert_eq!(found, wanted, "{one} {other}");
        }
    }

    #[test]
    fn a_comparison_holds_for_all_that_a_value_may_be() {
        // Quarters stand for all numbers between, far numbers for no end.
        let members = |range: &Range<i32>| -> Vec<i32> {
            let scaled = |end: &Bound<i32>| match end {
                Included(value) => Included(value * 4),
                Excluded(value) => Excluded(value * 4),
                Unbounded => Unbounded,
            };
            let ends = (scaled(&range.low), scaled(&range.high));
            (-400..400)
                .filter(|value| std::ops::RangeBounds::contains(&ends, value))
                .collect()
        };
        for range in ranges() {
            for other in ranges() {
                let (own, others) = (members(&range), members(&other));
                let all = |holds: &dyn Fn(&i32, &i32) -> bool| {
                    own.iter()
                        .all(|this| others.iter().all(|that| holds(this, that)))
                };
                let endless = |end: &Bound<i32>| matches!(end, Unbounded);
                let apart = |first: &Range<i32>, last: &Range<i32>| {
                    !endless(&first.high) && !endless(&last.low)
                };
                let less = all(&|this, that| this < that) && apart(&range, &other);
                let greater = all(&|this, that| this > that) && apart(&other, &range);
                let within = own.iter().all(|this| others.contains(this));
                assert_eq!(
                    range.compares(Operator::Less, &other),
                    less,
                    "{range:?} < {other:?}"
                );
                assert_eq!(
                    range.compares(Operator::Greater, &other),
                    greater,
                    "{range:?} > {other:?}"
                );
                assert_eq!(
                    range.compares(Operator::Equal, &other),
                    within,
                    "{range:?} = {other:?}"
                );
                let both = range.compares(Operator::GreaterOrEqual, &other)
                    && range.compares(Operator::LessOrEqual, &other);
                assert_eq!(within, both);
                assert_eq!(range.order(&other), other.order(&range).reverse());
            }
        }
    }
}
