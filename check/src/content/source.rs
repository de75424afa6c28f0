//! Where every field stands: from a resource and a field path to a file, a line and a column.

use std::collections::BTreeMap;

use super::yaml::Span;
use crate::diagnostic::{Finding, Place};

/// A file as it was read.
#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    pub(super) path: String,
    pub(super) text: String,
}

/// Where a field's value stands.
#[derive(Clone, Copy, Debug)]
enum Position {
    /// At a place.
    At(Span),
    /// As a stretch of the file itself, from this byte on.
    Text(usize),
}

/// Which file, and where in it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    file: usize,
    position: Position,
}

/// Where every field of every resource stands.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    entries: BTreeMap<String, BTreeMap<String, Entry>>,
}

impl SourceMap {
    pub(super) fn add_file(&mut self, path: String, text: String) -> usize {
        self.files.push(SourceFile { path, text });
        self.files.len() - 1
    }

    pub(super) fn add(&mut self, resource: &str, path: &str, file: usize, span: Span) {
        self.insert(
            resource,
            path,
            Entry {
                file,
                position: Position::At(span),
            },
        );
    }

    pub(super) fn add_text(&mut self, resource: &str, path: &str, file: usize, byte: usize) {
        self.insert(
            resource,
            path,
            Entry {
                file,
                position: Position::Text(byte),
            },
        );
    }

    fn insert(&mut self, resource: &str, path: &str, entry: Entry) {
        self.entries
            .entry(resource.to_owned())
            .or_default()
            .insert(path.to_owned(), entry);
    }

    /// Whether a resource of that name was read already.
    pub(super) fn knows(&self, resource: &str) -> bool {
        self.entries.contains_key(resource)
    }

    /// Fills in the place of a finding: its field's, or that of the nearest field around it, or the
    /// resource's own.
    pub fn place(&self, finding: &mut Finding) {
        if finding.place.is_some() {
            return;
        }
        let Some(entries) = self.entries.get(&finding.resource) else {
            return;
        };
        let mut path = finding.path.as_str();
        loop {
            if let Some(entry) = entries.get(path) {
                let offset = finding.span.as_ref().filter(|_| path == finding.path);
                finding.place =
                    Some(self.locate(*entry, offset.map(|span| (span.start, span.len()))));
                return;
            }
            if path.is_empty() {
                return;
            }
            path = path
                .rfind(['.', '['])
                .and_then(|at| path.get(..at))
                .unwrap_or_default();
        }
    }

    /// The place of a span in a file.
    pub(super) fn at(&self, file: usize, span: Span) -> Place {
        self.locate(
            Entry {
                file,
                position: Position::At(span),
            },
            None,
        )
    }

    fn locate(&self, entry: Entry, within: Option<(usize, usize)>) -> Place {
        let (path, text) = self
            .files
            .get(entry.file)
            .map_or(("", ""), |file| (file.path.as_str(), file.text.as_str()));
        let span = match entry.position {
            Position::At(span) => span,
            Position::Text(start) => {
                let (offset, length) = within.unwrap_or((0, 1));
                span_of_byte(text, start + offset, length)
            }
        };
        let source = text
            .lines()
            .nth(span.line.saturating_sub(1))
            .unwrap_or_default();
        let room = (source.chars().count() + 1).saturating_sub(span.column);
        Place {
            file: path.to_owned(),
            line: span.line,
            column: span.column,
            length: span.length.min(room).max(1),
            source: source.to_owned(),
        }
    }
}

fn span_of_byte(text: &str, byte: usize, length: usize) -> Span {
    let before = text.get(..byte).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    let length = text
        .get(byte..byte + length)
        .map_or(length, |part| part.chars().count());
    Span {
        line,
        column,
        length: length.max(1),
    }
}
