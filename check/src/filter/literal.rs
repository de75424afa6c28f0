//! Which test does a filter put to a field, by the field's type, the operator and the value?

use dossier::{Collection, Decimal, Name};

use super::condition::Test;
use super::field::{Path, unknown};
use super::lexer::Written;
use super::moment::Moment;
use super::range::{Operator, Range};
use super::value::{Pattern, Type, Value, date, duration, unit, written_amount, written_rate};
use crate::model::contract::{self, ReferenceTarget};

/// The test that `=` makes, which `!=` turns round.
pub(super) fn equal(path: &Path, text: &Written) -> Result<Test, String> {
    refuse_null(path, text)?;
    if path.kind.is_text() && !text.stars.is_empty() {
        let pattern = pattern(text)?;
        if let Type::Name(target) = path.kind {
            refuse_nameless(&pattern, &text.text, target)?;
        }
        return Ok(Test::Like(match path.kind {
            Type::Unit => pattern.of_unit(),
            _ => vec![pattern],
        }));
    }
    Ok(Test::Compare(Operator::Equal, value(path, text)?))
}

/// The test that `<`, `<=`, `>` or `>=` makes.
pub(super) fn ordered(path: &Path, operator: Operator, text: &Written) -> Result<Test, String> {
    refuse_null(path, text)?;
    if !path.kind.is_ordered() {
        let field = path.as_str();
        let what = match &path.kind {
            Type::Name(_) => "a name",
            Type::Truth => "a boolean",
            Type::Message(_) => return Err(is_message(path)),
            _ => "an enum",
        };
        return Err(format!(
            "`{field}` is {what}, which has no order; write `=` or `!=`"
        ));
    }
    if path.kind.is_text() && !text.stars.is_empty() {
        return Err("`*` is a wildcard only after `=`, `!=` and `:`".to_owned());
    }
    Ok(Test::Compare(operator, value(path, text)?))
}

/// The test that `:` makes: an element of a list, a part of words for people, and of other single
/// values the same as `=`.
pub(super) fn has(path: &Path, text: &Written) -> Result<Test, String> {
    if is_star(text) {
        return Ok(Test::Given);
    }
    if matches!(path.kind, Type::Prose) && text.stars.is_empty() {
        refuse_null(path, text)?;
        return Ok(Test::Part(text.text.to_lowercase()));
    }
    equal(path, text)
}

/// Whether a value is `*` alone.
pub(super) fn is_star(text: &Written) -> bool {
    text.text == "*" && !text.stars.is_empty()
}

/// A word that other languages have for nothing, and that no field holds.
fn refuse_null(path: &Path, text: &Written) -> Result<(), String> {
    if text.quoted || text.text != "null" {
        return Ok(());
    }
    let field = path.as_str();
    Err(format!(
        "there is no `null`; write `NOT {field}:*` for a missing `{field}`, or `\"null\"` for the word"
    ))
}

/// A text of which the start, the end or both are open.
fn pattern(text: &Written) -> Result<Pattern, String> {
    let known = text.text.as_str();
    let starts = known.len().checked_sub(1);
    let (mut open_start, mut open_end) = (false, false);
    for star in &text.stars {
        if *star == 0 {
            open_start = true;
        } else if Some(*star) == starts {
            open_end = true;
        } else {
            return Err(format!(
                "`{known}` has a `*` inside; a `*` may be at either end of a value, and `\\*` is the character itself"
            ));
        }
    }
    let known = if open_start {
        known.get(1..).unwrap_or_default()
    } else {
        known
    };
    let shorter = known.len().saturating_sub(1);
    let known = if open_end {
        known.get(..shorter).unwrap_or_default()
    } else {
        known
    };
    let known = known.to_owned();
    Ok(match (open_start, open_end) {
        (true, true) => Pattern::Contains(known),
        (true, false) => Pattern::Ends(known),
        _ => Pattern::Starts(known),
    })
}

/// Refuses a pattern that no name fits to which the field may refer, as it refuses such a name.
fn refuse_nameless(pattern: &Pattern, text: &str, target: ReferenceTarget) -> Result<(), String> {
    let fits = |collection: Collection| fits(pattern, &collection.name(""));
    let (possible, example) = match target {
        ReferenceTarget::In(collection) => (fits(collection), collection),
        ReferenceTarget::Any => (
            Collection::ALL.into_iter().any(fits),
            Collection::from_name(text).unwrap_or(Collection::Entities),
        ),
    };
    if possible {
        return Ok(());
    }
    Err(match target {
        ReferenceTarget::In(own)
            if Collection::from_name(text).is_some_and(|other| other != own) =>
        {
            format!("`{text}` can never match: the field refers to {own}")
        }
        _ => format!(
            "`{text}` can never match: names are written `{}`, with small letters, digits and hyphens",
            example.name("iran")
        ),
    })
}

