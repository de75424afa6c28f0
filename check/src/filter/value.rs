//! What do the values of a field mean, and how are they compared?
//!
//! A value of a resource and a value in a filter are read into the same [`Value`]; what cannot be read
//! as the field's type is refused, and never compared as a text.

use std::cmp::Ordering;
use std::ops::Bound::{Excluded, Included, Unbounded};

use dossier::counted::{comparable_unit, respelled_unit};
use dossier::duration::Unit;
use dossier::v1::Comparator;
use dossier::{Decimal, Duration, Edtf};
use prost_reflect::{DynamicMessage, EnumDescriptor, MessageDescriptor, Value as Raw};

use super::moment::Moment;
use super::range::{Operator, Range};
use crate::model::amount::{self, AmountError};
use crate::model::contract::ReferenceTarget;

/// What the values of a field are.
#[derive(Clone, Debug)]
pub(super) enum Type {
    /// A text, compared by code points.
    Text,
    /// Words for people.
    Prose,
    /// A unit, compared as sums compare it.
    Unit,
    /// A resource's name.
    Name(ReferenceTarget),
    /// One of the values of an enum, and as which one it counts where it is left out.
    Enum(EnumDescriptor, Option<i32>),
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Whole,
    /// A decimal number.
    Decimal,
    /// A date, as precisely as it is known.
    Date,
    /// A point in time.
    Moment,
    /// A length of time.
    Duration,
    /// A number with a unit or a currency.
    Amount,
    /// An amount for each period.
    Rate,
    /// A message that is more than one value.
    Message(MessageDescriptor),
}

impl Type {
    /// Whether its values have an order by which a filter may ask (AIP-160 leaves out booleans and
    /// enums; names are enums without an end).
    pub(super) fn is_ordered(&self) -> bool {
        !matches!(
            self,
            Self::Name(_) | Self::Enum(..) | Self::Truth | Self::Message(_)
        )
    }

    /// Whether its values are texts, of which a filter may ask for a part.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Text | Self::Prose | Self::Unit | Self::Name(_))
    }

    /// The value that a field of this type holds; nothing where it cannot be read, or says that there
    /// is none.
    pub(super) fn value(&self, raw: &Raw) -> Option<Value> {
        match (self, raw) {
            (_, Raw::String(text)) => self.text(text),
            (Self::Prose, Raw::Message(inner)) => Some(Value::Text(text(inner, "text"))),
            (Self::Name(_), Raw::Message(inner)) => Some(Value::Text(text(inner, "entity"))),
            (Self::Enum(..), Raw::EnumNumber(number)) => Some(Value::Enum(*number)),
            (Self::Truth, Raw::Bool(truth)) => Some(Value::Truth(*truth)),
            (Self::Whole, number) => {
                whole(number).map(|number| Value::Number(Range::exactly(number)))
            }
            (Self::Date, Raw::Message(inner)) => date(&text(inner, "edtf")).ok(),
            (Self::Moment, Raw::Message(inner)) => {
                Moment::from_timestamp(inner).map(|moment| Value::Moment(Range::exactly(moment)))
            }
            (Self::Amount, Raw::Message(inner)) => amount(inner),
            (Self::Rate, Raw::Message(inner)) => rate(inner),
            _ => None,
        }
    }

    /// The same of a field that is a text.
    pub(super) fn text(&self, text: &str) -> Option<Value> {
        match self {
            Self::Text | Self::Prose | Self::Name(_) => Some(Value::Text(text.to_owned())),
            Self::Unit => Some(unit(text)),
            Self::Decimal => {
                Decimal::parse(text).map(|number| Value::Number(Range::exactly(number)))
            }
            Self::Date => date(text).ok(),
            Self::Duration => duration(text).ok(),
            _ => None,
        }
    }
}

/// A value that can be compared with others of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    /// A unit as it is compared, and as it is written, with its plurals.
    Unit {
        comparable: String,
        written: String,
    },
    Enum(i32),
    Truth(bool),
    Number(Range<Decimal>),
    /// The seconds that a date may be.
    Date(Range<i64>),
    Moment(Range<Moment>),
    /// Nanoseconds.
    Length(Range<i128>),
    /// A number, and of what; nothing where a filter does not say of what.
    Amount(Range<Decimal>, Option<Measure>),
}

/// What a number counts: its unit or currency, and the nanoseconds for each of which it is, if it is a
/// rate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Measure {
    unit: String,
    currency: String,
    period: Option<i128>,
}

impl Measure {
    /// Of an amount that is no rate.
    fn new(unit: &str, currency: &str) -> Self {
        Self {
            unit: comparable_unit(unit).into_owned(),
            currency: currency.to_owned(),
            period: None,
        }
    }
}

