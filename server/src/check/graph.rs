//! What must not run in circles: parts, causes, derivations, parents, successors.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{LinkKind, fact::Body};

use super::index::Index;
use crate::diagnostic::Finding;

/// One relation that must be free of cycles: from each name to others, with the fields that say so.
struct Relation<'s> {
    what: &'static str,
    edges: BTreeMap<&'s str, Vec<(&'s str, String)>>,
}

/// Checks every relation of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for relation in relations(index) {
        cycles(&relation, findings);
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
    for header in &index.all {
        if !header.superseded_by.is_empty() {
            let edge = (header.superseded_by, "superseded_by".to_owned());
            successors.edges.entry(header.name).or_default().push(edge);
        }
    }
    vec![parts, causes, derivations, parents, successors]
}

/// Reports each edge that closes a circle. Keeps its own stack: a chain may be as long as the corpus.
fn cycles(relation: &Relation<'_>, findings: &mut Vec<Finding>) {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in relation.edges.keys() {
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        let mut open: BTreeSet<&str> = BTreeSet::from([*start]);
        while let Some((name, next)) = path.last_mut() {
            let edge = relation.edges.get(*name).and_then(|edges| edges.get(*next));
            let Some((target, field)) = edge.filter(|_| !done.contains(*name)) else {
                done.insert(name);
                open.remove(*name);
                path.pop();
                continue;
            };
            *next += 1;
            if open.contains(target) {
                let told = format!(
                    "`{name}` {} `{target}`, which leads back to it",
                    relation.what
                );
                findings.push(Finding::error("cycle", name, field, told));
            } else if !done.contains(target) {
                open.insert(target);
                path.push((target, 0));
            }
        }
    }
}
