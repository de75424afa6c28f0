//! How records are written: the same bytes for the same records.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dossier::Collection;
use dossier::v1::{Evidence, Fact, Grounding, PartVerdict, Verdict};
use serde_json::Value;

use super::read::read;
use super::{Entry, relative};
use crate::content::decode::Reader;
use crate::model::grounding::{FOLDER, in_order, verdict_name};

/// What stands above every file.
const HEAD: &str = "\
# Made by `dossier-server verify --write` and never by hand: how the facts stood against the words of
# the article, of which there are none in here. Whoever has its text makes the file anew with
# `dossier-server verify content --text ID=TEXT --write`, and gets the same.
";

/// Writes what was found in one article, and returns whether the file changed. If a fact was compared
/// before with the same outcome, its record stays, with who made it and when.
///
/// `records` are complete: any other record in the file is removed, and without records so is the file.
/// Each is a fact, the index of its evidence, and what was found; who recorded it and on which day
/// (`YYYY-MM-DD`) is filled in.
pub fn write(
    directory: &Path,
    article: &str,
    records: &[(&Fact, usize, Grounding)],
    recorded_by: &str,
    today: &str,
) -> io::Result<bool> {
    let Some(id) = Collection::Articles.id(article) else {
        let message = format!("`{article}` is not the name of an article");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    };
    let path = directory.join(FOLDER).join(format!("{id}.yaml"));
    let known = if path.exists() {
        read(&mut Reader::default(), &path).map_or_else(Vec::new, |file| file.entries)
    } else {
        Vec::new()
    };
    let entries = records.iter().filter_map(|(fact, index, grounding)| {
        let mut entry = entry(fact, *index, grounding, article)?;
        let mut before = known.iter().map(|placed| &placed.entry);
        let before = before
            .find(|known_entry| known_entry.fact == entry.fact && is_same(known_entry, &entry));
        let signed = before.map(|known_entry| {
            (
                &known_entry.grounding.recorded_by,
                &known_entry.grounding.record_date,
            )
        });
        let (by, date) = signed.map_or((recorded_by, today), |(by, date)| (by, date));
        by.clone_into(&mut entry.grounding.recorded_by);
        date.clone_into(&mut entry.grounding.record_date);
        Some(entry)
    });
    let entries: Vec<Entry> = entries.collect();
    if entries.is_empty() {
        return remove(&path);
    }
    let text = text(id, entries);
    if fs::read_to_string(&path).is_ok_and(|there| there == text) {
        return Ok(false);
    }
    fs::create_dir_all(directory.join(FOLDER))?;
    fs::write(&path, text)?;
    Ok(true)
}

fn remove(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether the same was compared with the same outcome.
fn is_same(one: &Entry, other: &Entry) -> bool {
    let unsigned = |entry: &Entry| Grounding {
        recorded_by: String::new(),
        record_date: String::new(),
        ..entry.grounding.clone()
    };
    unsigned(one) == unsigned(other)
}

/// A record as the files have it; nothing where the fact has no such evidence.
fn entry(fact: &Fact, index: usize, grounding: &Grounding, article: &str) -> Option<Entry> {
    let evidence = fact.evidence.get(index)?;
    let of_article = |evidence: &&Evidence| evidence.article == article;
    let number = fact.evidence.iter().take(index).filter(of_article).count();
    let mut grounding = grounding.clone();
    grounding.parts = in_order(grounding.parts);
    for part in &mut grounding.parts {
        part.field = relative(&part.field, index);
    }
    (evidence.article == article).then(|| Entry {
        fact: fact.name.clone(),
        number,
        grounding,
    })
}

/// The files of all records on some facts, by path.
pub(in crate::content) fn files<'f>(
    facts: impl Iterator<Item = &'f Fact>,
) -> BTreeMap<PathBuf, String> {
    let mut by_article: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for fact in facts {
        for (index, evidence) in fact.evidence.iter().enumerate() {
            let grounding = evidence.grounding.as_ref();
            let entry =
                grounding.and_then(|grounding| entry(fact, index, grounding, &evidence.article));
            let id = Collection::Articles.id(&evidence.article);
            if let (Some(entry), Some(id)) = (entry, id) {
                by_article.entry(id.to_owned()).or_default().push(entry);
            }
        }
    }
    let files = by_article.into_iter().map(|(id, entries)| {
        let path = PathBuf::from(format!("{FOLDER}/{id}.yaml"));
        (path, text(&id, entries))
    });
    files.collect()
}

