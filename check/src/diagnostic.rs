//! What is wrong with a piece of content, where, and what may have been meant.
//!
//! Rules speak of resources and field paths, because that is what they see. Code that reads resources
//! from files knows their locations and adds them; over gRPC the paths are sent as they are.

pub mod render;
mod rule;

use std::ops::Range;

use crate::model::field_path::FieldPath;

pub use rule::{Rule, Severity};

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: Rule,
    /// The field of a resource that breaks it.
    pub at: At,
    /// Where inside the field's text, in bytes, if it concerns only a part of it.
    pub span: Option<Range<usize>>,
    /// What was expected and what was found; lower case, no full stop, values in backticks.
    pub message: String,
    /// What the editor may have meant, as a hint. Example: `did you mean `north-korea`?`
    pub suggestion: Option<String>,
    /// The location in a file, once known.
    pub place: Option<Location>,
    /// Further locations of the same mistake, such as an id that was renamed.
    pub also: Vec<Location>,
}

/// What a finding is about: a resource, or one of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The resource's name; empty if the file could not be read that far.
    pub resource: String,
    /// The field; the root for the whole resource.
    pub path: FieldPath,
}

impl At {
    /// A file whose resource is not known yet.
    pub fn file() -> Self {
        Self::default()
    }

    /// A resource as a whole.
    pub fn resource(name: &str) -> Self {
        Self::path(name, FieldPath::root())
    }

    /// A field of a resource by its path.
    pub fn path(resource: &str, path: FieldPath) -> Self {
        Self {
            resource: resource.to_owned(),
            path,
        }
    }

    /// A field of this message.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        Self::path(&self.resource, self.path.field(name))
    }

    /// An item of this list, from 0.
    #[must_use]
    pub fn index(&self, position: usize) -> Self {
        Self::path(&self.resource, self.path.index(position))
    }
}

/// A location in a file, and the line that it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file's path as the user would write it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters it covers on that line; at least 1.
    pub length: usize,
    /// The line itself, without its end.
    pub source: String,
}

impl Finding {
    /// A finding about a resource or one of its fields.
    pub fn new(rule: Rule, at: At, message: impl Into<String>) -> Self {
        Self {
            rule,
            at,
            span: None,
            message: message.into(),
            suggestion: None,
            place: None,
            also: Vec::new(),
        }
    }

    /// Its severity, which depends on its rule.
    pub const fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// Adds a hint.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }
}

/// The candidate most similar to a word; `None` if none is similar.
pub fn most_alike<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let likeness = |candidate: &str| strsim::jaro_winkler(word, candidate);
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

/// The candidate most similar to a word, as a hint; `None` if none is similar.
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    most_alike(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}
