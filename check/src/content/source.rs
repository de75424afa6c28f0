//! Where every field is: from a resource and a field path to a file, a line and a column.

use std::collections::BTreeMap;

use super::line_index::LineIndex;
use super::yaml::Span;
use crate::diagnostic::{At, Finding, Location};
use crate::model::field_path::FieldPath;

/// A file as it was read.
#[derive(Clone, Debug)]
struct SourceFile {
    path: String,
    text: String,
    lines: LineIndex,
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

/// Where every field of every resource is.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    entries: BTreeMap<String, BTreeMap<FieldPath, Entry>>,
}

impl SourceMap {
    pub(super) fn add_file(&mut self, path: String, text: String) -> usize {
        let lines = LineIndex::new(&text);
        self.files.push(SourceFile { path, text, lines });
        self.files.len() - 1
    }

    pub(super) fn add(&mut self, at: At, file: usize, span: Span) {
        self.insert(
            at,
            Entry {
                file,
                position: Position::At(span),
            },
        );
    }

    pub(super) fn add_text(&mut self, at: At, file: usize, byte: usize) {
        self.insert(
            at,
            Entry {
                file,
                position: Position::Text(byte),
            },
        );
    }

    fn insert(&mut self, at: At, entry: Entry) {
        let entries = self.entries.entry(at.resource).or_default();
        entries.insert(at.path, entry);
    }

    /// Whether a resource of that name was read already.
    pub(super) fn knows(&self, resource: &str) -> bool {
        self.entries.contains_key(resource)
    }

    /// Where a resource starts, as people write places; nothing where none of that name was read.
    /// Example: "`content/entities.yaml`, line 12".
    pub(super) fn place_of(&self, resource: &str) -> Option<String> {
        let entry = self.entries.get(resource)?.get(&FieldPath::root())?;
        let place = self.locate(*entry, None)?;
        Some(format!("`{}`, line {}", place.file, place.line))
    }

    /// In which file a resource starts; nothing where none of that name was read.
    pub(super) fn file_of(&self, resource: &str) -> Option<usize> {
        let entry = self.entries.get(resource)?.get(&FieldPath::root())?;
        Some(entry.file)
    }

    /// Fills in the location of a finding: that of its field, of the nearest enclosing field, or of the
    /// resource.
    pub fn place(&self, finding: &mut Finding) {
        if finding.place.is_some() {
            return;
        }
        let Some(entries) = self.entries.get(&finding.at.resource) else {
            return;
        };
        let own = &finding.at.path;
        let around = std::iter::successors(Some(own.clone()), FieldPath::parent);
        for path in around {
            if let Some(entry) = entries.get(&path) {
                let offset = finding.span.as_ref().filter(|_| path == *own);
                finding.place = self.locate(*entry, offset.map(|span| (span.start, span.len())));
                return;
            }
        }
    }

    /// Where a span of a file is; nothing where there is no such file.
    pub(super) fn at(&self, file: usize, span: Span) -> Option<Location> {
        self.locate(
            Entry {
                file,
                position: Position::At(span),
            },
            None,
        )
    }

    fn locate(&self, entry: Entry, within: Option<(usize, usize)>) -> Option<Location> {
        let file = self.files.get(entry.file)?;
        let span = match entry.position {
            Position::At(span) => span,
            Position::Text(start) => {
                let (offset, length) = within.unwrap_or((0, 1));
                file.span(start + offset, length)
            }
        };
        let source = file.lines.line(&file.text, span.line);
        let room = (source.chars().count() + 1).saturating_sub(span.column);
        Some(Location {
            file: file.path.clone(),
            line: span.line,
            column: span.column,
            length: span.length.min(room).max(1),
            source: source.to_owned(),
        })
    }
}

impl SourceFile {
    /// The span of some bytes, on the line on which the first of them is.
    fn span(&self, byte: usize, length: usize) -> Span {
        let (line, column) = self.lines.position(&self.text, byte);
        let covered = self.text.get(byte..byte + length);
        let length = covered.map_or(length, |part| part.chars().count());
        Span {
            line,
            column,
            length: length.max(1),
        }
    }
}
