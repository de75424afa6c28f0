//! Opens a file of the directory, and notes what is wrong with it as a whole.

use std::path::Path;

use super::decode::Reader;
use super::load;
use super::yaml::{self, Node, Span};
use crate::diagnostic::{At, Finding, Rule};

/// The start of a file, for findings that concern all of it.
pub(super) const TOP: Span = Span {
    line: 1,
    column: 1,
    length: 1,
};

/// A finding about all of a file, or of an entry that could not be read.
pub(super) fn whole(reader: &mut Reader, path: &Path, finding: Finding) {
    let shown = path.display().to_string();
    let file = reader.sources.add_file(shown, String::new());
    reader.finding(file, TOP, finding);
}

/// Reads a YAML file; a finding where it is not YAML.
pub(super) fn open(reader: &mut Reader, path: &Path) -> Option<(usize, Node)> {
    let (file, text) = load(reader, path)?;
    match yaml::parse(&text, 1) {
        Ok(root) => Some((file, root)),
        Err(error) => {
            let finding = Finding::new(Rule::Yaml, At::file(), error.message).suggest(error.hint);
            reader.finding(file, error.span, finding);
            None
        }
    }
}

/// Reads a file as text; a finding where it is none.
pub(super) fn load(reader: &mut Reader, path: &Path) -> Option<(usize, String)> {
    let shown = path.display().to_string();
    match load::text(path) {
        Ok(text) => {
            let file = reader.sources.add_file(shown, text.clone());
            Some((file, text))
        }
        Err(wrong) => {
            let file = reader.sources.add_file(shown, wrong.shown);
            // The file is missing from all, and not only from the resource that is being read.
            let resource = std::mem::take(&mut reader.resource);
            reader.finding(file, wrong.span, wrong.finding);
            reader.resource = resource;
            None
        }
    }
}

/// A file's or folder's name without its ending: the id of the resource in it.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
