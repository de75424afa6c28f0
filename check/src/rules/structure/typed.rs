//! Are the values of a message what they may be: times, quantities, units, durations?

use dossier::v1::{Comparator, TimeExpression};
use dossier::{Decimal, Edtf};
use prost_reflect::{DynamicMessage, Value};

use super::{Walk, text};
use crate::diagnostic::{At, Finding, Rule};
use crate::model::field_path::FieldPath;
use crate::model::unit;
use crate::model::values;

impl Walk<'_> {
    pub(super) fn time(&mut self, message: &mut DynamicMessage, path: &FieldPath) {
        let edtf = text(message, "edtf").into_owned();
        let absent = message.has_field_by_name("absence");
        if edtf.is_empty() {
            if !absent {
                let wrong =
                    "the time is neither given nor declared absent; write a date, or `absence`";
                self.report(Rule::BadDate, path.clone(), wrong);
            }
            return;
        }
        if absent {
            let wrong = format!(
                "`{edtf}` is a time, but `absence` says that there is none; remove one of the two"
            );
            self.report(Rule::BadDate, path.clone(), wrong);
        }
        match Edtf::parse(&edtf) {
            Ok(edtf) => {
                let time = TimeExpression::from_edtf(&edtf);
                message.set_field_by_name("earliest", Value::String(time.earliest));
                message.set_field_by_name("latest", Value::String(time.latest));
            }
            Err(error) => self.report(Rule::BadDate, path.field("edtf"), error.to_string()),
        }
    }

    pub(super) fn quantity(&mut self, message: &DynamicMessage, path: &FieldPath) {
        if let Some(wrong) = wrong_quantity(message) {
            self.report(Rule::BadQuantity, path.clone(), wrong);
        }
        let unit = text(message, "unit");
        if !unit.is_empty() {
            self.unit(&unit, path.field("unit"));
        }
        let counted = !unit.is_empty() || message.has_field_by_name("currency_code");
        if !counted && !message.has_field_by_name("absence") {
            let wrong =
                "the quantity has no unit; write one, or what is counted, as in `3700 {drone}`";
            self.report(Rule::NoUnit, path.clone(), wrong);
        }
    }

    /// A unit that is none, or that means something else than it looks like.
    pub(super) fn unit(&mut self, unit: &str, path: FieldPath) {
        let wrong = unit::wrong(unit).map(|remark| (Rule::BadUnit, remark));
        let remarked = wrong.or_else(|| Some((Rule::DoubtfulUnit, unit::doubtful(unit)?)));
        if let Some((rule, remark)) = remarked {
            let at = At::path(self.resource, path);
            let finding = Finding::new(rule, at, remark.message);
            self.findings.push(finding.suggest(remark.suggestion));
        }
    }

    pub(super) fn durations(&mut self, message: &DynamicMessage, path: &FieldPath) {
        for field in ["period", "minimum", "maximum"] {
            let written = text(message, field);
            if written.is_empty() {
                continue;
            }
            let wrong = match values::duration(&written) {
                Err(error) => Some(error.to_string()),
                Ok(period) if field == "period" && period.is_zero() => Some(format!(
                    "`{written}` has no length; write a period such as `P1M`"
                )),
                Ok(_) => None,
            };
            if let Some(wrong) = wrong {
                self.report(Rule::BadDuration, path.field(field), wrong);
            }
        }
        let ends = ["minimum", "maximum"].map(|field| values::duration(&text(message, field)).ok());
        if let [Some(minimum), Some(maximum)] = ends
            && minimum.is_longer_than(&maximum)
        {
            let wrong = "the horizon's `minimum` is longer than its `maximum`";
            self.report(Rule::BadDuration, path.clone(), wrong);
        }
    }
}

/// What is wrong with an amount: numbers that are none, a comparator and bounds at odds.
fn wrong_quantity(message: &DynamicMessage) -> Option<String> {
    let [value, lower, upper] = ["value", "lower", "upper"].map(|field| text(message, field));
    for number in [&value, &lower, &upper] {
        if !number.is_empty() && Decimal::parse(number).is_none() {
            return Some(format!(
                "`{number}` is not a decimal number such as `3700` or `2.5e6`"
            ));
        }
    }
    let comparator = message.get_field_by_name("comparator");
    let between =
        comparator.and_then(|value| value.as_enum_number()) == Some(Comparator::Between.into());
    let absent = message.has_field_by_name("absence");
    let bounded = !lower.is_empty() || !upper.is_empty();
    if message.has_field_by_name("unit") && message.has_field_by_name("currency_code") {
        return Some("a quantity has either a `unit` or a `currency_code`; remove one".to_owned());
    }
    if absent {
        let given = bounded || !value.is_empty();
        return given.then(|| {
            "the quantity is given, but `absence` says that it is not; remove one".to_owned()
        });
    }
    if between {
        if lower.is_empty() || upper.is_empty() || !value.is_empty() {
            return Some("`between` takes `lower` and `upper`, but no `value`".to_owned());
        }
        let backwards = values::compare(&lower, &upper) == Some(std::cmp::Ordering::Greater);
        return backwards
            .then(|| format!("the lower bound `{lower}` is above the upper bound `{upper}`"));
    }
    if bounded {
        return Some(
            "only `between` takes `lower` and `upper`; write `comparator: between`, or a `value`"
                .to_owned(),
        );
    }
    value
        .is_empty()
        .then(|| "the quantity has no `value`; write a number, or `absence`".to_owned())
}
