//! Puts the words of a number together: `two hundred and five thousand`, `dreiundzwanzig`.

use rust_decimal::Decimal;

use super::lexicon::{Atom, Grammar};

/// A number as far as its words were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    /// Finished groups, each with its scale, the largest first: `two million` is one.
    groups: Vec<(Decimal, Decimal)>,
    /// What is below the next scale.
    current: Option<Decimal>,
    /// Whether the number takes nothing more.
    closed: bool,
    /// Whether a word says that it is a rough number.
    pub(super) rough: bool,
    /// Whether the current group ends in units that were named before their tens can be.
    units: bool,
}

const TEN: Decimal = Decimal::TEN;
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

impl Sum {
    /// A number that begins with one in digits.
    pub(super) fn with(value: Decimal) -> Self {
        Self {
            current: Some(value),
            ..Self::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.current.is_none()
    }

    pub(super) fn value(&self) -> Option<Decimal> {
        let mut sum = self.current.unwrap_or_default();
        for (_, value) in &self.groups {
            sum = sum.checked_add(*value)?;
        }
        Some(sum)
    }

    /// The scale of the last group, where nothing was named behind it: a million in `3 million`.
    pub(super) fn open_scale(&self) -> Option<Decimal> {
        let (scale, _) = self.groups.last().filter(|_| self.current.is_none())?;
        Some(*scale)
    }

    /// Takes pieces, all of them or none; `joined` says that a conjunction stands before them.
    pub(super) fn take(&mut self, atoms: &[Atom], joined: bool, grammar: Grammar) -> bool {
        let mut next = self.clone();
        let mut joined = joined;
        for atom in atoms {
            if *atom == Atom::And {
                joined = true;
                continue;
            }
            if next.closed || next.add(*atom, joined, grammar).is_none() {
                return false;
            }
            joined = false;
        }
        *self = next;
        true
    }

    /// Whether a conjunction may stand between the number and what follows.
    pub(super) fn may_join(&self, grammar: Grammar) -> bool {
        let tens = self.current.unwrap_or_default() % HUNDRED;
        let whole_tens = grammar.joins_tens && (tens % TEN).is_zero();
        let first_units = grammar.units_first && self.units;
        tens.is_zero() || whole_tens || first_units
    }

    fn add(&mut self, atom: Atom, joined: bool, grammar: Grammar) -> Option<()> {
        match atom {
            Atom::Value(value) if value >= Decimal::ONE_THOUSAND => {
                // A dual, which names a scale and how many of it there are: two thousand in Arabic.
                let fits = self.groups.last().is_none_or(|(scale, _)| value < *scale);
                if self.current.is_some() || !fits {
                    return None;
                }
                self.groups.push((value.checked_div(Decimal::TWO)?, value));
            }
            Atom::Value(value) => {
                let sum = self.with_value(value, joined, grammar)?;
                self.units = self
                    .current
                    .is_none_or(|current| current % HUNDRED == Decimal::ZERO)
                    && value < TEN;
                self.current = Some(sum);
                self.closed = value.is_zero() && self.groups.is_empty();
            }
            Atom::Times(times) => self.times(times, joined, grammar)?,
            Atom::Scale(scale) => self.scale(scale)?,
            Atom::Group(size) | Atom::Around(size) => {
                let count = if self.is_empty() {
                    Decimal::ONE
                } else {
                    self.value()?
                };
                self.groups = vec![(size, count.checked_mul(size)?)];
                self.current = None;
                self.rough = matches!(atom, Atom::Around(_));
            }
            Atom::Half => {
                let current = self.current.unwrap_or_default();
                self.current = Some(current.checked_add(Decimal::new(5, 1))?);
                self.closed = false;
                self.units = false;
            }
            Atom::And | Atom::Ordinal(_) | Atom::Part(_) => return None,
        }
        Some(())
    }

    /// Multiplies what is below a hundred, as far as the language does: French counts no hundreds above
    /// nineteen, and Arabic none above nine.
    fn times(&mut self, times: Decimal, joined: bool, grammar: Grammar) -> Option<()> {
        let limit = match grammar {
            Grammar { prefixed: true, .. } => TEN,
            Grammar { sixties: true, .. } => Decimal::from(20),
            _ => HUNDRED,
        };
        let current = self.current.unwrap_or(Decimal::ONE);
        let begins = joined && self.current.is_none() && !grammar.prefixed;
        if current >= limit || current.is_zero() || begins {
            return None;
        }
        self.current = Some(current.checked_mul(times)?);
        self.units = false;
        Some(())
    }

    /// The current group with a value added, where the value fits below what was named.
    fn with_value(&self, value: Decimal, joined: bool, grammar: Grammar) -> Option<Decimal> {
        let Some(current) = self.current else {
            let fits = self.groups.last().is_none_or(|(scale, _)| value < *scale);
            return (fits && (self.groups.is_empty() || !value.is_zero())).then_some(value);
        };
        if !current.fract().is_zero() || value.is_zero() || !value.fract().is_zero() {
            return None;
        }
        let tens = current % HUNDRED;
        let whole_tens = (tens % TEN).is_zero() && tens >= Decimal::from(20);
        let fits = if value < TEN {
            tens.is_zero() || whole_tens
        } else if value < HUNDRED {
            let sixties = tens == Decimal::from(60) || tens == Decimal::from(80);
            let low = value < Decimal::from(20) && grammar.sixties && sixties;
            tens.is_zero() || low || self.is_reversed(value, joined, grammar)
        } else {
            // `ألف` and `mil` begin a group by themselves; a hundred that is named whole does not.
            false
        };
        if !fits || current.is_zero() {
            return None;
        }
        current.checked_add(value)
    }

    /// Whether tens follow their units: `drei` `und` `zwanzig`.
    fn is_reversed(&self, value: Decimal, joined: bool, grammar: Grammar) -> bool {
        let whole = (value % TEN).is_zero() && value >= Decimal::from(20);
        grammar.units_first && joined && self.units && whole
    }

    fn scale(&mut self, scale: Decimal) -> Option<()> {
        let above = self
            .groups
            .iter()
            .take_while(|(other, _)| *other > scale)
            .count();
        let mut below = self.current;
        for (other, value) in self.groups.iter().skip(above) {
            if *other == scale {
                return None;
            }
            below = Some(below.unwrap_or_default().checked_add(*value)?);
        }
        let value = below.unwrap_or(Decimal::ONE).checked_mul(scale)?;
        self.groups.truncate(above);
        self.groups.push((scale, value));
        self.current = None;
        self.units = false;
        self.closed = false;
        Some(())
    }

    /// The ordinal that a last word makes of the number; nothing where it does not fit.
    pub(super) fn ordinal(&self, last: Decimal, joined: bool, grammar: Grammar) -> Option<Decimal> {
        let mut sum = self.clone();
        let atom = if last == HUNDRED {
            Atom::Times(last)
        } else if last >= Decimal::ONE_THOUSAND {
            Atom::Scale(last)
        } else {
            Atom::Value(last)
        };
        sum.take(&[atom], joined, grammar)
            .then(|| sum.value())
            .flatten()
    }
}
