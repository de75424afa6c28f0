//! Parts of one: `two thirds`, `half a million`, `one in five`, `3 million and a half`.

use rust_decimal::Decimal;

use super::cardinal::{Joins, Numeral, cardinal, scale_at};
use super::figures;
use super::lexicon::Role;
use super::said::Form;
use super::scan::{Found, Scan};
use super::words;

/// A part that has a name of its own: `mitad`, `moitié`.
pub(super) fn share(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let article = scan
        .role(Role::Article, at)
        .or_else(|| scan.role(Role::RangeArticle, at))
        .unwrap_or(at);
    let shares = &scan.lexicon.shares;
    let found = scan
        .find(shares, article)
        .or_else(|| scan.find(shares, at))?;
    let numeral = Numeral::new(*found.value, found.next).with(Form::Fraction);
    Some(scaled_fraction(scan, numeral))
}

/// A part behind a word that compares, with an article that only some languages have: `more than half`,
/// `plus du tiers`.
pub(super) fn compared(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let value = match scan.role(Role::Half, at) {
        Some(next) if !scan.is_hyphen(next) => Some((Decimal::new(5, 1), next)),
        Some(_) => None,
        None => {
            let part = words::part(scan, at)?;
            let is_ordinal = words::ordinal(scan, at).is_some();
            let value = Decimal::ONE.checked_div(part.value)?;
            (!is_ordinal).then_some((value, part.next))
        }
    };
    let (value, next) = value?;
    let numeral = Numeral::new(value, next).with(Form::Fraction);
    Some(scaled_fraction(scan, numeral))
}

/// `half a million`, `ein halbes Dutzend`; `half` alone only before what it can be half of.
pub(super) fn half(scan: &Scan<'_>, at: usize) -> Option<Numeral> {
    let article = scan.role(Role::Article, at);
    let next = scan.role(Role::Half, article.unwrap_or(at))?;
    let numeral = Numeral::new(Decimal::new(5, 1), next).with(Form::Fraction);
    let numeral = scaled_fraction(scan, numeral);
    let of = scan.role(Role::HalfBefore, next).is_some();
    let counted = scan
        .find(&scan.lexicon.units, scan.skip_hyphen(next))
        .is_some();
    let ordinal = at
        .checked_sub(1)
        .is_some_and(|before| words::ordinal(scan, before).is_some_and(|found| found.next == at));
    let whole = numeral.form == Form::Cardinal;
    (whole || !ordinal && (article.is_some() || of || counted)).then_some(numeral)
}

/// A fraction as it is, or times the scale that follows: `two thirds of a million`.
pub(super) fn scaled_fraction(scan: &Scan<'_>, numeral: Numeral) -> Numeral {
    let mut next = numeral.next;
    if let Some(of) = scan.role(Role::Of, next) {
        next = of;
    }
    next = scan.role(Role::Article, next).unwrap_or(next);
    let scale = scale_at(scan, scan.skip_hyphen(next));
    let scaled = scale.and_then(|(scale, behind)| numeral.times(scale, behind));
    scaled.map_or(numeral, |numeral| numeral.with(Form::Cardinal))
}

/// The part that `and` leads to: `and a half`, `y tres cuartos`.
pub(super) fn mixed(scan: &Scan<'_>, at: usize) -> Option<(Decimal, usize)> {
    let joined = scan
        .role(Role::And, at)
        .or_else(|| scan.role(Role::Mixed, at));
    if let Some(found) = scan.find(&scan.lexicon.shares, joined.unwrap_or(at)) {
        return (joined.is_some() || found.joined).then_some((*found.value, found.next));
    }
    let from = joined?;
    let article = scan.role(Role::Article, from);
    let count = article
        .map(|next| (Decimal::ONE, next))
        .or_else(|| cardinal(scan, from, Joins::Barred).map(|count| (count.value, count.next)));
    if let Some(next) = scan.role(Role::Half, count.map_or(from, |(_, next)| next)) {
        return Some((Decimal::new(5, 1), next));
    }
    let (count, next) = count?;
    let found = words::part(scan, scan.skip_hyphen(next))?;
    let goes_on = article.is_none() || ends_fraction(scan, found.next);
    Some((count.checked_div(found.value)?, found.next)).filter(|_| goes_on)
}

/// Whether `a third` before this place is a part: in `a third man` it is not.
pub(super) fn ends_fraction(scan: &Scan<'_>, at: usize) -> bool {
    let before = at.checked_sub(1);
    let is_part = |before: usize| {
        words::part(scan, before).is_some_and(|part| part.next == at)
            && words::ordinal(scan, before).is_none()
    };
    // German has words for parts that are nothing else: "ein Fünftel abgerufen".
    if scan.lexicon.grammar.compounds && before.is_some_and(is_part) {
        return true;
    }
    let stops = scan.role(Role::Stop, at).is_some() || scan.role(Role::Of, at).is_some();
    let unit = scan.find(&scan.lexicon.units, at).is_some();
    stops || unit || !scan.is_word(at) || scale_at(scan, at).is_some()
}

/// A number divided by the parts that it counts.
pub(super) fn divided(scan: &Scan<'_>, count: Decimal, part: &Found<Decimal>) -> Option<Numeral> {
    let value = count.checked_div(part.value)?;
    let numeral = Numeral::new(value, part.next).with(Form::Fraction);
    Some(scaled_fraction(scan, numeral))
}

/// `one in five`, `two out of three`.
pub(super) fn ratio(scan: &Scan<'_>, numeral: Numeral) -> Option<Numeral> {
    let noun = scan
        .is_word(numeral.next)
        .then(|| scan.role(Role::RatioNoun, numeral.next + 1))
        .flatten();
    let at = scan.role(Role::Ratio, numeral.next).or(noun)?;
    let under = match figures::figure(scan, at).filter(|figure| figure.plain) {
        Some(figure) => Numeral::new(figure.value, figure.next),
        None => cardinal(scan, at, Joins::Allowed)?,
    };
    // "3 of 5 million".
    if scale_at(scan, under.next).is_some() {
        return None;
    }
    let usual = [10, 100, 1000].map(Decimal::from).contains(&under.value);
    let several_words = at > numeral.next + 1 && noun.is_none();
    let small = noun.is_some() && under.value <= Decimal::TEN;
    let likely = numeral.value == Decimal::ONE || usual || several_words || small;
    let unit = scan.find(&scan.lexicon.units, under.next).is_some();
    if !likely || unit || under.value <= numeral.value || under.value > Decimal::from(2000) {
        return None;
    }
    let value = numeral.value.checked_div(under.value)?;
    Some(Numeral::new(value, under.next).with(Form::Fraction))
}
