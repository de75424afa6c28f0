//! `ListDependents`: what would fall, or have to change, if a resource were retracted.

use std::collections::{BTreeMap, BTreeSet};

use dossier::Collection;
use dossier::v1::{Dependent, ListDependentsRequest, ListDependentsResponse};
use dossier_check::model::contract;
use dossier_check::model::field_path::FieldPath;
use dossier_check::model::record::Record;
use dossier_check::rules::markdown;

use crate::error::ServiceError;
use crate::service::page::{Page, total_size};
use crate::service::room::fitting;
use crate::snapshot::Snapshot;

/// A page of what leans on a resource.
pub(super) fn dependents(
    snapshot: &Snapshot,
    request: &ListDependentsRequest,
    page: &Page,
) -> Result<ListDependentsResponse, ServiceError> {
    let record = snapshot.get(&request.name);
    let start = record.ok_or_else(|| ServiceError::NotFound(request.name.clone()))?;
    // From each dependent to what it leans on, a step at a time.
    let mut found: Vec<(i32, String, String)> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::from([start.name.to_string()]);
    let mut layer = vec![start.name.to_string()];
    let mut distance = 0;
    while !layer.is_empty() && (request.transitive || distance == 0) {
        distance += 1;
        let mut next: BTreeMap<String, String> = BTreeMap::new();
        for target in &layer {
            for record in snapshot.referrers(target) {
                if !seen.contains(&*record.name) {
                    next.entry(record.name.to_string())
                        .or_insert_with(|| target.clone());
                }
            }
        }
        seen.extend(next.keys().cloned());
        layer = next.keys().cloned().collect();
        found.extend(
            next.into_iter()
                .map(|(name, target)| (distance, name, target)),
        );
    }
    let shown = page.slice().cut(found.iter());
    let dependents = shown.map(|(distance, name, target)| {
        Some(dependent(
            snapshot,
            snapshot.record(name)?,
            (target, *distance),
        ))
    });
    let (dependents, places) = fitting(dependents);
    Ok(ListDependentsResponse {
        dependents,
        next_page_token: page.next(places, found.len()),
        total_size: total_size(found.len()),
    })
}

fn dependent(snapshot: &Snapshot, record: &Record, (target, distance): (&str, i32)) -> Dependent {
    let collection = record.collection();
    let kind = collection.and_then(contract::message_type);
    let message = kind.and_then(|kind| contract::decoded(kind.full_name(), record.bytes.clone()));
    let mut references = message.map_or_else(Vec::new, |message| contract::references(&message));
    references.extend(record.resource().iter().flat_map(markdown::links));
    let mut seen = BTreeSet::new();
    // Markdown may name it by an id that it had before.
    let is_target = |name: &str| {
        let found = || {
            snapshot
                .get(name)
                .is_some_and(|found| *found.name == *target)
        };
        name == target || found()
    };
    let fields = references.into_iter().filter(|(_, name)| is_target(name));
    let fields: Vec<FieldPath> = fields
        .map(|(path, _)| path)
        .filter(|path| seen.insert(path.clone()))
        .collect();
    // What the rule `retracted-reference` lets stand: a dossier keeps its retracted facts, and a
    // retracted resource its successor.
    let kept = |path: &FieldPath| {
        path.lies_in(&FieldPath::new("superseded_by"))
            || (collection == Some(Collection::Dossiers) && path.lies_in(&FieldPath::new("facts")))
    };
    Dependent {
        name: record.name.to_string(),
        leans_on: target.to_owned(),
        would_fall: record.state.is_citable() && !fields.iter().all(kept),
        fields: fields.iter().map(FieldPath::to_string).collect(),
        distance,
    }
}
