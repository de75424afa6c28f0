//! What was corrected, and in which fact.

use dossier::v1::{Correction, Fact};

use crate::context::PageContext;
use crate::html::Inline;

/// So many changes stand on a page that is about something else; all on a page of their own.
pub(crate) const NEWEST: usize = 5;

/// A correction of a fact.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) date: String,
    pub(crate) machine: String,
    pub(crate) kind: &'static str,
    pub(crate) note: Inline,
}

/// A correction, ready to print.
pub(crate) fn change(context: &PageContext<'_>, correction: &Correction) -> Change {
    Change {
        date: context.day(&correction.date),
        machine: correction.date.clone(),
        kind: context.words.term(correction.kind().as_str_name()),
        note: context.text(&correction.note),
    }
}

/// A correction, with the fact that it is of.
#[derive(Clone, Debug)]
pub(crate) struct Corrected {
    pub(crate) change: Change,
    pub(crate) fact: Inline,
}

/// The corrections of some facts, newest first.
pub(crate) fn corrections(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<Corrected> {
    let mut found: Vec<Corrected> = Vec::new();
    for fact in facts {
        found.extend(fact.corrections.iter().map(|one| Corrected {
            change: change(context, one),
            fact: context.fact(&fact.name),
        }));
    }
    found.sort_by(|one, other| other.change.machine.cmp(&one.change.machine));
    found
}
