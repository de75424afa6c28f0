//! What stands behind a part of the page: who says so, and who is who.

use crate::context::PageContext;
use crate::html::Shown;
use crate::part::card::Card;
use crate::part::card::card;
use crate::part::view::people::{Profile, profile};
use crate::url;

/// What stands behind a part of the page: who says so, and who is who. Closed until a reader asks.
#[derive(Debug, Default)]
pub(crate) struct SourcesDrawer {
    /// The id of the whole.
    pub(crate) id: String,
    /// How much there is; empty for one thing, which needs no cover.
    pub(crate) summary: String,
    pub(crate) cards: Vec<Card>,
    pub(crate) profiles: Vec<Profile>,
}

/// What is told in place for a part of the page.
pub(crate) fn sources_drawer(
    context: &PageContext<'_>,
    id: &str,
    shown: &[Shown],
) -> SourcesDrawer {
    let catalog = context.catalog;
    let cards = shown.iter().filter_map(|one| {
        let fact = catalog.fact(&one.name)?;
        Some(Card {
            anchor: one.anchor.clone(),
            ..card(context, fact)
        })
    });
    let profiles = shown.iter().filter_map(|one| {
        let entity = catalog.entity(&one.name)?;
        Some(profile(context, entity, one.anchor.clone()))
    });
    let (cards, profiles): (Vec<Card>, Vec<Profile>) = (cards.collect(), profiles.collect());
    SourcesDrawer {
        id: url::anchor("behind", id),
        summary: match cards.len() + profiles.len() {
            0 | 1 => String::new(),
            _ => (context.words.site.behind)(cards.len(), profiles.len()),
        },
        cards,
        profiles,
    }
}
