//! Facts by their kind.

use dossier::FactKind;
use dossier::v1::Fact;

use crate::context::PageContext;
use crate::part::card::{Card, card};

/// Facts of one sort.
#[derive(Clone, Debug)]
pub(crate) struct FactGroup {
    pub(crate) heading: String,
    pub(crate) id: &'static str,
    pub(crate) cards: Vec<Card>,
}

/// The kinds in the order in which readers ask for them.
pub(crate) const KINDS: [FactKind; 11] = [
    FactKind::Event,
    FactKind::Agreement,
    FactKind::Transfer,
    FactKind::Measurement,
    FactKind::Capability,
    FactKind::Quote,
    FactKind::Claim,
    FactKind::Forecast,
    FactKind::Role,
    FactKind::Membership,
    FactKind::Definition,
];

/// Facts by their kind.
pub(crate) fn by_kind(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<FactGroup> {
    let groups = KINDS.iter().map(|kind| FactGroup {
        heading: context.words.kind(kind.as_str()).to_owned(),
        id: kind.as_str(),
        cards: facts
            .iter()
            .filter(|fact| fact.kind() == Some(*kind))
            .map(|fact| card(context, fact))
            .collect(),
    });
    groups.filter(|group| !group.cards.is_empty()).collect()
}
