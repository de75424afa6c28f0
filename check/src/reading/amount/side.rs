//! A number with the money before it and the measure after it.

use rust_decimal::Decimal;

use super::cardinal::{Joins, Numeral, scale_at};
use super::lexicon::Role;
use super::measures::{self, Beside};
use super::numeral::numeral;
use super::place;
use super::said::{Form, Measure};
use super::scan::Scan;

/// One end of a range, or the whole of an amount.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) numeral: Numeral,
    pub(super) measure: Measure,
    /// The token with which the number begins.
    pub(super) number: usize,
    pub(super) next: usize,
}

/// A number with the money before it and the measure behind it.
pub(super) fn side(scan: &Scan<'_>, at: usize, joins: Joins) -> Option<Side> {
    let minus = scan.role(Role::Minus, at).or_else(|| minus_sign(scan, at));
    let at = minus.unwrap_or(at);
    if place::no_amount(scan, at).is_some() {
        return None;
    }
    let money = measures::money_before(scan, at);
    let number = money.as_ref().map_or(at, |money| money.next);
    let signed = minus_sign(scan, number).filter(|_| money.is_some());
    let number = signed.unwrap_or(number);
    let mut numeral =
        numeral(scan, number, joins).filter(|numeral| money.is_none() || numeral.figure)?;
    if minus.is_some() || signed.is_some() {
        numeral.value = -numeral.value;
    }
    let side = match money {
        Some(money) => with_money(scan, number, numeral, money)?,
        None => with_measure(scan, number, numeral)?,
    };
    Some(side)
}

/// A sign of minus, which stands at its digits and behind a space.
fn minus_sign(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map_or("", |before| scan.word(before));
    let free = !scan.is_attached(at) || matches!(before, "<" | ">" | "=" | "≤" | "≥" | "(");
    let sign = matches!(scan.word(at), "-" | "−" | "–") && free;
    (sign && scan.is_digits(at + 1) && scan.is_attached(at + 1)).then_some(at + 1)
}

fn with_money(scan: &Scan<'_>, number: usize, numeral: Numeral, money: Beside) -> Option<Side> {
    let numeral = metric_million(scan, numeral);
    let numeral = numeral.times_size(money.size)?;
    // `$5 million US dollars` names its money twice; the second name is the clearer one.
    let behind = measures::behind(scan, numeral.next);
    let again = behind.filter(|beside| {
        matches!(beside.measure, Measure::Currency(_)) && !scan.is_digits(beside.next)
    });
    let next = again.as_ref().map_or(numeral.next, |beside| beside.next);
    let measure = again.map_or(money.measure, |beside| beside.measure);
    Some(Side {
        numeral,
        measure,
        number,
        next,
    })
}

/// Money with the letter `m` at its number, in languages where the letter is a metre elsewhere.
fn metric_million(scan: &Scan<'_>, numeral: Numeral) -> Numeral {
    let letter = scan.is_attached(numeral.next) && scan.raw(numeral.next) == "m";
    let million = letter.then(|| numeral.times(Decimal::from(1_000_000), numeral.next + 1));
    million.flatten().unwrap_or(numeral)
}

fn with_measure(scan: &Scan<'_>, number: usize, numeral: Numeral) -> Option<Side> {
    let numeral = metres(scan, number, numeral);
    let form = numeral.form;
    let article = form == Form::Article;
    let Some(beside) = measures::behind(scan, numeral.next)
        .filter(|_| form != Form::Ordinal)
        // In `a $75m deal` the money is that of the next number.
        .filter(|beside| !(article && scan.is_digits(beside.next)))
    else {
        let (numeral, measure) = shared(scan, &numeral).unwrap_or((numeral, Measure::None));
        return Some(Side {
            next: numeral.next,
            measure,
            numeral,
            number,
        });
    };
    let mut next = beside.next;
    let mut numeral = numeral.times_size(beside.size)?;
    let smaller = cents(scan, &beside).or_else(|| inches(scan, &beside));
    if let Some((smaller, behind)) = smaller {
        numeral.value = numeral.value.checked_add(smaller)?;
        next = behind;
    }
    // `75 USD million`.
    if numeral.scale == Decimal::ONE
        && matches!(beside.measure, Measure::Currency(_))
        && let Some((scale, behind)) = scale_at(scan, next)
    {
        numeral = numeral.times(scale, numeral.next)?;
        next = behind;
    }
    Some(Side {
        numeral,
        measure: beside.measure,
        number,
        next,
    })
}

