//! Rejects cycles among parts, causes, derivations, parents and successors.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{LinkKind, Resource, fact::Body, resource};

use super::index::Index;
use crate::diagnostic::{Finding, Rule};

/// One relation that must be free of cycles: from each name to others, with the fields that say so.
struct Relation<'s> {
    what: &'static str,
    edges: BTreeMap<&'s str, Vec<(&'s str, String)>>,
}

/// Checks every relation of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for relation in relations(index) {
        cycles(index, &relation, findings);
    }
}

fn relations<'s>(index: &Index<'s>) -> Vec<Relation<'s>> {
    let [
        mut parts,
        mut causes,
        mut derivations,
        mut parents,
        mut successors,
    ] = [
        "is a part of",
        "causes",
        "is derived from",
        "belongs to",
        "is superseded by",
    ]
    .map(|what| Relation {
        what,
        edges: BTreeMap::new(),
    });
    for (name, fact) in &index.facts {
        for (number, link) in fact.links.iter().enumerate() {
            let edge = (link.fact.as_str(), format!("links[{number}]"));
            match link.kind() {
                LinkKind::PartOf => parts.edges.entry(name).or_default().push(edge),
                LinkKind::Causes => causes.edges.entry(name).or_default().push(edge),
                _ => {}
            }
        }
        if let Some(Body::Event(event)) = &fact.body
            && !event.part_of.is_empty()
        {
            let edge = (event.part_of.as_str(), "event.part_of".to_owned());
            parts.edges.entry(name).or_default().push(edge);
        }
        let from = fact
            .derivation
            .iter()
            .flat_map(|derivation| &derivation.facts);
        for (number, from) in from.enumerate() {
            let edge = (from.as_str(), format!("derivation.facts[{number}]"));
            derivations.edges.entry(name).or_default().push(edge);
        }
    }
    for (name, entity) in &index.entities {
        if !entity.parent.is_empty() {
            let edge = (entity.parent.as_str(), "parent".to_owned());
            parents.edges.entry(name).or_default().push(edge);
        }
    }
    for resource in index.all {
        if !resource.superseded_by().is_empty() {
            let edge = (resource.superseded_by(), "superseded_by".to_owned());
            let edges = successors.edges.entry(resource.name()).or_default();
            edges.push(edge);
        }
    }
    vec![parts, causes, derivations, parents, successors]
}

/// What a resource leads to over relations that must be free of cycles.
pub(super) fn chained(resource: &Resource) -> Vec<String> {
    let mut names = match &resource.resource {
        Some(resource::Resource::Entity(entity)) => vec![entity.parent.clone()],
        Some(resource::Resource::Fact(fact)) => {
            let links = fact.links.iter();
            let links =
                links.filter(|link| matches!(link.kind(), LinkKind::PartOf | LinkKind::Causes));
            let mut names: Vec<String> = links.map(|link| link.fact.clone()).collect();
            if let Some(Body::Event(event)) = &fact.body {
                names.push(event.part_of.clone());
            }
            let derivation = fact.derivation.iter();
            names.extend(derivation.flat_map(|derivation| derivation.facts.clone()));
            names
        }
        _ => Vec::new(),
    };
    names.push(resource.superseded_by().to_owned());
    names.retain(|name| !name.is_empty());
    names
}

/// The finding about a circle that closes where a path meets its own member; at the last member that
/// is looked at, and nowhere if none is.
fn circle(
    index: &Index<'_>,
    relation: &Relation<'_>,
    path: &[(&str, usize)],
    closing: &str,
) -> Option<Finding> {
    let from = path.iter().position(|(name, _)| *name == closing)?;
    let members = path.get(from..)?.iter().rev();
    let (name, next) = members.into_iter().find(|(name, _)| index.owns(name))?;
    let (target, field) = relation.edges.get(name)?.get(next.checked_sub(1)?)?;
    let told = format!(
        "`{name}` {} `{target}`, which leads back to it",
        relation.what
    );
    Some(Finding::new(Rule::Cycle, name, field, told))
}

/// Reports each edge that closes a circle. Keeps its own stack: a chain may be as long as the corpus.
fn cycles(index: &Index<'_>, relation: &Relation<'_>, findings: &mut Vec<Finding>) {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in relation.edges.keys() {
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        let mut open: BTreeSet<&str> = BTreeSet::from([*start]);
        while let Some((name, next)) = path.last_mut() {
            let edge = relation.edges.get(*name).and_then(|edges| edges.get(*next));
            let Some((target, _)) = edge.filter(|_| !done.contains(*name)) else {
                done.insert(name);
                open.remove(*name);
                path.pop();
                continue;
            };
            *next += 1;
            if open.contains(target) {
                findings.extend(circle(index, relation, &path, target));
            } else if !done.contains(target) {
                open.insert(target);
                path.push((target, 0));
            }
        }
    }
}
