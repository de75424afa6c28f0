//! Says values in words: amounts, rates, horizons.

use dossier::counted::PluralCategory;
use dossier::duration::{Amount, Unit};
use dossier::v1::{Absence, Comparator, Horizon, Quantity, Rate};
use dossier::{Decimal, Duration};

use super::unit;
use crate::locale::Words;

/// An amount in words, its comparator spoken: `more than 3,700 drones`, `5 to 8 years`.
pub(crate) fn quantity(words: &Words, quantity: &Quantity) -> String {
    match quantity.absence() {
        Absence::Unknown => return words.amounts.unknown.to_owned(),
        Absence::None => return words.amounts.none.to_owned(),
        Absence::Unspecified => {}
    }
    let number = match quantity.comparator() {
        // A span from a number to itself is the number.
        Comparator::Between if is_one_number(&quantity.lower, &quantity.upper) => &quantity.lower,
        Comparator::Between => return span(words, quantity),
        _ => &quantity.value,
    };
    let amount = decimal(words, number);
    let amount = match quantity.currency_code.as_str() {
        "" => {
            let category = category(words, number);
            with_unit(words, &amount, &unit::said(words, &quantity.unit, category))
        }
        code => words.amounts.money.said(&amount, code),
    };
    let comparator = match quantity.comparator() {
        Comparator::About => words.amounts.about,
        Comparator::MoreThan => words.amounts.more_than,
        Comparator::AtLeast => words.amounts.at_least,
        Comparator::LessThan => words.amounts.less_than,
        Comparator::AtMost => words.amounts.at_most,
        Comparator::Exact | Comparator::Between | Comparator::Unspecified => return amount,
    };
    format!("{comparator} {}", (words.amounts.governed)(&amount))
}

/// Whether two decimals are one number, however they are written: `5`, `5.0`.
fn is_one_number(one: &str, other: &str) -> bool {
    let numbers = Decimal::parse(one).zip(Decimal::parse(other));
    one == other || numbers.is_some_and(|(left, right)| left.cmp(&right).is_eq())
}

/// An amount between two bounds; its noun is that of the upper one.
fn span(words: &Words, quantity: &Quantity) -> String {
    let bounds = [&quantity.lower, &quantity.upper].map(|bound| decimal(words, bound));
    if !quantity.currency_code.is_empty() {
        let said = |bound: &str| words.amounts.money.said(bound, &quantity.currency_code);
        let [lower, upper] = bounds.each_ref().map(|bound| said(bound));
        return (words.amounts.span)(&lower, &upper);
    }
    let [lower, upper] = bounds;
    let said = span_unit(words, &quantity.unit, &quantity.upper);
    with_unit(words, &(words.amounts.span)(&lower, &upper), &said)
}

/// A unit behind a span. A noun that says by itself that there are two does not stand there.
fn span_unit(words: &Words, unit: &str, upper: &str) -> String {
    let category = match category(words, upper) {
        PluralCategory::Two => PluralCategory::Other,
        category => category,
    };
    unit::said(words, unit, category)
}

/// In which number a noun stands behind a number of the contract.
fn category(words: &Words, number: &str) -> PluralCategory {
    let spelt = spelt_out(number).map_or_else(String::new, |(_, whole, fraction)| {
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{whole}{point}{fraction}")
    });
    unit::category(words, &spelt)
}

/// An amount in three: what stands before the digits, from the first digit to the last, and what
/// stands behind them, so that a page can set the digits large. What has no digits is all in the middle.
pub(crate) fn parted(amount: &str) -> [String; 3] {
    let digit = |(_, character): &(usize, char)| character.is_numeric();
    let first = amount.char_indices().find(digit);
    let last = amount.char_indices().rev().find(digit);
    let (Some((start, _)), Some((end, digit))) = (first, last) else {
        return [String::new(), amount.to_owned(), String::new()];
    };
    let cut = |at: usize| amount.split_at_checked(at).unwrap_or((amount, ""));
    let (head, behind) = cut(end + digit.len_utf8());
    let (before, digits) = head.split_at_checked(start).unwrap_or(("", head));
    [before, digits, behind].map(|part| part.trim().to_owned())
}

fn with_unit(words: &Words, amount: &str, unit: &str) -> String {
    if unit.is_empty() {
        amount.to_owned()
    } else {
        (words.amounts.joined)(amount, unit)
    }
}

/// A rate in words: `more than 300 drones a month`.
pub(crate) fn rate(words: &Words, rate: &Rate) -> String {
    let amount = rate.quantity.as_ref().map(|amount| quantity(words, amount));
    (words.amounts.per)(&amount.unwrap_or_default(), &rate.period)
}

