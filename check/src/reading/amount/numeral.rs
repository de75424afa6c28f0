//! Reads the number at a place, in digits or words, with its scale.

use dossier::v1::Comparator;
use rust_decimal::Decimal;

use super::cardinal::{Joins, Numeral, cardinal, scale_at, summed};
use super::figures::{self, Figure};
use super::fraction::{divided, ends_fraction, half, mixed, ratio, scaled_fraction, share};
use super::lexicon::{Atom, Role};
use super::ordinal::{ended, longer_ordinal, ordinal_alone};
use super::said::Form;
use super::scan::Scan;
use super::words;

/// The number that begins at a token.
pub(super) fn numeral(scan: &Scan<'_>, at: usize, joins: Joins) -> Option<Numeral> {
    indefinite(scan, at)
        .or_else(|| share(scan, at))
        .or_else(|| half(scan, at))
        .or_else(|| often(scan, at))
        .or_else(|| in_figures(scan, at))
        .or_else(|| in_words(scan, at, joins))
}

/// How often: `twice`, `zweimal`. "Twice as many" is no number of times.
fn often(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let found = scan.find(&scan.lexicon.often, at)?;
    Some(Numeral::new(*found.value, found.next).with(Form::Often))
}

/// A size without a number: `dozens`, `several hundred`.
fn indefinite(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let vague = |value, next| {
        let numeral = Numeral::new(value, next).with(Form::Indefinite);
        let comparator = Some(Comparator::MoreThan);
        Some(Numeral {
            comparator,
            ..numeral
        })
    };
    let several = scan.role(Role::Several, at);
    let from = several.unwrap_or(at);
    if let Some(found) = scan.find(&scan.lexicon.indefinite, from) {
        // `hundreds of thousands`.
        let of = scan.role(Role::Of, found.next);
        let larger = of.and_then(|of| scan.find(&scan.lexicon.indefinite, of));
        return match larger {
            Some(larger) => vague(found.value.checked_mul(*larger.value)?, larger.next),
            None => vague(*found.value, found.next),
        };
    }
    let next = several?;
    let size = words::atoms(scan, next).and_then(|found| match found.value.as_slice() {
        [Atom::Times(size) | Atom::Scale(size) | Atom::Group(size) | Atom::Around(size)] => {
            Some((*size, found.next))
        }
        [Atom::Value(size)] if *size == Decimal::ONE_HUNDRED => Some((*size, found.next)),
        _ => None,
    });
    let Some((mut size, mut next)) = size else {
        return vague(Decimal::ONE, next);
    };
    while let Some((scale, behind)) = scale_at(scan, next) {
        size = size.checked_mul(scale)?;
        next = behind;
    }
    vague(size, next)
}

/// A number in digits, with scales and further words: `3.7 million`, `5 hundred`, `2 1/2`.
fn in_figures(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let figure = figures::figure(scan, at)?;
    let Figure {
        value,
        next,
        plain,
        fraction,
    } = figure;
    let numeral = Numeral {
        plain,
        figure: true,
        ..Numeral::new(value, next)
    };
    if plain && let Some(next) = figures::ordinal_ending(scan, at, next) {
        return Some(Numeral {
            next,
            ..numeral.with(Form::Ordinal)
        });
    }
    if let Some(numeral) = letters(scan, numeral) {
        return Some(numeral);
    }
    let scaled = figure_scales(scan, numeral);
    if scaled.next > numeral.next {
        return Some(with_part(scan, scaled));
    }
    if fraction {
        return Some(scaled_fraction(scan, numeral.with(Form::Fraction)));
    }
    let whole = value.fract().is_zero();
    if whole && let Some(found) = words::part(scan, scan.skip_hyphen(next)) {
        return divided(scan, value, &found);
    }
    if let Some(numeral) = ratio(scan, numeral) {
        return Some(numeral);
    }
    Some(with_part(scan, numeral))
}

/// `10k`, `1.2bn`: letters that are written at the digits.
fn letters(scan: &Scan<'_>, numeral: Numeral) -> Option<Numeral> {
    let next = numeral.next;
    let money = scan.find(&scan.lexicon.money, next + 1).is_some();
    if !(scan.is_attached(next) || money) || scan.is_digits(next + 1) && scan.is_attached(next + 1)
    {
        return None;
    }
    let scale = scan.lexicon.letters.get(scan.raw(next))?;
    numeral.times(*scale, next + 1)
}

/// A figure with the scales behind it, and further figures that have smaller scales.
fn figure_scales(scan: &Scan<'_>, numeral: Numeral) -> Numeral {
    let mut numeral = numeral;
    let mut smallest: Option<Decimal> = None;
    loop {
        let at = scan.skip_hyphen(numeral.next);
        if let Some((scale, next)) = scale_at(scan, at)
            && !is_money(scan, at)
            && smallest.is_none_or(|smallest| scale > smallest || numeral.scale == smallest)
            && let Some(scaled) = numeral.times(scale, next)
        {
            smallest = Some(numeral.scale.checked_mul(scale).unwrap_or(scale));
            numeral = scaled;
            continue;
        }
        let Some(smallest_scale) = smallest else {
            return numeral;
        };
        let Some((value, scale, next)) = smaller(scan, numeral.next, smallest_scale) else {
            return numeral;
        };
        let Some(sum) = numeral.value.checked_add(value) else {
            return numeral;
        };
        numeral = Numeral {
            value: sum,
            next,
            ..numeral
        };
        smallest = Some(scale);
    }
}

