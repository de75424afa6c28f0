//! What every message must be like: required fields, values that parse, derived fields filled in.
//!
//! The rules come from the descriptors, so they also hold for fields added later.

use dossier::v1::{Comparator, Format, LifecycleState, Resource, TimeExpression};
use dossier::{Decimal, Edtf};
use prost_reflect::{
    DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage as _,
    Value,
};

use super::identifiers::wrong_identifier;
use super::references::Reference;
use super::strings::wrong_string;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::contract;
use crate::model::field_path::FieldPath;
use crate::model::language;
use crate::model::markdown::is_markdown;
use crate::model::unit;
use crate::model::values;
use crate::reading::{slips, tokens};
use crate::text::characters::{Lines, bad_character};

/// Walks one resource: notes its references and what is wrong, fills in its derived times.
pub(super) fn complete(
    resource: &Resource,
    references: &mut Vec<Reference>,
    findings: &mut Vec<Finding>,
) -> Option<Resource> {
    let completed = completed(resource, references, findings);
    if completed.is_none() {
        let message = "the resource is neither an entity, an article, a fact nor a dossier";
        findings.push(Finding::new(Rule::UnknownValue, At::file(), message));
    }
    completed
}

fn completed(
    resource: &Resource,
    references: &mut Vec<Reference>,
    findings: &mut Vec<Finding>,
) -> Option<Resource> {
    let wrapper = contract::dynamic(resource, "dossier.v1.Resource")?;
    let field = wrapper
        .descriptor()
        .fields()
        .find(|field| wrapper.has_field(field))?;
    let mut inner = wrapper.get_field(&field).as_message()?.clone();
    let name = text(&inner, "name").into_owned();
    Walk {
        resource: &name,
        references,
        findings,
    }
    .message(&mut inner, &FieldPath::root());
    default_state(&mut inner);
    let mut completed = DynamicMessage::new(wrapper.descriptor());
    completed.set_field(&field, Value::Message(inner));
    completed.transcode_to().ok()
}

/// A resource that does not say its state is published.
fn default_state(message: &mut DynamicMessage) {
    if !message.has_field_by_name("state") {
        message.set_field_by_name("state", Value::EnumNumber(LifecycleState::Published.into()));
    }
}

fn text<'m>(message: &'m DynamicMessage, field: &str) -> std::borrow::Cow<'m, str> {
    match message.get_field_by_name(field) {
        Some(std::borrow::Cow::Borrowed(Value::String(text))) => text.as_str().into(),
        Some(std::borrow::Cow::Owned(Value::String(text))) => text.into(),
        _ => "".into(),
    }
}

struct Walk<'w> {
    resource: &'w str,
    references: &'w mut Vec<Reference>,
    findings: &'w mut Vec<Finding>,
}

