//! Recomputes an amount that is derived from other facts.

use dossier::v1::{Comparator, DerivationMethod, Fact, Quantity};
use rust_decimal::Decimal;

use super::super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::ground::{Part, PartValue, all_parts};
use crate::model::amount::written;

/// Of more facts nobody adds some and subtracts others.
const SIGNED_MAX: usize = 6;

/// An amount with the number that it is computed with.
struct Term {
    quantity: Quantity,
    period: String,
    value: Decimal,
}

/// Checks an arithmetic derivation. Nothing is said where a fact has no amount or several, or where the
/// units do not tell which operation was meant.
pub(super) fn check(index: &Index<'_>, name: &str, fact: &Fact) -> Option<Finding> {
    let derivation = fact.derivation.as_ref()?;
    if derivation.method() != DerivationMethod::Arithmetic {
        return None;
    }
    let (path, derived) = term(fact)?;
    let facts = derivation.facts.iter();
    let terms: Option<Vec<Term>> = facts
        .map(|name| Some(term(index.facts.get(name.as_str())?)?.1))
        .collect();
    let terms = terms.filter(|terms| !terms.is_empty())?;
    let results = results(&derived, &terms);
    if results.is_empty() || results.iter().any(|result| derived.allows(result.value)) {
        return None;
    }
    let from: Vec<String> = terms
        .iter()
        .map(|term| format!("`{}`", written(&term.quantity)))
        .collect();
    let mut attempts: Vec<String> = Vec::new();
    for result in results.iter().filter(|result| result.is_stated) {
        let value = result.value.round_dp(2).normalize();
        attempts.push(format!("{} {value}", result.operation));
    }
    let message = format!(
        "the amount is `{}`, which does not follow from {}: {}",
        written(&derived.quantity),
        from.join(" and "),
        attempts.join(", ")
    );
    let at = At::path(name, path.field);
    Some(Finding::new(Rule::WrongArithmetic, at, message))
}

/// The one amount of a fact. A change beside the figure that changed does not count.
fn term(fact: &Fact) -> Option<(Part, Term)> {
    let mut parts: Vec<Part> = all_parts(fact);
    parts.retain(|part| matches!(part.value, PartValue::Amount(..)));
    let is_change = |part: &Part| part.field.to_string().contains(".change.");
    if parts.iter().any(|part| !is_change(part)) {
        parts.retain(|part| !is_change(part));
    }
    let [part] = <[Part; 1]>::try_from(parts).ok()?;
    let PartValue::Amount(quantity, period) = &part.value else {
        return None;
    };
    if quantity.effective_comparator() == Comparator::Between {
        return None;
    }
    let term = Term {
        quantity: quantity.clone(),
        period: period.clone(),
        value: number(&quantity.value)?,
    };
    Some((part, term))
}

fn number(text: &str) -> Option<Decimal> {
    let scientific = Decimal::from_scientific(text).ok();
    scientific.or_else(|| text.parse().ok())
}

impl Term {
    /// What is measured; the same text for the same unit. Nothing of what is only counted, or has no
    /// unit.
    fn measure(&self) -> Option<String> {
        let (unit, currency) = (&self.quantity.unit, &self.quantity.currency_code);
        let counted = unit.is_empty() || unit == "1" || unit.starts_with('{');
        let is_number = counted && currency.is_empty();
        (!is_number).then(|| format!("{unit}{currency}/{}", self.period))
    }

    fn is_percentage(&self) -> bool {
        self.quantity.unit == "%"
    }

    /// Whether a computed number is this amount, as far as its digits go.
    fn allows(&self, result: Decimal) -> bool {
        let comparator = self.quantity.effective_comparator();
        let is_exact = comparator == Comparator::Exact;
        let (result, value) = (result.abs(), self.value.abs());
        let step = last_place(&self.quantity.value, is_exact);
        let tolerance = if is_exact {
            step.checked_div(Decimal::TWO)
        } else {
            Some(step)
        };
        let is_right_way = match comparator {
            Comparator::MoreThan | Comparator::AtLeast => result >= value,
            Comparator::LessThan | Comparator::AtMost => result <= value,
            _ => true,
        };
        let distance = result.checked_sub(value).map(|distance| distance.abs());
        is_right_way && distance.is_some_and(|distance| Some(distance) <= tolerance)
    }
}

