//! What the last word makes of a number: an ordinal or a part, `zweihundertste`, `two thirds`.

use rust_decimal::Decimal;

use super::cardinal::{Numeral, grammar};
use super::fraction::{divided, scaled_fraction};
use super::lexicon::{Atom, Role};
use super::said::Form;
use super::scan::Scan;
use super::sum::Sum;
use super::words;

/// The ordinal or fraction that the word behind a number makes of it.
pub(super) fn ended(scan: &Scan<'_>, sum: &Sum, next: usize, article: bool) -> Option<Numeral> {
    let at = scan.skip_hyphen(next);
    let and = scan
        .role(Role::And, at)
        .filter(|_| sum.may_join(grammar(scan)));
    let compound = compound_end(scan, and.unwrap_or(at));
    if let Some((value, next)) = compound
        .and_then(|(last, next)| Some((sum.ordinal(last, and.is_some(), grammar(scan))?, next)))
        && !article
    {
        let unit = next == at + 1 && scan.find(&scan.lexicon.units, at).is_some() && at == next - 1;
        let spaced = at == next.saturating_sub(1) && !scan.is_attached(at);
        if !(unit && spaced) {
            return Some(longer_ordinal(scan, value, next));
        }
    }
    if article || and.is_some() {
        return None;
    }
    let part = words::part(scan, at)?;
    let unit = scan.find(&scan.lexicon.units, at).is_some();
    divided(scan, sum.value()?, &part).filter(|_| !unit)
}

/// The last word of an ordinal.
fn compound_end(scan: &Scan<'_>, at: usize) -> Option<(Decimal, usize)> {
    let found = words::ordinal(scan, at)?;
    Some((found.value, found.next))
}

/// An ordinal that is one word: `third`, `zwanzigste`, `dreiundzwanzigste`.
pub(super) fn ordinal_alone(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    if let Some(found) = words::ordinal(scan, at) {
        return Some(longer_ordinal(scan, found.value, found.next));
    }
    let found = words::atoms(scan, at)?;
    let (last, first) = found.value.split_last()?;
    let mut sum = Sum::default();
    if !sum.take(first, false, grammar(scan)) {
        return None;
    }
    let joined = first.last() == Some(&Atom::And);
    match last {
        Atom::Ordinal(value) => {
            let value = sum.ordinal(*value, joined, grammar(scan))?;
            Some(Numeral::new(value, found.next).with(Form::Ordinal))
        }
        Atom::Part(part) => {
            let value = sum.value()?.checked_div(*part)?;
            let numeral = Numeral::new(value, found.next).with(Form::Fraction);
            Some(scaled_fraction(scan, numeral))
        }
        _ => None,
    }
}

/// An ordinal with the smaller ones that belong to it: `vigésimo quinto`.
pub(super) fn longer_ordinal(scan: &Scan<'_>, value: Decimal, next: usize) -> Numeral {
    let mut numeral = Numeral::new(value, next).with(Form::Ordinal);
    if let Some(found) = words::atoms(scan, next).filter(|found| found.joined)
        && let [Atom::Value(tens)] = found.value.as_slice()
        && value < Decimal::TEN
        && (*tens % Decimal::TEN).is_zero()
        && let Some(sum) = value.checked_add(*tens)
    {
        // Tens behind their units, as in Arabic.
        return Numeral {
            value: sum,
            next: found.next,
            ..numeral
        };
    }
    while let Some(found) = words::ordinal(scan, numeral.next) {
        let last = found.value;
        let size = [Decimal::TEN, Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND];
        let above = size.into_iter().find(|size| last < *size);
        let fits = above.is_some_and(|above| (numeral.value % above).is_zero());
        let Some(sum) = numeral.value.checked_add(last).filter(|_| fits) else {
            break;
        };
        numeral = Numeral {
            value: sum,
            next: found.next,
            ..numeral
        };
    }
    numeral
}