impl Value {
    /// Whether a comparison holds. Amounts of different things do not compare.
    pub(super) fn compares(&self, operator: Operator, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other))
            | (
                Self::Unit {
                    comparable: one, ..
                },
                Self::Unit {
                    comparable: other, ..
                },
            ) => in_order(operator, one.cmp(other)),
            (Self::Enum(one), Self::Enum(other)) => in_order(operator, one.cmp(other)),
            (Self::Truth(one), Self::Truth(other)) => in_order(operator, one.cmp(other)),
            (Self::Number(one), Self::Number(other)) => one.compares(operator, other),
            (Self::Date(one), Self::Date(other)) => one.compares(operator, other),
            (Self::Moment(one), Self::Moment(other)) => one.compares(operator, other),
            (Self::Length(one), Self::Length(other)) => one.compares(operator, other),
            (Self::Amount(one, measure), Self::Amount(other, wanted)) => {
                (wanted.is_none() || measure == wanted) && one.compares(operator, other)
            }
            _ => false,
        }
    }

    /// The order of lists. An enum's values come as the contract lists them.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(one), Self::Text(other))
            | (
                Self::Unit {
                    comparable: one, ..
                },
                Self::Unit {
                    comparable: other, ..
                },
            ) => one.cmp(other),
            (Self::Enum(one), Self::Enum(other)) => one.cmp(other),
            (Self::Truth(one), Self::Truth(other)) => one.cmp(other),
            (Self::Number(one), Self::Number(other)) => one.order(other),
            (Self::Date(one), Self::Date(other)) => one.order(other),
            (Self::Moment(one), Self::Moment(other)) => one.order(other),
            (Self::Length(one), Self::Length(other)) => one.order(other),
            (Self::Amount(one, measure), Self::Amount(other, wanted)) => {
                one.order(other).then_with(|| measure.cmp(wanted))
            }
            _ => Ordering::Equal,
        }
    }

    /// The text, where it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The texts of which a pattern may know a part.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let (text, other) = match self {
            Self::Text(text) => (Some(text), None),
            Self::Unit {
                comparable,
                written,
            } => (Some(comparable), Some(written)),
            _ => (None, None),
        };
        text.into_iter().chain(other).map(String::as_str)
    }
}

fn in_order(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Equal => order == Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        Operator::GreaterOrEqual => order != Ordering::Less,
    }
}

/// A text that is known in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Starts(String),
    Ends(String),
    Contains(String),
}

impl Pattern {
    /// Whether a text is like this.
    pub(super) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Starts(start) => text.starts_with(start.as_str()),
            Self::Ends(end) => text.ends_with(end.as_str()),
            Self::Contains(part) => text.contains(part.as_str()),
        }
    }

    /// The same of a unit, spelt as units are compared. Without a brace it may be known between braces or
    /// outside of them, where each character counts.
    pub(super) fn of_unit(&self) -> Vec<Self> {
        let respelled = |part: &str, wrap: fn(String) -> Self| {
            let inside: &[bool] = match part.find(['{', '}']).and_then(|at| part.get(at..)) {
                Some(rest) => &[rest.starts_with('}')],
                None => &[false, true],
            };
            let parts = inside.iter().map(|inside| respelled_unit(part, *inside));
            parts.map(wrap).collect()
        };
        match self {
            Self::Starts(start) => vec![Self::Starts(respelled_unit(start, false))],
            Self::Ends(end) => respelled(end, Self::Ends),
            Self::Contains(part) => respelled(part, Self::Contains),
        }
    }
}

fn text(message: &DynamicMessage, field: &str) -> String {
    let value = message.get_field_by_name(field);
    let text = value.as_ref().and_then(|value| value.as_str());
    text.unwrap_or_default().to_owned()
}

fn whole(raw: &Raw) -> Option<Decimal> {
    let number = match raw {
        Raw::I32(number) => number.to_string(),
        Raw::U32(number) => number.to_string(),
        Raw::I64(number) => number.to_string(),
        Raw::U64(number) => number.to_string(),
        _ => return None,
    };
    Decimal::parse(&number)
}

/// A unit without what does not make another one of it: plurals, and how it was typed.
pub(super) fn unit(text: &str) -> Value {
    Value::Unit {
        comparable: comparable_unit(text).into_owned(),
        written: respelled_unit(text, false),
    }
}

/// From the first to the last second that a date (EDTF) may be.
pub(super) fn date(text: &str) -> Result<Value, String> {
    let date = Edtf::parse(text).map_err(|error| error.to_string())?;
    let (first, last) = date.seconds();
    Ok(Value::Date(Range::between(first, last)))
}

/// A length of time (ISO 8601).
pub(super) fn duration(text: &str) -> Result<Value, String> {
    Ok(Value::Length(Range::exactly(nanoseconds(text)?)))
}

/// How many digits behind the point of a duration count.
const FRACTION_DIGITS: usize = 9;

