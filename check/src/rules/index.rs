//! A state's resources by name, for rules that look things up.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::did_you_mean;
use dossier::v1::{Article, Dossier, Entity, Fact, LifecycleState, Resource, resource};

/// So many different unknown names get a suggestion. Each looks at every name there is, and who
/// meets more of them renamed something, and needs no hundred hints.
const SUGGESTIONS_MAX: usize = 50;

/// A state's resources by name.
pub(super) struct Index<'s> {
    pub(super) entities: BTreeMap<&'s str, &'s Entity>,
    pub(super) articles: BTreeMap<&'s str, &'s Article>,
    pub(super) facts: BTreeMap<&'s str, &'s Fact>,
    pub(super) dossiers: BTreeMap<&'s str, &'s Dossier>,
    /// All of them in their order, doubles too.
    pub(super) all: Vec<Header<'s>>,
    /// The names that are looked at; nothing where all are. The others are there to be looked up.
    own: Option<BTreeSet<&'s str>>,
    /// What each unknown name might mean.
    suggestions: RefCell<BTreeMap<String, Option<String>>>,
}

/// What every resource has.
#[derive(Clone, Copy)]
pub(super) struct Header<'s> {
    pub(super) name: &'s str,
    /// The collection in which it belongs.
    pub(super) collection: &'static str,
    pub(super) state: LifecycleState,
    pub(super) has_reason: bool,
    pub(super) superseded_by: &'s str,
    pub(super) former_ids: &'s [String],
}

macro_rules! header {
    ($resource:expr, $collection:expr) => {
        Header {
            name: &$resource.name,
            collection: $collection,
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
            own: None,
            suggestions: RefCell::default(),
        };
        for resource in resources {
            match &resource.resource {
                Some(resource::Resource::Entity(entity)) => {
                    index.all.push(header!(entity, "entities"));
                    index.entities.insert(&entity.name, entity);
                }
                Some(resource::Resource::Article(article)) => {
                    index.all.push(header!(article, "articles"));
                    index.articles.insert(&article.name, article);
                }
                Some(resource::Resource::Fact(fact)) => {
                    index.all.push(header!(fact, "facts"));
                    index.facts.insert(&fact.name, fact);
                }
                Some(resource::Resource::Dossier(dossier)) => {
                    index.all.push(header!(dossier, "dossiers"));
                    index.dossiers.insert(&dossier.name, dossier);
                }
                None => {}
            }
        }
        index
    }

    /// Looks at some of the resources only.
    pub(super) fn only(mut self, own: BTreeSet<&'s str>) -> Self {
        self.own = Some(own);
        self
    }

    /// Whether a resource is looked at.
    pub(super) fn owns(&self, name: &str) -> bool {
        self.own.as_ref().is_none_or(|own| own.contains(name))
    }

    /// The entities that are looked at.
    pub(super) fn own_entities(&self) -> impl Iterator<Item = (&'s str, &'s Entity)> {
        let all = self.entities.iter().map(|(name, one)| (*name, *one));
        all.filter(|(name, _)| self.owns(name))
    }

    /// The articles that are looked at.
    pub(super) fn own_articles(&self) -> impl Iterator<Item = (&'s str, &'s Article)> {
        let all = self.articles.iter().map(|(name, one)| (*name, *one));
        all.filter(|(name, _)| self.owns(name))
    }

    /// The facts that are looked at.
    pub(super) fn own_facts(&self) -> impl Iterator<Item = (&'s str, &'s Fact)> {
        let all = self.facts.iter().map(|(name, one)| (*name, *one));
        all.filter(|(name, _)| self.owns(name))
    }

    /// The dossiers that are looked at.
    pub(super) fn own_dossiers(&self) -> impl Iterator<Item = (&'s str, &'s Dossier)> {
        let all = self.dossiers.iter().map(|(name, one)| (*name, *one));
        all.filter(|(name, _)| self.owns(name))
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

    /// The id in a collection that looks most like an unknown one, as a hint.
    pub(super) fn suggestion(&self, collection: &str, id: &str) -> Option<String> {
        let mut known = self.suggestions.borrow_mut();
        let asked = format!("{collection}/{id}");
        if let Some(hint) = known.get(&asked) {
            return hint.clone();
        }
        if known.len() >= SUGGESTIONS_MAX {
            return None;
        }
        let names = self
            .all
            .iter()
            .filter(|header| header.collection == collection);
        let ids = names.filter_map(|header| header.name.split_once('/').map(|(_, id)| id));
        let hint = did_you_mean(id, ids);
        known.insert(asked, hint.clone());
        hint
    }
}
