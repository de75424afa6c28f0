//! Reads the values that people write in one line: amounts, rates, durations, numbers.

use dossier::v1::{Comparator, Quantity, Rate};

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
        "`{0}` is not a duration (ISO 8601); durations are written `P5Y`, `P1M`, `P10D`, `PT6H`"
    )]
    Duration(String),
    /// Not a date.
    #[error(
        "`{0}` is not a date (EDTF level 0 or 1); dates are written `2024-06-19`, `2024-06`, `2022/2024`, `2024?`"
    )]
    Date(String),
    /// A date that the calendar does not have.
    #[error("`{0}` is not in the calendar")]
    Calendar(String),
    /// An interval that ends before it starts.
    #[error("`{0}` ends before it starts")]
    Backwards(String),
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

/// Whether a text is a decimal number as the contract writes it: an optional sign, digits, an
/// optional fraction, an optional exponent.
pub fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    // An exponent of four digits is a slip of the keyboard, and its number fills a page.
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        digits(exponent) && exponent.len() <= 3
    });
    digits(whole) && fraction.is_none_or(digits) && exponent_fits
}

/// The digits of a decimal number without its exponent and superfluous zeros, so that two ways of
/// writing one number compare equal: `2.5e6` → `2500000`. Nothing where it is not a number.
pub fn plain(text: &str) -> Option<String> {
    if !is_decimal(text) {
        return None;
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = unsigned.to_ascii_lowercase();
    let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut point = i32::try_from(whole.len()).ok()? + exponent;
    while point > i32::try_from(digits.len()).ok()? {
        digits.push('0');
    }
    while point < 0 {
        digits.insert(0, '0');
        point += 1;
    }
    let (whole, fraction) = digits.split_at_checked(usize::try_from(point).ok()?)?;
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if whole == "0" && fraction.is_empty() {
        ""
    } else {
        sign
    };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// A duration as years, months and days; weeks count as days, and times of day are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duration {
    /// Calendar years.
    pub years: i32,
    /// Calendar months.
    pub months: i32,
    /// Days.
    pub days: i32,
}

/// Reads an ISO 8601 duration such as `P5Y`, `P1Y6M`, `P2W`, `PT6H`.
pub fn duration(text: &str) -> Result<Duration, ValueError> {
    parse_duration(text).ok_or_else(|| ValueError::Duration(text.to_owned()))
}

fn parse_duration(text: &str) -> Option<Duration> {
    let rest = text.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let mut duration = Duration::default();
    let parts = designators(date, "YMWD")?;
    for (number, designator) in &parts {
        match designator {
            'Y' => duration.years = *number,
            'M' => duration.months = *number,
            'W' => duration.days += number.checked_mul(7)?,
            _ => duration.days += number,
        }
    }
    let times = time.map_or(Some(Vec::new()), |time| {
        designators(time, "HMS").filter(|parts| !parts.is_empty())
    })?;
    if parts.is_empty() && times.is_empty() {
        None
    } else {
        Some(duration)
    }
}

/// Numbers with their designators, each at most once and in order.
fn designators(mut text: &str, allowed: &str) -> Option<Vec<(i32, char)>> {
    let mut rest = allowed;
    let mut found = Vec::new();
    while !text.is_empty() {
        let end = text.find(|character: char| !character.is_ascii_digit())?;
        let (digits, tail) = text.split_at_checked(end)?;
        let designator = tail.chars().next()?;
        let at = rest.find(designator)?;
        rest = rest.get(at + 1..)?;
        // Five digits are more than a hundred centuries of days, and keep sums far from overflow.
        let number = Some(digits)
            .filter(|digits| digits.len() <= 5)?
            .parse()
            .ok()?;
        found.push((number, designator));
        text = tail.get(designator.len_utf8()..)?;
    }
    Some(found)
}

/// The sum of two decimals; nothing where one is none, or the sum has more than 38 digits.
pub fn sum(one: &str, other: &str) -> Option<String> {
    let (one, other) = (plain(one)?, plain(other)?);
    let places = |text: &str| {
        text.split_once('.')
            .map_or(0, |(_, fraction)| fraction.len())
    };
    let most = places(&one).max(places(&other));
    let scaled = |text: &str| -> Option<i128> {
        let zeros = "0".repeat(most - places(text));
        format!("{}{zeros}", text.replace('.', "")).parse().ok()
    };
    let total = scaled(&one)?.checked_add(scaled(&other)?)?;
    plain(&format!("{total}e-{most}"))
}

/// Compares two decimal numbers exactly; nothing where one of them is none.
pub fn compare(one: &str, other: &str) -> Option<std::cmp::Ordering> {
    let (one, other) = (plain(one)?, plain(other)?);
    let split = |text: &str| {
        let (sign, digits) = text
            .strip_prefix('-')
            .map_or((1, text), |digits| (-1, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        (sign, whole.len(), whole.to_owned(), fraction.to_owned())
    };
    let ((sign, ..), (other_sign, ..)) = (split(&one), split(&other));
    if sign != other_sign {
        return Some(sign.cmp(&other_sign));
    }
    let ((_, length, whole, fraction), (_, other_length, other_whole, other_fraction)) =
        (split(&one), split(&other));
    let size = (length, whole, fraction).cmp(&(other_length, other_whole, other_fraction));
    Some(if sign < 0 { size.reverse() } else { size })
}
