//! Lists in which a value stands twice.

use std::collections::HashSet;

use prost::Message as _;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, Value};

use super::Walk;
use crate::diagnostic::Rule;
use crate::model::contract;
use crate::model::field_path::FieldPath;

/// Messages that may well stand in a list twice, or for which another rule looks: translations and
/// fragments, the text of an article, who takes part.
const MAY_REPEAT: [&str; 5] = [
    "LocalizedText",
    "Block",
    "Sentence",
    "Participant",
    "AgreementParty",
];

impl Walk<'_> {
    /// A resource, topic or whole message that stands in a list twice would be counted or shown twice.
    pub(super) fn one_of_each(
        &mut self,
        message: &DynamicMessage,
        field: &FieldDescriptor,
        path: &FieldPath,
    ) {
        if !field.is_list() {
            return;
        }
        let value = message.get_field(field);
        let items = value.as_list().unwrap_or_default();
        match field.kind() {
            Kind::String if is_set(field) => {
                let mut before = HashSet::new();
                for (index, text) in items.iter().filter_map(Value::as_str).enumerate() {
                    if !before.insert(text) {
                        self.repeated(&format!("`{text}`"), &path.index(index));
                    }
                }
            }
            Kind::Message(kind) if !MAY_REPEAT.contains(&kind.name()) => {
                // By their bytes, because a list may be long.
                let mut before = HashSet::new();
                for (index, item) in items.iter().filter_map(Value::as_message).enumerate() {
                    if !before.insert(item.encode_to_vec()) {
                        self.repeated("the same element", &path.index(index));
                    }
                }
            }
            _ => {}
        }
    }

    fn repeated(&mut self, said: &str, path: &FieldPath) {
        let message = format!("{said} is in this list already; remove one of the two");
        self.report(Rule::RepeatedValue, path.clone(), message);
    }
}

/// Whether a list of strings has each only once: names of resources, and topics. Former ids have a rule
/// of their own.
fn is_set(field: &FieldDescriptor) -> bool {
    contract::rules(field).refers_to.is_some() || field.name() == "topics"
}