/// What a record says of itself, which most records of a file have alike.
fn signature(grounding: &Grounding) -> [(&'static str, &str); 4] {
    [
        ("method", &grounding.method),
        ("text_digest", &grounding.text_digest),
        ("recorded_by", &grounding.recorded_by),
        ("record_date", &grounding.record_date),
    ]
}

/// A file with these entries.
fn text(id: &str, mut entries: Vec<Entry>) -> String {
    entries.sort_by(|left, right| (&left.fact, left.number).cmp(&(&right.fact, right.number)));
    let mut out = HEAD.to_owned();
    // Writing to a String cannot fail.
    writeln!(out, "article: {id}").ok();
    let top = most_frequent(&entries);
    for (key, value) in &top {
        writeln!(out, "{key}: {}", quoted(value)).ok();
    }
    out.push_str("facts:\n");
    let mut fact = "";
    let mut next = 0;
    for entry in &entries {
        if entry.fact != fact {
            fact = &entry.fact;
            next = 0;
            let id = Collection::Facts.id(fact).unwrap_or(fact);
            writeln!(out, "  {id}:").ok();
        }
        let number = (entry.number != next).then_some(entry.number);
        next = entry.number + 1;
        put(&mut out, &entry.grounding, number, &top);
    }
    out
}

/// The value of each part of a signature that most entries have; of several the greatest.
fn most_frequent(entries: &[Entry]) -> [(&'static str, String); 4] {
    signature(&Grounding::default()).map(|(key, _)| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in entries {
            let own = signature(&entry.grounding);
            let value = own.iter().find(|(name, _)| *name == key);
            *counts
                .entry(value.map_or("", |(_, value)| value))
                .or_default() += 1;
        }
        let most = counts
            .into_iter()
            .max_by_key(|(value, count)| (*count, *value));
        (
            key,
            most.map_or_else(String::new, |(value, _)| value.to_owned()),
        )
    })
}

/// The verdicts of a record, each with its parts below it.
fn verdict_lines(grounding: &Grounding) -> Vec<String> {
    let mut verdicts: Vec<i32> = grounding.parts.iter().map(|part| part.verdict).collect();
    verdicts.sort_unstable();
    verdicts.dedup();
    let mut lines = Vec::new();
    for verdict in verdicts {
        let name = Verdict::try_from(verdict).ok().and_then(verdict_name);
        lines.push(format!("{}:", name.unwrap_or_else(|| verdict.to_string())));
        let parts = grounding.parts.iter();
        let alike = parts.filter(|part| part.verdict == verdict);
        lines.extend(alike.map(part_line));
    }
    lines
}

/// Writes one record as an item of a fact's list.
fn put(
    out: &mut String,
    grounding: &Grounding,
    number: Option<usize>,
    top: &[(&'static str, String); 4],
) {
    let mut lines = Vec::new();
    lines.extend(number.map(|number| format!("evidence: {number}")));
    for ((key, value), (_, usual)) in signature(grounding).into_iter().zip(top) {
        if value != usual {
            lines.push(format!("{key}: {}", quoted(value)));
        }
    }
    lines.push("selectors:".to_owned());
    let digests = grounding.selector_digests.iter();
    lines.extend(digests.map(|digest| format!("  - {}", quoted(digest))));
    lines.push(format!("parts: {}", quoted(&grounding.parts_digest)));
    lines.extend(verdict_lines(grounding));
    for (position, line) in lines.iter().enumerate() {
        let mark = if position == 0 { '-' } else { ' ' };
        writeln!(out, "    {mark} {line}").ok();
    }
}

fn part_line(part: &PartVerdict) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.[]".contains(c);
    let field = if part.field.chars().all(plain) {
        part.field.clone()
    } else {
        quoted(&part.field)
    };
    match part.place.as_str() {
        "" => format!("  - {field}"),
        place => format!("  - {field}: {}", quoted(place)),
    }
}

/// A text as JSON has it, which YAML reads alike.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
