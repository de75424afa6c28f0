//! What a filter asks of a resource, once it was read.

use prost_reflect::FieldDescriptor;

use crate::model::time::Span;

/// What must hold.
#[derive(Debug)]
pub(super) enum Condition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// The values of a field: the descriptor of its first step, and the steps.
    Compare {
        field: FieldDescriptor,
        path: Vec<String>,
        operator: Operator,
        value: String,
    },
    /// Which body a fact has, by the number of its field.
    Body {
        number: u32,
        equal: bool,
    },
    /// Whether the resource refers to a name.
    Mentions(String),
    /// Whether the date that places a fact has a day in common with a span of days.
    Overlaps(Span),
}

/// How a value is compared with a field's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Has,
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
