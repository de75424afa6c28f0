//! How does an amount of a text stand to one of a fact?

mod rounded;

use dossier::v1::{Comparator, Quantity};
use rust_decimal::Decimal;

use crate::model::amount::written;
use crate::reading::{Agreement, Amount, Form, Measure, agrees_duration};

/// An amount of a fact, ready to be compared.
#[derive(Debug)]
pub(crate) struct Wanted<'q> {
    quantity: &'q Quantity,
    /// The period of a rate; empty for none.
    per: &'q str,
    value: Decimal,
    upper: Option<Decimal>,
}

/// How an amount of a text stands to one of a fact, the nearer the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// They have nothing to do with each other.
    None,
    /// Both are amounts of the same thing, and differ.
    SameKind,
    /// They have the same digits, and another scale.
    SameDigits,
    /// The number is the same; the currency, unit or comparator is not.
    SameNumber,
    /// They are the same.
    Same,
}

impl<'q> Wanted<'q> {
    /// Nothing where the quantity has no number.
    pub(crate) fn new(quantity: &'q Quantity, per: &'q str) -> Option<Self> {
        let number = |text: &str| {
            Decimal::from_scientific(text)
                .or_else(|_| text.parse())
                .ok()
        };
        let (value, upper) = match quantity.effective_comparator() {
            Comparator::Between => (number(&quantity.lower)?, Some(number(&quantity.upper)?)),
            _ => (number(&quantity.value)?, None),
        };
        Some(Self {
            quantity,
            per,
            value,
            upper,
        })
    }

    /// How an amount of a text fits, in number, measure, comparator and period.
    pub(super) fn fit(&self, amount: &Amount) -> Fit {
        let held = self.fit_of_value(amount);
        let same_way = self.is_same_way(amount);
        match held {
            Fit::Same if !same_way => Fit::SameNumber,
            held => held,
        }
    }

    /// How an amount of a text fits, whatever the comparators.
    pub(super) fn fit_of_value(&self, amount: &Amount) -> Fit {
        if matches!(amount.form, Form::Ordinal) {
            return Fit::None;
        }
        let measured = self.same_measure(&amount.measure);
        let per = self.per.is_empty()
            || amount
                .per
                .as_deref()
                .is_none_or(|per| agrees_duration(self.per, per) != Agreement::Different);
        if self.same_numbers(amount) {
            return if measured.is_some_and(|same| !same) || !per {
                Fit::SameNumber
            } else {
                Fit::Same
            };
        }
        // An article contradicts nothing.
        if matches!(amount.form, Form::Article | Form::Indefinite | Form::Often) {
            Fit::None
        } else if same_digits(self.value, amount.value) {
            Fit::SameDigits
        } else if measured == Some(true) {
            Fit::SameKind
        } else {
            Fit::None
        }
    }

    /// Whether both compare alike; "nearly 40" is about 40, and less. And a third is about 33 %.
    fn is_same_way(&self, amount: &Amount) -> bool {
        let wanted = self.quantity.effective_comparator();
        let is_rounded = || {
            let percent = amount.value.checked_mul(Decimal::ONE_HUNDRED);
            amount.form == Form::Fraction
                && amount.comparator == Comparator::Exact
                && wanted == Comparator::About
                && amount.value != self.value
                && percent != Some(self.value)
        };
        amount.comparator == wanted || amount.also.contains(&wanted) || is_rounded()
    }

    /// What an amount of a text means, as authoring files have it, where only the comparator is another;
    /// empty otherwise.
    pub(super) fn other_way(&self, amount: &Amount) -> String {
        if self.fit_of_value(amount) != Fit::Same || self.is_same_way(amount) {
            return String::new();
        }
        let mut quantity = self.quantity.clone();
        quantity.set_comparator(amount.comparator);
        written(&quantity)
    }

    /// Whether the amount says that there is none.
    pub(super) fn is_none(&self) -> bool {
        self.value.is_zero() && self.quantity.effective_comparator() == Comparator::Exact
    }

    fn same_numbers(&self, amount: &Amount) -> bool {
        let hundred = Decimal::ONE_HUNDRED;
        // "Two thirds" of something is a percentage too.
        let scale = if amount.form == Form::Fraction && self.quantity.unit == "%" {
            hundred
        } else {
            Decimal::ONE
        };
        let same = |left: Decimal, right: Decimal| {
            let scaled = right.checked_mul(scale).unwrap_or(right);
            let exact = left == scaled;
            exact || amount.form == Form::Fraction && rounds_to(scaled, left)
        };
        match (self.upper, amount.upper) {
            (Some(upper), Some(other)) => same(self.value, amount.value) && same(upper, other),
            (None, None) => same(self.value, amount.value),
            _ => false,
        }
    }

    /// Whether both are measured alike; nothing where the text does not say in what, or says it in words
    /// that only people can compare.
    fn same_measure(&self, measure: &Measure) -> Option<bool> {
        let (unit, currency) = (&self.quantity.unit, &self.quantity.currency_code);
        if unit.is_empty() && currency.is_empty() {
            return None;
        }
        let readings = measure.readings().iter();
        let mut found = None;
        for reading in readings {
            let same = match reading {
                Measure::Currency(codes) => Some(codes.contains(&currency.as_str())),
                // 5 per cent more, and 5 percentage points more, are two things.
                Measure::Percent => Some(unit == "%"),
                Measure::PercentagePoint => Some(unit.contains("point")),
                // What is counted is named by a noun; a unit of time may be one.
                Measure::Unit(_) if unit.starts_with('{') => None,
                Measure::Unit(codes) => Some(codes.contains(unit)),
                _ => None,
            };
            found = match (found, same) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (one, other) => one.or(other),
            };
        }
        found
    }
}

