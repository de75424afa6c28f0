//! Who is who, and what it all rests on.

use std::collections::BTreeSet;

use dossier::v1::fact::Body;
use dossier::v1::{Article, Entity, EntityKind, Fact};

use crate::desk::{Desk, Line, Run};
use crate::library::mentioned;

/// Entities of one kind.
#[derive(Clone, Debug)]
pub(crate) struct PersonGroup {
    pub(crate) kind: &'static str,
    pub(crate) people: Vec<Person>,
}

/// An entity in a line or two.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: Run,
    pub(crate) description: Option<Run>,
    /// Offices that they hold or held.
    pub(crate) offices: Vec<Line>,
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
pub(crate) fn profile(desk: &Desk<'_>, entity: &Entity, anchor: String) -> Profile {
    Profile {
        anchor,
        kind: desk.words.term(entity.kind().as_str_name()),
        person: person(desk, entity),
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
pub(super) fn who(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<PersonGroup> {
    let names: BTreeSet<&str> = facts.iter().flat_map(|fact| mentioned(fact)).collect();
    let entities: Vec<&Entity> = names
        .into_iter()
        .filter_map(|name| desk.library.entity(name))
        .collect();
    grouped(desk, &entities, KINDS.iter().take(ACTORS))
}

/// All entities, by kind.
pub(crate) fn everybody(desk: &Desk<'_>) -> Vec<PersonGroup> {
    let entities: Vec<&Entity> = desk.library.entities().collect();
    grouped(desk, &entities, KINDS.iter())
}

fn grouped<'k>(
    desk: &Desk<'_>,
    entities: &[&Entity],
    kinds: impl Iterator<Item = &'k EntityKind>,
) -> Vec<PersonGroup> {
    let groups = kinds.map(|kind| {
        let of_kind = entities.iter().filter(|entity| entity.kind() == *kind);
        let mut people: Vec<Person> = of_kind.map(|entity| person(desk, entity)).collect();
        people.sort_by_key(|person| person.name.text.to_lowercase());
        PersonGroup {
            kind: desk.words.kind(kind.as_str_name()),
            people,
        }
    });
    groups.filter(|group| !group.people.is_empty()).collect()
}

fn person(desk: &Desk<'_>, entity: &Entity) -> Person {
    Person {
        name: desk.entity(&entity.name),
        description: entity
            .description
            .first()
            .map(|_| desk.text(&entity.description)),
        offices: desk
            .library
            .facts_about(&entity.name)
            .filter_map(|fact| office(desk, entity, fact))
            .collect(),
        facts: (desk.words.facts)(desk.library.facts_about(&entity.name).count()),
    }
}

fn office(desk: &Desk<'_>, entity: &Entity, fact: &Fact) -> Option<Line> {
    let Some(Body::Role(role)) = &fact.body else {
        return None;
    };
    (role.holder == entity.name).then(|| {
        let mut line = vec![desk.text(&role.title)];
        if !role.principal.is_empty() {
            line.push(Run::plain(desk.words.comma));
            line.push(desk.entity(&role.principal));
        }
        let status = role.status().as_str_name();
        if status != "TENURE_STATUS_CURRENT" && !status.ends_with("_UNSPECIFIED") {
            line.push(Run::plain(format!(" ({})", desk.words.term(status))));
        }
        line
    })
}

/// An article in a few lines.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) title: Run,
    pub(crate) publication: Run,
    pub(crate) published: String,
    pub(crate) genre: &'static str,
    pub(crate) translation: String,
    pub(crate) facts: String,
}

/// The articles that some facts rest on.
pub(super) fn sources(desk: &Desk<'_>, facts: &[&Fact]) -> Vec<Source> {
    let evidence = facts.iter().flat_map(|fact| &fact.evidence);
    let names: BTreeSet<&str> = evidence.map(|one| one.article.as_str()).collect();
    let articles = names
        .into_iter()
        .filter_map(|name| desk.library.article(name));
    articles.map(|article| source(desk, article)).collect()
}

/// An article in a few lines.
pub(crate) fn source(desk: &Desk<'_>, article: &Article) -> Source {
    Source {
        title: desk.article(&article.name),
        publication: desk.entity(&article.publication),
        published: desk
            .time(article.published.as_ref())
            .unwrap_or_default()
            .text,
        genre: desk.words.term(article.genre().as_str_name()),
        translation: translation(desk, article),
        facts: (desk.words.facts)(desk.library.facts_from(&article.name).count()),
    }
}

/// From which language an article was translated, and how; empty where it was not.
pub(crate) fn translation(desk: &Desk<'_>, article: &Article) -> String {
    let Some(translation) = &article.translation else {
        return String::new();
    };
    let language = desk.language(&translation.source_language_code);
    let method = desk.words.term(translation.method().as_str_name());
    (desk.words.label.translated_from)(&language, method)
}
