//! Where the links of an editor's Markdown lead: to what is told in place, or to another page.
//!
//! On a page with cards a link opens the one below its own paragraph, so that a reader never has to
//! look for it, and comes back by going on. So a fact that three paragraphs name has three cards, each
//! with an id of its own; the first has the plain one, by which others may refer to it.

use dossier::Collection;
use dossier::v1::LocalizedText;
use pulldown_cmark::HeadingLevel;

use std::collections::BTreeMap;

use crate::context::PageContext;
use crate::html::{Block, Resolve, Shown, Target, blocks};
use crate::part::voice_mark::{voice, voice_class};
use crate::url::{self, Route};

/// Running text whose links lead to what is told in place, or, without anchors, to other pages.
pub(crate) fn prose(
    context: &PageContext<'_>,
    markdown: &[LocalizedText],
    anchors: Option<&mut Anchors>,
) -> Vec<Block> {
    set(context, markdown, (anchors, HeadingLevel::H3), usize::MAX)
}

/// The running text of a whole page: its headings stand right below that of the page.
pub(crate) fn whole(context: &PageContext<'_>, markdown: &[LocalizedText]) -> Vec<Block> {
    set(context, markdown, (None, HeadingLevel::H2), usize::MAX)
}

/// How running text begins: with so many items of each of its lists. Its links lead to other pages.
pub(crate) fn beginning(
    context: &PageContext<'_>,
    markdown: &[LocalizedText],
    items: usize,
) -> Vec<Block> {
    set(context, markdown, (None, HeadingLevel::H3), items)
}

fn set(
    context: &PageContext<'_>,
    markdown: &[LocalizedText],
    (anchors, top): (Option<&mut Anchors>, HeadingLevel),
    items_max: usize,
) -> Vec<Block> {
    let Some(markdown) = context.own(markdown) else {
        return Vec::new();
    };
    let mut links = Links {
        context,
        anchors,
        language: &markdown.language_code,
        top,
    };
    let mut blocks = blocks(&markdown.text, items_max, &mut links);
    let lang = context.lang(&markdown.language_code);
    for block in &mut blocks {
        block.lang.clone_from(&lang);
    }
    blocks
}

/// Links of an editor's Markdown.
#[derive(Debug)]
pub(crate) struct Links<'d, 'a> {
    pub(crate) context: &'d PageContext<'a>,
    /// The ids of what the page tells in place; none where it tells nothing.
    pub(crate) anchors: Option<&'d mut Anchors>,
    /// The language of the text.
    pub(crate) language: &'d str,
    /// The highest level of its headings.
    top: HeadingLevel,
}

/// The ids of what a page tells in place.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    /// How often each resource is told.
    tellings: BTreeMap<String, usize>,
    /// The ids of what the present block tells.
    here: BTreeMap<String, String>,
}

impl Anchors {
    /// The id of a resource where the present block tells it.
    pub(crate) fn anchor_for(&mut self, name: &str) -> String {
        if let Some(anchor) = self.here.get(name) {
            return anchor.clone();
        }
        let times = self.tellings.entry(name.to_owned()).or_default();
        *times += 1;
        let plain = url::card(name);
        // No id of a resource has a full stop, so none looks like another's second card.
        let anchor = match *times {
            1 => plain,
            times => format!("{plain}.{times}"),
        };
        self.here.insert(name.to_owned(), anchor.clone());
        anchor
    }

    /// The present block ends.
    pub(crate) fn end(&mut self) {
        self.here.clear();
    }
}

impl Links<'_, '_> {
    fn target(&mut self, name: &str, place: Route<'_>, class: &'static str) -> Target {
        let Some(anchors) = &mut self.anchors else {
            return Target {
                href: self.context.link(place),
                class,
                shown: None,
            };
        };
        let anchor = anchors.anchor_for(name);
        Target {
            href: url::fragment(&anchor),
            class,
            shown: Some(Shown {
                name: name.to_owned(),
                anchor,
            }),
        }
    }
}

impl Resolve for Links<'_, '_> {
    fn fact(&mut self, id: &str) -> Option<Target> {
        let catalog = self.context.catalog;
        let fact = catalog.fact(&catalog.linked_name(Collection::Facts, id))?;
        let class = voice_class(voice(fact));
        Some(self.target(&fact.name, Route::Fact(&fact.name), class))
    }

    fn entity(&mut self, id: &str) -> Option<Target> {
        let catalog = self.context.catalog;
        let entity = catalog.entity(&catalog.linked_name(Collection::Entities, id))?;
        // A term that a fact explains is told by that fact, who coined it included.
        let meaning = catalog.meaning(&entity.name);
        Some(match meaning.filter(|_| self.anchors.is_some()) {
            Some(fact) => self.target(&fact.name, Route::Fact(&fact.name), "term"),
            None => self.target(&entity.name, Route::Entity(&entity.name), "entity"),
        })
    }

    fn language(&self) -> &str {
        self.language
    }

    fn top(&self) -> HeadingLevel {
        self.top
    }

    fn end(&mut self) {
        if let Some(anchors) = &mut self.anchors {
            anchors.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_block_has_a_card_of_its_own_and_names_it_once() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.anchor_for("facts/treaty"), "fact-treaty");
        assert_eq!(anchors.anchor_for("facts/treaty"), "fact-treaty");
        assert_eq!(anchors.anchor_for("entities/iran"), "entity-iran");
        anchors.end();
        assert_eq!(anchors.anchor_for("facts/treaty"), "fact-treaty.2");
        assert_eq!(anchors.anchor_for("facts/treaty"), "fact-treaty.2");
    }
}