/// Whether a word that multiplies is money behind digits: `34 cents` in French.
fn is_money(scan: &Scan<'_>, at: usize) -> bool {
    scan.find(&scan.lexicon.money, at).is_some()
}

/// A figure with a scale that is smaller than one before it: `300 thousand` in `2 million 300 thousand`.
fn smaller(scan: &Scan<'_>, at: usize, limit: Decimal) -> Option<(Decimal, Decimal, usize)> {
    let figure = figures::figure(scan, at)?;
    let (scale, next) = scale_at(scan, figure.next)?;
    let value = figure.value.checked_mul(scale)?;
    (value < limit).then_some((value, scale, next))
}

/// A number with a part of its last scale: `3 million and a half`, `5 and a quarter`.
fn with_part(scan: &Scan<'_>, numeral: Numeral) -> Numeral {
    let part = mixed(scan, numeral.next);
    let sum = part.and_then(|(part, next)| {
        // `one billion and a half million`: the part has a scale of its own.
        let own = scale_at(scan, next).filter(|_| numeral.scale > Decimal::ONE);
        let (scale, next) = own.unwrap_or((numeral.scale, next));
        let part = part.checked_mul(scale)?;
        Some((numeral.value.checked_add(part)?, next))
    });
    let Some((value, next)) = sum else {
        return numeral;
    };
    let plain = false;
    let numeral = Numeral {
        value,
        plain,
        next,
        ..numeral
    };
    if numeral.scale == Decimal::ONE {
        return scaled_fraction(scan, numeral);
    }
    numeral
}

/// A number in words, with what follows it.
fn in_words(scan: &Scan<'_>, at: usize, joins: Joins) -> Option<Numeral> {
    if let Some(found) = words::ordinal(scan, at).filter(|found| found.next > at + 1) {
        return Some(longer_ordinal(scan, found.value, found.next));
    }
    let article = scan.role(Role::Article, at);
    let (sum, next) = summed(scan, at, joins);
    if sum.is_empty() {
        return ordinal_alone(scan, at).or_else(|| article.map(|next| only_article(scan, next)));
    }
    let only = article == Some(next);
    let value = sum.value()?;
    if let Some(numeral) = ended(scan, &sum, next, only) {
        return Some(numeral);
    }
    if only {
        return Some(only_article(scan, next));
    }
    if let Some((value, next)) = decimals(scan, value, next) {
        let numeral = Numeral::new(value, next);
        let scale = scale_at(scan, next);
        let scaled = scale.and_then(|(scale, next)| numeral.times(scale, next));
        return Some(scaled.unwrap_or(numeral));
    }
    let comparator = sum.rough.then_some(Comparator::About);
    let scale = sum.open_scale().unwrap_or(Decimal::ONE);
    let numeral = Numeral {
        comparator,
        scale,
        ..Numeral::new(value, next)
    };
    let numeral = ratio(scan, numeral).unwrap_or(numeral);
    if joins == Joins::Barred || numeral.form != Form::Cardinal {
        return Some(numeral);
    }
    Some(with_part(scan, numeral))
}

/// The number one, or an article.
fn only_article(scan: &Scan<'_>, next: usize) -> Numeral {
    let part =
        words::part(scan, scan.skip_hyphen(next)).filter(|found| ends_fraction(scan, found.next));
    if let Some(fraction) = part.and_then(|found| divided(scan, Decimal::ONE, &found)) {
        return fraction;
    }
    let article = Numeral::new(Decimal::ONE, next);
    let more = ratio(scan, article).unwrap_or_else(|| with_part(scan, article));
    if more.next > next {
        return more;
    }
    article.with(Form::Article)
}

/// A number with decimals in words: `three point five`, `zwei Komma drei`.
fn decimals(scan: &Scan<'_>, whole: Decimal, at: usize) -> Option<(Decimal, usize)> {
    let mut next = scan.role(Role::Point, at)?;
    let mut digits = String::new();
    while let Some(found) = words::atoms(scan, next) {
        let [Atom::Value(value)] = found.value.as_slice() else {
            break;
        };
        if *value < Decimal::TEN {
            digits.push_str(&value.to_string());
            next = found.next;
            continue;
        }
        break;
    }
    if digits.chars().all(|digit| digit == '0')
        && let Some(numeral) = cardinal(scan, next, Joins::Allowed)
    {
        digits.push_str(&numeral.value.to_string());
        next = numeral.next;
    }
    let value: Decimal = format!("{whole}.{digits}").parse().ok()?;
    (!digits.is_empty()).then_some((value.normalize(), next))
}
