//! Which records a filter has to be tried on.

use std::sync::Arc;

use dossier_check::filter::Filter;
use dossier_check::model::record::Record;

use crate::snapshot::Snapshot;

/// The records of a collection that a filter may let through, by name: all of them, or where the
/// filter demands that a name be mentioned only those that mention it.
pub fn candidates<'s>(
    filter: &Filter,
    snapshot: &'s Snapshot,
    collection: &'s str,
) -> Box<dyn Iterator<Item = &'s Arc<Record>> + 's> {
    match filter.demanded() {
        None => Box::new(snapshot.collection(collection)),
        Some(name) => Box::new(snapshot.referrers(name).filter(move |record| {
            let rest = record.name.strip_prefix(collection);
            rest.is_some_and(|rest| rest.starts_with('/'))
        })),
    }
}
