//! Whole numbers in words, and the scales behind numbers: `two hundred and five`, `million`.

use dossier::v1::Comparator;
use rust_decimal::Decimal;

use super::lexicon::{Atom, Grammar, Role};
use super::said::Form;
use super::scan::Scan;
use super::sum::Sum;
use super::words;

/// A number at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    pub(super) form: Form,
    /// What the number word itself says: `dozens` are more than twelve, `centaine` about a hundred.
    pub(super) comparator: Option<Comparator>,
    /// What the number was multiplied by; one where there is no scale.
    pub(super) scale: Decimal,
    /// Whether it is digits alone, which may be a year.
    pub(super) plain: bool,
    /// Whether it was written in digits.
    pub(super) figure: bool,
    /// The token behind it.
    pub(super) next: usize,
}

/// Whether conjunctions may be a part of the number; between `between` and its `and` they are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joins {
    Allowed,
    Barred,
}

impl Numeral {
    pub(super) fn new(value: Decimal, next: usize) -> Self {
        Self {
            value,
            form: Form::Cardinal,
            comparator: None,
            scale: Decimal::ONE,
            plain: false,
            figure: false,
            next,
        }
    }

    /// The number of what there is none of.
    pub(super) fn none(next: usize) -> Self {
        Self::new(Decimal::ZERO, next)
    }

    /// The number times the size of what it counts: 0.01 for cents.
    pub(super) fn times_size(self, size: Decimal) -> Option<Self> {
        let value = self.value.checked_mul(size)?;
        Some(Self { value, ..self })
    }

    pub(super) fn with(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// The number times a scale.
    pub(super) fn times(self, scale: Decimal, next: usize) -> Option<Self> {
        Some(Self {
            value: self.value.checked_mul(scale)?,
            scale: self.scale.checked_mul(scale)?,
            plain: false,
            next,
            ..self
        })
    }
}

pub(super) fn grammar(scan: &Scan<'_>) -> Grammar {
    scan.lexicon.grammar
}

/// A word that multiplies: `million`, `dozen`.
pub(super) fn scale_at(scan: &Scan<'_>, at: usize) -> Option<(Decimal, usize)> {
    let found = words::atoms(scan, at)?;
    let [atom] = found.value.as_slice() else {
        return None;
    };
    match atom {
        Atom::Times(scale) | Atom::Scale(scale) | Atom::Group(scale) if !found.joined => {
            Some((*scale, found.next))
        }
        _ => None,
    }
}

/// A number in words without fractions and decimals.
pub(super) fn cardinal(scan: &Scan<'_>, at: usize, joins: Joins) -> Option<Numeral> {
    let (sum, next) = summed(scan, at, joins);
    let value = sum.value().filter(|_| !sum.is_empty())?;
    Some(Numeral::new(value, next))
}

/// The sum of the number words from a place on, and the token behind them.
pub(super) fn summed(scan: &Scan<'_>, at: usize, joins: Joins) -> (Sum, usize) {
    let grammar = grammar(scan);
    let mut sum = Sum::default();
    let mut next = at;
    // What there was before the last conjunction.
    let mut before: Option<(Sum, usize)> = None;
    if let Some(behind) = scan.role(Role::Article, at)
        && words::atoms(scan, at).is_none()
        && scale_at(scan, behind).is_some()
    {
        sum = Sum::with(Decimal::ONE);
        next = behind;
    }
    loop {
        let hyphen = if sum.is_empty() {
            next
        } else {
            scan.skip_hyphen(next)
        };
        let and = scan
            .role(Role::And, hyphen)
            .map(|behind| scan.skip_hyphen(behind));
        let and =
            and.filter(|_| !sum.is_empty() && sum.may_join(grammar) && joins == Joins::Allowed);
        let Some(found) = words::atoms(scan, and.unwrap_or(hyphen)) else {
            return (sum, next);
        };
        let joined = and.is_some() || found.joined && !sum.is_empty();
        if joined && counts_parts(scan, found.next) {
            return (sum, next);
        }
        let barred = joined && (joins == Joins::Barred || !sum.may_join(grammar));
        let old = (sum.clone(), next);
        if barred || !sum.take(&found.value, joined, grammar) {
            // `three hundred and four hundred` are two numbers.
            let multiplies = matches!(found.value.as_slice(), [Atom::Times(_) | Atom::Scale(_)]);
            let two = multiplies && !joined;
            return before.filter(|_| two).unwrap_or((sum, next));
        }
        if joined {
            before = Some(old);
        }
        next = found.next;
    }
}

/// Whether a number before this place counts parts and is no piece of a larger one: `two thirds` in
/// `six million and two thirds`.
pub(super) fn counts_parts(scan: &Scan<'_>, at: usize) -> bool {
    let at = scan.skip_hyphen(at);
    let part = words::part(scan, at).is_some() && words::ordinal(scan, at).is_none();
    part || scan.role(Role::Half, at).is_some()
}
