//! What every message must be like: required fields, values that parse, derived fields filled in.
//!
//! The rules come from the descriptors, so they hold for a field that is added tomorrow.

use dossier::Decimal;
use dossier::v1::{Comparator, LifecycleState, Resource};
use prost_reflect::{DynamicMessage, Kind, MessageDescriptor, ReflectMessage as _, Value};

use super::identifiers::wrong_identifier;
use super::markdown::is_markdown;
use super::references::Reference;
use super::strings::{is_unit, wrong_string};
use crate::diagnostic::{Finding, Rule};
use crate::model::contract;
use crate::model::edtf::{self, Day};
use crate::model::language;
use crate::model::values;
use crate::text::characters::{Lines, bad_character};

/// Walks one resource: notes its references and what is wrong, fills in its derived times.
pub(super) fn complete(
    resource: &Resource,
    references: &mut Vec<Reference>,
    findings: &mut Vec<Finding>,
) -> Option<Resource> {
    let completed = completed(resource, references, findings);
    if completed.is_none() {
        let told = "the resource is of no kind that this version knows".to_owned();
        findings.push(Finding::new(Rule::UnknownValue, "", "", told));
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
    .message(&mut inner, "");
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
    fn error(&mut self, rule: Rule, path: &str, message: String) {
        self.findings
            .push(Finding::new(rule, self.resource, path, message));
    }

    fn message(&mut self, message: &mut DynamicMessage, path: &str) {
        self.required(message, path);
        match message.descriptor().name() {
            "TimeExpression" => self.time(message, path),
            "Quantity" => self.quantity(message, path),
            "Rate" | "Horizon" => self.durations(message, path),
            "Identifier" => {
                let scheme = message.get_field_by_name("scheme");
                let scheme = scheme.and_then(|value| value.as_enum_number());
                let told = wrong_identifier(scheme.unwrap_or_default(), &text(message, "value"));
                if let Some(told) = told {
                    self.error(Rule::BadIdentifier, &join(path, "value"), told);
                }
            }
            "Fact" if !has_body(message) => {
                let told = "the fact has no body: `event`, `transfer`, `claim` or another kind";
                self.error(Rule::MissingBody, path, told.to_owned());
            }
            _ => {}
        }
        let fields: Vec<_> = message
            .descriptor()
            .fields()
            .filter(|field| message.has_field(field))
            .collect();
        for field in fields {
            let path = join(path, field.name());
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

    fn value(&mut self, value: &mut Value, path: &str) {
        match value {
            Value::Message(inner) => self.message(inner, path),
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, &format!("{path}[{index}]"));
                }
            }
            _ => {}
        }
    }

    /// A number that an enum does not have comes from a newer contract, or from nowhere.
    fn known(&mut self, value: &Value, values: &prost_reflect::EnumDescriptor, path: &str) {
        let list = std::slice::from_ref(value);
        let numbers = value.as_list().unwrap_or(list).iter();
        for number in numbers.filter_map(Value::as_enum_number) {
            if values.get_value(number).is_none() {
                let told = format!("{number} is not a value of {}", values.name());
                self.error(Rule::UnknownValue, path, told);
            }
        }
    }

    fn required(&mut self, message: &DynamicMessage, path: &str) {
        let descriptor = message.descriptor();
        let required = descriptor
            .fields()
            .filter(|field| contract::rules(field).required);
        for field in required.filter(|field| !message.has_field(field)) {
            let told = format!("the {} has no `{}`", singular(&descriptor), field.name());
            self.error(Rule::MissingField, &join(path, field.name()), told);
        }
    }

    /// Writes a language tag in its usual case, which carries no meaning, so that two that are equal
    /// are so as texts.
    fn language(
        &mut self,
        message: &mut DynamicMessage,
        field: &prost_reflect::FieldDescriptor,
        path: &str,
    ) {
        if !field.name().ends_with("language_code") {
            return;
        }
        let Ok(tag) = language::parse(&text(message, field.name())) else {
            return;
        };
        if let Some(doubt) = tag.doubt {
            let finding = Finding::new(Rule::LanguageForm, self.resource, path, doubt);
            self.findings.push(finding);
        }
        message.set_field(field, Value::String(tag.text));
    }

    /// The characters of texts, references, language tags, days, addresses and verbatim words.
    fn strings(
        &mut self,
        message: &DynamicMessage,
        field: &prost_reflect::FieldDescriptor,
        path: &str,
    ) {
        let value = message.get_field(field);
        let texts: Vec<(String, &str)> = match value.as_ref() {
            Value::String(text) => vec![(path.to_owned(), text)],
            Value::List(items) => {
                let texts = items.iter().filter_map(Value::as_str).enumerate();
                texts
                    .map(|(index, text)| (format!("{path}[{index}]"), text))
                    .collect()
            }
            _ => Vec::new(),
        };
        let refers_to = contract::rules(field).refers_to;
        let lines = if is_markdown(path) {
            Lines::Several
        } else {
            Lines::One
        };
        for (path, text) in texts {
            if let Some(bad) = bad_character(text, lines) {
                let finding = Finding::new(Rule::BadText, self.resource, &path, bad.message);
                let span = Some(bad.byte..bad.byte + 1);
                self.findings.push(Finding { span, ..finding });
            } else if let Some(refers_to) = refers_to {
                let (resource, target) = (self.resource.to_owned(), text.to_owned());
                self.references.push(Reference {
                    resource,
                    path,
                    target,
                    refers_to,
                });
            } else if let Some((rule, told)) = wrong_string(field.name(), text) {
                self.error(rule, &path, told);
            }
        }
    }

    fn time(&mut self, message: &mut DynamicMessage, path: &str) {
        let edtf = text(message, "edtf").into_owned();
        let absent = message.has_field_by_name("absence");
        if edtf.is_empty() {
            if !absent {
                let told = "the time is neither given nor said to be unknown".to_owned();
                self.error(Rule::BadDate, path, told);
            }
            return;
        }
        if absent {
            let told = format!("`{edtf}` is a time, yet `absence` says that there is none");
            self.error(Rule::BadDate, path, told);
        }
        match edtf::days(&edtf) {
            Ok((earliest, latest)) => {
                set_day(message, "earliest", earliest);
                set_day(message, "latest", latest);
            }
            Err(error) => self.error(Rule::BadDate, &join(path, "edtf"), error.to_string()),
        }
    }

    fn quantity(&mut self, message: &DynamicMessage, path: &str) {
        if let Some(told) = wrong_quantity(message) {
            self.error(Rule::BadQuantity, path, told);
        }
        let unit = text(message, "unit");
        if !unit.is_empty() && !is_unit(&unit) {
            let told = format!(
                "`{unit}` is not a unit (UCUM); what is counted stands in braces: `{{drone}}`"
            );
            self.error(Rule::BadUnit, &join(path, "unit"), told);
        }
        let counted = !unit.is_empty() || message.has_field_by_name("currency_code");
        if !counted && !message.has_field_by_name("absence") {
            let told = "the quantity has no unit".to_owned();
            self.findings
                .push(Finding::new(Rule::NoUnit, self.resource, path, told));
        }
    }

    fn durations(&mut self, message: &DynamicMessage, path: &str) {
        for field in ["period", "minimum", "maximum"] {
            let written = text(message, field);
            if written.is_empty() {
                continue;
            }
            if let Err(error) = values::duration(&written) {
                self.error(Rule::BadDuration, &join(path, field), error.to_string());
            }
        }
        let ends = ["minimum", "maximum"].map(|field| values::duration(&text(message, field)).ok());
        if let [Some(minimum), Some(maximum)] = ends {
            // Any day does to compare two spans.
            let day = Day::parse("2000-01-01");
            if day.is_some_and(|day| day.after(minimum) > day.after(maximum)) {
                let told = "the horizon's `minimum` is longer than its `maximum`".to_owned();
                self.error(Rule::BadDuration, path, told);
            }
        }
    }
}

