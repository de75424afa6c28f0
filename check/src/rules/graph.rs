//! Rejects cycles among parts, causes, derivations, parents and successors.

use std::collections::{BTreeMap, BTreeSet};

use dossier::v1::{Fact, LinkKind, Resource, fact::Body, resource};

use super::index::Index;
use crate::diagnostic::{At, Finding, Rule};
use crate::model::field_path::FieldPath;

/// A kind of reference that must be free of cycles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    PartOf,
    Causes,
    DerivedFrom,
    Parent,
    SupersededBy,
}

impl Relation {
    /// The relation as a verb between two names.
    const fn verb(self) -> &'static str {
        match self {
            Self::PartOf => "is a part of",
            Self::Causes => "causes",
            Self::DerivedFrom => "is derived from",
            Self::Parent => "belongs to",
            Self::SupersededBy => "is superseded by",
        }
    }
}

/// A reference that must not close a circle.
struct Edge<'r> {
    relation: Relation,
    target: &'r str,
    path: FieldPath,
}

/// The edges of one relation, by the names that they start from.
type Edges<'s> = BTreeMap<&'s str, Vec<Edge<'s>>>;

/// Checks every relation of a state.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut relations: BTreeMap<Relation, Edges<'_>> = BTreeMap::new();
    for resource in index.all {
        for edge in edges(resource) {
            let of_relation = relations.entry(edge.relation).or_default();
            of_relation.entry(resource.name()).or_default().push(edge);
        }
    }
    for edges in relations.values() {
        cycles(index, edges, findings);
    }
}

/// What a resource leads to over relations that must be free of cycles.
pub(super) fn chained(resource: &Resource) -> Vec<String> {
    let targets = edges(resource).into_iter().map(|edge| edge.target);
    targets.map(str::to_owned).collect()
}

/// All edges that start from a resource.
fn edges(resource: &Resource) -> Vec<Edge<'_>> {
    let mut edges = match &resource.resource {
        Some(resource::Resource::Entity(entity)) => vec![Edge {
            relation: Relation::Parent,
            target: &entity.parent,
            path: FieldPath::new("parent"),
        }],
        Some(resource::Resource::Fact(fact)) => fact_edges(fact),
        _ => Vec::new(),
    };
    edges.push(Edge {
        relation: Relation::SupersededBy,
        target: resource.superseded_by(),
        path: FieldPath::new("superseded_by"),
    });
    edges.retain(|edge| !edge.target.is_empty());
    edges
}

fn fact_edges(fact: &Fact) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    for (number, link) in fact.links.iter().enumerate() {
        let relation = match link.kind() {
            LinkKind::PartOf => Relation::PartOf,
            LinkKind::Causes => Relation::Causes,
            _ => continue,
        };
        edges.push(Edge {
            relation,
            target: &link.fact,
            path: FieldPath::new("links").index(number),
        });
    }
    if let Some(Body::Event(event)) = &fact.body {
        edges.push(Edge {
            relation: Relation::PartOf,
            target: &event.part_of,
            path: FieldPath::new("event").field("part_of"),
        });
    }
    let sources = fact
        .derivation
        .iter()
        .flat_map(|derivation| &derivation.facts);
    edges.extend(sources.enumerate().map(|(number, source)| Edge {
        relation: Relation::DerivedFrom,
        target: source,
        path: FieldPath::new("derivation").field("facts").index(number),
    }));
    edges
}

/// A name that is being walked through, and how many of its edges were taken.
struct Step<'s> {
    name: &'s str,
    taken: usize,
    /// The last step up to this one, itself included, whose resource is looked at.
    owned: Option<usize>,
}

/// The way from a start to where the walk is.
#[derive(Default)]
struct Trail<'s> {
    steps: Vec<Step<'s>>,
    /// Where on the trail each of its names is.
    positions: BTreeMap<&'s str, usize>,
}

impl<'s> Trail<'s> {
    fn push(&mut self, name: &'s str, owned: bool) {
        let position = self.steps.len();
        let before = self.steps.last().and_then(|step| step.owned);
        self.positions.insert(name, position);
        self.steps.push(Step {
            name,
            taken: 0,
            owned: if owned { Some(position) } else { before },
        });
    }

    fn pop(&mut self) {
        if let Some(step) = self.steps.pop() {
            self.positions.remove(step.name);
        }
    }

