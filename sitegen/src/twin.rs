//! The site as data: canonical JSON of each resource, Markdown of each page that tells something, a
//! CSV of each kind of fact. With it the static site is a static API.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dossier::descriptors::pool;
use dossier::v1::{Dossier, Fact};
use prost::Message;
use prost_reflect::{DynamicMessage, SerializeOptions};
use serde_json::Value;

use crate::desk::{Desk, voice};
use crate::library::Library;
use crate::part::body;
use crate::url::{Place, id};

/// A resource as canonical proto JSON (protobuf.dev/programming-guides/json), by its name.
pub(crate) fn json(library: &Library, name: &str) -> String {
    let value = match name.split('/').next() {
        Some("facts") => library
            .fact(name)
            .and_then(|one| canonical(one, "dossier.v1.Fact")),
        Some("entities") => library
            .entity(name)
            .and_then(|one| canonical(one, "dossier.v1.Entity")),
        Some("articles") => library
            .article(name)
            .and_then(|one| canonical(one, "dossier.v1.Article")),
        _ => library
            .dossier(name)
            .and_then(|one| canonical(one, "dossier.v1.Dossier")),
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

/// A dossier as Markdown, with its links leading to the Markdown of facts.
pub(crate) fn dossier(desk: &Desk<'_>, dossier: &Dossier) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        desk.text(&dossier.title).text,
        desk.text(&dossier.standfirst).text
    );
    for section in &dossier.sections {
        // Writing to a string does not fail.
        write!(out, "\n## {}\n\n", desk.text(&section.heading).text).ok();
        let prose = desk.text(&section.markdown).text;
        let prose = prose.trim();
        if !prose.is_empty() {
            writeln!(out, "{}", linked(desk, prose)).ok();
        }
    }
    write!(out, "\n## {}\n\n", desk.words.site.all_facts).ok();
    for fact in desk.library.told_by(dossier) {
        let href = desk.link(Place::Markdown(&fact.name));
        writeln!(
            out,
            "- [{}]({href}){}",
            desk.text(&fact.statement).text,
            said(desk, fact)
        )
        .ok();
    }
    plain(&out)
}

/// Markdown without markup of HTML, whoever renders it.
fn plain(markdown: &str) -> String {
    markdown.replace('<', "&lt;")
}

/// `fact:x` and `entity:x` as links to files of the site.
fn linked(desk: &Desk<'_>, prose: &str) -> String {
    let mut out = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        out.push_str("](");
        let (target, after) = after.split_once(')').unwrap_or((after, ""));
        let href = match target.split_once(':') {
            Some(("fact", id)) => {
                let fact = desk.library.fact(&format!("facts/{id}"));
                fact.map(|fact| desk.link(Place::Markdown(&fact.name)))
            }
            Some(("entity", id)) => {
                let entity = desk.library.entity(&format!("entities/{id}"));
                entity.map(|entity| desk.link(Place::Entity(&entity.name)))
            }
            _ => Some(target.to_owned()),
        };
        out.push_str(&href.unwrap_or_default());
        out.push(')');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whose voice it is in, in parentheses.
fn said(desk: &Desk<'_>, fact: &Fact) -> String {
    let mark = crate::part::evidence::mark_of(desk, fact);
    mark.map_or_else(String::new, |mark| format!(" ({})", mark.word))
}

/// A fact as Markdown: what is so, who says it, and where.
pub(crate) fn fact(desk: &Desk<'_>, fact: &Fact) -> String {
    let mut out = format!("# {}\n\n", desk.text(&fact.statement).text);
    let label = &desk.words.label;
    writeln!(out, "- {}: {}", label.fact, fact.name).ok();
    writeln!(out, "- {}: {}", label.kind, body::kind(desk, fact)).ok();
    for row in body::rows(desk, fact) {
        let lines = row
            .lines
            .iter()
            .map(|line| line.iter().map(|run| run.text.as_str()).collect::<String>());
        writeln!(
            out,
            "- {}: {}",
            row.label,
            lines.collect::<Vec<_>>().join("; ")
        )
        .ok();
    }
    if voice(fact).is_some() {
        writeln!(out, "- {}:{}", label.voice, said(desk, fact)).ok();
    }
    for evidence in &fact.evidence {
        let places = evidence.selectors.iter().map(|one| {
            let sentences = match (one.first_sentence, one.last_sentence) {
                (0, _) => String::new(),
                (first, last) if first == last || last == 0 => format!(".s{first}"),
                (first, last) => format!(".s{first}-s{last}"),
            };
            format!("{}{sentences}", one.block)
        });
        let article = desk.article(&evidence.article).text;
        writeln!(
            out,
            "- {}: {article}, {}",
            label.places,
            places.collect::<Vec<_>>().join(", ")
        )
        .ok();
    }
    plain(&out)
}

/// The facts of one kind as CSV (RFC 4180): a row each, a column for each field that any of them has.
pub(crate) fn csv(library: &Library, kind: &str) -> String {
    let mut rows: Vec<BTreeMap<String, String>> = Vec::new();
    for fact in library.facts().filter(|fact| body::key(fact) == kind) {
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
        rows.push(row);
    }
    let first = ["name", "statement.text", "article"];
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
    let names: BTreeSet<&str> = fact.evidence.iter().map(|one| id(&one.article)).collect();
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
fn record<'c>(cells: impl Iterator<Item = &'c str>) -> String {
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

/// What there is for language models (llmstxt.org).
pub(crate) fn llms(desk: &Desk<'_>) -> String {
    let site = &desk.words.site;
    let mut out = format!("# {}\n\n> {}\n", site.name, site.tagline);
    for dossier in desk.library.dossiers() {
        let title = desk.text(&dossier.title).text;
        write!(out, "\n## {title}\n\n").ok();
        let href = desk.link(Place::Markdown(&dossier.name));
        writeln!(
            out,
            "- [{title}]({href}): {}",
            desk.text(&dossier.standfirst).text
        )
        .ok();
        for fact in desk.library.told_by(dossier) {
            let href = desk.link(Place::Markdown(&fact.name));
            writeln!(out, "- [{}]({href})", desk.text(&fact.statement).text).ok();
        }
    }
    plain(&out)
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
