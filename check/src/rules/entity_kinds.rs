//! Whether what a field refers to is of a kind that fits the role.
//!
//! The contract's comments name the kinds; they are repeated here because protobuf has no option for
//! them.

use dossier::FactKind;
use dossier::v1::{Agreement, Article, EntityKind, Fact, fact::Body};

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::field_path::FieldPath;

use EntityKind::{
    Collective, Concept, Organization, Person, Place, Product, Publication, State, Work,
};

/// A reference to an entity, and the kinds that it may be of.
struct Part<'s> {
    path: FieldPath,
    entity: &'s str,
    kinds: &'static [EntityKind],
}

/// Where something happens.
const PLACES: &[EntityKind] = &[Place, State];
/// Where something is published.
const WORKS: &[EntityKind] = &[Work, Publication];

/// Checks all resources of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for (name, fact) in index.own_facts() {
        let parts = body_parts(fact).into_iter().chain(cited_works(fact));
        findings.extend(parts.filter_map(|part| wrong_kind(index, name, part)));
        findings.extend(too_few_parties(fact));
        findings.extend(wrong_body(index, fact));
    }
    for (name, article) in index.own_articles() {
        findings.extend(wrong_kind(index, name, publisher(article)));
    }
    for (name, entity) in index.own_entities() {
        if !entity.reliability.is_empty() && entity.kind() != Publication {
            let message = format!(
                "only a `publication` has a reliability, but this is a `{}`; remove it",
                short_name(entity.kind())
            );
            let at = At::resource(name).field("reliability");
            findings.push(Finding::new(Rule::WrongKind, at, message));
        }
    }
}

fn publisher(article: &Article) -> Part<'_> {
    Part {
        path: FieldPath::new("publication"),
        entity: &article.publication,
        kinds: &[Publication],
    }
}

/// The works that the steps of a fact's attributions name.
fn cited_works(fact: &Fact) -> impl Iterator<Item = Part<'_>> {
    let evidence = fact.evidence.iter().enumerate();
    evidence.flat_map(|(number, evidence)| {
        let steps = FieldPath::new("evidence")
            .index(number)
            .field("attribution");
        let cited = evidence.attribution.iter().enumerate();
        cited.map(move |(number, step)| Part {
            path: steps.index(number).field("work"),
            entity: &step.work,
            kinds: WORKS,
        })
    })
}

/// The entities that a fact's body gives a part.
fn body_parts(fact: &Fact) -> Vec<Part<'_>> {
    let body = fact
        .kind()
        .map_or_else(FieldPath::root, |kind| FieldPath::new(kind.as_str()));
    let part = |field, entity, kinds| Part {
        path: body.field(field),
        entity,
        kinds,
    };
    match &fact.body {
        Some(Body::Event(event)) => {
            let places = event.places.iter().enumerate();
            let parts = places.map(|(number, entity)| Part {
                path: body.field("places").index(number),
                entity,
                kinds: PLACES,
            });
            parts.collect()
        }
        Some(Body::Agreement(agreement)) => {
            let mut parts = vec![part("place", &agreement.place, PLACES)];
            parts.extend(agents(agreement, &body));
            parts
        }
        Some(Body::Transfer(transfer)) => vec![
            part("item", &transfer.item, &[Product, Concept]),
            part("place", &transfer.place, PLACES),
        ],
        Some(Body::Membership(membership)) => vec![part(
            "collective",
            &membership.collective,
            &[Collective, Organization],
        )],
        Some(Body::Capability(capability)) => vec![part(
            "capability",
            &capability.capability,
            &[Product, Concept],
        )],
        Some(Body::Quote(quote)) => vec![
            part("place", &quote.place, PLACES),
            part("first_published_in", &quote.first_published_in, WORKS),
        ],
        Some(Body::Definition(definition)) => vec![
            part("term", &definition.term, &[Concept, Collective]),
            part("coined_in", &definition.coined_in, WORKS),
        ],
        _ => Vec::new(),
    }
}

/// Who acts for the parties of an agreement.
fn agents<'f>(agreement: &'f Agreement, body: &FieldPath) -> impl Iterator<Item = Part<'f>> {
    let parties = body.field("parties");
    let numbered = agreement.parties.iter().enumerate();
    numbered.flat_map(move |(number, party)| {
        let actions = parties.index(number).field("actions");
        let taken = party.actions.iter().enumerate();
        taken.map(move |(number, action)| Part {
            path: actions.index(number).field("agent"),
            entity: &action.agent,
            kinds: &[Person],
        })
    })
}

fn too_few_parties(fact: &Fact) -> Option<Finding> {
    let Some(Body::Agreement(agreement)) = &fact.body else {
        return None;
    };
    let count = agreement.parties.len();
    (count < 2).then(|| {
        let message = format!("an agreement has two or more parties, but this one has {count}");
        let at = At::resource(&fact.name).field("agreement").field("parties");
        Finding::new(Rule::MissingField, at, message)
    })
}

/// What is wrong with a reference to a fact whose body must be of one kind.
fn wrong_body(index: &Index<'_>, fact: &Fact) -> Option<Finding> {
    let body = fact.body.as_ref()?;
    let (field, target, wanted) = match body {
        Body::Event(event) => ("part_of", &event.part_of, FactKind::Event),
        Body::Transfer(transfer) => ("agreement", &transfer.agreement, FactKind::Agreement),
        _ => return None,
    };
    let other = index.facts.get(target.as_str())?;
    (other.kind() != Some(wanted)).then(|| {
        let wanted = wanted.as_str();
        let message =
            format!("`{target}` is not an {wanted}; name a fact whose body is `{wanted}:`");
        let at = At::resource(&fact.name)
            .field(body.kind().as_str())
            .field(field);
        Finding::new(Rule::WrongKind, at, message)
    })
}

fn wrong_kind(index: &Index<'_>, name: &str, part: Part<'_>) -> Option<Finding> {
    let entity = index.entities.get(part.entity)?;
    // That an entity has no kind, or none that there is, is another finding.
    if entity.kind() == EntityKind::Unspecified || part.kinds.contains(&entity.kind()) {
        return None;
    }
    let wanted = part.kinds.iter();
    let wanted: Vec<String> = wanted
        .map(|kind| format!("`{}`", short_name(*kind)))
        .collect();
    let message = format!(
        "`{}` is of kind `{}`; name an entity of kind {}",
        part.entity,
        short_name(entity.kind()),
        wanted.join(" or ")
    );
    let at = At::path(name, part.path);
    Some(Finding::new(Rule::WrongKind, at, message))
}

/// The kind as editors write it.
fn short_name(kind: EntityKind) -> String {
    let name = kind.as_str_name();
    let short = name.strip_prefix("ENTITY_KIND_").unwrap_or(name);
    short.to_lowercase()
}
