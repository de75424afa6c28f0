//! What is wrong with a piece of content, where, and what might be meant instead.
//!
//! Rules speak of resources and field paths, because that is what they see. Whoever read the
//! resources from files knows the places and adds them; over gRPC the paths go out as they are.

pub mod render;
mod rule;

use std::ops::Range;

pub use rule::{Rule, Severity};

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: Rule,
    /// The resource's name, or empty where a file could not be read that far.
    pub resource: String,
    /// The field, as in `google.rpc.BadRequest`. Example: `evidence[0].selectors[1].digest`.
    pub path: String,
    /// Where inside the field's text, in bytes, if it concerns only a part of it.
    pub span: Option<Range<usize>>,
    /// What was wanted and what was met; lower case, no full stop, values in backticks.
    pub message: String,
    /// What might be meant, as a hint to the editor. Example: `did you mean `north-korea`?`
    pub suggestion: Option<String>,
    /// The place in a file, once known.
    pub place: Option<Location>,
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
    /// A finding about a field of a resource.
    pub fn new(rule: Rule, resource: &str, path: &str, message: String) -> Self {
        Self {
            rule,
            resource: resource.to_owned(),
            path: path.to_owned(),
            span: None,
            message,
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

/// The candidate that looks most like a word, as a hint; none if all look different.
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    let likeness = |candidate: &str| strsim::jaro_winkler(word, candidate);
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|one, two| one.0.total_cmp(&two.0))
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}
