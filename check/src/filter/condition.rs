//! The conditions of a parsed filter.

use dossier::Bounds;

use super::field::Path;
use super::range::Operator;
use super::value::{Pattern, Value};

/// What must hold.
#[derive(Debug)]
pub(super) enum Condition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// One of the values of a field passes a test.
    Field(Box<Path>, Test),
    /// The fact has the body with this field number; with any body, where there is none.
    Body(Option<u32>),
    /// Whether the resource refers to a name.
    Mentions(String),
    /// Whether the date that places a fact has a day in common with a span of days.
    Overlaps(Bounds),
}

/// What is asked of one value.
#[derive(Debug)]
pub(super) enum Test {
    /// It is given.
    Given,
    /// It compares so with another.
    Compare(Operator, Value),
    /// It is a text that begins or ends so, in one of these spellings.
    Like(Vec<Pattern>),
    /// It is a text in which this stands, in lower case.
    Part(String),
}

impl Condition {
    /// A name that must be mentioned for this to hold, if there is one.
    pub(super) fn demanded(&self) -> Option<&str> {
        match self {
            Self::Mentions(name) => Some(name),
            Self::All(parts) => parts.iter().find_map(Self::demanded),
            Self::Any(parts) => match parts.as_slice() {
                [only] => only.demanded(),
                _ => None,
            },
            _ => None,
        }
    }
}