/// What the last digit of a number counts: 0.1 for `2.5`, 1e5 for `2.5e6`. In numbers that are not
/// exact, zeros at the end are no digits: 100 for `3700`.
fn last_place(text: &str, is_exact: bool) -> Decimal {
    let lower = text.to_ascii_lowercase();
    let (digits, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let decimals = digits.split_once('.').map_or("", |(_, decimals)| decimals);
    let zeros = if is_exact || !decimals.is_empty() {
        0
    } else {
        digits.len() - digits.trim_end_matches('0').len()
    };
    let place = |count: usize| i64::try_from(count).unwrap_or(0);
    let power = exponent - place(decimals.len()) + place(zeros);
    Decimal::from_scientific(&format!("1e{power}")).unwrap_or(Decimal::ONE)
}

/// What comes out of an operation.
struct Outcome {
    operation: &'static str,
    value: Decimal,
    /// Whether it is told where none fits; others are only tried.
    is_stated: bool,
}

/// What comes out of every operation that the units allow.
fn results(derived: &Term, terms: &[Term]) -> Vec<Outcome> {
    let mut found = Results::default();
    let measures: Vec<Option<String>> = terms.iter().map(Term::measure).collect();
    let mut named = measures.iter().flatten();
    let first = named.next();
    let is_alike = named.all(|other| Some(other) == first);
    let values: Vec<Decimal> = terms.iter().map(|term| term.value).collect();
    let same_as_derived = is_alike && (first.is_none() || first == derived.measure().as_ref());
    let has_number = measures.iter().any(Option::is_none);
    if same_as_derived || is_alike && derived.measure().is_none() {
        found.sums(&values);
        found.add("count", Some(Decimal::from(values.len())), false);
    }
    if let [one, other] = values.as_slice() {
        let (one, other) = (*one, *other);
        if is_alike && (derived.is_percentage() || derived.measure().is_none()) {
            found.ratios(one, other, derived.is_percentage());
        }
        if is_alike && has_number && same_as_derived {
            found.add("their product is", one.checked_mul(other), first.is_some());
            found.add("quotient", one.checked_div(other), false);
            found.add("quotient", other.checked_div(one), false);
        }
        let part = terms.iter().find(|term| term.is_percentage());
        let whole = terms.iter().find(|term| !term.is_percentage());
        if let (Some(part), Some(whole)) = (part, whole)
            && (whole.measure() == derived.measure() || derived.measure().is_none())
        {
            let share = part.value.checked_mul(whole.value);
            let share = share.and_then(|share| share.checked_div(Decimal::ONE_HUNDRED));
            found.add("that part of it is", share, true);
            let rest = share.and_then(|share| whole.value.checked_sub(share));
            found.add("rest", rest, false);
            let more = share.and_then(|share| whole.value.checked_add(share));
            found.add("more", more, false);
        }
    }
    found.all
}

#[derive(Default)]
struct Results {
    all: Vec<Outcome>,
}

impl Results {
    fn add(&mut self, operation: &'static str, value: Option<Decimal>, is_stated: bool) {
        self.all.extend(value.map(|value| Outcome {
            operation,
            value,
            is_stated,
        }));
    }

    /// Sums with every sign, and the mean.
    fn sums(&mut self, values: &[Decimal]) {
        let sum = |values: Vec<Decimal>| {
            let mut values = values.into_iter();
            values.try_fold(Decimal::ZERO, Decimal::checked_add)
        };
        let all = sum(values.to_vec());
        self.add("their sum is", all, true);
        let count = Decimal::from(values.len());
        self.add("mean", all.and_then(|all| all.checked_div(count)), false);
        if values.len() > SIGNED_MAX {
            return;
        }
        for signs in 1..1_usize << (values.len().saturating_sub(1)) {
            let signed = values.iter().enumerate().map(|(at, value)| {
                let is_minus = at > 0 && signs >> (at - 1) & 1 == 1;
                if is_minus { -*value } else { *value }
            });
            let difference = sum(signed.collect()).map(|value| value.abs());
            self.add("their difference is", difference, values.len() == 2);
        }
    }

    /// The ratios of two numbers, how much one is more than the other, and the share in both.
    fn ratios(&mut self, one: Decimal, other: Decimal, is_percentage: bool) {
        let scale = if is_percentage {
            Decimal::ONE_HUNDRED
        } else {
            Decimal::ONE
        };
        let scaled = |value: Decimal| value.checked_mul(scale);
        let both = one.checked_add(other);
        for (over, under) in [(one, other), (other, one)] {
            let ratio = over.checked_div(under);
            self.add("their ratio is", ratio.and_then(scaled), true);
            let change = over.checked_sub(under);
            let change = change.and_then(|change| change.checked_div(under));
            self.add("the change is", change.and_then(scaled), is_percentage);
            let share = both.and_then(|both| over.checked_div(both));
            self.add("share", share.and_then(scaled), false);
        }
    }
}
