//! Which records a request is about: the states that it wants, and those that its filter may let
//! through.

use std::sync::Arc;

use dossier::Collection;
use dossier::v1::LifecycleState;
use dossier_check::filter::Filter;
use dossier_check::model::record::Record;

use crate::snapshot::Snapshot;

/// The states that `show` asks for; those that are current where it is empty.
pub(super) fn states(show: &[i32]) -> Vec<i32> {
    if !show.is_empty() {
        return show.to_vec();
    }
    let all = (0..).map_while(|number| LifecycleState::try_from(number).ok());
    let current = all.filter(|state| state.is_current());
    current.map(i32::from).collect()
}

/// The records of a collection that a filter may let through, by name: all of them, or where the
/// filter demands that a name be mentioned only those that mention it.
pub fn candidates<'s>(
    filter: &Filter,
    snapshot: &'s Snapshot,
    collection: Collection,
) -> Box<dyn Iterator<Item = &'s Arc<Record>> + 's> {
    match filter.demanded() {
        None => Box::new(snapshot.collection(collection)),
        Some(name) => Box::new(
            snapshot
                .referrers(name)
                .filter(move |record| record.collection() == Some(collection)),
        ),
    }
}
