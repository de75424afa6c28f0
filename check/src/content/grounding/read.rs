//! How a file of records is read: only as the program writes it.

use std::collections::BTreeSet;
use std::path::Path;

use dossier::Collection;
use dossier::v1::{Grounding, PartVerdict, Verdict};

use super::{Entry, Placed, absolute, relative};
use crate::content::decode::Reader;
use crate::content::open::{open, stem};
use crate::content::yaml::{Key, Node, Span, Value};
use crate::diagnostic::{At, Finding, Rule, did_you_mean};
use crate::model::field_path::FieldPath;
use crate::model::grounding::{in_order, part_kind, verdict, verdict_name};

/// What to do with a file that the program did not write like that.
pub(super) const ANEW: &str = "these files are not edited by hand; make this one again with `dossier-server verify --write`, or delete it";

/// The keys of a file's top.
const TOP_KEYS: [&str; 6] = [
    "article",
    "method",
    "text_digest",
    "recorded_by",
    "record_date",
    "facts",
];

/// The keys of a record, beside the names of the verdicts.
const ENTRY_KEYS: [&str; 7] = [
    "evidence",
    "method",
    "text_digest",
    "recorded_by",
    "record_date",
    "selectors",
    "parts",
];

/// A file of records.
pub(super) struct RecordFile {
    /// Its number in the source map.
    pub(super) file: usize,
    /// The name of the article whose text was compared.
    pub(super) article: String,
    /// Its records, in its order.
    pub(super) entries: Vec<Placed>,
}

/// Reads a file of records; nothing where it is none.
pub(super) fn read(reader: &mut Reader, path: &Path) -> Option<RecordFile> {
    let id = stem(path);
    // What is wrong with the file is not told as if resources were missing.
    reader.resource = Collection::Articles.name(&id);
    let found = read_file(reader, path, &id);
    reader.resource.clear();
    found
}

fn read_file(reader: &mut Reader, path: &Path, id: &str) -> Option<RecordFile> {
    let (file, root) = open(reader, path)?;
    let mut parser = Parser { reader, file };
    let entries = parser.map(&root, "the records of an article")?;
    parser.known(entries, &TOP_KEYS);
    let written = parser.text(&root, "article");
    if written != id {
        let message = format!("the records are for `{written}`, but the file is named `{id}`");
        let span = root.get("article").map_or(root.span, |node| node.span);
        parser.bad(span, message);
        return None;
    }
    let usual = parser.signature(&root, &Grounding::default());
    let mut found = Vec::new();
    let facts = root.get("facts");
    let facts = facts.and_then(|node| parser.map(node, "facts"));
    parser.once(facts.unwrap_or_default());
    for (key, node) in facts.into_iter().flatten() {
        let fact = Collection::Facts.name(&key.text);
        let mut next = 0;
        for item in parser.list(node) {
            let number = parser.number(item, next);
            next = number + 1;
            let grounding = parser.record(item, &usual);
            let entry = Entry {
                fact: fact.clone(),
                number,
                grounding,
            };
            let span = key.span;
            found.push(Placed { entry, span });
        }
    }
    Some(RecordFile {
        file,
        article: Collection::Articles.name(id),
        entries: found,
    })
}

/// Reads the values of one file.
struct Parser<'r> {
    reader: &'r mut Reader,
    file: usize,
}

