//! Finds things in one revision: resources by name, and who refers to whom.

mod digest;
mod lookup;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use dossier::Collection;
use dossier::v1::fact::Body;
use dossier::v1::resource::Resource as Kind;
use dossier::v1::{
    Article, BlockRole, CoverageReportResponse, Dossier, Entity, Fact, FactLink, Resource,
    ResourceRevision,
};

use crate::source::mentions::mentioned;
use crate::source::published::published;
use crate::source::reads::{Kind as Read, note};
use crate::url::is_page_name;

/// What is read by whoever asks for all names that are in use no more.
const FORMER: &str = "former";

/// All resources of one revision.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// Which store it is of; empty where that lives no longer than this program.
    store: String,
    revision: i64,
    entities: BTreeMap<String, Entity>,
    articles: BTreeMap<String, Article>,
    facts: BTreeMap<String, Fact>,
    dossiers: BTreeMap<String, Dossier>,
    /// From former names to present ones.
    former: BTreeMap<String, String>,
    /// From present names to the oldest that leads to them.
    first: BTreeMap<String, String>,
    /// The facts that name an entity anywhere.
    about: BTreeMap<String, BTreeSet<String>>,
    /// The facts that rest on an article.
    resting: BTreeMap<String, BTreeSet<String>>,
    /// Links that lead to a fact.
    incoming: BTreeMap<String, Vec<Incoming>>,
    /// The fact that says what a term means.
    meanings: BTreeMap<String, String>,
    /// The dossiers that tell a fact.
    dossiers_of: BTreeMap<String, BTreeSet<String>>,
    /// Which sentences of an article its facts cover.
    coverage: BTreeMap<String, CoverageReportResponse>,
    /// The places of the sentences that each report knows.
    passages: BTreeMap<String, BTreeSet<String>>,
    /// What each block of an article's skeleton is.
    blocks: BTreeMap<String, BTreeMap<String, BlockRole>>,
    /// The states of facts that changed, newest first.
    history: BTreeMap<String, Vec<ResourceRevision>>,
    /// The names of what is not published yet. It is held as it will be then.
    drafts: BTreeSet<String>,
    /// What the queries of dossiers' sections found.
    queries: BTreeMap<(String, String), Vec<String>>,
}

/// A link that leads to a fact.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// The fact that it comes from.
    pub(crate) from: String,
    pub(crate) link: FactLink,
}

/// A resource whose name cannot be a page.
#[derive(Debug, thiserror::Error)]
#[error("the server sent `{0}`, which is not a name of {1}")]
pub(crate) struct NameError(String, Collection);

impl Catalog {
    /// Takes in the resources of one revision.
    pub(crate) fn new(revision: i64, resources: Vec<Resource>) -> Result<Self, NameError> {
        let mut catalog = Self {
            revision,
            ..Self::default()
        };
        let mut former = Vec::new();
        for resource in resources {
            let names = resource.former_names().into_iter();
            former.extend(names.map(|name| (name, resource.name().to_owned())));
            if let Some(resource) = resource.resource {
                catalog.take(resource)?;
            }
        }
        catalog.index_former(former);
        catalog.index();
        Ok(catalog)
    }

    /// Takes in which store it is of.
    pub(crate) fn of_store(self, store: String) -> Self {
        Self { store, ..self }
    }

    /// Takes in which resources are not published yet.
    pub(crate) fn with_drafts(self, drafts: BTreeSet<String>) -> Self {
        Self { drafts, ..self }
    }

    /// The names of what is not published yet. Pages ask for one at a time.
    pub(crate) fn drafts(&self) -> &BTreeSet<String> {
        &self.drafts
    }

    /// Whether a resource is not published yet; never on a site that is built.
    pub(crate) fn is_draft(&self, name: &str) -> bool {
        note(Read::Whole, name);
        self.drafts.contains(name)
    }

    /// The store and its revision, in a line. Pages do not ask for it.
    pub(crate) fn state(&self) -> String {
        state(&self.store, self.revision)
    }

    fn take(&mut self, resource: Kind) -> Result<(), NameError> {
        match resource {
            Kind::Entity(entity) => keep(
                &mut self.entities,
                Collection::Entities,
                entity.name.clone(),
                *entity,
            ),
            Kind::Article(article) => keep(
                &mut self.articles,
                Collection::Articles,
                article.name.clone(),
                *article,
            ),
            Kind::Fact(fact) => keep(&mut self.facts, Collection::Facts, fact.name.clone(), *fact),
            Kind::Dossier(dossier) => keep(
                &mut self.dossiers,
                Collection::Dossiers,
                dossier.name.clone(),
                published(*dossier),
            ),
        }
    }

