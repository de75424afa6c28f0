//! What is said about an amount: number, comparator, measure and period.

use std::ops::Range;

use dossier::v1::Comparator;
use rust_decimal::Decimal;

/// An amount in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How the amount relates to the number: `EXACT` if the text does not say, `BETWEEN` for a range.
    pub comparator: Comparator,
    /// The comparators that are as fair a reading: "nearly 40" is about 40, and less.
    pub also: Vec<Comparator>,
    /// The number with its scale, `75000000` for `£75m`; the lower end of a range. A fraction is
    /// divided: 0.75 for `three quarters`.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// What is measured or counted.
    pub measure: Measure,
    /// The period of a rate, as an ISO 8601 duration. Example: `P1M` for `300 a month`.
    pub per: Option<String>,
    /// What kind of word the number is.
    pub form: Form,
    /// Where the number itself is in the text, with its scale and without comparator, currency and
    /// unit; both ends of a range.
    pub number: Range<usize>,
}

/// What kind of word a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It says how many: `3,700`, `twelve`, `no` before what there is none of.
    Cardinal,
    /// It says which one, and is never a quantity: `the third`, `3rd`.
    Ordinal,
    /// It is a part of one: `two thirds`, `half`.
    Fraction,
    /// It names a size and no number: `dozens`, `hundreds of thousands`, `several`. The value is the
    /// size that is exceeded, 12 for `dozens`, and the comparator `MORE_THAN`.
    Indefinite,
    /// It says how often: `twice`. It supports a fact with that number, and contradicts none.
    Often,
    /// It may be the number one or an article: `a`, `ein`, `une`. Such a mention supports a fact
    /// with the amount 1 and contradicts none.
    Article,
}

/// What is measured or counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Nothing is named.
    None,
    /// Hundredths.
    Percent,
    /// A difference of two percentages.
    PercentagePoint,
    /// Money: the codes of ISO 4217 that the words may stand for, the most likely first. `US$` is
    /// one, `$` several.
    Currency(Vec<&'static str>),
    /// A unit: the codes of UCUM that the words may stand for, the most likely first.
    Unit(Vec<String>),
    /// The words that follow and may name what is counted, folded (`dossier::words::fold`), up to a
    /// mark, a verb that is known or a preposition. Example: `long`, `range`, `drones`.
    Counted(Vec<String>),
    /// A word that is the name of money and of a unit: `pounds`.
    Either(Vec<Self>),
}

impl Measure {
    /// The readings, each without a choice between kinds: itself but for [`Measure::Either`].
    pub fn readings(&self) -> &[Self] {
        match self {
            Self::Either(readings) => readings,
            one => std::slice::from_ref(one),
        }
    }
}
