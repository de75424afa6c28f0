//! What a catalog answers: resources by name, the facts of a dossier, who refers to whom.
//!
//! Each answer is noted, so that a page that was printed is known to rest on what it read.

use dossier::Collection;
use dossier::v1::{
    Article, BlockRole, CoverageReportResponse, Dossier, Entity, Fact, ResourceRevision,
};

use super::{Catalog, Incoming};
use crate::source::reads::{Kind as Read, note};

impl Catalog {
    /// The states of a fact that changed, newest first; none of one that did not.
    pub(crate) fn history(&self, fact: &str) -> &[ResourceRevision] {
        note(Read::History, fact);
        self.history.get(fact).map_or(&[], Vec::as_slice)
    }

    /// What the query of a dossier's section found; nothing for a section without one.
    pub(crate) fn query(&self, dossier: &str, section: &str) -> Option<&Vec<String>> {
        note(Read::Query, &format!("{dossier}#{section}"));
        let key = (dossier.to_owned(), section.to_owned());
        self.queries.get(&key)
    }

    /// Which sentences of an article its facts cover, where the server knows.
    pub(crate) fn coverage(&self, article: &str) -> Option<&CoverageReportResponse> {
        note(Read::Coverage, article);
        self.coverage.get(article)
    }

    /// Whether the server knows the sentence of an article at a place such as `p7.s2`.
    pub(crate) fn has_passage(&self, article: &str, place: &str) -> bool {
        note(Read::Coverage, article);
        let places = self.passages.get(article);
        places.is_some_and(|places| places.contains(place))
    }

    /// What a block of an article is, where its skeleton says so.
    pub(crate) fn block_role(&self, article: &str, block: &str) -> Option<BlockRole> {
        note(Read::Whole, article);
        self.blocks.get(article)?.get(block).copied()
    }

    pub(crate) fn entity(&self, name: &str) -> Option<&Entity> {
        note(Read::Whole, name);
        self.entities.get(name)
    }

    pub(crate) fn article(&self, name: &str) -> Option<&Article> {
        note(Read::Whole, name);
        self.articles.get(name)
    }

    pub(crate) fn fact(&self, name: &str) -> Option<&Fact> {
        note(Read::Whole, name);
        self.facts.get(name)
    }

    pub(crate) fn entities(&self) -> impl Iterator<Item = &Entity> {
        note(Read::All, Collection::Entities.plural());
        self.entities.values()
    }

    pub(crate) fn articles(&self) -> impl Iterator<Item = &Article> {
        note(Read::All, Collection::Articles.plural());
        self.articles.values()
    }

    pub(crate) fn facts(&self) -> impl Iterator<Item = &Fact> {
        note(Read::All, Collection::Facts.plural());
        self.facts.values()
    }

    pub(crate) fn dossiers(&self) -> impl Iterator<Item = &Dossier> {
        note(Read::All, Collection::Dossiers.plural());
        self.dossiers.values()
    }

    pub(crate) fn dossier(&self, name: &str) -> Option<&Dossier> {
        note(Read::Whole, name);
        self.dossiers.get(name)
    }

    /// The facts of a dossier that stand, in its editor's order.
    pub(crate) fn facts_in<'l>(&'l self, dossier: &'l Dossier) -> impl Iterator<Item = &'l Fact> {
        self.standing(&dossier.facts)
    }

    /// Those of some facts that are neither retracted nor superseded.
    pub(crate) fn standing<'l>(
        &'l self,
        names: impl IntoIterator<Item = &'l String>,
    ) -> impl Iterator<Item = &'l Fact> {
        names
            .into_iter()
            .filter_map(|name| self.fact(name))
            .filter(|fact| fact.state().is_current())
    }

    /// The facts that name an entity, and stand.
    pub(crate) fn facts_about(&self, entity: &str) -> impl Iterator<Item = &Fact> {
        note(Read::About, entity);
        self.standing(self.about.get(entity).into_iter().flatten())
    }

    /// The facts that rest on an article, and stand.
    pub(crate) fn facts_from(&self, article: &str) -> impl Iterator<Item = &Fact> {
        note(Read::From, article);
        self.standing(self.resting.get(article).into_iter().flatten())
    }

    /// The fact that says what a term means.
    pub(crate) fn meaning(&self, term: &str) -> Option<&Fact> {
        note(Read::Meaning, term);
        self.fact(self.meanings.get(term)?)
    }

    /// The links that lead to a fact.
    pub(crate) fn links_to(&self, fact: &str) -> &[Incoming] {
        note(Read::LinksTo, fact);
        self.incoming.get(fact).map_or(&[], Vec::as_slice)
    }

    /// The dossiers that tell a fact.
    pub(crate) fn dossiers_telling(&self, fact: &str) -> impl Iterator<Item = &Dossier> {
        note(Read::Tells, fact);
        let names = self.dossiers_of.get(fact).into_iter().flatten();
        names.filter_map(|name| self.dossier(name))
    }
}
