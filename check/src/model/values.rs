//! Reads the values that people write in one line: amounts, rates, durations, numbers.

use std::cmp::Ordering;

use dossier::v1::{Comparator, Quantity, Rate};
use dossier::{Decimal, Duration, EdtfError};

/// Why a value cannot be read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum ValueError {
    /// Not an amount.
    #[error(
        "`{0}` is not an amount; amounts are written `3700 {{drone}}`, `>300 km`, `5..8 a`, `EUR 12.5`"
    )]
    Quantity(String),
    /// Not a rate.
    #[error("`{0}` is not a rate; rates are written `>300 {{drone}} / P1M`")]
    Rate(String),
    /// Not a duration.
    #[error(
        "`{0}` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`, \
         without a sign, and half a year is `P6M`"
    )]
    Duration(String),
    /// Not a date.
    #[error(transparent)]
    Date(#[from] EdtfError),
}

/// The comparators as they are written, the longer ones first.
const COMPARATORS: [(&str, Comparator); 5] = [
    (">=", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    (">", Comparator::MoreThan),
    ("<", Comparator::LessThan),
    ("~", Comparator::About),
];

/// Reads an amount: `>3700 {drone}`, `2.5e6 {round}`, `5..8 a`, `EUR 12.5`, `40 %`.
pub fn quantity(text: &str) -> Result<Quantity, ValueError> {
    parse_quantity(text.trim()).ok_or_else(|| ValueError::Quantity(text.to_owned()))
}

fn parse_quantity(text: &str) -> Option<Quantity> {
    let written = COMPARATORS.iter().find(|(mark, _)| text.starts_with(mark));
    let (comparator, rest) = match written {
        Some((mark, comparator)) => (*comparator, text.strip_prefix(mark)?.trim_start()),
        None => (Comparator::Exact, text),
    };
    let (first, second) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let second = second.trim();
    // Money names its currency first, as ISO 4217 has it written.
    let money = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    let (number, unit, currency_code) = if money {
        (second, "", first)
    } else {
        (first, second, "")
    };
    if !currency_code.is_empty() && number.is_empty() || unit.contains(char::is_whitespace) {
        return None;
    }
    let mut quantity = Quantity {
        unit: unit.to_owned(),
        currency_code: currency_code.to_owned(),
        comparator: comparator.into(),
        ..Quantity::default()
    };
    if let Some((lower, upper)) = number.split_once("..") {
        if comparator != Comparator::Exact || !is_decimal(lower) || !is_decimal(upper) {
            return None;
        }
        quantity.comparator = Comparator::Between.into();
        (quantity.lower, quantity.upper) = (lower.to_owned(), upper.to_owned());
    } else if is_decimal(number) {
        number.clone_into(&mut quantity.value);
    } else {
        return None;
    }
    Some(quantity)
}

fn is_decimal(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

/// Reads a rate: an amount, a slash, an ISO 8601 duration.
pub fn rate(text: &str) -> Result<Rate, ValueError> {
    let wrong = || ValueError::Rate(text.to_owned());
    // The last slash: a unit such as `km/h` has one of its own.
    let (amount, period) = text.rsplit_once('/').ok_or_else(wrong)?;
    let period = period.trim();
    duration(period)?;
    Ok(Rate {
        quantity: Some(quantity(amount)?),
        period: period.to_owned(),
        ..Rate::default()
    })
}

/// Reads an ISO 8601 duration such as `P5Y`, `P1Y6M`, `P2W`, `PT6H`.
pub fn duration(text: &str) -> Result<Duration, ValueError> {
    Duration::parse(text).ok_or_else(|| ValueError::Duration(text.to_owned()))
}

/// Compares two decimal numbers exactly; nothing where one of them is none.
pub fn compare(one: &str, other: &str) -> Option<Ordering> {
    Some(Decimal::parse(one)?.cmp(&Decimal::parse(other)?))
}
