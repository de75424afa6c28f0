//! Does a sentence round an amount, and say so?
//!
//! "About 5%" is 4.96 %, "more than 3,700" are 3,712, "nearly 4,000" are 3,968. A sentence that gives another
//! number without such a word is wrong, or leaves a reader with a figure that nobody gave.

use dossier::v1::Comparator;
use rust_decimal::Decimal;

use super::{Fit, Wanted, agrees_duration, significant};
use crate::reading::{Agreement, Amount, Form};

/// "About" leads at most a tenth of what is said away from it.
const ABOUT_MOST: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// "More than" and "less than" lead at most a quarter of what is said away from it.
const BOUND_MOST: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

impl Wanted<'_> {
    /// Whether an amount of a sentence says that it is rounded, and this one rounds to it at the digits that
    /// it has.
    pub(in crate::ground) fn rounds_to(&self, amount: &Amount) -> bool {
        use Comparator::{About, AtLeast, AtMost, Exact, LessThan, MoreThan};
        let is_number = matches!(amount.form, Form::Cardinal | Form::Fraction);
        let wanted = self.quantity.effective_comparator();
        if !is_number || !matches!(wanted, Exact | About) || !self.is_measured_as(amount) {
            return false;
        }
        let is_percent = amount.form == Form::Fraction && self.quantity.unit == "%";
        let scale = if is_percent {
            Decimal::ONE_HUNDRED
        } else {
            Decimal::ONE
        };
        let Some(said) = amount.value.checked_mul(scale) else {
            return false;
        };
        let (Some(over), Some(step)) = (self.value.checked_sub(said), step(amount, said)) else {
            return false;
        };
        let within = |share: Decimal, step: Decimal| {
            let most = said.abs().checked_mul(share);
            most.is_some_and(|most| over.abs() <= most.min(step))
        };
        match amount.comparator {
            MoreThan | AtLeast => over > Decimal::ZERO && within(BOUND_MOST, step),
            LessThan | AtMost => over < Decimal::ZERO && within(BOUND_MOST, step),
            About if amount.also.contains(&LessThan) => {
                over < Decimal::ZERO && within(ABOUT_MOST, step)
            }
            About => within(ABOUT_MOST, step / Decimal::TWO),
            _ => false,
        }
    }

    /// Whether both are measured alike, or the words do not tell.
    fn is_measured_as(&self, amount: &Amount) -> bool {
        let is_one = self.upper.is_none() && amount.upper.is_none();
        let is_per = match &amount.per {
            Some(per) => agrees_duration(self.per, per) != Agreement::Different,
            None => true,
        };
        let measured = self.same_measure(&amount.measure);
        is_one && is_per && measured != Some(false) && self.fit_of_value(amount) < Fit::SameNumber
    }
}

/// What one more of the last digit comes to that an amount has: 100 for 3,700. A fraction has no digits, so
/// that only the share limits how far it may be off.
fn step(amount: &Amount, said: Decimal) -> Option<Decimal> {
    if amount.form == Form::Fraction {
        return Some(said.abs().saturating_add(said.abs()));
    }
    let digits = Decimal::from(significant(said));
    said.abs().checked_div(digits)
}
