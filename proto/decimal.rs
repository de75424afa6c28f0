//! Which number does a decimal text represent?
//!
//! The contract writes numbers as texts, because an article's figures must be kept digit by digit;
//! `f64` would turn `0.1` into another number. Two texts for the same number are equal here.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

/// An exponent of four digits is a slip of the keyboard, and its number would fill a page.
const EXPONENT_DIGITS_MAX: usize = 3;

/// A decimal number without an exponent or superfluous zeros: `2.50e6` and `2500000` are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    /// Reads a number as the contract writes it: an optional sign, digits, an optional fraction, an
    /// optional exponent of at most three digits. `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        if !are_digits(whole) || !fraction.is_none_or(are_digits) {
            return None;
        }
        let (whole, fraction) = shift(whole, fraction.unwrap_or_default(), exponent)?;
        let negative = text.starts_with('-') && !(whole == "0" && fraction.is_empty());
        Some(Self {
            negative,
            whole,
            fraction,
        })
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The digits before the point; `0` if there are none.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// The digits after the point, without trailing zeros; empty if there are none.
    pub fn fraction(&self) -> &str {
        &self.fraction
    }

    /// The sum; `None` if it has more digits than fit into 127 bits, about 38.
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        let places = self.fraction.len().max(other.fraction.len());
        let total = self.scaled(places)?.checked_add(other.scaled(places)?)?;
        let sign = if total < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", total.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at_checked(digits.len() - places)?;
        let point = if fraction.is_empty() { "" } else { "." };
        Self::parse(&format!("{sign}{whole}{point}{fraction}"))
    }

    /// The number times a power of ten, as an integer.
    fn scaled(&self, places: usize) -> Option<i128> {
        let zeros = "0".repeat(places.checked_sub(self.fraction.len())?);
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}{}{zeros}", self.whole, self.fraction)
            .parse()
            .ok()
    }
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn parse_exponent(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let fits = are_digits(digits) && digits.len() <= EXPONENT_DIGITS_MAX;
    fits.then(|| text.parse().ok())?
}

/// Moves the point by an exponent and drops superfluous zeros.
fn shift(whole: &str, fraction: &str, exponent: i32) -> Option<(String, String)> {
    let mut digits = format!("{whole}{fraction}");
    let point = i32::try_from(whole.len()).ok()? + exponent;
    if point < 0 {
        let zeros = "0".repeat(usize::try_from(-point).ok()?);
        digits.insert_str(0, &zeros);
    }
    let point = usize::try_from(point.max(0)).ok()?;
    let missing = point.saturating_sub(digits.len());
    digits.push_str(&"0".repeat(missing));
    let (whole, fraction) = digits.split_at_checked(point)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some((whole.to_owned(), fraction.trim_end_matches('0').to_owned()))
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |decimal: &Self| {
            (
                decimal.whole.len(),
                decimal.whole.clone(),
                decimal.fraction.clone(),
            )
        };
        match (self.negative, other.negative) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => size(self).cmp(&size(other)),
            (true, true) => size(other).cmp(&size(self)),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Display for Decimal {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let point = if self.fraction.is_empty() { "" } else { "." };
        write!(formatter, "{sign}{}{point}{}", self.whole, self.fraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    #[test]
    fn two_ways_to_write_a_number_are_equal() {
        for (text, plain) in [
            ("2.5e6", "2500000"),
            ("+007.50", "7.5"),
            ("-0", "0"),
            ("-0.00", "0"),
            ("12e-3", "0.012"),
            ("1e-5", "0.00001"),
            ("-1.5E1", "-15"),
            ("0.5", "0.5"),
        ] {
            assert_eq!(decimal(text).to_string(), plain, "{text}");
            assert_eq!(decimal(text), decimal(plain));
        }
        for text in [
            "", "-", ".5", "5.", "1e", "1e+", "1e1000", "0x1", "1,000", "1 000", "+-1", "1e+-2",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        let texts = [
            "-100", "-3.7", "-3.65", "0", "0.05", "0.5", "9", "10", "3700", "1e9",
        ];
        for (index, text) in texts.iter().enumerate() {
            for (other_index, other) in texts.iter().enumerate() {
                assert_eq!(
                    decimal(text).cmp(&decimal(other)),
                    index.cmp(&other_index),
                    "{text} {other}"
                );
            }
        }
    }

    #[test]
    fn sums_are_exact() {
        for (one, other, sum) in [
            ("0.1", "0.2", "0.3"),
            ("-1", "0.75", "-0.25"),
            ("99.5", "0.5", "100"),
            ("-3", "3", "0"),
            ("1e20", "1", "100000000000000000001"),
        ] {
            let found = decimal(one).checked_add(&decimal(other));
            assert_eq!(found.map(|sum| sum.to_string()).as_deref(), Some(sum));
        }
        assert_eq!(decimal("9e38").checked_add(&decimal("9e38")), None);
    }
}
