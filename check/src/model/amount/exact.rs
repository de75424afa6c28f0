//! Reads unambiguous amounts.

use dossier::Decimal;
use dossier::duration::Duration;
use dossier::v1::{Comparator, Quantity, Rate};

use super::table::scales;
use crate::model::{currency, number, unit};

/// The comparators as they are written, the longer ones first.
const COMPARATORS: [(&str, Comparator); 5] = [
    (">=", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    (">", Comparator::MoreThan),
    ("<", Comparator::LessThan),
    ("~", Comparator::About),
];

/// Reads an amount that can mean one thing only.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
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
    if !is_unit_text(unit) {
        return None;
    }
    let mut quantity = Quantity {
        unit: unit.to_owned(),
        currency_code: currency_code.to_owned(),
        comparator: comparator.into(),
        ..Quantity::default()
    };
    if let Some((lower, upper)) = number.split_once("..") {
        if comparator != Comparator::Exact {
            return None;
        }
        quantity.comparator = Comparator::Between.into();
        quantity.lower = number::decimal(lower)?;
        quantity.upper = number::decimal(upper)?;
    } else {
        quantity.value = number::decimal(number)?;
    }
    Some(quantity)
}

/// Whether a text stands where a unit does. Whether it is one is for the rules to say, which see
/// every unit; but what is part of the number or the currency must not pass for a unit.
fn is_unit_text(text: &str) -> bool {
    let mut depth = 0_i32;
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            space if space.is_whitespace() && depth == 0 => return false,
            _ => {}
        }
    }
    let number =
        text.starts_with(|character: char| character.is_numeric() || number::is_mark(character));
    let number = number && text != "1" && !unit::is_unit(text);
    let money = || !currency::codes(text).is_empty() && !unit::is_unit(text);
    !number && !money() && scales(text).is_none()
}

/// Reads a rate that can mean one thing only.
pub(super) fn rate(text: &str) -> Option<Rate> {
    // The last slash: a unit such as `km/h` has one of its own.
    let (amount, period) = text.rsplit_once('/')?;
    let period = period.trim();
    Duration::parse(period)?;
    Some(Rate {
        quantity: Some(quantity(amount.trim())?),
        period: period.to_owned(),
        ..Rate::default()
    })
}

/// Whether one number is not above another; nothing where one of them is none.
pub(super) fn in_order(lower: &str, upper: &str) -> bool {
    let numbers = Decimal::parse(lower).zip(Decimal::parse(upper));
    numbers.is_some_and(|(lower, upper)| lower <= upper)
}
