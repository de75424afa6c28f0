//! What stands behind a part of the page: who says so, and who is who.

use askama::Template;

use crate::context::PageContext;
use crate::html::{Part, Shown};
use crate::locale::Language;
use crate::part::card::Card;
use crate::part::card::card;
use crate::part::view::people::{Profile, profile};
use crate::url;

/// What stands behind a part of the page: who says so, and who is who. Closed until a reader asks.
#[derive(Debug, Template)]
#[template(path = "page/dossier/sources_drawer.html")]
pub(crate) struct SourcesDrawer {
    frame: Language,
    /// The id of the whole.
    pub(crate) id: String,
    /// How much there is; empty for one thing, which needs no cover.
    pub(crate) summary: String,
    pub(crate) cards: Vec<Card>,
    pub(crate) profiles: Vec<Profile>,
}

/// What is told in place for a part of the page; nothing where it names nothing.
pub(crate) fn sources_drawer(
    context: &PageContext<'_>,
    id: &str,
    shown: &[Shown],
) -> Option<Part<SourcesDrawer>> {
    let catalog = context.catalog;
    let cards = shown.iter().filter_map(|shown| {
        let fact = catalog.fact(&shown.name)?;
        Some(Card {
            anchor: shown.anchor.clone(),
            ..card(context, fact)
        })
    });
    let profiles = shown.iter().filter_map(|shown| {
        let entity = catalog.entity(&shown.name)?;
        Some(profile(context, entity, shown.anchor.clone()))
    });
    let (cards, profiles): (Vec<Card>, Vec<Profile>) = (cards.collect(), profiles.collect());
    if cards.is_empty() && profiles.is_empty() {
        return None;
    }
    Some(Part(SourcesDrawer {
        frame: Language { t: context.words },
        id: url::anchor("behind", id),
        summary: match cards.len() + profiles.len() {
            0 | 1 => String::new(),
            _ => (context.words.site.behind)(cards.len(), profiles.len()),
        },
        cards,
        profiles,
    }))
}
