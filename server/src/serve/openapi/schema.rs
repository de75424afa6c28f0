//! The schemas of messages and enums, as protobuf's JSON writes and reads them.

use prost_reflect::{
    Cardinality, EnumDescriptor, FieldDescriptor, FileDescriptor, Kind, MessageDescriptor,
};
use serde_json::{Map, Value, json};

/// `google.api.FieldBehavior.REQUIRED`.
const REQUIRED: i32 = 2;

/// `google.api.FieldBehavior.OUTPUT_ONLY`.
const OUTPUT_ONLY: i32 = 3;

/// What has a schema under its own name.
#[derive(Clone, Debug)]
pub(super) enum Named {
    Message(MessageDescriptor),
    Enum(EnumDescriptor),
}

impl Named {
    pub(super) fn full_name(&self) -> &str {
        match self {
            Self::Message(message) => message.full_name(),
            Self::Enum(kind) => kind.full_name(),
        }
    }
}

/// Where a schema is.
pub(super) fn reference(full_name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{full_name}") })
}

/// What a schema refers to.
pub(super) fn named(from: &Named) -> Vec<Named> {
    let Named::Message(message) = from else {
        return Vec::new();
    };
    let fields = message.fields();
    let kinds = fields.filter_map(|field| match field.kind() {
        Kind::Message(message) if own_form(&message).is_none() => Some(Named::Message(message)),
        Kind::Enum(kind) => Some(Named::Enum(kind)),
        _ => None,
    });
    kinds.collect()
}

/// The schema of a message or an enum.
pub(super) fn schema(of: &Named) -> Value {
    match of {
        Named::Enum(kind) => {
            let names: Vec<String> = kind.values().map(|value| value.name().to_owned()).collect();
            let words = comment(&kind.parent_file(), kind.path());
            json!({ "type": "string", "description": words, "enum": names })
        }
        Named::Message(message) => {
            let fields = message.fields();
            let properties: Map<String, Value> = fields
                .map(|field| (field.json_name().to_owned(), property(&field)))
                .collect();
            let words = comment(&message.parent_file(), message.path());
            let mut schema = Map::new();
            schema.insert("type".to_owned(), "object".into());
            schema.insert("description".to_owned(), words.into());
            schema.insert("properties".to_owned(), properties.into());
            let is_request = message.name().ends_with("Request");
            if is_request {
                let fields = message.fields().filter(|field| behaves(field, REQUIRED));
                let required: Vec<String> =
                    fields.map(|field| field.json_name().to_owned()).collect();
                if !required.is_empty() {
                    schema.insert("required".to_owned(), required.into());
                }
                schema.insert("additionalProperties".to_owned(), false.into());
            }
            schema.into()
        }
    }
}

fn property(field: &FieldDescriptor) -> Value {
    let element = value(&field.kind());
    let mut schema = if field.cardinality() == Cardinality::Repeated {
        json!({ "type": "array", "items": element })
    } else {
        element
    };
    if let Some(schema) = schema.as_object_mut() {
        let words = comment(&field.parent_message().parent_file(), field.path());
        schema.insert("description".to_owned(), words.into());
        if behaves(field, OUTPUT_ONLY) {
            schema.insert("readOnly".to_owned(), true.into());
        }
    }
    schema
}

fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Double | Kind::Float => json!({ "type": ["number", "string"] }),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 | Kind::Uint32 | Kind::Fixed32 => {
            json!({ "type": "integer" })
        }
        // Written as a text, because a number of JavaScript has 53 bits.
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 | Kind::Uint64 | Kind::Fixed64 => {
            json!({ "type": ["string", "integer"], "format": "int64" })
        }
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::String => json!({ "type": "string" }),
        Kind::Bytes => json!({ "type": "string", "contentEncoding": "base64" }),
        Kind::Message(message) => {
            own_form(message).unwrap_or_else(|| reference(message.full_name()))
        }
        Kind::Enum(kind) => reference(kind.full_name()),
    }
}

/// The form of a message that JSON does not write as an object.
fn own_form(message: &MessageDescriptor) -> Option<Value> {
    Some(match message.full_name() {
        "google.protobuf.FieldMask" => {
            json!({ "type": "string", "examples": ["statement,transfer.quantity"] })
        }
        "google.protobuf.Timestamp" => json!({ "type": "string", "format": "date-time" }),
        "google.protobuf.Duration" => json!({ "type": "string", "examples": ["1.5s"] }),
        _ => return None,
    })
}

/// Whether the contract says this of a field (AIP-203).
fn behaves(field: &FieldDescriptor, behavior: i32) -> bool {
    let pool = field.parent_pool();
    let extension = pool.get_extension_by_name("google.api.field_behavior");
    let options = field.options();
    let said = extension.map(|extension| options.get_extension(&extension).into_owned());
    let list = said.as_ref().and_then(|said| said.as_list());
    let mut numbers = list
        .unwrap_or_default()
        .iter()
        .filter_map(prost_reflect::Value::as_enum_number);
    numbers.any(|number| number == behavior)
}

/// The comment before an element of the contract, in one line.
pub(super) fn comment(file: &FileDescriptor, path: &[i32]) -> String {
    let info = file.file_descriptor_proto().source_code_info.as_ref();
    let locations = info
        .map(|info| info.location.as_slice())
        .unwrap_or_default();
    let found = locations.iter().find(|location| location.path == path);
    let words = found.and_then(|location| location.leading_comments.as_deref());
    words
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
