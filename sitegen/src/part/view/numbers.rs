//! What was measured and counted, with figures of the same thing side by side.

use dossier::counted::comparable_unit;
use dossier::v1::fact::Body;
use dossier::v1::{Fact, LocalizedText, Quantity, TimeExpression};

use crate::context::PageContext;
use crate::html::Inline;
use crate::locale::date::When;
use crate::locale::format;
use crate::part::amount::amount;
use crate::part::voice_mark::{VoiceMark, mark_of};

/// A measurement with its amount.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured<'f> {
    pub(crate) fact: &'f Fact,
    /// The name of the entity that it is about.
    pub(crate) subject: &'f str,
    pub(crate) property: &'f [LocalizedText],
    pub(crate) quantity: &'f Quantity,
    /// For a rate, the period that the amount is for, such as `P1M`; else empty.
    pub(crate) every: &'f str,
    pub(crate) time: Option<&'f TimeExpression>,
}

impl Measured<'_> {
    /// What figures have in common that can be compared: the property, the unit and the period of a rate.
    fn key(&self) -> (String, String, &str) {
        let property = self.property.first().map(|text| text.text.to_lowercase());
        let unit = if self.quantity.currency_code.is_empty() {
            comparable_unit(&self.quantity.unit).into_owned()
        } else {
            self.quantity.currency_code.clone()
        };
        (property.unwrap_or_default(), unit, self.every)
    }
}

/// The amount that a fact measures; nothing where it states none.
pub(crate) fn measured(fact: &Fact) -> Option<Measured<'_>> {
    let Some(Body::Measurement(measurement)) = &fact.body else {
        return None;
    };
    let (quantity, every) = match (&measurement.quantity, &measurement.rate) {
        (Some(quantity), _) => (quantity, ""),
        (None, Some(rate)) => (rate.quantity.as_ref()?, rate.period.as_str()),
        (None, None) => return None,
    };
    Some(Measured {
        fact,
        subject: &measurement.subject,
        property: &measurement.property,
        quantity,
        every,
        time: measurement.period.as_ref().or(fact.as_of.as_ref()),
    })
}

/// The measurements among some facts, those of the same thing in the same unit together; the largest
/// groups first, and in each the order of the facts.
pub(crate) fn comparable<'f>(facts: &[&'f Fact]) -> Vec<Vec<Measured<'f>>> {
    let mut found: Vec<Measured<'f>> = facts.iter().filter_map(|fact| measured(fact)).collect();
    found.sort_by_cached_key(|measured| {
        let (property, unit, every) = measured.key();
        (property, unit, every.to_owned())
    });
    let groups = found.chunk_by(|one, other| one.key() == other.key());
    let mut groups: Vec<Vec<Measured<'f>>> = groups.map(<[_]>::to_vec).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

/// A number as a row of a table.
#[derive(Clone, Debug)]
pub(crate) struct NumberRow {
    /// What was measured.
    pub(crate) property: Inline,
    pub(crate) subject: Inline,
    /// The amount, spoken.
    pub(crate) amount: String,
    pub(crate) when: Option<When>,
    pub(crate) statement: Inline,
    pub(crate) mark: Option<VoiceMark>,
}

/// The numbers among some facts.
pub(crate) fn numbers(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<NumberRow> {
    let row = |measured: Measured<'_>| {
        let mut property = context.text(measured.property);
        property.text = format::capital(&property.text);
        NumberRow {
            property,
            subject: context.entity(measured.subject),
            amount: amount(context, measured.fact).unwrap_or_default(),
            when: context.time(measured.time),
            statement: context.fact(&measured.fact.name),
            mark: mark_of(context, measured.fact),
        }
    };
    comparable(facts).into_iter().flatten().map(row).collect()
}
