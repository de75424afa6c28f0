//! `GetStats`: how much there is.

use std::collections::BTreeMap;

use dossier::v1::{GetStatsResponse, LifecycleState, StateCount};
use dossier_check::model::resource::COLLECTIONS;

use super::select::Counts;
use crate::snapshot::Snapshot;

/// Counts a snapshot.
pub(super) fn stats(snapshot: &Snapshot) -> GetStatsResponse {
    let mut states: BTreeMap<(usize, i32), i64> = BTreeMap::new();
    for (rank, collection) in COLLECTIONS.iter().enumerate() {
        for record in snapshot.collection(collection) {
            *states.entry((rank, record.state.into())).or_default() += 1;
        }
    }
    let mut counts = Counts::default();
    let published = snapshot.collection("facts");
    let published = published.filter(|record| record.state == LifecycleState::Published);
    for fact in published.filter_map(|record| record.fact()) {
        counts.add(&fact);
    }
    let (kinds, topics) = counts.facets();
    let states = states.into_iter().map(|((rank, state), count)| StateCount {
        collection: COLLECTIONS
            .get(rank)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        state,
        count,
    });
    GetStatsResponse {
        revision: snapshot.revision(),
        commit_time: Some(snapshot.commit_time()),
        store_uid: snapshot.store_uid().to_owned(),
        states: states.collect(),
        kinds,
        topics,
        deleted_count: i64::try_from(snapshot.deleted().count()).unwrap_or(i64::MAX),
    }
}
