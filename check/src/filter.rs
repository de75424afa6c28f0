//! What do `filter` and `order_by` mean: a subset of AIP-160 and AIP-132 over the fields of a resource.
//!
//! `=`, `!=`, `<`, `<=`, `>`, `>=`, `:` (has), `AND`, `OR`, `NOT`, `-`, parentheses, `*` at either end
//! of a text, and the functions `mentions("entities/x")` and `overlaps("2024-06", "2025")`. As in
//! AIP-160, `OR` binds tighter than `AND`. docs/api.md describes all of it for users.
//!
//! A field's type decides how its values compare (`value`): it is read from the descriptor and from the
//! contract's options `format`, `default_value` and `resource_reference`, so new fields can be used in
//! filters at once. A value that cannot be read as that type is refused, because an empty answer to a
//! typing error would be taken for the truth.

mod condition;
mod error;
mod eval;
mod field;
mod lexer;
mod literal;
mod moment;
mod order;
mod parser;
mod range;
mod value;
mod wire;

use prost_reflect::MessageDescriptor;

use crate::model::record::Record;
use condition::Condition;
use lexer::lex;
use parser::Parser;

pub use error::FilterError;
pub use order::{Order, OrderError};

/// The longest filter in bytes: a page of conditions, and nothing that takes long to read.
const FILTER_BYTES_MAX: usize = 2048;

/// A parsed filter.
#[derive(Debug)]
pub struct Filter {
    condition: Option<Condition>,
}

impl Filter {
    /// Parses a filter over messages of a type.
    pub fn parse(text: &str, descriptor: &MessageDescriptor) -> Result<Self, FilterError> {
        if text.len() > FILTER_BYTES_MAX {
            let message = format!(
                "the filter has {} bytes; the limit is {FILTER_BYTES_MAX}",
                text.len()
            );
            return Err(FilterError {
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

    /// Whether every resource matches.
    pub fn is_empty(&self) -> bool {
        self.condition.is_none()
    }

    /// Whether a resource matches. Only the fields that the filter names are decoded.
    pub fn matches(&self, record: &Record) -> bool {
        self.condition
            .as_ref()
            .is_none_or(|condition| condition.holds(record))
    }

    /// A name that every matching resource mentions, if the filter demands one: then only the referrers
    /// of that name need to be looked at.
    pub fn demanded(&self) -> Option<&str> {
        self.condition.as_ref().and_then(Condition::demanded)
    }
}

#[cfg(test)]
mod tests;
