//! The short forms that people write instead of whole messages: text, dates, amounts, places, names.

use std::sync::Arc;

use dossier::v1::{Quantity, Rate, Selector, TimeExpression};
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage as _, Value as Field,
};

use super::decode::{Context, Decoder};
use super::yaml::{Node, Value};
use crate::diagnostic::{At, Finding, Rule};
use crate::model::amount::{self, AmountError};
use crate::model::contract::{self, ReferenceTarget};
use crate::model::field_path::FieldPath;
use crate::model::markdown;
use crate::text::PassageError;

/// A reference without its collection, where the field refers to one collection only.
fn reference(field: &FieldDescriptor, text: &str) -> String {
    match contract::rules(field).refers_to {
        Some(ReferenceTarget::In(collection)) if !text.contains('/') && !text.is_empty() => {
            collection.name(text)
        }
        _ => text.to_owned(),
    }
}

/// A list of texts or names that is written as a mapping from languages to texts. Nothing where the field
/// is no such list, or is written in full.
pub(super) fn texts(
    decoder: &mut Decoder<'_>,
    node: &Node,
    field: &FieldDescriptor,
    path: &FieldPath,
) -> Option<Field> {
    let Kind::Message(descriptor) = field.kind() else {
        return None;
    };
    if !matches!(descriptor.name(), "LocalizedText" | "EntityName") {
        return None;
    }
    let Value::Map(entries) = &node.value else {
        return None;
    };
    if entries
        .iter()
        .any(|(key, _)| descriptor.get_field_by_name(&key.text).is_some())
    {
        return None;
    }
    let mut texts = Vec::new();
    let mut cut_off = false;
    for (key, value) in entries {
        // A comma in an unquoted text makes keys of its pieces.
        if std::mem::replace(&mut cut_off, key.is_bare) && cut_off {
            continue;
        }
        if key.is_bare {
            decoder
                .reader
                .unknown_key((decoder.context.file, path), key, &[]);
            continue;
        }
        let Some(text) = value.scalar() else {
            let message = format!("the text in `{}` is {}", key.text, value.what());
            decoder.error(Rule::WrongType, path, value.span, message);
            continue;
        };
        decoder.comment(value, path);
        decoder.locate(&path.index(texts.len()), key.span);
        texts.push(Field::Message(localized(
            &descriptor,
            stripped(text, path),
            &key.text,
        )));
    }
    Some(Field::List(texts))
}

/// A text without the space around it, which a block of YAML leaves; in Markdown, spaces in front of the
/// first words have a meaning.
fn stripped<'t>(text: &'t str, path: &FieldPath) -> &'t str {
    let field = path.as_str().rsplit('.').next().unwrap_or_default();
    let name = field.split('[').next().unwrap_or_default();
    if markdown::FIELDS.contains(&name) {
        return text.get(markdown::inside(text)).unwrap_or_default();
    }
    text.trim()
}

fn localized(descriptor: &MessageDescriptor, text: &str, language: &str) -> DynamicMessage {
    let mut message = DynamicMessage::new(descriptor.clone());
    message.set_field_by_name("text", Field::String(text.to_owned()));
    message.set_field_by_name("language_code", Field::String(language.to_owned()));
    message
}

/// What a value says that stands where a message is wanted.
pub(super) enum ShortForm {
    /// The message that its short form means.
    Read(DynamicMessage),
    /// A short form of the message that cannot be read, which was reported.
    Wrong,
    /// No short form: the value is none, or the message has none.
    None,
}

/// Reads a message that is written as a plain value.
pub(super) fn message(
    decoder: &mut Decoder<'_>,
    node: &Node,
    descriptor: &MessageDescriptor,
    path: &FieldPath,
) -> ShortForm {
    let Some(text) = node.scalar() else {
        return ShortForm::None;
    };
    let read = match descriptor.name() {
        "LocalizedText" | "EntityName" => {
            let text = stripped(text, path);
            Ok(localized(descriptor, text, &decoder.context.language))
        }
        "TimeExpression" => {
            let time = TimeExpression {
                edtf: text.to_owned(),
                ..TimeExpression::default()
            };
            Ok(dynamic(descriptor, &time))
        }
        "Quantity" => amount::quantity(text).map(|read: Quantity| dynamic(descriptor, &read)),
        "Rate" => amount::rate(text).map(|read: Rate| dynamic(descriptor, &read)),
        _ => return ShortForm::None,
    };
    match read {
        Ok(read) => ShortForm::Read(read),
        Err(error) => {
            bad_amount(decoder, node, path, &error);
            ShortForm::Wrong
        }
    }
}

