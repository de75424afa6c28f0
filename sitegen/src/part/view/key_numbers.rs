//! Numbers to remember, each with what it is of.

use dossier::v1::Fact;

use crate::context::PageContext;
use crate::html::Inline;
use crate::locale::format;
use crate::part::amount::amount;
use crate::part::voice_mark::{VoiceMark, mark_of};

/// An amount in words, and what it is of.
#[derive(Clone, Debug)]
pub(crate) struct KeyNumber {
    /// The amount in three: what stands before the digits, the digits, what stands behind them.
    pub(crate) value: [String; 3],
    /// The name of the fact.
    pub(crate) fact: String,
    /// Its statement, leading to who says so.
    pub(crate) statement: Inline,
    pub(crate) mark: Option<VoiceMark>,
}

/// The numbers that some facts state.
pub(crate) fn key_numbers(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<KeyNumber> {
    let numbers = facts.iter().filter_map(|fact| {
        Some(KeyNumber {
            value: format::parted(&amount(context, fact)?),
            fact: fact.name.clone(),
            statement: context.fact(&fact.name),
            mark: mark_of(context, fact),
        })
    });
    numbers.collect()
}
