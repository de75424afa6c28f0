//! Is this amount among those in the words?

use dossier::v1::{Quantity, Verdict};
use rust_decimal::Decimal;

use super::article::{ArticleText, Selection};
use super::judgement::Outcome;
use super::wanted::{Fit, Wanted};
use crate::reading::{Amount, Cue, Form};

/// Looks for an amount in the words.
pub(super) fn judge(
    quantity: &Quantity,
    per: &str,
    text: &ArticleText<'_>,
    selection: &Selection,
) -> Outcome {
    let Some(wanted) = Wanted::new(quantity, per) else {
        return Outcome::new(Verdict::NotCompared);
    };
    let selected = text.selected(selection, |block| &block.amounts);
    let fits = selected
        .iter()
        .map(|(block, mention)| (wanted.fit(&mention.value), block, mention));
    // Of equals the first.
    let best = fits.rev().max_by_key(|(fit, ..)| *fit);
    let words = |fit: Fit| match &best {
        Some((found, block, mention)) if *found >= fit => {
            block.words(&(mention.start..mention.end)).to_owned()
        }
        _ => String::new(),
    };
    let amounts: Vec<&Amount> = selected
        .iter()
        .map(|(_, block_text)| &block_text.value)
        .collect();
    if best.as_ref().is_none_or(|(fit, ..)| *fit != Fit::Same) && wanted.has_both_ends(&amounts) {
        return Outcome::new(Verdict::Found);
    }
    match best.as_ref().map(|(fit, ..)| *fit) {
        Some(Fit::Same) => return Outcome::new(Verdict::Found),
        // "£38 of every £100".
        Some(Fit::SameNumber)
            if quantity.unit == "%" && amounts.iter().any(|amount| is_hundred(amount)) =>
        {
            return Outcome::new(Verdict::NotCompared);
        }
        Some(Fit::SameNumber | Fit::SameDigits) => {
            let means = best.map(|(.., mention)| wanted.other_way(&mention.value));
            return Outcome::contradicted(&words(Fit::SameDigits))
                .meaning(means.unwrap_or_default());
        }
        _ if wanted.is_none() && text.has_cue(selection, &[Cue::Negation]) => {
            return Outcome::new(Verdict::Found);
        }
        _ => {}
    }
    let found = text.nearest(selection, |block| {
        let mentions = block.amounts.iter();
        mentions
            .filter(|mention| wanted.fit(&mention.value) == Fit::Same)
            // "A fine" is no figure that stands elsewhere.
            .filter(|mention| mention.value.form != Form::Article)
            .map(|mention| mention.start..mention.end)
    });
    let other = words(Fit::SameKind);
    match found {
        None if !other.is_empty() => Outcome::contradicted(&other),
        found => Outcome::found(found, false).instead(&other),
    }
}

/// Whether an amount is a hundred of something, of which another may be a percentage.
fn is_hundred(amount: &Amount) -> bool {
    amount.value == Decimal::ONE_HUNDRED && amount.upper.is_none()
}
