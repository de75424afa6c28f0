//! Facts by their kind.

use dossier::v1::Fact;

use crate::context::PageContext;
use crate::part::body;
use crate::part::card::{Card, card};

/// Facts of one sort.
#[derive(Clone, Debug)]
pub(crate) struct FactGroup {
    pub(crate) heading: String,
    pub(crate) id: &'static str,
    pub(crate) cards: Vec<Card>,
}

/// The kinds in the order in which readers ask for them.
pub(crate) const KINDS: [&str; 11] = [
    "event",
    "agreement",
    "transfer",
    "measurement",
    "capability",
    "quote",
    "claim",
    "forecast",
    "role",
    "membership",
    "definition",
];

/// Facts by their kind.
pub(crate) fn by_kind(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<FactGroup> {
    let groups = KINDS.iter().map(|kind| FactGroup {
        heading: context.words.kind(kind).to_owned(),
        id: kind,
        cards: facts
            .iter()
            .filter(|fact| body::key(fact) == *kind)
            .map(|fact| card(context, fact))
            .collect(),
    });
    groups.filter(|group| !group.cards.is_empty()).collect()
}
