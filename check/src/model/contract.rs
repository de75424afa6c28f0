//! What the contract says about its own fields: which are required, derived, or references.
//!
//! The annotations are read from the descriptors once, so that a rule declared in `proto/` is declared
//! nowhere else.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dossier::Collection;
use dossier::descriptors::{default_value, format, part};
use dossier::v1::{Format, PartKind};
use prost_reflect::{DescriptorPool, DynamicMessage, FieldDescriptor, MessageDescriptor, Value};

use super::field_path::FieldPath;

/// What the contract says about one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldRules {
    /// `field_behavior = REQUIRED`: must not be left empty.
    pub required: bool,
    /// `field_behavior = OUTPUT_ONLY` or `IDENTIFIER`: not for authors to set.
    pub derived: bool,
    /// What `resource_reference` names; `None` if the field is not a reference.
    pub refers_to: Option<ReferenceTarget>,
    /// What the text of the field represents.
    pub format: Format,
    /// How the field is compared with an article's words.
    pub part: PartKind,
    /// The number of the enum value that the field counts as if omitted; `None` if it is then
    /// unspecified.
    pub default_value: Option<i32>,
}

/// What a reference may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceTarget {
    /// Any resource; the contract writes `*`.
    Any,
    /// The resources of one collection.
    In(Collection),
}

static RULES: LazyLock<BTreeMap<String, FieldRules>> = LazyLock::new(|| {
    let pool = dossier::descriptors::pool();
    let messages = pool
        .all_messages()
        .filter(|message| message.package_name() == "dossier.v1");
    let fields = messages.flat_map(|message| message.fields().collect::<Vec<_>>());
    fields
        .map(|field| (field.full_name().to_owned(), read(pool, &field)))
        .collect()
});

/// The rules of a field of the contract.
pub fn rules(field: &FieldDescriptor) -> &'static FieldRules {
    static NONE: FieldRules = FieldRules {
        required: false,
        derived: false,
        refers_to: None,
        format: Format::Unspecified,
        part: PartKind::Unspecified,
        default_value: None,
    };
    RULES.get(field.full_name()).unwrap_or(&NONE)
}

/// Whether a field holds the record of a comparison, which only the program makes, and keeps apart from
/// what editors write.
pub fn is_record(field: &FieldDescriptor) -> bool {
    let kind = field.kind();
    kind.as_message()
        .is_some_and(|message| message.full_name() == "dossier.v1.Grounding")
}

/// The message type of a collection's resources. Example: `entities` → `dossier.v1.Entity`.
pub fn message_type(collection: Collection) -> Option<MessageDescriptor> {
    descriptor(collection.message_name())
}

/// `field_behavior` values, as `google/api/field_behavior.proto` numbers them.
const REQUIRED: i32 = 2;
const OUTPUT_ONLY: i32 = 3;
const IDENTIFIER: i32 = 8;

fn read(pool: &DescriptorPool, field: &FieldDescriptor) -> FieldRules {
    let options = field.options();
    let mut rules = FieldRules {
        format: format(field),
        part: part(field),
        default_value: default_value(field),
        ..FieldRules::default()
    };
    if let Some(extension) = pool.get_extension_by_name("google.api.field_behavior")
        && let Value::List(behaviors) = options.get_extension(&extension).as_ref()
    {
        let has = |wanted| {
            behaviors
                .iter()
                .any(|value| value.as_enum_number() == Some(wanted))
        };
        rules.required = has(REQUIRED);
        rules.derived = has(OUTPUT_ONLY) || has(IDENTIFIER);
    }
    if let Some(extension) = pool.get_extension_by_name("google.api.resource_reference")
        && options.has_extension(&extension)
        && let Value::Message(reference) = options.get_extension(&extension).as_ref()
    {
        let target = reference.get_field_by_name("type");
        let target = target
            .as_ref()
            .and_then(|value| value.as_str())
            .unwrap_or_default();
        let collection = Collection::from_resource_type(target);
        rules.refers_to = Some(collection.map_or(ReferenceTarget::Any, ReferenceTarget::In));
    }
    rules
}

/// The short name of an enum value: `ENTITY_KIND_STATE` of `EntityKind` → `state`.
pub fn short_name(kind: &prost_reflect::EnumDescriptor, number: i32) -> Option<String> {
    let value = kind.get_value(number)?;
    Some(shorten(kind.name(), value.name()))
}

/// Shortens a value's name by its enum's prefix.
pub fn shorten(kind: &str, value: &str) -> String {
    let mut prefix = String::new();
    for (index, character) in kind.chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            prefix.push('_');
        }
        prefix.push(character.to_ascii_uppercase());
    }
    prefix.push('_');
    value
        .strip_prefix(&prefix)
        .unwrap_or(value)
        .to_ascii_lowercase()
}

/// The descriptor of a generated message type of the contract.
pub fn descriptor(full_name: &str) -> Option<MessageDescriptor> {
    dossier::descriptors::pool().get_message_by_name(full_name)
}

/// A dynamic message from its encoded form.
pub fn decoded(full_name: &str, bytes: bytes::Bytes) -> Option<DynamicMessage> {
    DynamicMessage::decode(descriptor(full_name)?, bytes).ok()
}

/// A generated message as a dynamic one, for rules that walk over fields.
pub fn dynamic(message: &impl prost::Message, full_name: &str) -> Option<DynamicMessage> {
    DynamicMessage::decode(descriptor(full_name)?, message.encode_to_vec().as_slice()).ok()
}

/// Every reference of a message: the field's path and the name in it, in the order of the contract.
/// Example: `transfer.suppliers[0]`, `entities/iran`.
pub fn references(message: &DynamicMessage) -> Vec<(FieldPath, String)> {
    let mut found = Vec::new();
    collect_references(message, &FieldPath::root(), &mut found);
    found
}

fn collect_references(
    message: &DynamicMessage,
    path: &FieldPath,
    found: &mut Vec<(FieldPath, String)>,
) {
    for (field, value) in message.fields() {
        let refers = rules(&field).refers_to.is_some();
        let path = path.field(field.name());
        let mut collect = |value: &Value, path: FieldPath| match value {
            Value::Message(inner) => collect_references(inner, &path, found),
            Value::String(text) if refers && !text.is_empty() => found.push((path, text.clone())),
            _ => {}
        };
        match value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    collect(item, path.index(index));
                }
            }
            single => collect(single, path),
        }
    }
}

/// A message or enum of the contract as a finding names it. Example: `TimeExpression` → `time expression`.
pub fn in_words(name: &str) -> String {
    let mut words = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_says_which_fields_are_required_derived_and_references() {
        let fact = descriptor("dossier.v1.Transfer").expect("a message");
        let of = |name: &str| rules(&fact.get_field_by_name(name).expect("a field")).clone();
        assert!(of("suppliers").required && !of("makers").required);
        assert_eq!(
            of("agreement").refers_to,
            Some(ReferenceTarget::In(Collection::Facts))
        );
        let fact = message_type(Collection::Facts).expect("a message");
        assert!(rules(&fact.get_field_by_name("etag").expect("a field")).derived);
        let kind = dossier::descriptors::pool().get_enum_by_name("dossier.v1.EntityKind");
        assert_eq!(
            short_name(&kind.expect("an enum"), 4).as_deref(),
            Some("government_body")
        );
    }
}