/// A horizon in words: `within 5 to 8 years`.
pub(crate) fn horizon(words: &Words, horizon: &Horizon) -> String {
    let span = match (horizon.minimum.as_str(), horizon.maximum.as_str()) {
        ("", maximum) => duration(words, maximum),
        // Nothing is within something that has no end.
        (minimum, "") => {
            return format!("{} {}", words.amounts.at_least, duration(words, minimum));
        }
        (minimum, maximum) if duration(words, minimum) == duration(words, maximum) => {
            duration(words, minimum)
        }
        (minimum, maximum) => match (one_part(words, minimum), one_part(words, maximum)) {
            (Some((lower, unit)), Some((upper, other))) if unit == other => {
                let span = (words.amounts.span)(&lower, &upper);
                format!("{span} {}", span_unit(words, unit, &upper))
            }
            _ => (words.amounts.span)(&duration(words, minimum), &duration(words, maximum)),
        },
    };
    (words.amounts.within)(&span)
}

/// A duration of one part, such as `P5Y`, as its number and its UCUM unit.
fn one_part(words: &Words, duration: &str) -> Option<(String, &'static str)> {
    let read = Duration::parse(duration)?;
    let [amount] = read.amounts() else {
        return None;
    };
    Some(number_and_unit(words, amount))
}

fn number_and_unit(words: &Words, amount: &Amount) -> (String, &'static str) {
    let unit = match amount.unit {
        Unit::Year => "a",
        Unit::Month => "mo",
        Unit::Week => "wk",
        Unit::Day => "d",
        Unit::Hour => "h",
        Unit::Minute => "min",
        Unit::Second => "s",
    };
    let number = if amount.fraction.is_empty() {
        amount.whole.to_string()
    } else {
        decimal(words, &format!("{}.{}", amount.whole, amount.fraction))
    };
    (number, unit)
}

/// A word as it begins a line: with a capital letter where the script has them.
pub(crate) fn capital(word: &str) -> String {
    let mut rest = word.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

/// A duration in words: `5 years`, `1 year, 6 months`. What cannot be read is shown as it is written.
fn duration(words: &Words, duration: &str) -> String {
    let Some(read) = Duration::parse(duration) else {
        return duration.to_owned();
    };
    let said = |amount: &Amount| {
        let (number, unit) = number_and_unit(words, amount);
        if let (Ok(count), "a" | "mo" | "wk" | "d") = (number.parse(), unit) {
            (words.charts.time.length)(count, unit)
        } else {
            let unit = unit::said(words, unit, category(words, &number));
            format!("{number} {unit}")
        }
    };
    let parts: Vec<String> = read.amounts().iter().map(said).collect();
    parts.join(words.comma)
}

/// A decimal number as people read it: grouped, its exponent spelt out, round millions in words.
pub(crate) fn decimal(words: &Words, text: &str) -> String {
    let Some((sign, whole, fraction)) = spelt_out(text) else {
        return text.to_owned();
    };
    for (zeros, named) in [(9, words.amounts.billions), (6, words.amounts.millions)] {
        // At most two digits behind the point, or the words say less than the digits.
        let short = whole.len() > zeros && fraction.is_empty();
        if let Some((head, tail)) = whole
            .split_at_checked(whole.len().saturating_sub(zeros))
            .filter(|_| short)
        {
            let tail = tail.trim_end_matches('0');
            if tail.len() <= 2 {
                let behind = behind_point(words, tail);
                return named(&format!("{sign}{}{behind}", grouped(words, head)));
            }
        }
    }
    let behind = behind_point(words, &fraction);
    format!("{sign}{}{behind}", grouped(words, &whole))
}

/// A fraction behind its decimal point; nothing where there is none.
fn behind_point(words: &Words, fraction: &str) -> String {
    if fraction.is_empty() {
        String::new()
    } else {
        format!("{}{fraction}", words.decimal)
    }
}

/// Digits with zeros up to their point, which may lie before or behind them, and where it is then.
fn padded(digits: String, point: i32) -> Option<(String, usize)> {
    if point < 0 {
        let zeros = usize::try_from(-point).ok()?;
        return Some((format!("{}{digits}", "0".repeat(zeros)), 0));
    }
    let point = usize::try_from(point).ok()?;
    let missing = point.saturating_sub(digits.len());
    Some((digits + &"0".repeat(missing), point))
}

/// Sign, whole digits and fraction of a decimal number, with its exponent worked in. Nothing for
/// what is no number, or one too long to read.
fn spelt_out(text: &str) -> Option<(&'static str, String, String)> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("−", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let exponent: i32 = exponent
        .parse()
        .ok()
        .filter(|exponent: &i32| exponent.abs() <= 30)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if whole.is_empty() || digits.len() > 60 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let (digits, point) = padded(digits, point)?;
    let (whole, fraction) = digits.split_at_checked(point)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some((sign, whole.to_owned(), fraction.to_owned()))
}

fn grouped(words: &Words, digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(words.thousands);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests;
