//! The amount that a fact states, in words.

use dossier::counted::comparable_unit;
use dossier::v1::fact::Body;
use dossier::v1::{Fact, Quantity};

use crate::context::PageContext;
use crate::locale::Words;
use crate::locale::format;

/// The amount that a fact states, spoken.
pub(crate) fn amount(context: &PageContext<'_>, fact: &Fact) -> Option<String> {
    let words = context.words;
    let (quantity, rate) = match fact.body.as_ref()? {
        Body::Transfer(transfer) => (transfer.quantity.as_ref(), transfer.rate.as_ref()),
        Body::Measurement(measurement) => {
            let change = measurement
                .change
                .as_ref()
                .and_then(|change| change.amount.as_ref());
            (
                measurement.quantity.as_ref().or(change),
                measurement.rate.as_ref(),
            )
        }
        Body::Claim(claim) => {
            return Some(count(words, claim.count.as_ref()?, claim.out_of.as_ref()));
        }
        Body::Forecast(forecast) => {
            return forecast
                .horizon
                .as_ref()
                .map(|horizon| format::horizon(words, horizon));
        }
        _ => return None,
    };
    let rate = rate.map(|rate| format::rate(words, rate));
    quantity
        .map(|quantity| format::quantity(words, quantity))
        .or(rate)
}

/// So many, or so many out of so many: the unit of both is said once.
fn count(words: &Words, count: &Quantity, total: Option<&Quantity>) -> String {
    let Some(total) = total else {
        return format::quantity(words, count);
    };
    let mut count = count.clone();
    if comparable_unit(&count.unit) == comparable_unit(&total.unit) {
        count.unit.clear();
    }
    let count = format::quantity(words, &count);
    (words.label.out_of)(&count, &format::quantity(words, total))
}
