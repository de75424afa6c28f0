//! The site as data: canonical JSON of each resource, a CSV of each kind of fact. With it the static
//! site is a static API.

use std::collections::{BTreeMap, BTreeSet};

use dossier::descriptors::pool;
use dossier::v1::Fact;
use dossier::{Collection, FactKind};
use prost::Message;
use prost_reflect::{DynamicMessage, SerializeOptions};
use serde_json::Value;

use crate::part::tally::standing;
use crate::source::catalog::Catalog;
use dossier::name::id;

/// A resource as canonical proto JSON (protobuf.dev/programming-guides/json), by its name.
pub(crate) fn json(catalog: &Catalog, name: &str) -> String {
    let value = match Collection::from_name(name) {
        Some(Collection::Facts) => catalog
            .fact(name)
            .and_then(|fact| canonical(fact, "dossier.v1.Fact")),
        Some(Collection::Entities) => catalog
            .entity(name)
            .and_then(|entity| canonical(entity, "dossier.v1.Entity")),
        Some(Collection::Articles) => catalog
            .article(name)
            .and_then(|article| canonical(article, "dossier.v1.Article")),
        _ => catalog
            .dossier(name)
            .and_then(|dossier| canonical(dossier, "dossier.v1.Dossier")),
    };
    // `places` lists only what is there.
    format!("{:#}\n", value.unwrap_or(Value::Null))
}

fn canonical(message: &impl Message, kind: &str) -> Option<Value> {
    let descriptor = pool().get_message_by_name(kind)?;
    let mut message =
        DynamicMessage::decode(descriptor, message.encode_to_vec().as_slice()).ok()?;
    // When the store came by it says nothing of the fact, and differs where the content is the same.
    message.clear_field_by_name("create_time");
    message.clear_field_by_name("update_time");
    let options = SerializeOptions::new().stringify_64_bit_integers(true);
    message
        .serialize_with_options(serde_json::value::Serializer, &options)
        .ok()
}

/// The facts of one kind as CSV (RFC 4180): a row each, a column for each field that any of them has.
pub(crate) fn csv(catalog: &Catalog, kind: FactKind) -> String {
    let mut rows: Vec<BTreeMap<String, String>> = Vec::new();
    for fact in catalog.facts().filter(|fact| fact.kind() == Some(kind)) {
        let mut row = BTreeMap::new();
        if let Some(Value::Object(fields)) = canonical(fact, "dossier.v1.Fact") {
            for (key, value) in &fields {
                // Evidence has a shape of its own, and stands in the JSON.
                if key != "evidence" {
                    flatten(key, value, &mut row);
                }
            }
        }
        row.insert("article".to_owned(), articles(fact));
        row.insert("compared".to_owned(), standing(fact).code().to_owned());
        rows.push(row);
    }
    let first = ["name", "statement.text", "article", "compared"];
    let all: BTreeSet<&str> = rows
        .iter()
        .flat_map(BTreeMap::keys)
        .map(String::as_str)
        .collect();
    let others = all.into_iter().filter(|key| !first.contains(key));
    let columns: Vec<&str> = first.into_iter().chain(others).collect();
    let mut out = record(columns.iter().copied());
    for row in &rows {
        out.push_str(&record(
            columns
                .iter()
                .map(|key| row.get(*key).map_or("", String::as_str)),
        ));
    }
    out
}

fn articles(fact: &Fact) -> String {
    let names: BTreeSet<&str> = fact
        .evidence
        .iter()
        .map(|evidence| id(&evidence.article))
        .collect();
    names.into_iter().collect::<Vec<_>>().join("; ")
}

/// `transfer.quantity.value`; the items of a list are joined.
fn flatten(path: &str, value: &Value, row: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                flatten(&format!("{path}.{key}"), value, row);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| flatten(path, item, row)),
        Value::Null => {}
        Value::String(text) => join(path, text, row),
        plain => join(path, &plain.to_string(), row),
    }
}

fn join(path: &str, text: &str, row: &mut BTreeMap<String, String>) {
    let cell = row.entry(path.to_owned()).or_default();
    if !cell.is_empty() {
        cell.push_str("; ");
    }
    cell.push_str(text);
}

/// A line. A cell that a spreadsheet would take for a formula starts with an apostrophe.
pub(super) fn record<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let quoted = cells.map(|cell| {
        let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
            || (cell.starts_with('-') && cell.parse::<f64>().is_err());
        let cell = if formula {
            format!("'{cell}")
        } else {
            cell.to_owned()
        };
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    });
    format!("{}\r\n", quoted.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::record;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let line = record(["plain", "a,b", "say \"x\"", "=1+1", "-5", "-x"].into_iter());
        assert_eq!(line, "plain,\"a,b\",\"say \"\"x\"\"\",'=1+1,-5,'-x\r\n");
    }
}
