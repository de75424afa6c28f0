//! The state after many commits in one go: for a start, and for the far past.
//!
//! Applying them one after the other would look up every name in trees that outgrow the processor's
//! caches. Here names are hashed, and each tree is built once, in order.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use dossier::v1::ChangeType;
use imbl::OrdSet;
use prost::Message as _;
use prost_types::Timestamp;

use super::{Record, Snapshot, former_names};
use crate::commit::{Change, Commit};
use crate::header::{Header, Name};

/// Takes in commits, in their order.
#[derive(Debug, Default)]
pub struct Loader {
    revision: i64,
    commit_time: Timestamp,
    names: HashSet<Name>,
    records: HashMap<Name, (Record, Header)>,
    deleted: HashMap<Name, i64>,
}

impl Loader {
    /// Takes in the next commit.
    pub fn take(&mut self, commit: Commit) {
        self.revision = commit.revision;
        self.commit_time = commit.time;
        for change in commit.changes {
            let name = self.shared(&change.name);
            if change.kind == ChangeType::Deleted {
                self.records.remove(&name);
                self.deleted.insert(name, commit.revision);
            } else {
                self.deleted.remove(&name);
                let record = self.record(&name, &change, commit.revision);
                self.records.insert(name, record);
            }
        }
    }

    fn record(&mut self, name: &Name, change: &Change, revision: i64) -> (Record, Header) {
        let mut header = Header::decode(change.body.clone()).unwrap_or_default();
        let references = change.references.iter().map(|target| self.shared(target));
        let record = Record {
            name: Arc::clone(name),
            bytes: change.body.clone(),
            state: header.state(),
            revision,
            references: references.collect(),
        };
        // The rest is read again by who needs it.
        let former_ids = std::mem::take(&mut header.former_ids);
        (
            record,
            Header {
                former_ids,
                ..Header::default()
            },
        )
    }

    /// One allocation for all mentions of a name.
    fn shared(&mut self, name: &str) -> Name {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        let name: Name = name.into();
        self.names.insert(Arc::clone(&name));
        name
    }

    /// The state after the commits, on an empty store of this uid.
    pub fn finish(self, store_uid: &str) -> Snapshot {
        let mut snapshot = Snapshot::empty(store_uid);
        snapshot.revision = self.revision;
        snapshot.commit_time = self.commit_time;
        let mut records: Vec<(Record, Header)> = self.records.into_values().collect();
        records.sort_unstable_by(|(one, _), (other, _)| one.name.cmp(&other.name));
        let mut edges: Vec<(Name, Name)> = Vec::new();
        for (record, header) in &records {
            for former in former_names(&record.name, header) {
                snapshot
                    .former
                    .insert(former.into(), Arc::clone(&record.name));
            }
            let targets = record.references.iter();
            edges.extend(targets.map(|target| (Arc::clone(target), Arc::clone(&record.name))));
        }
        edges.sort_unstable();
        let groups = edges.chunk_by(|(one, _), (other, _)| one == other);
        snapshot.referrers = groups
            .filter_map(|group| {
                let (target, _) = group.first()?;
                let names: OrdSet<Name> = group.iter().map(|(_, name)| Arc::clone(name)).collect();
                Some((Arc::clone(target), names))
            })
            .collect();
        let record = |(record, _): (Record, Header)| (Arc::clone(&record.name), Arc::new(record));
        snapshot.records = records.into_iter().map(record).collect();
        let mut deleted: Vec<(Name, i64)> = self.deleted.into_iter().collect();
        deleted.sort_unstable();
        snapshot.deleted = deleted.into_iter().collect();
        snapshot
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
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
                        .filter(|one| one.kind != ChangeType::Deleted || applied.record(&one.name).is_some())
                        .collect(),
                };
                applied = applied.apply(&commit);
                loader.take(commit);
            }
            let loaded = loader.finish("uid");
            prop_assert_eq!(format!("{loaded:?}"), format!("{applied:?}"));
        }
    }
}