/// The length of a duration. A year counts as the mean one of 365.2425 days, and a month as its
/// twelfth, so that any two lengths compare.
fn nanoseconds(text: &str) -> Result<i128, String> {
    let duration = Duration::parse(text).ok_or_else(|| {
        format!(
            "`{text}` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`"
        )
    })?;
    let lengths = duration.amounts().iter().map(|amount| {
        let seconds = match amount.unit {
            Unit::Year => 31_556_952,
            Unit::Month => 2_629_746,
            Unit::Week => 604_800,
            Unit::Day => 86_400,
            Unit::Hour => 3_600,
            Unit::Minute => 60,
            Unit::Second => 1,
        };
        let digits = amount.fraction.chars().chain(std::iter::repeat('0'));
        let billionths: String = digits.take(FRACTION_DIGITS).collect();
        let billionths: i128 = billionths.parse().unwrap_or_default();
        seconds * (i128::from(amount.whole) * 1_000_000_000 + billionths)
    });
    Ok(lengths.sum())
}

/// The range of numbers that a quantity may be; nothing where it has none.
fn range(comparator: Comparator, [value, lower, upper]: [&str; 3]) -> Option<Range<Decimal>> {
    let number = || Decimal::parse(value);
    Some(match comparator {
        Comparator::Between => {
            Range::between(Some(Decimal::parse(lower)?), Some(Decimal::parse(upper)?))
        }
        Comparator::MoreThan => Range {
            low: Excluded(number()?),
            high: Unbounded,
        },
        Comparator::AtLeast => Range {
            low: Included(number()?),
            high: Unbounded,
        },
        Comparator::LessThan => Range {
            low: Unbounded,
            high: Excluded(number()?),
        },
        Comparator::AtMost => Range {
            low: Unbounded,
            high: Included(number()?),
        },
        Comparator::Exact | Comparator::About | Comparator::Unspecified => {
            Range::exactly(number()?)
        }
    })
}

/// A quantity of a resource.
fn amount(quantity: &DynamicMessage) -> Option<Value> {
    let comparator = quantity.get_field_by_name("comparator");
    let comparator = comparator.and_then(|value| value.as_enum_number());
    let comparator = Comparator::try_from(comparator.unwrap_or_default()).ok()?;
    let [value, lower, upper] = ["value", "lower", "upper"].map(|field| text(quantity, field));
    let [unit, currency] = ["unit", "currency_code"].map(|field| text(quantity, field));
    let measure = Measure::new(&unit, &currency);
    let range = range(comparator, [&value, &lower, &upper])?;
    Some(Value::Amount(range, Some(measure)))
}

/// A rate of a resource.
fn rate(rate: &DynamicMessage) -> Option<Value> {
    let quantity = rate.get_field_by_name("quantity")?;
    let Value::Amount(range, measure) = amount(quantity.as_message()?)? else {
        return None;
    };
    let period = Some(nanoseconds(&text(rate, "period")).ok()?);
    let measure = measure.map(|measure| Measure { period, ..measure });
    Some(Value::Amount(range, measure))
}

/// The amount that a filter writes: `3700`, in whatever unit; `3700 {drone}`; `5..8 a`.
pub(super) fn written_amount(text: &str) -> Result<Value, String> {
    let quantity = amount::quantity(text).map_err(|error| with_suggestion(&error))?;
    let comparator = quantity.comparator();
    if !matches!(comparator, Comparator::Exact | Comparator::Between) {
        return Err(format!(
            "`{text}` has two comparisons; write only one, before the amount: `> 300`"
        ));
    }
    let ends = [&*quantity.value, &*quantity.lower, &*quantity.upper];
    let range = range(comparator, ends).ok_or_else(|| format!("`{text}` is not an amount"))?;
    let measured = !quantity.unit.is_empty() || !quantity.currency_code.is_empty();
    let measure = Measure::new(&quantity.unit, &quantity.currency_code);
    Ok(Value::Amount(range, measured.then_some(measure)))
}

/// What is wrong with an amount, and what to write.
fn with_suggestion(error: &AmountError) -> String {
    format!("{error}; {}", error.suggestion())
}

/// The rate that a filter writes: an amount with its unit, a slash, a duration.
pub(super) fn written_rate(text: &str) -> Result<Value, String> {
    let rate = amount::rate(text).map_err(|error| with_suggestion(&error))?;
    let (amount, _) = text.rsplit_once('/').unwrap_or((text, ""));
    let Value::Amount(range, Some(measure)) = written_amount(amount)? else {
        return Err(format!("`{text}` has no unit; write `300 {{drone}} / P1M`"));
    };
    let period = Some(nanoseconds(&rate.period)?);
    Ok(Value::Amount(range, Some(Measure { period, ..measure })))
}