/// Whether one comparator sets a least, and the other a most.
pub(super) const fn are_opposite(one: Comparator, other: Comparator) -> bool {
    use Comparator::{AtLeast, AtMost, LessThan, MoreThan};
    matches!(
        (one, other),
        (MoreThan | AtLeast, LessThan | AtMost) | (LessThan | AtMost, MoreThan | AtLeast)
    )
}

/// Whether a fraction is written as a number with fewer digits: 0.667 as 0.67.
fn rounds_to(fraction: Decimal, number: Decimal) -> bool {
    fraction.round_dp(number.scale()) == number
}

/// Whether two numbers differ only in where the point stands.
fn same_digits(one: Decimal, other: Decimal) -> bool {
    !one.is_zero() && significant(one) == significant(other)
}

/// The digits of a number without sign, point and the zeros at its end.
fn significant(number: Decimal) -> u128 {
    let mut mantissa = number.mantissa().unsigned_abs();
    while mantissa != 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    mantissa
}

impl Wanted<'_> {
    /// Whether an amount of a sentence is this one, and does not compare otherwise.
    pub(super) fn is_same(&self, amount: &Amount) -> bool {
        self.fit_of_value(amount) == Fit::Same && !self.compares_otherwise(amount)
    }

    /// Whether a sentence compares otherwise: "40" or "at least 40" for more than 40. A rough number may be
    /// told without a word for that, and an exact one as about so much; "within 0.9 seconds" is less than 0.9,
    /// or just as much.
    pub(super) fn compares_otherwise(&self, amount: &Amount) -> bool {
        use Comparator::{About, AtMost, Between, Exact, LessThan};
        let wanted = self.quantity.effective_comparator();
        // "In case 9": a number that counts nothing need not be this amount.
        let is_bare = amount.measure == Measure::None && amount.comparator == Exact;
        let is_loose = is_bare
            || matches!(
                (wanted, amount.comparator),
                (About, Exact)
                    | (Exact, About)
                    | (AtMost, LessThan)
                    | (LessThan, AtMost)
                    | (Between, _)
                    | (_, Between)
            );
        self.fit_of_value(amount) == Fit::Same && !is_loose && !self.is_same_way(amount)
    }

    /// Whether an amount of a text has this number, of this measure, whatever compares it.
    pub(super) fn is_said_by(&self, amount: &Amount) -> bool {
        self.fit_of_value(amount) == Fit::Same
    }

    /// Whether an amount of a sentence is one of the ends of this range.
    pub(super) fn is_end(&self, amount: &Amount) -> bool {
        let is = |value: Decimal| amount.value == value;
        self.upper.is_some_and(|upper| is(self.value) || is(upper))
            && amount.upper.is_none()
            && self.same_measure(&amount.measure) != Some(false)
    }

    /// Whether one amount after another are the ends of this range: "by 4% to 6%", which may also be
    /// meant otherwise.
    pub(super) fn has_both_ends(&self, amounts: &[&Amount]) -> bool {
        let is_pair = |pair: &[&Amount]| match pair {
            [one, other] => {
                one.value == self.value
                    && Some(other.value) == self.upper
                    && self.is_end(one)
                    && self.is_end(other)
            }
            _ => false,
        };
        amounts.windows(2).any(is_pair)
    }

    /// Whether an amount of a sentence is this one with another scale, currency, unit or period. Few
    /// digits may be the same by chance: 5 and 500 are one amount only where both are of one thing.
    pub(super) fn is_falsified_by(&self, amount: &Amount) -> bool {
        match self.fit_of_value(amount) {
            Fit::Same => self.compares_otherwise(amount),
            Fit::SameNumber => true,
            Fit::SameDigits => match (&amount.measure, self.same_measure(&amount.measure)) {
                (_, Some(same)) => same,
                (Measure::Counted(_), None) if !self.quantity.unit.starts_with('{') => false,
                _ => significant(self.value) >= 10,
            },
            _ => false,
        }
    }

    /// As authoring files have it.
    pub(super) fn written(&self) -> String {
        match self.per {
            "" => written(self.quantity),
            per => format!("{} / {per}", written(self.quantity)),
        }
    }

    /// Whether the amount is one of time, and just so long: 37 s beside `PT37S`. What is counted may be
    /// called after a unit of time: 27 leap seconds, or in French "27 secondes intercalaires".
    pub(super) fn is_length(&self, duration: &str) -> bool {
        if self.quantity.unit.starts_with('{') {
            let digits = |character: &char| character.is_ascii_digit() || *character == '.';
            let number: String = duration.chars().filter(digits).collect();
            return number == self.value.normalize().to_string();
        }
        let unit = match self.quantity.unit.as_str() {
            "a" => "Y",
            "mo" => "M",
            "wk" => "W",
            "d" => "D",
            "h" => "TH",
            "min" => "TM",
            "s" => "TS",
            _ => return false,
        };
        let (time, letter) = match unit.strip_prefix('T') {
            Some(letter) => ("T", letter),
            None => ("", unit),
        };
        let number = self.value.normalize();
        agrees_duration(&format!("P{time}{number}{letter}"), duration) != Agreement::Different
    }
}
