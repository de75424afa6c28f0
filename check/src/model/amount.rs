//! Reads amounts and rates as people write them in one line: `>3700 {drone}`, `EUR 12.5`.
//!
//! An amount is read only if it is unambiguous. Otherwise the error lists what it may mean, each written
//! so that it can be pasted.

mod exact;
mod meant;
mod table;

use dossier::v1::{Comparator, Quantity, Rate};

use super::number;
pub use meant::Meant;
pub(crate) use table::scale_words;

/// Why an amount or rate was not read.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{written}` {what}")]
pub struct AmountError {
    written: String,
    what: String,
    wanted: &'static str,
    meant: Vec<Meant>,
}

const AMOUNTS: &str = "amounts are written `3700 {drone}`, `>300 km`, `5..8 a`, `~GBP 160e6`";
const RATES: &str = "rates are written `>300 {drone} / P1M`";
const NUMBERS: &str = "numbers are written `3700`, `2.5`, `2.5e6`";

impl AmountError {
    fn new(written: &str, kind: &str, wanted: &'static str, meant: Vec<Meant>) -> Self {
        let what = if meant.len() > 1 {
            "is ambiguous".to_owned()
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

/// Reads an amount: `>3700 {drone}`, `2.5e6 {round}`, `5..8 a`, `EUR 12.5`, `40 %`.
pub fn quantity(text: &str) -> Result<Quantity, AmountError> {
    let wrong = || AmountError::new(text, "an amount", AMOUNTS, meant::amounts(text));
    exact::quantity(text.trim()).ok_or_else(wrong)
}

/// An amount as written in authoring files: `>3700 {drone}`, `GBP 75e6`, `5..8 a`.
pub fn written(amount: &Quantity) -> String {
    let mark = match amount.comparator() {
        Comparator::MoreThan => ">",
        Comparator::AtLeast => ">=",
        Comparator::LessThan => "<",
        Comparator::AtMost => "<=",
        Comparator::About => "~",
        Comparator::Between | Comparator::Exact | Comparator::Unspecified => "",
    };
    let number = if amount.comparator() == Comparator::Between {
        format!("{}..{}", amount.lower, amount.upper)
    } else {
        amount.value.clone()
    };
    let pieces = [&amount.currency_code, &number, &amount.unit];
    let pieces: Vec<&str> = pieces.into_iter().map(String::as_str).collect();
    let pieces: Vec<&str> = pieces
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .collect();
    format!("{mark}{}", pieces.join(" "))
}

/// Reads a number that is alone in a field.
pub fn decimal(text: &str) -> Result<String, AmountError> {
    let text = text.trim();
    let wrong = || AmountError::new(text, "a decimal number", NUMBERS, meant::numbers(text));
    number::decimal(text).ok_or_else(wrong)
}

/// Reads a rate: an amount, a slash, an ISO 8601 duration.
pub fn rate(text: &str) -> Result<Rate, AmountError> {
    exact::rate(text).ok_or_else(|| AmountError::new(text, "a rate", RATES, meant::rates(text)))
}

#[cfg(test)]
mod tests;
