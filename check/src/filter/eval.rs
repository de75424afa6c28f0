//! Decides whether a resource matches a filter.

use bytes::Bytes;
use prost::encoding::{DecodeContext, decode_key, skip_field};
use prost_reflect::DynamicMessage;

use super::condition::{Condition, Test};
use super::field::Path;
use super::value::Value;
use super::wire::has;
use crate::model::record::Record;

impl Condition {
    pub(super) fn holds(&self, record: &Record) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(record)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(record)),
            Self::Not(inner) => !inner.holds(record),
            Self::Body(Some(number)) => has(&record.bytes, *number),
            Self::Body(None) => record.fact().is_some_and(|fact| fact.body.is_some()),
            Self::Mentions(name) => record
                .references
                .iter()
                .any(|reference| **reference == **name),
            Self::Overlaps(days) => record.fact().is_some_and(|fact| {
                fact.time()
                    .is_some_and(|found| days.meets(&found.time.bounds()))
            }),
            Self::Field(path, Test::Given) => {
                path.is_given_in(&record.bytes).unwrap_or_else(|| {
                    decoded(&record.bytes, path).is_some_and(|message| path.is_given(&message))
                })
            }
            Self::Field(path, test) => values(&record.bytes, path)
                .iter()
                .any(|value| test.passes(value)),
        }
    }
}

impl Test {
    fn passes(&self, value: &Value) -> bool {
        match self {
            Self::Given => true,
            Self::Compare(operator, wanted) => value.compares(*operator, wanted),
            Self::Like(patterns) => {
                let mut texts = value.texts();
                texts.any(|text| patterns.iter().any(|pattern| pattern.matches(text)))
            }
            Self::Part(part) => value
                .as_text()
                .is_some_and(|text| text.to_lowercase().contains(part.as_str())),
        }
    }
}

/// The values at a path in an encoded resource.
pub(super) fn values(bytes: &Bytes, path: &Path) -> Vec<Value> {
    path.encoded_values(bytes)
        .unwrap_or_else(|| decoded_values(bytes, path))
}

/// The same by way of the descriptors, for bytes that are not as we write them.
pub(super) fn decoded_values(bytes: &Bytes, path: &Path) -> Vec<Value> {
    decoded(bytes, path).map_or_else(Vec::new, |message| path.values(&message))
}

/// A resource with no other field than the one that a path begins with.
pub(super) fn decoded(bytes: &Bytes, path: &Path) -> Option<DynamicMessage> {
    let field = path.first()?;
    let own = narrowed(bytes, field.number());
    // What the store holds was encoded by us.
    DynamicMessage::decode(field.parent_message().clone(), own.as_slice()).ok()
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
