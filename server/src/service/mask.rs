//! Read masks (AIP-157, AIP-161): only the fields that were asked for.
//!
//! A path goes through lists with or without a `*` for each of their elements: `evidence.*.article`
//! and `evidence.article` are the same, because a mask cannot choose elements. `*` alone asks for
//! everything, and beside other paths it would make them mean nothing, so it is refused there.

use dossier_check::diagnostic::did_you_mean;
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage as _, Value,
};
use prost_types::FieldMask;

use crate::error::ServiceError;

/// What stands for every field, or for every element of a list.
const WILDCARD: &str = "*";

/// The paths of a mask, checked against a message type; nothing where all fields are asked for.
pub(super) fn paths(
    mask: Option<&FieldMask>,
    descriptor: &MessageDescriptor,
) -> Result<Option<Vec<Vec<String>>>, ServiceError> {
    let paths = mask.map_or(&[][..], |mask| &mask.paths);
    match paths {
        [] => return Ok(None),
        [only] if only == WILDCARD => return Ok(None),
        _ => {}
    }
    let steps = paths.iter().map(|path| steps(path, descriptor));
    let steps: Result<Vec<_>, _> = steps.collect();
    steps.map(Some).map_err(ServiceError::InvalidReadMask)
}

/// The fields of a path, one inside the other. The error says what is wrong.
fn steps(path: &str, descriptor: &MessageDescriptor) -> Result<Vec<String>, String> {
    if path == WILDCARD {
        return Err("`*` means all fields, and must be the only path".to_owned());
    }
    let mut steps: Vec<String> = Vec::new();
    let mut within = Some(descriptor.clone());
    let mut in_list = false;
    for step in path.split('.') {
        if step == WILDCARD && in_list {
            in_list = false;
            continue;
        }
        if step == WILDCARD {
            return Err(format!("`{path}` has a `*` where there is no list"));
        }
        let Some(message) = &within else {
            let last = steps.last().map_or("", String::as_str);
            return Err(format!(
                "`{path}` goes on after `{last}`, which has no fields"
            ));
        };
        let field = message
            .get_field_by_name(step)
            .ok_or_else(|| unknown(path, step, message))?;
        in_list = field.is_list();
        within = message_of(&field);
        steps.push(step.to_owned());
    }
    Ok(steps)
}

fn message_of(field: &FieldDescriptor) -> Option<MessageDescriptor> {
    match field.kind() {
        Kind::Message(message) => Some(message),
        _ => None,
    }
}

fn unknown(path: &str, step: &str, message: &MessageDescriptor) -> String {
    let names: Vec<String> = message
        .fields()
        .map(|field| field.name().to_owned())
        .collect();
    let hint = did_you_mean(step, names.iter().map(String::as_str));
    let hint = hint.map_or_else(String::new, |hint| format!("; {hint}"));
    let inside = if path == step {
        String::new()
    } else {
        format!(" in `{path}`")
    };
    format!("there is no field `{step}`{inside}{hint}")
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

#[cfg(test)]
mod tests {
    use dossier::Collection;
    use dossier_check::model::contract;

    use super::*;

    fn read(mask: &[&str]) -> Result<Option<Vec<Vec<String>>>, ServiceError> {
        let mask = FieldMask {
            paths: mask.iter().map(|path| (*path).to_owned()).collect(),
        };
        let facts = contract::message_type(Collection::Facts).expect("a message");
        paths(Some(&mask), &facts)
    }

    #[test]
    fn a_mask_asks_for_all_or_for_fields() {
        for mask in [&[][..], &["*"]] {
            assert_eq!(read(mask).expect("a mask"), None);
        }
        for (path, wanted) in [
            ("name", "name"),
            ("transfer", "transfer"),
            ("transfer.quantity.value", "transfer.quantity.value"),
            ("topics", "topics"),
            ("topics.*", "topics"),
            ("evidence.*", "evidence"),
            ("evidence.article", "evidence.article"),
            ("evidence.*.article", "evidence.article"),
            (
                "evidence.*.attribution.*.agent",
                "evidence.attribution.agent",
            ),
            ("create_time.seconds", "create_time.seconds"),
        ] {
            let found = read(&[path, "name"]).expect(path).expect("paths");
            assert_eq!(found[0].join("."), wanted);
        }
    }

    #[test]
    fn what_no_field_answers_to_is_refused() {
        for (mask, message) in [
            (
                &["*", "name"][..],
                "`*` means all fields, and must be the only path",
            ),
            (
                &["name", "*"],
                "`*` means all fields, and must be the only path",
            ),
            (&[""], "there is no field ``"),
            (&["."], "there is no field `` in `.`"),
            (
                &["name."],
                "`name.` goes on after `name`, which has no fields",
            ),
            (
                &["statment"],
                "there is no field `statment`; did you mean `statement`?",
            ),
            (&["Name"], "there is no field `Name`; did you mean `name`?"),
            (
                &["name,state"],
                "there is no field `name,state`; did you mean `name`?",
            ),
            (&["*.name"], "`*.name` has a `*` where there is no list"),
            (
                &["transfer.*"],
                "`transfer.*` has a `*` where there is no list",
            ),
            (
                &["evidence.*.*"],
                "`evidence.*.*` has a `*` where there is no list",
            ),
            (
                &["evidence.0.article"],
                "there is no field `0` in `evidence.0.article`",
            ),
            (
                &["evidence.*.artcle"],
                "there is no field `artcle` in `evidence.*.artcle`; did you mean `article`?",
            ),
            (
                &["name.x"],
                "`name.x` goes on after `name`, which has no fields",
            ),
            (
                &["topics.*.x"],
                "`topics.*.x` goes on after `topics`, which has no fields",
            ),
        ] {
            let error = read(mask).expect_err("a wrong mask");
            assert_eq!(error.to_string(), message);
        }
    }
}