fn has_body(fact: &DynamicMessage) -> bool {
    fact.descriptor()
        .oneofs()
        .any(|body| body.fields().any(|field| fact.has_field(&field)))
}

fn set_day(message: &mut DynamicMessage, field: &str, day: Option<Day>) {
    let day = day.map_or_else(String::new, |day| day.to_string());
    message.set_field_by_name(field, Value::String(day));
}

fn singular(descriptor: &MessageDescriptor) -> String {
    let mut words = String::new();
    for (index, character) in descriptor.name().chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
}

fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}

/// What is wrong with an amount: numbers that are none, a comparator and bounds at odds.
fn wrong_quantity(message: &DynamicMessage) -> Option<String> {
    let [value, lower, upper] = ["value", "lower", "upper"].map(|field| text(message, field));
    for number in [&value, &lower, &upper] {
        if !number.is_empty() && Decimal::parse(number).is_none() {
            return Some(format!("`{number}` is not a decimal number"));
        }
    }
    let comparator = message.get_field_by_name("comparator");
    let between =
        comparator.and_then(|value| value.as_enum_number()) == Some(Comparator::Between.into());
    let absent = message.has_field_by_name("absence");
    let bounded = !lower.is_empty() || !upper.is_empty();
    if message.has_field_by_name("unit") && message.has_field_by_name("currency_code") {
        return Some("a quantity has a unit or a currency, not both".to_owned());
    }
    if absent {
        let given = bounded || !value.is_empty();
        return given
            .then(|| "the quantity is given, yet `absence` says that it is not".to_owned());
    }
    if between {
        if lower.is_empty() || upper.is_empty() || !value.is_empty() {
            return Some("`between` takes `lower` and `upper`, and no `value`".to_owned());
        }
        let backwards = values::compare(&lower, &upper) == Some(std::cmp::Ordering::Greater);
        return backwards
            .then(|| format!("the lower bound `{lower}` is above the upper one `{upper}`"));
    }
    if bounded {
        return Some("only `between` takes `lower` and `upper`".to_owned());
    }
    value
        .is_empty()
        .then(|| "the quantity has no `value`".to_owned())
}
