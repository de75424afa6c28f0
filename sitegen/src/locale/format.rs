//! Says values in words: dates, amounts, rates, horizons.

use dossier::v1::{Absence, Comparator, Horizon, Quantity, Rate, TimeBasis, TimeExpression};

use crate::locale::Words;

/// A date or span in words (EDTF levels 0 and 1): `19 June 2024`, `about 2022`, `2022 to 2024`. What
/// cannot be read is shown as it is written.
pub(crate) fn date(words: &Words, edtf: &str) -> String {
    let Some((start, end)) = edtf.split_once('/') else {
        return qualified(words, edtf);
    };
    let side = |text: &str| (!text.is_empty() && text != "..").then(|| qualified(words, text));
    match (side(start), side(end)) {
        (Some(start), Some(end)) => (words.dates.span)(&start, &end),
        (Some(start), None) => (words.dates.from)(&start),
        (None, Some(end)) => (words.dates.until)(&end),
        (None, None) => words.dates.unknown.to_owned(),
    }
}

fn qualified(words: &Words, text: &str) -> String {
    let bare = text.trim_end_matches(['?', '~', '%']);
    let said = single(words, bare);
    match text.get(bare.len()..) {
        Some("?") => (words.dates.possibly)(&said),
        Some("~") => (words.dates.about)(&said),
        Some("%") => (words.dates.possibly)(&(words.dates.about)(&said)),
        _ => said,
    }
}

fn single(words: &Words, text: &str) -> String {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    if let Some(decade) = year.strip_suffix('X').filter(|rest| number(rest).is_some()) {
        return (words.dates.decade)(decade);
    }
    if number(year).is_none() {
        return text.to_owned();
    }
    let Some(index) = number(month) else {
        return year.to_owned();
    };
    let season = index
        .checked_sub(21)
        .and_then(|index| words.dates.seasons.get(index));
    if let Some(season) = season {
        return (words.month)(year, season);
    }
    match (
        index
            .checked_sub(1)
            .and_then(|index| words.months.get(index)),
        number(day),
    ) {
        (Some(month), Some(day)) => (words.day)(year, month, &day.to_string()),
        (Some(month), None) => (words.month)(year, month),
        (None, _) => text.to_owned(),
    }
}

fn number(digits: &str) -> Option<usize> {
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().ok())?
}

/// A date, and what is to be known of it: that it was worked out, and what the source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct When {
    /// The date in words.
    pub(crate) text: String,
    /// The day from which on it is, as a machine reads it; empty where there is none.
    pub(crate) machine: String,
    /// What is to be known of it; may be empty.
    pub(crate) note: String,
}

/// A time in words; nothing where none is stated.
pub(crate) fn time(words: &Words, time: Option<&TimeExpression>) -> Option<When> {
    let time = time?;
    if time.edtf.is_empty() {
        let text = match time.absence() {
            Absence::Unspecified => time.verbatim.clone(),
            Absence::None => words.amounts.none.to_owned(),
            Absence::Unknown => words.dates.unknown.to_owned(),
        };
        return (!text.is_empty()).then(|| When {
            text,
            ..When::default()
        });
    }
    let worked_out = matches!(time.basis(), TimeBasis::Inferred | TimeBasis::Resolved);
    let says = (worked_out && !time.verbatim.is_empty())
        .then(|| (words.dates.source_says)(&time.verbatim));
    let mut notes: Vec<String> = Vec::new();
    notes.extend(worked_out.then(|| words.dates.worked_out.to_owned()));
    notes.extend(says);
    // Only what HTML's `time` element takes: a year, a month or a day.
    let plain = matches!(time.edtf.len(), 4 | 7 | 10)
        && time
            .edtf
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
        && number(time.edtf.get(5..7).unwrap_or("1")).is_some_and(|month| month <= 12);
    Some(When {
        text: date(words, &time.edtf),
        machine: if plain {
            time.edtf.clone()
        } else {
            String::new()
        },
        note: notes.join("; "),
    })
}

