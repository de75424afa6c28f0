//! Reads amounts and rates as people write them in one line: `>3700 {drone}`, `EUR 12.5`.
//!
//! An amount is read only where it can mean one thing. Everything else is answered with what it may
//! mean, each written so that it can be pasted.

mod meant;

use dossier::Decimal;
use dossier::duration::Duration;
use dossier::v1::{Comparator, Quantity, Rate};

use super::{currency, number, unit};

/// Why an amount or rate was not read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{written}` {what}")]
pub struct AmountError {
    written: String,
    what: String,
    wanted: &'static str,
    meant: Vec<Meant>,
}

/// Something that an amount may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// As authoring files have it.
    pub write: String,
    /// Under which condition; empty where it can hardly mean anything else.
    pub when: String,
}

const AMOUNTS: &str = "amounts are written `3700 {drone}`, `>300 km`, `5..8 a`, `~GBP 160e6`";
const RATES: &str = "rates are written `>300 {drone} / P1M`";
const NUMBERS: &str = "numbers are written `3700`, `2.5`, `2.5e6`";

impl AmountError {
    fn new(written: &str, kind: &str, wanted: &'static str, meant: Vec<Meant>) -> Self {
        let what = if meant.len() > 1 {
            "can be read in more than one way".to_owned()
        } else {
            format!("is not {kind}")
        };
        Self {
            written: written.to_owned(),
            what,
            wanted,
            meant,
        }
    }

    /// What to write instead, for each thing that may be meant.
    pub fn suggestion(&self) -> String {
        let each = self.meant.iter().map(|meant| {
            let condition = if meant.when.is_empty() { "" } else { " if " };
            format!("`{}`{condition}{}", meant.write, meant.when)
        });
        let each: Vec<String> = each.collect();
        if each.is_empty() {
            self.wanted.to_owned()
        } else {
            format!("write {}", each.join(", or "))
        }
    }

    /// Everything that may be meant.
    pub fn meant(&self) -> &[Meant] {
        &self.meant
    }
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
pub fn quantity(text: &str) -> Result<Quantity, AmountError> {
    let wrong = || AmountError::new(text, "an amount", AMOUNTS, meant::amounts(text));
    exact(text.trim()).ok_or_else(wrong)
}

/// Reads an amount that can mean one thing only.
fn exact(text: &str) -> Option<Quantity> {
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
    let number = text.starts_with(|one: char| one.is_numeric() || number::is_mark(one));
    let number = number && text != "1" && !unit::is_unit(text);
    let money = || !currency::codes(text).is_empty() && !unit::is_unit(text);
    !number && !money() && !meant::is_scale(text)
}

/// Reads a number that stands by itself in a field.
pub fn decimal(text: &str) -> Result<String, AmountError> {
    let text = text.trim();
    let wrong = || AmountError::new(text, "a decimal number", NUMBERS, meant::numbers(text));
    number::decimal(text).ok_or_else(wrong)
}

/// Reads a rate: an amount, a slash, an ISO 8601 duration.
pub fn rate(text: &str) -> Result<Rate, AmountError> {
    exact_rate(text).ok_or_else(|| AmountError::new(text, "a rate", RATES, meant::rates(text)))
}

fn exact_rate(text: &str) -> Option<Rate> {
    // The last slash: a unit such as `km/h` has one of its own.
    let (amount, period) = text.rsplit_once('/')?;
    let period = period.trim();
    Duration::parse(period)?;
    Some(Rate {
        quantity: Some(exact(amount.trim())?),
        period: period.to_owned(),
        ..Rate::default()
    })
}

/// Whether one number is not above another; nothing where one of them is none.
fn in_order(lower: &str, upper: &str) -> bool {
    let numbers = Decimal::parse(lower).zip(Decimal::parse(upper));
    numbers.is_some_and(|(lower, upper)| lower <= upper)
}

#[cfg(test)]
mod tests;