impl Parser<'_> {
    fn bad(&mut self, span: Span, message: String) {
        let finding = Finding::new(Rule::BadRecord, At::file(), message);
        let finding = finding.suggest(Some(ANEW.to_owned()));
        self.reader.finding(self.file, span, finding);
    }

    fn map<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [(Key, Node)]> {
        if let Value::Map(entries) = &node.value {
            return Some(entries);
        }
        let message = format!("expected a mapping with {what}, found {}", node.what());
        self.bad(node.span, message);
        None
    }

    /// The items of a list, whole; nothing where it is none.
    fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        if let Value::List(items) = &node.value {
            return items;
        }
        let message = format!("expected a list, found {}", node.what());
        self.bad(node.span, message);
        &[]
    }

    /// Tells of keys that nothing reads or that come twice.
    fn known(&mut self, entries: &[(Key, Node)], known: &[&str]) {
        self.once(entries);
        for (key, _) in entries {
            if !known.contains(&key.text.as_str()) {
                let root = FieldPath::root();
                self.reader.unknown_key((self.file, &root), key, known);
            }
        }
    }

    /// Tells of keys that come twice.
    fn once(&mut self, entries: &[(Key, Node)]) {
        let mut seen = BTreeSet::new();
        for (key, _) in entries {
            if !seen.insert(&key.text) {
                self.bad(key.span, format!("`{}` is written twice", key.text));
            }
        }
    }

    /// The text of a key; empty where it is left out.
    fn text(&mut self, node: &Node, key: &str) -> String {
        let Some(value) = node.get(key) else {
            return String::new();
        };
        if let Some(text) = value.scalar() {
            return text.to_owned();
        }
        let message = format!("expected a text for `{key}`, found {}", value.what());
        self.bad(value.span, message);
        String::new()
    }

    /// What a mapping says of who compared, how, when and which text; what it leaves out is as usual.
    fn signature(&mut self, node: &Node, usual: &Grounding) -> Grounding {
        let mut or = |key: &str, usual: &String| match node.get(key) {
            Some(_) => self.text(node, key),
            None => usual.clone(),
        };
        Grounding {
            method: or("method", &usual.method),
            text_digest: or("text_digest", &usual.text_digest),
            recorded_by: or("recorded_by", &usual.recorded_by),
            record_date: or("record_date", &usual.record_date),
            ..Grounding::default()
        }
    }

    /// Which of the fact's evidence on the article a record is of.
    fn number(&mut self, item: &Node, next: usize) -> usize {
        let Some(node) = item.get("evidence") else {
            return next;
        };
        let number = node.scalar().and_then(|text| text.parse().ok());
        number.unwrap_or_else(|| {
            let message = "`evidence` is the index of an evidence, from 0".to_owned();
            self.bad(node.span, message);
            next
        })
    }

    fn record(&mut self, item: &Node, usual: &Grounding) -> Grounding {
        let mut record = self.signature(item, usual);
        let Some(entries) = self.map(item, "a record") else {
            return record;
        };
        let verdicts: Vec<String> = (1..)
            .map_while(|number| Verdict::try_from(number).ok())
            .filter_map(verdict_name)
            .collect();
        let mut known = ENTRY_KEYS.to_vec();
        known.extend(verdicts.iter().map(String::as_str));
        self.known(entries, &known);
        record.parts_digest = self.text(item, "parts");
        for selector in item
            .get("selectors")
            .map_or(&[][..], |node| self.list(node))
        {
            let digest = selector.scalar().unwrap_or_default().to_owned();
            record.selector_digests.push(digest);
        }
        for (key, node) in entries {
            if let Some(verdict) = verdict(&key.text) {
                for part in self.list(node) {
                    record.parts.extend(self.part(part, verdict));
                }
            }
        }
        record.parts = in_order(record.parts);
        for part in &mut record.parts {
            part.field = relative(&part.field, 0);
        }
        record
    }

    /// One part: the field, or the field with the place where it stands.
    fn part(&mut self, node: &Node, verdict: Verdict) -> Option<PartVerdict> {
        let (field, place) = match &node.value {
            Value::Scalar(field) => (field.as_str(), ""),
            Value::Map(entries) if entries.len() == 1 => {
                let (key, place) = entries.first()?;
                (key.text.as_str(), place.scalar().unwrap_or_default())
            }
            _ => {
                let message = format!("expected a field, found {}", node.what());
                self.bad(node.span, message);
                return None;
            }
        };
        // Any number will do to put the parts in order.
        let numbered = absolute(field, 0);
        let kind = part_kind(&numbered).filter(|_| !field.starts_with("evidence["));
        let Some(kind) = kind else {
            self.bad(node.span, format!("a fact has no part `{field}`"));
            return None;
        };
        Some(PartVerdict {
            field: numbered,
            kind: kind.into(),
            verdict: verdict.into(),
            place: place.to_owned(),
        })
    }
}

/// What a record says of a fact that there is not.
pub(super) fn unknown_fact<'n>(fact: &str, known: impl Iterator<Item = &'n str>) -> Finding {
    let hint = did_you_mean(fact, known);
    let message = format!("the record is for `{fact}`, which does not exist");
    let anew = || Some("`dossier-server verify --write` removes it".to_owned());
    Finding::new(Rule::StrayRecord, At::file(), message).suggest(hint.or_else(anew))
}