/// A plain value for a text field. A decimal is read like the number of an amount, because a point may
/// group thousands here as well. Nothing where it cannot be read.
pub(super) fn text(
    decoder: &mut Decoder<'_>,
    node: &Node,
    field: &FieldDescriptor,
    path: &FieldPath,
) -> Option<Field> {
    // A block of text ends in a line break, which is no part of what it says.
    let text = node.scalar()?.trim_end_matches('\n');
    if !is_decimal(field) || text.is_empty() {
        return Some(Field::String(reference(field, text)));
    }
    match amount::decimal(text) {
        Ok(number) => Some(Field::String(number)),
        Err(error) => {
            bad_amount(decoder, node, path, &error);
            None
        }
    }
}

/// Whether a field holds a decimal number as a text.
pub(super) fn is_decimal(field: &FieldDescriptor) -> bool {
    let number = matches!(field.name(), "value" | "lower" | "upper");
    number && field.parent_message().name() == "Quantity"
}

fn bad_amount(decoder: &mut Decoder<'_>, node: &Node, path: &FieldPath, error: &AmountError) {
    let finding = Finding::new(
        Rule::BadValue,
        At::path("", path.clone()),
        error.to_string(),
    );
    decoder.hinted(node.span, finding.suggest(Some(error.suggestion())));
}

fn dynamic(descriptor: &MessageDescriptor, message: &impl prost::Message) -> DynamicMessage {
    // Both types come from the same descriptors, so the bytes of one always decode as the other.
    DynamicMessage::decode(descriptor.clone(), message.encode_to_vec().as_slice())
        .unwrap_or_else(|_| DynamicMessage::new(descriptor.clone()))
}

/// `at: p7.s2`, `at: p7.s2-s3`, `at: [p7.s2, p8.s1]`: selectors with the skeleton's digests.
pub(super) fn selectors(
    decoder: &mut Decoder<'_>,
    node: &Node,
    evidence: &DynamicMessage,
    path: &FieldPath,
) -> Vec<Field> {
    let single = std::slice::from_ref(node);
    let items = if let Value::List(items) = &node.value {
        items.as_slice()
    } else {
        single
    };
    let Some(article) = article(decoder.context, evidence) else {
        let message =
            "`at` needs an `article`; write it before `at`, or at the top of the file".to_owned();
        decoder.error(Rule::MissingArticle, path, node.span, message);
        return Vec::new();
    };
    let Some(skeleton) = decoder.reader.skeletons.get(&article).map(Arc::clone) else {
        // An article that there is not is told where it is named.
        if !decoder.reader.sources.knows(&article) {
            return Vec::new();
        }
        let message = format!(
            "`{article}` has no skeleton to find a place in; make one with `dossier-server scan`"
        );
        decoder.error(Rule::MissingSkeleton, path, node.span, message);
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        let passage = item.scalar().unwrap_or_default().parse();
        match passage.and_then(|passage| skeleton.selectors(&passage)) {
            Ok(selectors) => found.extend(selectors),
            Err(error) => {
                let in_doubt = matches!(error, PassageError::InDoubt(_));
                let rule = if in_doubt {
                    Rule::ChangedWords
                } else {
                    Rule::BadPlace
                };
                decoder.error(rule, path, item.span, error.to_string());
            }
        }
    }
    for index in 0..found.len() {
        decoder.locate(&path.index(index), node.span);
    }
    found.iter().filter_map(selector).collect()
}

/// The article of an evidence: its own, or that of its file.
fn article(context: &Context, evidence: &DynamicMessage) -> Option<String> {
    let named = evidence.get_field_by_name("article");
    let named = named.as_ref().and_then(|value| value.as_str());
    match named {
        None | Some("") => context.article.clone(),
        Some(name) => Some(name.to_owned()),
    }
}

fn selector(selector: &Selector) -> Option<Field> {
    let descriptor = contract::descriptor("dossier.v1.Selector")?;
    Some(Field::Message(dynamic(&descriptor, selector)))
}

/// Fills in what a file says once for all of its messages: the article of an evidence, the language
/// of a name or text.
pub(super) fn complete(context: &Context, message: &mut DynamicMessage) {
    let empty = |message: &DynamicMessage, field: &str| {
        message
            .get_field_by_name(field)
            .is_some_and(|value| value.as_str() == Some(""))
    };
    match message.descriptor().name() {
        "Evidence" if empty(message, "article") => {
            if let Some(article) = &context.article {
                message.set_field_by_name("article", Field::String(article.clone()));
            }
        }
        "LocalizedText" | "EntityName" | "AgreementTitle" if empty(message, "language_code") => {
            message.set_field_by_name("language_code", Field::String(context.language.clone()));
        }
        _ => {}
    }
}