/// A number that has its scale and measure in common with the next one: "18 instead of 12 million euros",
/// "3 of its 5 million dollars".
fn shared(scan: &Scan<'_>, numeral: &Numeral) -> Option<(Numeral, Measure)> {
    if numeral.form != Form::Cardinal || numeral.scale != Decimal::ONE {
        return None;
    }
    let instead = scan.role(Role::Instead, numeral.next);
    let part = || {
        scan.role(Role::PartOf, numeral.next)
            .filter(|_| numeral.figure)
    };
    let lead = instead.or_else(part)?;
    // An article and an adjective; behind "of" alone nothing.
    let most = match (instead, lead - numeral.next) {
        (Some(_), _) => INSTEAD_MAX,
        (None, 1) => 0,
        (None, _) => 1,
    };
    let places = (lead..=lead + most).take_while(|at| *at == lead || scan.is_word(at - 1));
    let mut sides = places.filter_map(|at| {
        let found = side(scan, at, Joins::Barred)?;
        let is_number = found.numeral.figure || found.numeral.form == Form::Cardinal;
        is_number.then_some(found)
    });
    let other = sides.next()?;
    let measured = !matches!(other.measure, Measure::None | Measure::Counted(_));
    if other.numeral.form != Form::Cardinal || instead.is_none() && !measured {
        return None;
    }
    let scaled = numeral.times(other.numeral.scale, numeral.next)?;
    let is_plain = other.numeral.scale == Decimal::ONE && !measured;
    (!is_plain).then_some((scaled, other.measure))
}

/// How many words may stand between "instead of" and the next number.
const INSTEAD_MAX: usize = 3;

/// The cents behind an amount of money: `13 dollars and 45 cents`.
fn cents(scan: &Scan<'_>, money: &Beside) -> Option<(Decimal, usize)> {
    let Measure::Currency(codes) = &money.measure else {
        return None;
    };
    let next = scan
        .role(Role::And, money.next)
        .or_else(|| scan.role(Role::Mixed, money.next));
    let count = numeral(scan, next.unwrap_or(money.next), Joins::Barred)?;
    let cents = scan.find(&scan.lexicon.money, count.next)?;
    let smaller = cents.value.size < money.size && count.value < Decimal::ONE_HUNDRED;
    let same = cents.value.codes.iter().any(|code| codes.contains(code));
    let value = count.value.checked_mul(cents.value.size)?;
    (smaller && same).then_some((value, cents.next))
}

/// The inches behind feet, in feet: `5 feet 2 inches`.
fn inches(scan: &Scan<'_>, feet: &Beside) -> Option<(Decimal, usize)> {
    let is = |measure: &Measure, code: &str| matches!(measure, Measure::Unit(codes) if codes.iter().any(|item| item == code));
    let next = scan.role(Role::And, feet.next).unwrap_or(feet.next);
    let count = numeral(scan, next, Joins::Barred).filter(|_| is(&feet.measure, "[ft_i]"))?;
    let twelve = Decimal::from(12);
    let inches = match measures::behind(scan, count.next) {
        Some(beside) if is(&beside.measure, "[in_i]") => beside.next,
        _ if scan.raw(count.next) == "in" && !scan.is_word(count.next + 1) => count.next + 1,
        _ => return None,
    };
    let value = count.value.checked_div(twelve)?;
    (count.value < twelve).then_some((value, inches))
}

/// Takes the letter `m` at a number for a metre where no noun in the plural follows: `a 75m wave`,
/// but `75m people`.
fn metres(scan: &Scan<'_>, number: usize, numeral: Numeral) -> Numeral {
    let letter = numeral.next.saturating_sub(1);
    if scan.raw(letter) != "m"
        || !scan.is_attached(letter)
        || !scan.is_digits(letter.saturating_sub(1))
        || letter <= number
    {
        return numeral;
    }
    let next = numeral.next;
    let metre = scan.role(Role::MetresBehind, next).is_some() || !scan.is_word(next);
    let noun = scan.word(next).ends_with('s') || scan.word(next) == "people";
    let stop = scan.role(Role::Stop, next).is_some();
    let money = measures::behind(scan, next)
        .is_some_and(|beside| matches!(beside.measure, Measure::Currency(_)));
    if money || noun && !metre && !stop {
        return numeral;
    }
    let value = numeral
        .value
        .checked_div(numeral.scale)
        .unwrap_or(numeral.value);
    Numeral {
        value,
        scale: Decimal::ONE,
        next: letter,
        ..numeral
    }
}