impl Walk<'_> {
    fn report(&mut self, rule: Rule, path: FieldPath, message: impl Into<String>) {
        let at = At::path(self.resource, path);
        self.findings.push(Finding::new(rule, at, message));
    }

    fn message(&mut self, message: &mut DynamicMessage, path: &FieldPath) {
        self.required(message, path);
        match message.descriptor().name() {
            "TimeExpression" => self.time(message, path),
            "Quantity" => self.quantity(message, path),
            "Rate" | "Horizon" => self.durations(message, path),
            "Identifier" => {
                let scheme = message.get_field_by_name("scheme");
                let scheme = scheme.and_then(|value| value.as_enum_number());
                let wrong = wrong_identifier(scheme.unwrap_or_default(), &text(message, "value"));
                if let Some(message) = wrong {
                    self.report(Rule::BadIdentifier, path.field("value"), message);
                }
            }
            "Fact" if !has_body(message) => {
                let message = "the fact states nothing; write an `event`, a `transfer`, a `claim` or another body";
                self.report(Rule::MissingBody, path.clone(), message);
            }
            _ => {}
        }
        let fields: Vec<_> = message
            .descriptor()
            .fields()
            .filter(|field| message.has_field(field))
            .collect();
        for field in fields {
            let path = path.field(field.name());
            match field.kind() {
                Kind::String => {
                    self.language(message, &field, &path);
                    self.strings(message, &field, &path);
                }
                Kind::Enum(values) => self.known(&message.get_field(&field), &values, &path),
                _ => {}
            }
            self.value(message.get_field_mut(&field), &path);
        }
    }

    fn value(&mut self, value: &mut Value, path: &FieldPath) {
        match value {
            Value::Message(inner) => self.message(inner, path),
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, &path.index(index));
                }
            }
            _ => {}
        }
    }

    /// A number that an enum does not have comes from a newer contract, or from nowhere.
    fn known(&mut self, value: &Value, values: &EnumDescriptor, path: &FieldPath) {
        let list = std::slice::from_ref(value);
        let numbers = value.as_list().unwrap_or(list).iter();
        for number in numbers.filter_map(Value::as_enum_number) {
            if values.get_value(number).is_none() {
                let message = format!("{number} is not a value of {}", values.name());
                self.report(Rule::UnknownValue, path.clone(), message);
            }
        }
    }

    fn required(&mut self, message: &DynamicMessage, path: &FieldPath) {
        let descriptor = message.descriptor();
        let required = descriptor
            .fields()
            .filter(|field| contract::rules(field).required);
        for field in required.filter(|field| !message.has_field(field)) {
            let message = format!("the {} has no `{}`", in_words(&descriptor), field.name());
            self.report(Rule::MissingField, path.field(field.name()), message);
        }
    }

    /// Writes a language tag in its usual case, which carries no meaning, so that two that are equal
    /// are so as texts.
    fn language(
        &mut self,
        message: &mut DynamicMessage,
        field: &FieldDescriptor,
        path: &FieldPath,
    ) {
        if !field.name().ends_with("language_code") {
            return;
        }
        let Ok(tag) = language::parse(&text(message, field.name())) else {
            return;
        };
        if let Some(doubt) = tag.doubt {
            self.report(Rule::LanguageForm, path.clone(), doubt);
        }
        message.set_field(field, Value::String(tag.text));
    }

    /// The characters of texts, references, language tags, days, addresses and verbatim words.
    fn strings(&mut self, message: &DynamicMessage, field: &FieldDescriptor, path: &FieldPath) {
        let value = message.get_field(field);
        let texts: Vec<(FieldPath, &str)> = match value.as_ref() {
            Value::String(text) => vec![(path.clone(), text)],
            Value::List(items) => {
                let texts = items.iter().filter_map(Value::as_str).enumerate();
                texts
                    .map(|(index, text)| (path.index(index), text))
                    .collect()
            }
            _ => Vec::new(),
        };
        let refers_to = contract::rules(field).refers_to;
        let lines = if is_markdown(path.as_str()) {
            Lines::Several
        } else {
            Lines::One
        };
        for (path, text) in texts {
            if let Some(bad) = bad_character(text, lines) {
                let at = At::path(self.resource, path);
                let finding = Finding::new(Rule::BadText, at, bad.message);
                let span = Some(bad.byte..bad.byte + 1);
                self.findings.push(Finding { span, ..finding });
            } else if let Some(refers_to) = refers_to {
                self.references.push(Reference {
                    at: At::path(self.resource, path),
                    target: text.to_owned(),
                    refers_to,
                });
            } else if let Some((rule, message)) = wrong_string(field.name(), text) {
                self.report(rule, path, message);
            } else if contract::rules(field).format == Format::Prose && !is_name(&path) {
                self.slips(text, &path);
            }
        }
    }

    /// Figures in which a letter stands for a digit.
    fn slips(&mut self, text: &str, path: &FieldPath) {
        for slip in slips(text, &tokens(text)) {
            let said = text.get(slip.start..slip.end).unwrap_or_default();
            let message = format!(
                "`{said}` contains a letter that looks like a digit, so it is not read as a number; write `{}` if that is what you mean",
                slip.value
            );
            let at = At::path(self.resource, path.clone());
            let finding = Finding::new(Rule::LetterInFigure, at, message);
            let span = Some(slip.start..slip.end);
            let finding = finding.suggest(Some(slip.value));
            self.findings.push(Finding { span, ..finding });
        }
    }

    fn time(&mut self, message: &mut DynamicMessage, path: &FieldPath) {
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
                let time = TimeExpression::of(&edtf);
                message.set_field_by_name("earliest", Value::String(time.earliest));
                message.set_field_by_name("latest", Value::String(time.latest));
            }
            Err(error) => self.report(Rule::BadDate, path.field("edtf"), error.to_string()),
        }
    }

    fn quantity(&mut self, message: &DynamicMessage, path: &FieldPath) {
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
    fn unit(&mut self, unit: &str, path: FieldPath) {
        let wrong = unit::wrong(unit).map(|remark| (Rule::BadUnit, remark));
        let remarked = wrong.or_else(|| Some((Rule::DoubtfulUnit, unit::doubtful(unit)?)));
        if let Some((rule, remark)) = remarked {
            let at = At::path(self.resource, path);
            let finding = Finding::new(rule, at, remark.message);
            self.findings.push(finding.suggest(remark.suggestion));
        }
    }

    fn durations(&mut self, message: &DynamicMessage, path: &FieldPath) {
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

/// Whether a field holds a name of an entity, which may be made of any signs.
fn is_name(path: &FieldPath) -> bool {
    path.as_str().starts_with("names[")
}

fn has_body(fact: &DynamicMessage) -> bool {
    fact.descriptor()
        .oneofs()
        .any(|body| body.fields().any(|field| fact.has_field(&field)))
}

/// A message type as a finding names it. Example: `time expression`.
fn in_words(descriptor: &MessageDescriptor) -> String {
    let mut words = String::new();
    for (index, character) in descriptor.name().chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
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
