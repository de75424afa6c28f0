//! Read masks (AIP-157): only the fields that were asked for.

use prost_reflect::{DynamicMessage, Kind, MessageDescriptor, ReflectMessage as _, Value};
use prost_types::FieldMask;

use crate::error::ServiceError;

/// The paths of a mask, checked against a message type; nothing where all fields are asked for.
pub(super) fn paths(
    mask: Option<&FieldMask>,
    descriptor: &MessageDescriptor,
) -> Result<Option<Vec<Vec<String>>>, ServiceError> {
    let Some(mask) = mask.filter(|mask| !mask.paths.is_empty()) else {
        return Ok(None);
    };
    if mask.paths.iter().any(|path| path == "*") {
        return Ok(None);
    }
    let mut paths = Vec::new();
    for path in &mask.paths {
        let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
        let mut descriptor = Some(descriptor.clone());
        for step in &steps {
            let field = descriptor
                .as_ref()
                .and_then(|one| one.get_field_by_name(step));
            let field = field.ok_or_else(|| ServiceError::InvalidReadMask(path.clone()))?;
            descriptor = match field.kind() {
                Kind::Message(inner) => Some(inner),
                _ => None,
            };
        }
        paths.push(steps);
    }
    Ok(Some(paths))
}

/// Drops every field that no path asks for.
pub(super) fn apply(message: &mut DynamicMessage, paths: &[Vec<String>]) {
    let fields: Vec<_> = message.descriptor().fields().collect();
    for field in fields {
        let rests: Vec<&[String]> = paths
            .iter()
            .filter_map(|path| path.split_first())
            .filter(|(first, _)| *first == field.name())
            .map(|(_, rest)| rest)
            .collect();
        if rests.is_empty() {
            message.clear_field(&field);
        } else if message.has_field(&field) && rests.iter().all(|rest| !rest.is_empty()) {
            let rests: Vec<Vec<String>> = rests.into_iter().map(<[String]>::to_vec).collect();
            narrow(message.get_field_mut(&field), &rests);
        }
    }
}

fn narrow(value: &mut Value, paths: &[Vec<String>]) {
    match value {
        Value::Message(inner) => apply(inner, paths),
        Value::List(items) => items.iter_mut().for_each(|item| narrow(item, paths)),
        _ => {}
    }
}