/// Whether a name in a collection, given as `facts/`, may fit a pattern. The only slash of a name stands
/// between the collection and the id.
fn fits(pattern: &Pattern, collection: &str) -> bool {
    let starts_id = |part: &str| is_part_of_id(part, false, true);
    let ends_id = |part: &str| is_part_of_id(part, true, false);
    match pattern {
        Pattern::Starts(start) => {
            let id = start.strip_prefix(collection);
            collection.starts_with(start.as_str()) || id.is_some_and(starts_id)
        }
        Pattern::Ends(end) => match end.split_once('/') {
            Some((before, id)) => {
                let own = collection.strip_suffix('/');
                own.is_some_and(|own| own.ends_with(before)) && dossier::name::is_id(id)
            }
            None => ends_id(end),
        },
        Pattern::Contains(part) => match part.split_once('/') {
            Some((before, id)) => {
                let own = collection.strip_suffix('/');
                own.is_some_and(|own| own.ends_with(before)) && starts_id(id)
            }
            None => is_part_of_id(part, true, true),
        },
    }
}

/// Whether an id may have this part, with more before or behind it where that is open. Only a hyphen needs
/// more on its outer side.
fn is_part_of_id(part: &str, open_start: bool, open_end: bool) -> bool {
    let before = if open_start && part.starts_with('-') {
        "a"
    } else {
        ""
    };
    let behind = if open_end && part.ends_with('-') {
        "a"
    } else {
        ""
    };
    part.is_empty() || dossier::name::is_id(&format!("{before}{part}{behind}"))
}

/// A written value as one of the field's type.
fn value(path: &Path, written: &Written) -> Result<Value, String> {
    let text = written.text.as_str();
    if !path.kind.is_text() && !written.stars.is_empty() {
        let field = path.as_str();
        return Err(format!(
            "`{field}` is not a text, so `*` is no wildcard; `{field}:*` tests whether it is set"
        ));
    }
    match &path.kind {
        Type::Text | Type::Prose => Ok(Value::Text(text.to_owned())),
        Type::Unit => Ok(unit(text)),
        Type::Name(target) => name(text, *target).map(Value::Text),
        Type::Enum(values, default) => number(values, *default, text).map(Value::Enum),
        Type::Truth => match text {
            "true" => Ok(Value::Truth(true)),
            "false" => Ok(Value::Truth(false)),
            _ => Err(format!("`{text}` is neither `true` nor `false`")),
        },
        Type::Whole | Type::Decimal => {
            let whole = matches!(path.kind, Type::Whole);
            let number = Decimal::parse(text)
                .filter(|number| !whole || number.fraction().is_empty())
                .ok_or_else(|| {
                    let what = if whole { "whole" } else { "decimal" };
                    format!("`{text}` is not a {what} number")
                })?;
            Ok(Value::Number(Range::exactly(number)))
        }
        Type::Date => date(text),
        Type::Moment => Moment::parse(text).map(|moment| Value::Moment(Range::exactly(moment))),
        Type::Duration => duration(text),
        Type::Amount => written_amount(text),
        Type::Rate => written_rate(text),
        Type::Message(_) => Err(is_message(path)),
    }
}

/// What to say where a message is compared as if it were a value.
fn is_message(path: &Path) -> String {
    let field = path.as_str();
    let inner = match &path.kind {
        Type::Message(message) => message.fields().next(),
        _ => None,
    };
    let inner = inner.map_or_else(String::new, |inner| inner.name().to_owned());
    format!(
        "`{field}` is not a single value; write one of its fields, such as `{field}.{inner}`, or `{field}:*`"
    )
}

/// A resource's name, in a collection that the field may refer to.
pub(super) fn name(text: &str, target: ReferenceTarget) -> Result<String, String> {
    let collection = match target {
        ReferenceTarget::In(collection) => Some(collection),
        ReferenceTarget::Any => None,
    };
    if text.parse::<Name>().is_err() {
        let example = collection.unwrap_or(Collection::Entities);
        let id = dossier::name::id(text);
        let id = if dossier::name::is_id(id) { id } else { "iran" };
        let hint = example.name(id);
        return Err(format!(
            "`{text}` is not a name; names are written `{hint}`"
        ));
    }
    match collection {
        Some(collection) if Collection::from_name(text) != Some(collection) => Err(format!(
            "`{text}` can never match: the field refers to {collection}"
        )),
        _ => Ok(text.to_owned()),
    }
}

/// The number of an enum's value, by its short or its full name.
fn number(
    values: &prost_reflect::EnumDescriptor,
    default: Option<i32>,
    text: &str,
) -> Result<i32, String> {
    let short = |name: &str| contract::shorten(values.name(), name);
    let wanted = short(&text.to_uppercase());
    let found = values.values().find(|value| short(value.name()) == wanted);
    let Some(found) = found.filter(|value| default.is_none() || value.number() != 0) else {
        let known: Vec<String> = values
            .values()
            .filter(|value| value.number() != 0)
            .map(|value| short(value.name()))
            .collect();
        return Err(unknown(values.name(), text, &known));
    };
    Ok(found.number())
}
