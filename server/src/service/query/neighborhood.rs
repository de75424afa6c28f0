//! `ExploreNeighborhood`: what is around an entity, over the facts that tie it to others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use dossier::v1::{
    ExploreNeighborhoodRequest, ExploreNeighborhoodResponse, Fact, NeighborhoodEntity,
    NeighborhoodTie,
};
use dossier::{Collection, FactKind};
use dossier_check::model::contract;
use dossier_check::model::record::Record;

use super::select::Selection;
use crate::error::ServiceError;
use crate::service::find;
use crate::service::room::fitting;
use crate::snapshot::Snapshot;

/// How far a walk goes at most. Three steps reach most of a newsroom's world.
const DEPTH_MAX: i32 = 3;

/// How many entities an answer has if nobody says, and at most.
const ENTITIES: (usize, usize) = (100, 500);

/// How many ties an answer has at most.
const TIES_MAX: usize = 5_000;

/// A fact that names more entities than this is a list; it ties each of them to the first only.
const MEMBERS_MAX: usize = 20;

/// An entity in a fact, and the field that names it.
type Member = (String, String);

struct Walk<'s> {
    snapshot: &'s Snapshot,
    selection: Selection,
    most: usize,
    distance: BTreeMap<String, i32>,
    facts: BTreeMap<String, (&'static str, Vec<Member>)>,
    truncated: bool,
}

/// The neighborhood of an entity.
pub(super) fn neighborhood(
    snapshot: &Snapshot,
    request: &ExploreNeighborhoodRequest,
) -> Result<ExploreNeighborhoodResponse, ServiceError> {
    let start = find(Collection::Entities, snapshot, &request.entity, &[])?;
    if !(0..=DEPTH_MAX).contains(&request.depth) {
        let message = format!(
            "must be from 1 to {DEPTH_MAX}, or 0 for the default, got {}",
            request.depth
        );
        return Err(ServiceError::field("depth", message));
    }
    let mut walk = Walk {
        snapshot,
        selection: Selection::new(&request.filter, &request.show)?,
        most: most(request.max_entities)?,
        distance: BTreeMap::from([(start.name.to_string(), 0)]),
        facts: BTreeMap::new(),
        truncated: false,
    };
    walk.run(&start.name, request.depth.max(1));
    Ok(walk.into_response())
}

/// How many entities are found at most, where a request says so or leaves it out.
fn most(max_entities: i32) -> Result<usize, ServiceError> {
    match usize::try_from(max_entities) {
        Err(_) => {
            let message = format!("must not be negative, got {max_entities}");
            Err(ServiceError::field("max_entities", message))
        }
        Ok(0) => Ok(ENTITIES.0),
        Ok(most) => Ok(most.min(ENTITIES.1)),
    }
}

impl Walk<'_> {
    fn run(&mut self, start: &str, depth: i32) {
        let mut next = VecDeque::from([(start.to_owned(), 0)]);
        while let Some((name, distance)) = next.pop_front() {
            if distance == depth {
                continue;
            }
            let snapshot = self.snapshot;
            for record in snapshot.referrers(&name) {
                let members = self.members(record).into_iter();
                let reached = members.filter(|(entity, _)| self.reach(entity, distance + 1));
                next.extend(
                    reached
                        .map(|(entity, _)| (entity, distance + 1))
                        .collect::<Vec<_>>(),
                );
            }
        }
    }

    /// Takes an entity in, if it is new and there is room.
    fn reach(&mut self, entity: &str, distance: i32) -> bool {
        if self.distance.contains_key(entity) {
            return false;
        }
        if self.distance.len() >= self.most {
            self.truncated = true;
            return false;
        }
        self.distance.insert(entity.to_owned(), distance);
        true
    }

    /// The entities in the body of a fact that counts as a tie.
    fn members(&mut self, record: &Record) -> Vec<Member> {
        if let Some((_, members)) = self.facts.get(&*record.name) {
            return members.clone();
        }
        let Some(fact) = self.selection.fact(record) else {
            return Vec::new();
        };
        let members = members(&fact);
        let kind = fact.kind().map_or("", FactKind::as_str);
        self.facts.insert(fact.name, (kind, members.clone()));
        members
    }

    fn into_response(mut self) -> ExploreNeighborhoodResponse {
        let entities = self.entities();
        let ties = self.ties();
        ExploreNeighborhoodResponse {
            entities,
            ties,
            truncated: self.truncated,
        }
    }

    /// The entities that were reached, the nearest first. Those that do not fit into an answer are left
    /// out, and count as not reached.
    fn entities(&mut self) -> Vec<NeighborhoodEntity> {
        let mut reached: Vec<(i32, String)> = self
            .distance
            .iter()
            .map(|(name, distance)| (*distance, name.clone()))
            .collect();
        reached.sort();
        let all = reached.iter().map(|(distance, name)| {
            Some(NeighborhoodEntity {
                entity: Some(self.snapshot.record(name)?.entity()?),
                distance: *distance,
            })
        });
        let (entities, places) = fitting(all);
        for (_, name) in reached.iter().skip(places) {
            self.distance.remove(name);
            self.truncated = true;
        }
        entities
    }

    fn ties(&mut self) -> Vec<NeighborhoodTie> {
        let mut ties = Vec::new();
        for (fact, (kind, members)) in &self.facts {
            let inside = members
                .iter()
                .filter(|(name, _)| self.distance.contains_key(name));
            let inside: Vec<&Member> = inside.collect();
            for (place, (from, from_field)) in inside.iter().enumerate() {
                if place > 0 && inside.len() > MEMBERS_MAX {
                    break;
                }
                for (to, to_field) in inside.iter().skip(place + 1) {
                    ties.push(NeighborhoodTie {
                        fact: fact.clone(),
                        kind: (*kind).to_owned(),
                        from: from.clone(),
                        from_field: from_field.clone(),
                        to: to.clone(),
                        to_field: to_field.clone(),
                    });
                }
            }
        }
        if ties.len() > TIES_MAX {
            ties.truncate(TIES_MAX);
            self.truncated = true;
        }
        ties
    }
}

/// The entities that a fact's body names, each once, in the order of the contract. Who said so, and
/// other evidence, ties nobody.
fn members(fact: &Fact) -> Vec<Member> {
    let body = Fact {
        body: fact.body.clone(),
        ..Fact::default()
    };
    let Some(message) = contract::dynamic(&body, Collection::Facts.message_name()) else {
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    let references = contract::references(&message).into_iter();
    let entities = references.filter(|(_, name)| Collection::Entities.contains(name));
    let once = entities.filter(|(_, name)| seen.insert(name.clone()));
    once.map(|(path, name)| (name, without_numbers(path.as_str())))
        .collect()
}

/// `transfer.suppliers[0]` → `transfer.suppliers`.
fn without_numbers(path: &str) -> String {
    let parts = path.split('.');
    let plain = parts.map(|part| part.split('[').next().unwrap_or_default());
    plain.collect::<Vec<_>>().join(".")
}
