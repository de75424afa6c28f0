//! What is wrong with a piece of content, where, and what might be meant instead.
//!
//! Rules speak of resources and field paths, because that is what they see. Whoever read the
//! resources from files knows the places and adds them; over gRPC the paths go out as they are.

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
    /// What was wanted and what was met; lower case, no full stop, values in backticks.
    pub message: String,
    /// What might be meant, as a hint to the editor. Example: `did you mean `north-korea`?`
    pub suggestion: Option<String>,
    /// The place in a file, once known.
    pub place: Option<Location>,
}

/// What a finding is about: a resource, or one of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The resource's name; empty where a file could not be read that far.
    pub resource: String,
    /// The field; the root where the whole resource is meant.
    pub path: FieldPath,
}

impl At {
    /// A file, of which it is not known yet which resource it holds.
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

    /// A field of the message that is here.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        Self::path(&self.resource, self.path.field(name))
    }

    /// An item of the list that is here, from 0.
    #[must_use]
    pub fn index(&self, position: usize) -> Self {
        Self::path(&self.resource, self.path.index(position))
    }
}

/// A place in a file, and the line that it is on.
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
        }
    }

    /// How much it weighs, which its rule says.
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

/// The candidate that looks most like a word; none if all look different.
pub fn most_alike<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let likeness = |candidate: &str| strsim::jaro_winkler(word, candidate);
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|one, two| one.0.total_cmp(&two.0))
        .map(|(_, candidate)| candidate)
}

/// The candidate that looks most like a word, as a hint; none if all look different.
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    most_alike(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}
