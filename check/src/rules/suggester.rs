//! Which name may an unknown name have meant?

use std::collections::BTreeMap;

use dossier::Collection;
use dossier::name::is_id;
use dossier::v1::{Resource, resource};

use dossier::words::fold;

use crate::diagnostic::most_alike;

/// So many different unknown names get a suggestion. Each looks at every name there is, and who
/// meets more of them renamed something, and needs no hundred hints.
const SUGGESTIONS_MAX: usize = 50;

/// Suggests names of a state's resources, and remembers what it suggested.
pub(super) struct Suggester<'s> {
    resources: &'s [Resource],
    suggested: BTreeMap<String, Option<String>>,
}

impl<'s> Suggester<'s> {
    /// Suggests names of these resources.
    pub(super) const fn new(resources: &'s [Resource]) -> Self {
        Self {
            resources,
            suggested: BTreeMap::new(),
        }
    }

    /// The id of a collection that looks most like an unknown one, as a hint.
    pub(super) fn suggest(&mut self, collection: Collection, id: &str) -> Option<String> {
        let unknown = collection.name(id);
        if let Some(suggestion) = self.suggested.get(&unknown) {
            return suggestion.clone();
        }
        if self.suggested.len() >= SUGGESTIONS_MAX {
            return None;
        }
        let suggestion = self.meant(collection, id);
        let suggestion = suggestion.map(|meant| format!("did you mean `{meant}`?"));
        self.suggested.insert(unknown, suggestion.clone());
        suggestion
    }

    /// The id that an unknown one may have meant: that of the one entity with such a name, the one that
    /// looks most like it, or the only one that shares all words with it (`poole` for `ada-poole`).
    fn meant(&self, collection: Collection, id: &str) -> Option<String> {
        let names = self.resources.iter().map(Resource::name);
        let ids = || {
            let ids = names.clone().filter_map(|name| collection.id(name));
            ids.filter(|id| is_id(id))
        };
        let meant = self
            .named(collection, id)
            .or_else(|| most_alike(id, ids()))
            .or_else(|| only(ids().filter(|known| shares_words(known, id))));
        meant.map(str::to_owned)
    }

    /// The id of the only entity that has a name: `daily` for "The Daily".
    fn named(&self, collection: Collection, name: &str) -> Option<&'s str> {
        let name = spoken(name);
        let entities = self
            .resources
            .iter()
            .filter_map(|checked| match &checked.resource {
                Some(resource::Resource::Entity(entity)) => Some(entity),
                _ => None,
            });
        let named = entities.filter(|entity| {
            let mut names = entity.names.iter();
            names.any(|known| spoken(&known.text) == name)
        });
        only(named.filter_map(|entity| collection.id(&entity.name)))
    }
}

/// The one element of an iterator that has no other.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// A name or id as it is spoken: without case, accents and hyphens.
fn spoken(name: &str) -> String {
    fold(&name.replace('-', " "))
}

/// Whether one of two ids has all words of the other.
fn shares_words(left: &str, right: &str) -> bool {
    let has = |long: &str, short: &str| {
        let mut words = short.split('-');
        words.all(|word| long.split('-').any(|known| known == word))
    };
    has(left, right) || has(right, left)
}

#[cfg(test)]
mod tests {
    use dossier::v1::{Entity, EntityName, Fact};

    use super::*;

    fn entity(id: &str, name: &str) -> Resource {
        let names = EntityName {
            text: name.to_owned(),
            ..EntityName::default()
        };
        Resource {
            resource: Some(resource::Resource::Entity(Box::new(Entity {
                name: format!("entities/{id}"),
                names: vec![names],
                ..Entity::default()
            }))),
        }
    }

    #[test]
    fn an_unknown_id_suggests_the_one_that_may_be_meant() {
        let fact = Fact {
            name: "facts/river-rise".to_owned(),
            ..Fact::default()
        };
        let resources = [
            entity("poole", "Ada Poole"),
            entity("the-daily", "Daily News"),
            entity("valley-river", "the Vale"),
            entity("valley-city", "City of the Vale"),
            Resource {
                resource: Some(resource::Resource::Fact(Box::new(fact))),
            },
        ];
        let mut suggester = Suggester::new(&resources);
        for (collection, id, meant) in [
            (Collection::Entities, "ada-poole", Some("poole")),
            (Collection::Entities, "pole", Some("poole")),
            (Collection::Entities, "Daily News", Some("the-daily")),
            (Collection::Entities, "daily-news", Some("the-daily")),
            (Collection::Entities, "The Vale", Some("valley-river")),
            (Collection::Entities, "river", Some("valley-river")),
            (Collection::Entities, "big-valley-city", Some("valley-city")),
            (Collection::Entities, "moon", None),
            (Collection::Facts, "rise", Some("river-rise")),
            (Collection::Facts, "poole", None),
        ] {
            let meant = meant.map(|meant| format!("did you mean `{meant}`?"));
            assert_eq!(suggester.suggest(collection, id), meant, "{id}");
        }
    }
}
