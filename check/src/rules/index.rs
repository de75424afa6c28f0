//! A state's resources by name, for rules that look things up.

use std::collections::{BTreeMap, BTreeSet};

use dossier::Collection;
use dossier::v1::{Article, Dossier, Entity, Fact, LifecycleState, Resource, resource};

/// A state's resources by name.
pub(super) struct Index<'s> {
    pub(super) entities: BTreeMap<&'s str, &'s Entity>,
    pub(super) articles: BTreeMap<&'s str, &'s Article>,
    pub(super) facts: BTreeMap<&'s str, &'s Fact>,
    pub(super) dossiers: BTreeMap<&'s str, &'s Dossier>,
    /// From former names to present ones, where no resource has the former one now.
    former: BTreeMap<String, &'s str>,
    /// All of them in their order, doubles too.
    pub(super) all: &'s [Resource],
    /// The names that are looked at; nothing where all are. The others are there to be looked up.
    own: Option<BTreeSet<&'s str>>,
}

impl<'s> Index<'s> {
    pub(super) fn new(resources: &'s [Resource]) -> Self {
        let mut index = Self {
            entities: BTreeMap::new(),
            articles: BTreeMap::new(),
            facts: BTreeMap::new(),
            dossiers: BTreeMap::new(),
            former: BTreeMap::new(),
            all: resources,
            own: None,
        };
        for resource in resources {
            match &resource.resource {
                Some(resource::Resource::Entity(entity)) => {
                    index.entities.insert(&entity.name, entity);
                }
                Some(resource::Resource::Article(article)) => {
                    index.articles.insert(&article.name, article);
                }
                Some(resource::Resource::Fact(fact)) => {
                    index.facts.insert(&fact.name, fact);
                }
                Some(resource::Resource::Dossier(dossier)) => {
                    index.dossiers.insert(&dossier.name, dossier);
                }
                None => {}
            }
            for former in resource.former_names() {
                index.former.entry(former).or_insert(resource.name());
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
        let all = self.entities.iter().map(|(name, entity)| (*name, *entity));
        all.filter(|(name, _)| self.owns(name))
    }

    /// The articles that are looked at.
    pub(super) fn own_articles(&self) -> impl Iterator<Item = (&'s str, &'s Article)> {
        let all = self
            .articles
            .iter()
            .map(|(name, article)| (*name, *article));
        all.filter(|(name, _)| self.owns(name))
    }

    /// The facts that are looked at.
    pub(super) fn own_facts(&self) -> impl Iterator<Item = (&'s str, &'s Fact)> {
        let all = self.facts.iter().map(|(name, fact)| (*name, *fact));
        all.filter(|(name, _)| self.owns(name))
    }

    /// The dossiers that are looked at.
    pub(super) fn own_dossiers(&self) -> impl Iterator<Item = (&'s str, &'s Dossier)> {
        let all = self
            .dossiers
            .iter()
            .map(|(name, dossier)| (*name, *dossier));
        all.filter(|(name, _)| self.owns(name))
    }

    /// The state of a resource; nothing where there is none of that name.
    pub(super) fn state(&self, name: &str) -> Option<LifecycleState> {
        match Collection::from_name(name)? {
            Collection::Entities => self.entities.get(name).map(|found| found.state()),
            Collection::Articles => self.articles.get(name).map(|found| found.state()),
            Collection::Facts => self.facts.get(name).map(|found| found.state()),
            Collection::Dossiers => self.dossiers.get(name).map(|found| found.state()),
        }
    }

    /// What a resource is called now that had a name before; nothing for a name that is in use, or that
    /// nothing had.
    pub(super) fn present_name(&self, former: &str) -> Option<&'s str> {
        if self.state(former).is_some() {
            return None;
        }
        self.former.get(former).copied()
    }

    /// An article by its name.
    pub(super) fn article(&self, name: &str) -> Option<&'s Article> {
        self.articles.get(name).copied()
    }
}
