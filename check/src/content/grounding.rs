//! `grounding/ID.yaml`: what was found when the facts of an article were compared with its words.
//!
//! The program writes these files like lock files, so the same records are the same bytes. What most
//! records of a file share, such as who made them and when, is written once at the top, and a record
//! says only what differs. The next evidence of a fact is named without a number, so that a file stays
//! unchanged when evidence from another article is inserted before.

mod attach;
mod read;
mod write;

pub(super) use attach::{Facts, attach};
pub(super) use write::files;
pub use write::write;

use dossier::v1::Grounding;

use super::yaml::Span;

/// A record, and what it belongs to.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    /// The name of the fact.
    fact: String,
    /// Which one it is of the fact's evidence on the article, from 0.
    number: usize,
    /// The record; fields of the evidence itself are named without its number.
    grounding: Grounding,
}

/// An entry, and where it stands.
#[derive(Debug)]
struct Placed {
    entry: Entry,
    span: Span,
}

/// A field of the evidence of this number as the files name it.
/// Example: `evidence[2].passage` → `evidence.passage`.
fn relative(field: &str, index: usize) -> String {
    crate::model::grounding::within_evidence(field, index)
        .map_or_else(|| field.to_owned(), |rest| format!("evidence{rest}"))
}

/// The other way: a field as the files name it, of the evidence of this number.
fn absolute(field: &str, index: usize) -> String {
    field.strip_prefix("evidence.").map_or_else(
        || field.to_owned(),
        |rest| format!("evidence[{index}].{rest}"),
    )
}

#[cfg(test)]
mod tests;
