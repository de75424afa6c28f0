//! Whether a resource is as a filter says.

use std::cmp::Ordering;

use bytes::Bytes;
use prost::encoding::{DecodeContext, decode_key, skip_field};
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, ReflectMessage as _, Value};

use super::condition::{Condition, Operator};
use crate::model::contract;
use crate::model::record::Record;
use crate::model::values;

impl Condition {
    pub(super) fn holds(&self, record: &Record) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(record)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(record)),
            Self::Not(inner) => !inner.holds(record),
            Self::Body { number, equal } => narrowed(&record.bytes, *number).is_empty() != *equal,
            Self::Mentions(name) => record.references.iter().any(|one| **one == **name),
            Self::Overlaps(span) => record.fact().is_some_and(|fact| {
                fact.time()
                    .is_some_and(|found| span.meets(&found.time.bounds()))
            }),
            Self::Compare {
                field,
                path,
                operator,
                value,
            } => {
                let mut found = Vec::new();
                collect(&record.bytes, field, path, &mut found);
                let any = |operator| found.iter().any(|text| compare(text, operator, value));
                match operator {
                    Operator::NotEqual => !any(Operator::Equal),
                    operator => any(*operator),
                }
            }
        }
    }
}

/// The first value at a path, as a text to sort by; empty where there is none.
pub fn first(bytes: &Bytes, field: &FieldDescriptor, path: &[String]) -> String {
    let mut found = Vec::new();
    collect(bytes, field, path, &mut found);
    found.into_iter().next().unwrap_or_default()
}

/// The values at a path, whose first step is a field, in an encoded message.
fn collect(bytes: &Bytes, field: &FieldDescriptor, path: &[String], found: &mut Vec<String>) {
    let of = field.parent_message().clone();
    let own = narrowed(bytes, field.number());
    // What the store holds was encoded by us.
    if let Ok(message) = DynamicMessage::decode(of, own.as_slice()) {
        texts(&message, path, found);
    }
}

/// An encoded message with one of its fields only, so that the others need not be decoded.
fn narrowed(bytes: &[u8], number: u32) -> Vec<u8> {
    let mut rest = bytes;
    let mut kept = Vec::new();
    while !rest.is_empty() {
        let start = rest;
        let Ok((tag, wire)) = decode_key(&mut rest) else {
            break;
        };
        if skip_field(wire, tag, &mut rest, DecodeContext::default()).is_err() {
            break;
        }
        if tag == number {
            let length = start.len() - rest.len();
            kept.extend_from_slice(start.get(..length).unwrap_or_default());
        }
    }
    kept
}

/// The values at a path as texts, through every list on the way.
fn texts(message: &DynamicMessage, path: &[String], found: &mut Vec<String>) {
    let Some((step, rest)) = path.split_first() else {
        return;
    };
    let Some(field) = message.descriptor().get_field_by_name(step) else {
        return;
    };
    if !message.has_field(&field) {
        return;
    }
    let value = message.get_field(&field);
    let single = std::slice::from_ref(value.as_ref());
    for value in value.as_list().unwrap_or(single) {
        match (value, field.kind()) {
            (Value::Message(inner), _) if rest.is_empty() => found.push(shown(inner)),
            (Value::Message(inner), _) => texts(inner, rest, found),
            (Value::EnumNumber(number), Kind::Enum(kind)) => {
                found.extend(contract::short_name(&kind, *number));
            }
            (Value::String(text), _) => found.push(text.clone()),
            (Value::I32(number), _) => found.push(number.to_string()),
            (Value::U32(number), _) => found.push(number.to_string()),
            (Value::I64(number), _) => found.push(number.to_string()),
            (Value::Bool(truth), _) => found.push(truth.to_string()),
            _ => {}
        }
    }
}

/// What a message is compared by: a text's words, a time's first day, an amount's number.
fn shown(message: &DynamicMessage) -> String {
    let names = ["text", "earliest", "value", "entity"];
    let found = names.iter().find_map(|name| {
        let value = message.get_field_by_name(name)?;
        value.as_str().map(str::to_owned)
    });
    found.unwrap_or_default()
}

fn compare(text: &str, operator: Operator, wanted: &str) -> bool {
    if operator == Operator::Has {
        return wanted == "*" || text.to_lowercase().contains(&wanted.to_lowercase());
    }
    if operator == Operator::Equal {
        match (wanted.strip_prefix('*'), wanted.strip_suffix('*')) {
            (Some(rest), Some(_)) => return text.contains(rest.trim_end_matches('*')),
            (Some(end), None) => return text.ends_with(end),
            (None, Some(start)) => return text.starts_with(start),
            (None, None) => {}
        }
    }
    let order = values::compare(text, wanted).unwrap_or_else(|| text.cmp(wanted));
    match operator {
        Operator::Equal | Operator::Has => order == Ordering::Equal,
        Operator::NotEqual => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        Operator::GreaterOrEqual => order != Ordering::Less,
    }
}
