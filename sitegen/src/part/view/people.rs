//! Who is who, and what it all rests on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::fact::Body;
use dossier::v1::{Entity, EntityKind, Fact};

use crate::context::PageContext;
use crate::html::{Inline, Inlines};
use crate::source::catalog::Catalog;
use crate::source::mentions::mentioned;

/// Entities of one kind.
#[derive(Clone, Debug)]
pub(crate) struct PersonGroup {
    pub(crate) kind: &'static str,
    pub(crate) people: Vec<Person>,
}

/// An entity in a line or two.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: Inline,
    pub(crate) description: Option<Inline>,
    /// Offices that they hold or held.
    pub(crate) offices: Vec<Inlines>,
    /// How many facts name them.
    pub(crate) facts: String,
}

/// An entity told in place.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// Its id on the page.
    pub(crate) anchor: String,
    /// What sort of entity it is.
    pub(crate) kind: &'static str,
    pub(crate) person: Person,
}

/// Tells an entity in place.
pub(crate) fn profile(context: &PageContext<'_>, entity: &Entity, anchor: String) -> Profile {
    Profile {
        anchor,
        kind: context.words.term(entity.kind().as_str_name()),
        person: person(context, entity),
    }
}

/// Kinds of entities in the order in which a reader meets them.
const KINDS: [EntityKind; 10] = [
    EntityKind::State,
    EntityKind::Person,
    EntityKind::GovernmentBody,
    EntityKind::Organization,
    EntityKind::Collective,
    EntityKind::Publication,
    EntityKind::Place,
    EntityKind::Product,
    EntityKind::Work,
    EntityKind::Concept,
];

/// Kinds that act; the others are things that are spoken of.
const ACTORS: usize = 5;

/// Who acts in some facts.
pub(crate) fn who(context: &PageContext<'_>, facts: &[&Fact]) -> Vec<PersonGroup> {
    let names: BTreeSet<&str> = facts.iter().flat_map(|fact| mentioned(fact)).collect();
    let entities: Vec<&Entity> = names
        .into_iter()
        .filter_map(|name| context.catalog.entity(name))
        .collect();
    let facts = |entity: &Entity| context.catalog.facts_about(&entity.name).count();
    let counts: BTreeMap<&str, usize> = entities
        .iter()
        .map(|entity| (entity.name.as_str(), facts(entity)))
        .collect();
    let most = |entities: &[&Entity]| {
        let counts = entities
            .iter()
            .map(|entity| counts.get(entity.name.as_str()));
        Reverse(counts.max().flatten().copied())
    };
    let mut groups = by_kind(context, &entities, KINDS.iter().take(ACTORS));
    // Who is told most about stands first, of whatever kind.
    for (_, people) in &mut groups {
        people.sort_by_cached_key(|person| most(&[person]));
    }
    groups.sort_by_cached_key(|(_, people)| most(people));
    groups
        .into_iter()
        .map(|(kind, people)| group(context, kind, &people))
        .collect()
}

/// Whether a fact names anybody who acts.
pub(crate) fn takes(catalog: &Catalog, fact: &Fact) -> bool {
    let actors = KINDS.get(..ACTORS).unwrap_or_default();
    let named = mentioned(fact).into_iter();
    named
        .filter_map(|name| catalog.entity(name))
        .any(|entity| actors.contains(&entity.kind()))
}

/// All entities, by kind.
pub(crate) fn everybody(context: &PageContext<'_>) -> Vec<PersonGroup> {
    let entities: Vec<&Entity> = context.catalog.entities().collect();
    by_kind(context, &entities, KINDS.iter())
        .into_iter()
        .map(|(kind, people)| group(context, kind, &people))
        .collect()
}

/// Entities of some kinds, by name; a kind that nobody is of is left out.
fn by_kind<'e>(
    context: &PageContext<'_>,
    entities: &[&'e Entity],
    kinds: impl Iterator<Item = &'static EntityKind>,
) -> Vec<(EntityKind, Vec<&'e Entity>)> {
    let order = context.words.order();
    let groups = kinds.map(|kind| {
        let of_kind = entities.iter().filter(|entity| entity.kind() == *kind);
        let mut named: Vec<(String, &Entity)> = of_kind
            .map(|entity| (context.entity_name(entity).text, *entity))
            .collect();
        named.sort_by(|(left, _), (right, _)| order.compare(left, right));
        (*kind, named.into_iter().map(|(_, entity)| entity).collect())
    });
    groups
        .filter(|(_, people): &(_, Vec<_>)| !people.is_empty())
        .collect()
}

fn group(context: &PageContext<'_>, kind: EntityKind, people: &[&Entity]) -> PersonGroup {
    PersonGroup {
        kind: context.words.kind(kind.as_str_name()),
        people: people
            .iter()
            .map(|entity| person(context, entity))
            .collect(),
    }
}

fn person(context: &PageContext<'_>, entity: &Entity) -> Person {
    Person {
        name: context.entity(&entity.name),
        description: entity
            .description
            .first()
            .map(|_| context.text(&entity.description)),
        offices: context
            .catalog
            .facts_about(&entity.name)
            .filter_map(|fact| office(context, entity, fact))
            .collect(),
        facts: (context.words.facts)(context.catalog.facts_about(&entity.name).count()),
    }
}

fn office(context: &PageContext<'_>, entity: &Entity, fact: &Fact) -> Option<Inlines> {
    let Some(Body::Role(role)) = &fact.body else {
        return None;
    };
    (role.holder == entity.name).then(|| {
        let mut line = vec![context.text(&role.title)];
        if !role.principal.is_empty() {
            line.push(Inline::plain(context.words.comma));
            line.push(context.entity(&role.principal));
        }
        let status = role.status().as_str_name();
        if status != "TENURE_STATUS_CURRENT" && !status.ends_with("_UNSPECIFIED") {
            line.push(Inline::plain(format!(" ({})", context.words.term(status))));
        }
        line
    })
}