/// An amount in words, its comparator spoken: `more than 3,700 drones`, `5 to 8 years`.
pub(crate) fn quantity(words: &Words, quantity: &Quantity) -> String {
    match quantity.absence() {
        Absence::Unknown => return words.amounts.unknown.to_owned(),
        Absence::None => return words.amounts.none.to_owned(),
        Absence::Unspecified => {}
    }
    let unit = unit(words, quantity);
    if quantity.comparator() == Comparator::Between {
        let (lower, upper) = (
            decimal(words, &quantity.lower),
            decimal(words, &quantity.upper),
        );
        return with_unit(
            words,
            &(words.amounts.span)(&lower, &upper),
            &unit,
            quantity,
        );
    }
    let amount = with_unit(words, &decimal(words, &quantity.value), &unit, quantity);
    let comparator = match quantity.comparator() {
        Comparator::About => words.amounts.about,
        Comparator::MoreThan => words.amounts.more_than,
        Comparator::AtLeast => words.amounts.at_least,
        Comparator::LessThan => words.amounts.less_than,
        Comparator::AtMost => words.amounts.at_most,
        Comparator::Exact | Comparator::Between | Comparator::Unspecified => return amount,
    };
    format!("{comparator} {amount}")
}

/// An amount in three: what stands before the digits, from the first digit to the last, and what
/// stands behind them, so that a page can set the digits large. What has no digits is all in the middle.
pub(crate) fn parted(amount: &str) -> [String; 3] {
    let digit = |(_, one): &(usize, char)| one.is_numeric();
    let first = amount.char_indices().find(digit);
    let last = amount.char_indices().rev().find(digit);
    let (Some((start, _)), Some((end, one))) = (first, last) else {
        return [String::new(), amount.to_owned(), String::new()];
    };
    let cut = |at: usize| amount.split_at_checked(at).unwrap_or((amount, ""));
    let (head, behind) = cut(end + one.len_utf8());
    let (before, digits) = head.split_at_checked(start).unwrap_or(("", head));
    [before, digits, behind].map(|part| part.trim().to_owned())
}

fn unit(words: &Words, quantity: &Quantity) -> String {
    if quantity.currency_code.is_empty() {
        (words.amounts.unit)(&quantity.unit, quantity.value != "1")
    } else {
        quantity.currency_code.clone()
    }
}

fn with_unit(words: &Words, amount: &str, unit: &str, quantity: &Quantity) -> String {
    if unit.is_empty() {
        amount.to_owned()
    } else if quantity.currency_code.is_empty() {
        (words.amounts.joined)(amount, unit)
    } else {
        format!("{unit}\u{a0}{amount}")
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
        (minimum, maximum) if minimum == maximum => duration(words, minimum),
        (minimum, maximum) => match (one_part(minimum), one_part(maximum)) {
            (Some((lower, unit)), Some((upper, other))) if unit == other => {
                let span = (words.amounts.span)(&lower, &upper);
                format!("{span} {}", (words.amounts.unit)(unit, true))
            }
            _ => (words.amounts.span)(&duration(words, minimum), &duration(words, maximum)),
        },
    };
    (words.amounts.within)(&span)
}

/// A duration of one part, such as `P5Y`, as its number and its UCUM unit.
fn one_part(duration: &str) -> Option<(String, &'static str)> {
    let (rest, time) = match duration.strip_prefix("PT") {
        Some(rest) => (rest, true),
        None => (duration.strip_prefix('P')?, false),
    };
    let designator = rest.chars().last()?;
    let digits = rest.strip_suffix(designator)?;
    number(digits)?;
    let unit = match (designator, time) {
        ('Y', false) => "a",
        ('M', false) => "mo",
        ('W', false) => "wk",
        ('D', false) => "d",
        ('H', true) => "h",
        ('M', true) => "min",
        ('S', true) => "s",
        _ => return None,
    };
    Some((digits.to_owned(), unit))
}

fn duration(words: &Words, duration: &str) -> String {
    one_part(duration).map_or_else(
        || duration.to_owned(),
        |(number, unit)| match (number.parse(), unit) {
            (Ok(count), "a" | "mo" | "wk" | "d") => (words.charts.time.length)(count, unit),
            _ => format!("{number} {}", (words.amounts.unit)(unit, number != "1")),
        },
    )
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
                let point = if tail.is_empty() {
                    String::new()
                } else {
                    format!("{}{tail}", words.decimal)
                };
                return named(&format!("{sign}{}{point}", grouped(words, head)));
            }
        }
    }
    let point = if fraction.is_empty() {
        String::new()
    } else {
        format!("{}{fraction}", words.decimal)
    };
    format!("{sign}{}{point}", grouped(words, &whole))
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
    let (digits, point) = if point < 0 {
        let zeros = usize::try_from(-point).ok()?;
        (format!("{}{digits}", "0".repeat(zeros)), 0)
    } else {
        let point = usize::try_from(point).ok()?;
        let missing = point.saturating_sub(digits.len());
        (format!("{digits}{}", "0".repeat(missing)), point)
    };
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
