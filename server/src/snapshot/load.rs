//! The state after many commits in one go: for a start, and for the far past.
//!
//! Applying them one after the other would look up every name in trees that outgrow the processor's
//! caches. Here names are hashed, and each tree is built once, in order.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use dossier::v1::ChangeType;
use dossier_check::model::record::Record;
use dossier_check::model::resource::{LifecycleHeader, SharedName};
use imbl::OrdSet;
use prost::Message as _;
use prost_types::Timestamp;

use super::{Snapshot, count_of, former_names, shared_record};
use crate::commit::{Change, Commit, Purge};

/// Takes in commits, in their order.
#[derive(Clone, Debug, Default)]
pub struct Loader {
    revision: i64,
    commit_time: Timestamp,
    names: HashSet<SharedName>,
    records: HashMap<SharedName, Arc<Record>>,
    /// The ids that records had before; most never had another.
    former: HashMap<SharedName, Vec<String>>,
    deleted: HashMap<SharedName, i64>,
    purged: HashMap<SharedName, Arc<Purge>>,
}

impl Loader {
    /// A record by its name.
    pub fn get(&self, name: &str) -> Option<&Arc<Record>> {
        self.records.get(name)
    }

    /// Takes in the next commit, sharing the records that are equal in another state.
    pub fn take(&mut self, commit: Commit, other: Option<&Self>) {
        self.revision = commit.revision;
        self.commit_time = commit.time;
        for change in commit.changes {
            let name = self.shared(&change.name);
            self.former.remove(&name);
            self.purged.remove(&name);
            if change.kind == ChangeType::Deleted {
                self.records.remove(&name);
                self.deleted.insert(name, commit.revision);
            } else {
                self.deleted.remove(&name);
                let record = self.record(&name, change, commit.revision);
                let known = other.and_then(|other| other.get(&name));
                self.records.insert(name, shared_record(known, record));
            }
        }
    }

    fn record(&mut self, name: &SharedName, change: Change, revision: i64) -> Record {
        let lifecycle = LifecycleHeader::decode(change.body.as_ref()).unwrap_or_default();
        let state = lifecycle.state();
        let purge = change.purge.map(|purge| (Arc::clone(name), purge));
        self.purged.extend(purge);
        if !lifecycle.former_ids.is_empty() {
            self.former.insert(Arc::clone(name), lifecycle.former_ids);
        }
        let references = change.references.iter().map(|target| self.shared(target));
        Record {
            name: Arc::clone(name),
            state,
            revision,
            references: references.collect(),
            bytes: change.body,
        }
    }

    /// One allocation for all mentions of a name.
    fn shared(&mut self, name: &str) -> SharedName {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        let name: SharedName = name.into();
        self.names.insert(Arc::clone(&name));
        name
    }

    /// The state after the commits, on an empty store of this uid.
    pub fn finish(self, store_uid: &str) -> Snapshot {
        let mut snapshot = Snapshot::empty(store_uid);
        snapshot.revision = self.revision;
        snapshot.commit_time = self.commit_time;
        let records = sorted(self.records);
        for (name, ids) in sorted(self.former) {
            let former = former_names(&name, &ids).into_iter();
            let former = former.map(|former| (SharedName::from(former), Arc::clone(&name)));
            snapshot.former.extend(former);
        }
        let mut referrers: HashMap<SharedName, Vec<SharedName>> = HashMap::new();
        for (name, record) in &records {
            if let Some(count) = count_of(&mut snapshot.counts, record) {
                *count += 1;
            }
            for target in &record.references {
                let known = referrers.entry(Arc::clone(target)).or_default();
                known.push(Arc::clone(name));
            }
        }
        // The names of each came in their order.
        let sets = sorted(referrers)
            .into_iter()
            .map(|(target, names)| (target, names.into_iter().collect::<OrdSet<SharedName>>()));
        snapshot.referrers = sets.collect();
        for (name, record) in records {
            if let Some(records) = snapshot.records_of_mut(&name) {
                records.insert(name, record);
            }
        }
        snapshot.deleted = sorted(self.deleted).into_iter().collect();
        snapshot.purged = sorted(self.purged).into_iter().collect();
        snapshot
    }
}

/// What a map holds, by name, so that a tree grows at its end only.
fn sorted<T>(map: HashMap<SharedName, T>) -> Vec<(SharedName, T)> {
    let mut all: Vec<(SharedName, T)> = map.into_iter().collect();
    all.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
    all
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use dossier::Collection;
    use dossier::v1::Entity;
    use proptest::prelude::*;

    use super::*;

    fn change(name: u8, former: Option<u8>, references: &[u8], gone: bool) -> Change {
        let entity = Entity {
            name: format!("entities/e{name}"),
            former_ids: former.map(|id| format!("f{id}")).into_iter().collect(),
            ..Entity::default()
        };
        let body = if gone {
            Bytes::new()
        } else {
            entity.encode_to_vec().into()
        };
        Change {
            name: entity.name.as_str().into(),
            kind: if gone {
                ChangeType::Deleted
            } else {
                ChangeType::Updated
            },
            etag: String::new(),
            previous_etag: String::new(),
            body,
            references: references
                .iter()
                .map(|id| format!("entities/e{id}"))
                .collect(),
            purge: None,
        }
    }

    proptest! {
        #[test]
        fn loading_is_the_same_as_applying_one_after_the_other(
            commits in prop::collection::vec(
                prop::collection::btree_map(
                    0..6_u8,
                    (prop::option::of(any::<u8>()), prop::collection::btree_set(0..8_u8, 0..3), any::<bool>()),
                    0..4,
                ),
                0..8,
            ),
        ) {
            let mut loader = Loader::default();
            let mut applied = Snapshot::empty("uid");
            for (revision, changes) in (1..).zip(commits) {
                let changes = changes.into_iter().map(|(name, (former, references, gone))| {
                    // Former names are unique, which the checks see to.
                    let former = former.map(|id| name * 40 + id % 40);
                    let references: Vec<u8> = references.into_iter().collect();
                    change(name, former, &references, gone)
                });
                let commit = Commit {
                    revision,
                    time: Timestamp { seconds: revision, nanos: 0 },
                    author: String::new(),
                    message: String::new(),
                    // What is not there cannot be deleted.
                    changes: changes
                        .filter(|change| change.kind != ChangeType::Deleted || applied.record(&change.name).is_some())
                        .collect(),
                };
                applied = applied.apply(&commit);
                loader.take(commit, None);
            }
            let loaded = loader.finish("uid");
            prop_assert_eq!(format!("{loaded:?}"), format!("{applied:?}"));
            let states = [0, 1, 2, 3, 4];
            prop_assert_eq!(loaded.count(Collection::Entities, &states), loaded.collection(Collection::Entities).count());
            prop_assert_eq!(loaded.count(Collection::Facts, &states), 0);
            let after: Vec<_> = loaded.collection_after(Collection::Entities, "entities/e2").collect();
            let wanted = loaded.collection(Collection::Entities).filter(|collection| &*collection.name > "entities/e2");
            prop_assert_eq!(after.len(), wanted.count());
        }
    }
}