    /// Takes in which names lead to which others. A name that is in use leads nowhere else.
    fn index_former(&mut self, former: Vec<(String, String)>) {
        for (former, present) in former {
            let is_name = |collection| is_page_name(collection, &former);
            if Collection::from_name(&former).is_some_and(is_name) && !self.has(&former) {
                let first = self.first.entry(present.clone());
                if let Entry::Vacant(leading) = self.former.entry(former.clone()) {
                    leading.insert(present);
                    first.or_insert(former);
                }
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        let things = self.fact(name).is_some() || self.entity(name).is_some();
        things || self.article(name).is_some() || self.dossier(name).is_some()
    }

    /// What a resource is called now that had a name before; nothing for every other name.
    pub(crate) fn present_name(&self, former: &str) -> Option<&str> {
        note(Read::Former, former);
        self.former.get(former).map(String::as_str)
    }

    /// The name that a resource had first, which stays whatever it is called later: the first of its former
    /// names that leads to it, or its own.
    pub(crate) fn first_name<'n>(&'n self, present: &'n str) -> &'n str {
        note(Read::First, present);
        self.first.get(present).map_or(present, String::as_str)
    }

    /// The names that lead to others, each with the present one.
    pub(crate) fn former_names(&self) -> impl Iterator<Item = (&str, &str)> {
        note(Read::All, FORMER);
        let all = self.former.iter();
        all.map(|(former, present)| (former.as_str(), present.as_str()))
    }

    /// The name that an id of Markdown means: that of what has it, or had it before.
    pub(crate) fn linked_name(&self, collection: Collection, id: &str) -> String {
        let name = collection.name(id);
        self.present_name(&name).map_or(name.clone(), str::to_owned)
    }

    fn index(&mut self) {
        for fact in self.facts.values() {
            for evidence in &fact.evidence {
                let article = evidence.article.clone();
                self.resting
                    .entry(article)
                    .or_default()
                    .insert(fact.name.clone());
            }
            for link in &fact.links {
                let found = Incoming {
                    from: fact.name.clone(),
                    link: link.clone(),
                };
                self.incoming
                    .entry(link.fact.clone())
                    .or_default()
                    .push(found);
            }
            if let Some(Body::Definition(definition)) = &fact.body
                && fact.state().is_current()
            {
                let known = self.meanings.entry(definition.term.clone());
                known.or_insert_with(|| fact.name.clone());
            }
            for entity in mentioned(fact) {
                self.about
                    .entry(entity.to_owned())
                    .or_default()
                    .insert(fact.name.clone());
            }
        }
        for article in self.articles.values() {
            let blocks = article
                .skeleton
                .iter()
                .flat_map(|skeleton| &skeleton.blocks);
            let roles = blocks.map(|block| (block.id.clone(), block.role()));
            self.blocks.insert(article.name.clone(), roles.collect());
        }
        for dossier in self.dossiers.values() {
            for fact in &dossier.facts {
                self.dossiers_of
                    .entry(fact.clone())
                    .or_default()
                    .insert(dossier.name.clone());
            }
        }
    }

    /// Takes in which sentences of an article its facts cover.
    pub(crate) fn add_coverage(&mut self, article: String, report: CoverageReportResponse) {
        let places = report
            .sentences
            .iter()
            .map(|sentence| sentence.place.clone());
        self.passages.insert(article.clone(), places.collect());
        self.coverage.insert(article, report);
    }

    /// Takes in the states of a fact, newest first.
    pub(crate) fn add_history(&mut self, fact: String, states: Vec<ResourceRevision>) {
        self.history.insert(fact, states);
    }

    /// Takes in which facts the query of a dossier's section found.
    pub(crate) fn add_query(&mut self, (dossier, section): (String, String), found: Vec<String>) {
        self.queries.insert((dossier, section), found);
    }

    /// Which store it is of; nothing where that lives no longer than this program.
    pub(crate) fn store(&self) -> Option<&str> {
        note(Read::Revision, "");
        Some(self.store.as_str()).filter(|store| !store.is_empty())
    }

    /// The revision.
    pub(crate) fn revision(&self) -> i64 {
        note(Read::Revision, "");
        self.revision
    }
}

/// A store and its revision, in a line.
pub(crate) fn state(store: &str, revision: i64) -> String {
    format!("{} {revision}", serde_json::json!(store))
}

fn keep<T>(
    map: &mut BTreeMap<String, T>,
    collection: Collection,
    name: String,
    resource: T,
) -> Result<(), NameError> {
    if !is_page_name(collection, &name) {
        return Err(NameError(name, collection));
    }
    map.insert(name, resource);
    Ok(())
}
