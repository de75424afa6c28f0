//! The figures and days that a sentence holds, and when two of them are the same.

use dossier::Day;
use rust_decimal::Decimal;

use crate::ground::measured::drop_measured;
use crate::ground::wanted::are_opposite;
use crate::reading::{Agreement, Amount, Form, Measure, Mention, Reader, Time, agrees_duration};

/// Numbers up to a dozen are mostly written in words.
const SMALL_NUMBER_MAX: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// The year that times of two sentences are counted from, where none is known.
const ANY_YEAR: i64 = 2000;

/// The figures and days of a sentence of ours, in the order of their places: what a reader would check.
#[derive(Debug)]
pub(crate) struct Figures<'t> {
    pub(super) text: &'t str,
    /// Each with its place.
    pub(super) all: Vec<Mention<Figure>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Amount(Amount),
    /// A time, or a length of time with the amount that it is also.
    Time(Box<Time>, Option<Amount>),
}

impl<'t> Figures<'t> {
    /// Reads a sentence in a language.
    pub(crate) fn read(text: &'t str, language_code: &str) -> Self {
        let reader = Reader::new(language_code);
        let (mut times, amounts) = (reader.times(text), reader.amounts(text));
        drop_measured(&mut times, &amounts);
        let inside = |time: &Mention<Time>, amount: &Mention<Amount>| {
            let number = &amount.value.number;
            time.start <= number.start && number.end <= time.end
        };
        let mut all = Vec::new();
        for amount in &amounts {
            let in_time = times.iter().any(|time| inside(time, amount));
            if !in_time && says_how_many(amount, text) {
                let figure = Figure::Amount(amount.value.clone());
                all.push(placed(amount, figure));
            }
        }
        for time in &times {
            let amount = amounts.iter().find(|amount| inside(time, amount));
            // "A second" may be any.
            let is_article = amount.is_some_and(|amount| {
                amount.value.form == Form::Article && amount.start == time.start
            });
            if !is_article {
                let amount = amount.map(|amount| amount.value.clone());
                all.push(placed(
                    time,
                    Figure::Time(Box::new(time.value.clone()), amount),
                ));
            }
        }
        all.sort_by_key(|mention| mention.start);
        Self { text, all }
    }

    /// Whether the sentence has none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The figures and days that another sentence does not say, as this one says them: first the amounts
    /// and lengths, then the days.
    pub(crate) fn missing_in(&self, other: &Self, day: Option<Day>) -> [Vec<String>; 2] {
        let missing = |is_day: bool| {
            let all = self.all.iter();
            let kind = all.filter(|placed| placed.value.is_day() == is_day);
            let missing = kind.filter(|placed| !other.holds(&placed.value, day));
            missing.map(|placed| self.said(placed)).collect()
        };
        [missing(false), missing(true)]
    }

    pub(super) fn said(&self, mention: &Mention<Figure>) -> String {
        let said = self.text.get(mention.start..mention.end);
        said.unwrap_or_default().to_owned()
    }

    pub(super) fn holds(&self, figure: &Figure, day: Option<Day>) -> bool {
        self.all
            .iter()
            .any(|placed| figure.is_same(&placed.value, day))
    }
}

impl Figure {
    pub(super) const fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Amount(amount) | Self::Time(_, Some(amount)) => Some(amount),
            Self::Time(_, None) => None,
        }
    }

    /// Whether it is a time of the calendar, and neither an amount nor a length.
    pub(super) fn is_day(&self) -> bool {
        matches!(self, Self::Time(time, _) if time.length().is_none())
    }

    /// Whether it is a small number in words, of what is counted or of a length.
    pub(super) fn is_small(&self, said: &str) -> bool {
        let is_counted = match self {
            Self::Amount(amount) => matches!(amount.measure, Measure::None | Measure::Counted(_)),
            Self::Time(time, _) => time.length().is_some(),
        };
        let few = self
            .amount()
            .is_none_or(|amount| amount.value <= SMALL_NUMBER_MAX);
        is_counted && few && !said.contains(char::is_numeric)
    }

    /// Whether two sentences say the same.
    pub(super) fn is_same(&self, other: &Self, day: Option<Day>) -> bool {
        if let (Self::Time(one, _), Self::Time(other, _)) = (self, other)
            && is_same_time(one, other, day)
        {
            return true;
        }
        let amounts = self.amount().zip(other.amount());
        amounts.is_some_and(|(left, right)| is_same(left, right))
    }
}

fn placed<T>(mention: &Mention<T>, value: Figure) -> Mention<Figure> {
    Mention {
        start: mention.start,
        end: mention.end,
        value,
    }
}

/// Whether a mention is a figure that a reader would check: no article, no ordinal, no "several", and
/// neither "no casualties" nor "one man".
fn says_how_many(mention: &Mention<Amount>, text: &str) -> bool {
    let amount = &mention.value;
    let number = text.get(amount.number.clone()).unwrap_or_default();
    let in_digits = number.contains(char::is_numeric);
    let measured = !matches!(amount.measure, Measure::None | Measure::Counted(_));
    matches!(amount.form, Form::Cardinal | Form::Fraction)
        && (amount.form == Form::Fraction
            || amount.value > Decimal::ONE
            || measured
            || in_digits && amount.measure != Measure::None)
}

/// Whether two amounts of two texts are one, and their comparators are not each other's opposites.
pub(super) fn is_same(one: &Amount, other: &Amount) -> bool {
    let measures = |amount: &Amount| amount.measure.readings().to_vec();
    let agree = |left: &Measure, right: &Measure| match (left, right) {
        (Measure::Currency(left), Measure::Currency(right)) => {
            left.iter().any(|code| right.contains(code))
        }
        (Measure::Unit(left), Measure::Unit(right)) => left.iter().any(|code| right.contains(code)),
        // What one language counts may be a unit in another: "leap seconds".
        (Measure::None, _)
        | (_, Measure::None)
        | (Measure::Counted(_), Measure::Counted(_) | Measure::Unit(_))
        | (Measure::Unit(_), Measure::Counted(_))
        | (Measure::Percent, Measure::Percent)
        | (Measure::PercentagePoint, Measure::PercentagePoint) => true,
        _ => false,
    };
    let (ones, others) = (measures(one), measures(other));
    let mut pairs = ones
        .iter()
        .flat_map(|item| others.iter().map(move |other| (item, other)));
    (one.value, one.upper) == (other.value, other.upper)
        && other.form != Form::Ordinal
        && !are_opposite(one.comparator, other.comparator)
        && same_period(one, other)
        && pairs.any(|(left, right)| agree(left, right))
}

/// Whether two rates may be of one period; most sentences leave it out.
fn same_period(one: &Amount, other: &Amount) -> bool {
    let both = one.per.as_deref().zip(other.per.as_deref());
    both.is_none_or(|(left, right)| agrees_duration(left, right) != Agreement::Different)
}

/// Whether two times of two texts are one, given the day that those without a year are near to.
pub(super) fn is_same_time(one: &Time, other: &Time, day: Option<Day>) -> bool {
    if let (Some(one), Some(other)) = (one.length(), other.length()) {
        return one.agrees(&other.least) != Agreement::Different;
    }
    // "June" and "juin" are one whatever the year.
    let day = day.or_else(|| Day::new(ANY_YEAR, 1, 1));
    let candidates = one.candidates(day);
    candidates.iter().any(|value| {
        matches!(
            other.agrees(value, day),
            Agreement::Same | Agreement::Compatible
        )
    })
}
