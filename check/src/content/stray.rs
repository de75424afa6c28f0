//! Keys in a mapping where they do not belong, and where they do belong.
//!
//! A wrongly indented block puts the fields of one message into another. That is one mistake, so it is
//! one finding, which says where the fields belong, instead of many unknown keys.

use std::collections::BTreeMap;

use prost_reflect::{FieldDescriptor, Kind, MessageDescriptor};

use super::yaml::{Key, Node, Value};
use crate::model::contract;

/// How many bodies are named where several have the fields.
const BODIES_SHOWN: usize = 3;

/// The keys of a mapping that belong elsewhere, by what to do with them. `whole` is the message of the
/// resource that is being read.
pub(super) fn misplaced<'n>(
    descriptor: &MessageDescriptor,
    entries: &'n [(Key, Node)],
    whole: Option<&MessageDescriptor>,
) -> BTreeMap<String, Vec<&'n Key>> {
    let known = authored(descriptor);
    let unknown = entries.iter().filter(|(key, _)| !known.contains(&key.text));
    let strays: Vec<&Key> = unknown.clone().map(|(key, _)| key).collect();
    let mut found: BTreeMap<String, Vec<&Key>> = BTreeMap::new();
    for (key, node) in unknown {
        let home = sibling(descriptor, entries, &key.text)
            .or_else(|| body(descriptor, entries, &strays, &key.text))
            .or_else(|| inside(descriptor, whole, &strays, (key, node)))
            .or_else(|| outside(descriptor, whole?, &key.text));
        if let Some(home) = home {
            found.entry(home).or_default().push(key);
        }
    }
    found
}

/// What a finding says of keys that belong elsewhere.
pub(super) fn message(descriptor: &MessageDescriptor, keys: &[&Key]) -> String {
    let names: Vec<String> = keys.iter().map(|key| format!("`{}`", key.text)).collect();
    let verb = if names.len() == 1 {
        "is not a field"
    } else {
        "are not fields"
    };
    format!("{} {verb} of `{}`", names.join(", "), descriptor.name())
}

/// A message that is written beside the key and has such a field; a body before others.
fn sibling(descriptor: &MessageDescriptor, entries: &[(Key, Node)], key: &str) -> Option<String> {
    let written = entries
        .iter()
        .filter(|(_, node)| !matches!(node.value, Value::Scalar(_)));
    let fields = written.filter_map(|(name, _)| descriptor.get_field_by_name(&name.text));
    let mut with_key: Vec<FieldDescriptor> = fields.filter(|field| has(field, key)).collect();
    with_key.sort_by_key(|field| field.containing_oneof().is_none());
    let name = with_key.first()?.name().to_owned();
    Some(format!("indent it below `{name}`, where it belongs"))
}

/// The bodies that have the field, where no body is written.
fn body(
    descriptor: &MessageDescriptor,
    entries: &[(Key, Node)],
    strays: &[&Key],
    key: &str,
) -> Option<String> {
    let bodies: Vec<FieldDescriptor> = descriptor
        .oneofs()
        .flat_map(|oneof| oneof.fields().collect::<Vec<_>>())
        .collect();
    let is_written = |field: &FieldDescriptor| {
        let mut keys = entries.iter().map(|(key, _)| &key.text);
        keys.any(|key| key == field.name())
    };
    if bodies.iter().any(is_written) {
        return None;
    }
    let count = |field: &FieldDescriptor| strays.iter().filter(|key| has(field, &key.text)).count();
    let most = bodies.iter().map(count).max()?;
    let fitting = bodies
        .iter()
        .filter(|field| count(field) == most && has(field, key));
    let names: Vec<String> = fitting
        .take(BODIES_SHOWN)
        .map(|field| format!("`{}`", field.name()))
        .collect();
    (!names.is_empty()).then(|| {
        let names = names.join(" or ");
        format!("write a body for it, such as {names}, and indent this below it")
    })
}

/// The one message that is not written and has most of the stray fields, where it has this one. A field
/// of the resource itself that has the same name is meant where only this one strays, and fits there.
fn inside(
    descriptor: &MessageDescriptor,
    whole: Option<&MessageDescriptor>,
    strays: &[&Key],
    (key, node): (&Key, &Node),
) -> Option<String> {
    let count = |field: &FieldDescriptor| strays.iter().filter(|key| has(field, &key.text)).count();
    let fields: Vec<FieldDescriptor> = descriptor
        .fields()
        .filter(|field| field.containing_oneof().is_none() && count(field) > 0)
        .collect();
    let most = fields.iter().map(count).max()?;
    let mut fitting = fields.iter().filter(|field| count(field) == most);
    let (Some(field), None) = (fitting.next(), fitting.next()) else {
        return None;
    };
    let outer = whole.and_then(|whole| whole.get_field_by_name(&key.text));
    let is_outer = outer.is_some_and(|field| {
        let takes_message = matches!(field.kind(), Kind::Message(_));
        takes_message != matches!(node.value, Value::Scalar(_))
    });
    let name = field.name();
    (has(field, &key.text) && (most > 1 || !is_outer))
        .then(|| format!("write `{name}:` and indent this below it"))
}

/// The resource itself, where the key is one of its fields.
fn outside(descriptor: &MessageDescriptor, whole: &MessageDescriptor, key: &str) -> Option<String> {
    let belongs = descriptor != whole && authored(whole).iter().any(|known| known == key);
    let what = whole.name().to_lowercase();
    belongs.then(|| format!("indent it less: it belongs to the {what} itself"))
}

/// Whether a field holds messages that have a field of that name.
fn has(field: &FieldDescriptor, key: &str) -> bool {
    match field.kind() {
        Kind::Message(inner) => authored(&inner).iter().any(|known| known == key),
        _ => false,
    }
}

/// The keys that an author may write for a message.
pub(super) fn authored(descriptor: &MessageDescriptor) -> Vec<String> {
    let fields = descriptor
        .fields()
        .filter(|field| !contract::rules(field).derived && !contract::is_record(field));
    let mut names: Vec<String> = fields.map(|field| field.name().to_owned()).collect();
    if descriptor.name() == "Evidence" {
        names.push("at".to_owned());
    }
    names
}
