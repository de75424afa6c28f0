//! What every message must be like: required fields, values that parse, derived fields filled in.
//!
//! The rules come from the descriptors, so they also hold for fields added later.

mod languages;
mod repeated;
mod typed;

use dossier::v1::{Format, LifecycleState, Resource};
use prost_reflect::{
    DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, ReflectMessage as _, Value,
};

use super::identifiers::wrong_identifier;
use super::references::Reference;
use super::strings::wrong_string;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::contract;
use crate::model::field_path::FieldPath;
use crate::model::language;
use crate::model::markdown::is_markdown;
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
            self.one_per_language(message, &field, &path);
            self.one_of_each(message, &field, &path);
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
            let message = match (descriptor.name(), field.name()) {
                ("LocalizedText", "text") => "the text is empty".to_owned(),
                ("EntityName", "text") => "the name is empty".to_owned(),
                (name, field) => format!("the {} has no `{field}`", contract::in_words(name)),
            };
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