    /// The finding about a circle that closes where the trail meets its own member; at the last
    /// member that is looked at, and nowhere if none is.
    fn circle(&self, closing: &str, edges: &Edges<'_>) -> Option<Finding> {
        let start = self.positions.get(closing)?;
        let owned = self.steps.last()?.owned.filter(|owned| owned >= start)?;
        let Step { name, taken, .. } = self.steps.get(owned)?;
        let edge = edges.get(name)?.get(taken.checked_sub(1)?)?;
        let message = format!(
            "`{name}` {} `{}`, which leads back to it; remove one of the references in between",
            edge.relation.verb(),
            edge.target
        );
        let at = At::path(name, edge.path.clone());
        Some(Finding::new(Rule::Cycle, at, message))
    }
}

/// Reports each edge that closes a circle. Each name and each edge is met once, and the trail is kept
/// here and not on the stack, because a chain may be as long as the corpus.
fn cycles(index: &Index<'_>, edges: &Edges<'_>, findings: &mut Vec<Finding>) {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut trail = Trail::default();
    for start in edges.keys() {
        if !done.contains(start) {
            trail.push(start, index.owns(start));
        }
        while let Some(step) = trail.steps.last_mut() {
            let Some(edge) = edges.get(step.name).and_then(|all| all.get(step.taken)) else {
                done.insert(step.name);
                trail.pop();
                continue;
            };
            step.taken += 1;
            if trail.positions.contains_key(edge.target) {
                findings.extend(trail.circle(edge.target, edges));
            } else if !done.contains(edge.target) {
                trail.push(edge.target, index.owns(edge.target));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dossier::v1::{Fact, FactLink, LinkKind, Resource, resource};
    use proptest::prelude::*;

    use super::{Index, check};

    fn name(number: usize) -> String {
        format!("facts/f{number}")
    }

    /// Facts of which each is a part of those listed.
    fn facts(parts: &[Vec<usize>]) -> Vec<Resource> {
        let link = |target: &usize| FactLink {
            fact: name(*target),
            kind: LinkKind::PartOf.into(),
            ..FactLink::default()
        };
        let fact = |(number, targets): (usize, &Vec<usize>)| Fact {
            name: name(number),
            links: targets.iter().map(link).collect(),
            ..Fact::default()
        };
        let numbered = parts.iter().enumerate().map(fact);
        numbered
            .map(|fact| Resource {
                resource: Some(resource::Resource::Fact(Box::new(fact))),
            })
            .collect()
    }

    /// What is reached by following every edge from a fact.
    fn reached(parts: &[Vec<usize>], start: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open = vec![start];
        while let Some(next) = open.pop() {
            let targets = parts.get(next).into_iter().flatten().copied();
            open.extend(targets.filter(|target| reached.insert(*target)));
        }
        reached
    }

    /// Whether some fact leads back to itself.
    fn leads_back(parts: &[Vec<usize>]) -> bool {
        (0..parts.len()).any(|start| reached(parts, start).contains(&start))
    }

    proptest! {
        #[test]
        fn there_is_a_finding_just_where_something_leads_back_to_itself(
            parts in prop::collection::vec(prop::collection::vec(0..8_usize, 0..3), 1..8),
            owned in prop::collection::btree_set(0..8_usize, 0..8),
        ) {
            let resources = facts(&parts);
            let mut all = Vec::new();
            check(&Index::new(&resources), &mut all);
            prop_assert_eq!(!all.is_empty(), leads_back(&parts));
            // Of some of the facts, the findings are about those alone.
            let names: Vec<String> = owned.iter().map(|number| name(*number)).collect();
            let own = names.iter().map(String::as_str).collect();
            let mut some = Vec::new();
            check(&Index::new(&resources).only(own), &mut some);
            prop_assert!(some.iter().all(|finding| names.contains(&finding.at.resource)));
        }
    }

    #[test]
    fn a_chain_may_be_as_long_as_the_corpus_and_lead_back_everywhere() {
        let count = 20_000;
        let parts: Vec<Vec<usize>> = (0..count).map(|number| vec![number + 1, 0]).collect();
        let resources = facts(&parts);
        let mut findings = Vec::new();
        check(&Index::new(&resources), &mut findings);
        assert_eq!(findings.len(), count);
    }
}
