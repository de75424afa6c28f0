//! `GetStats`: how much there is.

use std::collections::BTreeMap;

use dossier::Collection;
use dossier::v1::{GetStatsResponse, StateCount};

use super::select::Counts;
use crate::snapshot::Snapshot;

/// Counts a snapshot.
pub(super) fn stats(snapshot: &Snapshot) -> GetStatsResponse {
    let mut states: BTreeMap<(Collection, i32), i64> = BTreeMap::new();
    for record in snapshot.records() {
        if let Some(collection) = record.collection() {
            *states.entry((collection, record.state.into())).or_default() += 1;
        }
    }
    let mut counts = Counts::default();
    let current = snapshot
        .collection(Collection::Facts)
        .filter(|record| record.state.is_current());
    for fact in current.filter_map(|record| record.fact()) {
        counts.add(&fact);
    }
    let facets = counts.facets();
    let states = states
        .into_iter()
        .map(|((collection, state), count)| StateCount {
            collection: collection.to_string(),
            state,
            count,
        });
    GetStatsResponse {
        revision: snapshot.revision(),
        commit_time: Some(snapshot.commit_time()),
        store_uid: snapshot.store_uid().to_owned(),
        states: states.collect(),
        kinds: facets.kinds,
        topics: facets.topics,
        deleted_count: i64::try_from(snapshot.deleted().count()).unwrap_or(i64::MAX),
    }
}
