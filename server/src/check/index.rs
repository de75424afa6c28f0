//! A state's resources by name, for rules that look things up.

use std::collections::BTreeMap;

use dossier::v1::{Article, Dossier, Entity, Fact, LifecycleState, Resource, resource};

/// A state's resources by name.
pub(super) struct Index<'s> {
    pub(super) entities: BTreeMap<&'s str, &'s Entity>,
    pub(super) articles: BTreeMap<&'s str, &'s Article>,
    pub(super) facts: BTreeMap<&'s str, &'s Fact>,
    pub(super) dossiers: BTreeMap<&'s str, &'s Dossier>,
    /// All of them in their order, doubles too.
    pub(super) all: Vec<Header<'s>>,
}

/// What every resource has.
#[derive(Clone, Copy)]
pub(super) struct Header<'s> {
    pub(super) name: &'s str,
    pub(super) state: LifecycleState,
    pub(super) has_reason: bool,
    pub(super) superseded_by: &'s str,
    pub(super) former_ids: &'s [String],
}

macro_rules! header {
    ($resource:expr) => {
        Header {
            name: &$resource.name,
            state: $resource.state(),
            has_reason: !$resource.state_reason.is_empty(),
            superseded_by: &$resource.superseded_by,
            former_ids: &$resource.former_ids,
        }
    };
}

impl<'s> Index<'s> {
    pub(super) fn new(resources: &'s [Resource]) -> Self {
        let mut index = Self {
            entities: BTreeMap::new(),
            articles: BTreeMap::new(),
            facts: BTreeMap::new(),
            dossiers: BTreeMap::new(),
            all: Vec::with_capacity(resources.len()),
        };
        for resource in resources {
            match &resource.resource {
                Some(resource::Resource::Entity(entity)) => {
                    index.all.push(header!(entity));
                    index.entities.insert(&entity.name, entity);
                }
                Some(resource::Resource::Article(article)) => {
                    index.all.push(header!(article));
                    index.articles.insert(&article.name, article);
                }
                Some(resource::Resource::Fact(fact)) => {
                    index.all.push(header!(fact));
                    index.facts.insert(&fact.name, fact);
                }
                Some(resource::Resource::Dossier(dossier)) => {
                    index.all.push(header!(dossier));
                    index.dossiers.insert(&dossier.name, dossier);
                }
                None => {}
            }
        }
        index
    }

    /// The state of a resource; nothing where there is none of that name.
    pub(super) fn state(&self, name: &str) -> Option<LifecycleState> {
        match name.split_once('/')?.0 {
            "entities" => self.entities.get(name).map(|one| one.state()),
            "articles" => self.articles.get(name).map(|one| one.state()),
            "facts" => self.facts.get(name).map(|one| one.state()),
            "dossiers" => self.dossiers.get(name).map(|one| one.state()),
            _ => None,
        }
    }

    /// The names in a collection.
    pub(super) fn names(&self, collection: &str) -> Vec<&'s str> {
        match collection {
            "entities" => self.entities.keys().copied().collect(),
            "articles" => self.articles.keys().copied().collect(),
            "facts" => self.facts.keys().copied().collect(),
            "dossiers" => self.dossiers.keys().copied().collect(),
            _ => self.all.iter().map(|header| header.name).collect(),
        }
    }
}
