//! What `filter` means: a subset of AIP-160 over the fields of a resource.
//!
//! `=`, `!=`, `<`, `<=`, `>`, `>=`, `:` (has), `AND`, `OR`, `NOT`, `-`, parentheses, `*` at either end
//! of a value, and the functions `mentions("entities/x")` and `overlaps("2024-06", "2025")`. As AIP-160
//! has it, `OR` binds tighter than `AND`. Fields are checked against the descriptor, so a misspelt one
//! is an error and not an empty answer.

mod holds;
mod lexer;
mod parser;

use std::sync::Arc;

use prost_reflect::MessageDescriptor;

use crate::error::ServiceError;
use crate::snapshot::{Record, Snapshot};
use crate::when;
use lexer::lex;
use parser::Parser;

pub(crate) use holds::first;

/// The longest filter in bytes: a page of conditions, and nothing that takes long to read.
pub const FILTER_BYTES_MAX: usize = 2048;

/// A filter that was read.
#[derive(Debug)]
pub struct Filter {
    condition: Option<Condition>,
}

#[derive(Debug)]
enum Condition {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// The values of a field: the descriptor of its first step, and the steps.
    Compare {
        field: prost_reflect::FieldDescriptor,
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
    Overlaps(when::Span),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Has,
}

impl Filter {
    /// Reads a filter over messages of a type.
    pub fn parse(text: &str, descriptor: &MessageDescriptor) -> Result<Self, ServiceError> {
        if text.len() > FILTER_BYTES_MAX {
            let message = format!(
                "the filter has {} bytes; at most {FILTER_BYTES_MAX}",
                text.len()
            );
            return Err(ServiceError::InvalidFilter {
                position: 0,
                message,
            });
        }
        let tokens = lex(text)?;
        let condition = if tokens.is_empty() {
            None
        } else {
            Some(Parser::new(&tokens, text.chars().count(), descriptor).whole()?)
        };
        Ok(Self { condition })
    }

    /// Whether every resource is let through.
    pub fn is_empty(&self) -> bool {
        self.condition.is_none()
    }

    /// Whether a resource is let through. Only the fields that the filter names are decoded.
    pub fn matches(&self, record: &Record) -> bool {
        self.condition
            .as_ref()
            .is_none_or(|condition| condition.holds(record))
    }

    /// The records of a collection that the filter may let through, by name: all, or where it demands
    /// that a name be mentioned only those that mention it.
    pub fn candidates<'s>(
        &self,
        snapshot: &'s Snapshot,
        collection: &'s str,
    ) -> Box<dyn Iterator<Item = &'s Arc<Record>> + 's> {
        match self.condition.as_ref().and_then(Condition::demanded) {
            None => Box::new(snapshot.collection(collection)),
            Some(name) => Box::new(snapshot.referrers(name).filter(move |record| {
                let rest = record.name.strip_prefix(collection);
                rest.is_some_and(|rest| rest.starts_with('/'))
            })),
        }
    }
}

impl Condition {
    /// A name that must be mentioned for this to hold, if there is one.
    fn demanded(&self) -> Option<&str> {
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

#[cfg(test)]
mod tests;
