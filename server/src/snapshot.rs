//! The state at one revision: immutable, and shared by every read that started on it.

mod load;

use std::ops::Bound;
use std::sync::Arc;

use dossier::v1::{Article, ChangeType, Fact, LifecycleState, Resource};
use dossier_check::model::record::Record;
use dossier_check::model::resource::{COLLECTIONS, Name, Standing, rank};
use dossier_check::rules::Surroundings;
use imbl::{OrdMap, OrdSet};
use prost::Message as _;
use prost_types::Timestamp;

use crate::commit::{Change, Commit};

pub use load::Loader;

/// The state at one revision. Copying one costs a few pointers; applying a commit costs in
/// proportion to the commit.
#[derive(Clone, Debug)]
pub struct Snapshot {
    store_uid: Name,
    revision: i64,
    commit_time: Timestamp,
    records: OrdMap<Name, Arc<Record>>,
    /// From former names to present ones.
    former: OrdMap<Name, Name>,
    /// From names to the names of what refers to them.
    referrers: OrdMap<Name, OrdSet<Name>>,
    /// What was deleted, and in which revision.
    deleted: OrdMap<Name, i64>,
    counts: Counts,
}

/// How many records each collection has in each state.
type Counts = [[usize; STATES]; COLLECTIONS.len()];

/// One more than the greatest life-cycle state.
const STATES: usize = LifecycleState::Retracted as usize + 1;

impl Snapshot {
    /// The state before the first commit.
    pub fn empty(store_uid: &str) -> Self {
        Self {
            store_uid: store_uid.into(),
            revision: 0,
            commit_time: Timestamp::default(),
            records: OrdMap::new(),
            former: OrdMap::new(),
            referrers: OrdMap::new(),
            deleted: OrdMap::new(),
            counts: Counts::default(),
        }
    }

    /// The state after a commit.
    #[must_use]
    pub fn apply(&self, commit: &Commit) -> Self {
        let mut next = self.clone();
        next.revision = commit.revision;
        next.commit_time = commit.time;
        for change in &commit.changes {
            next.take_away(&change.name);
            if change.kind == ChangeType::Deleted {
                next.deleted
                    .insert(Arc::clone(&change.name), commit.revision);
            } else {
                next.put(change, commit.revision);
            }
        }
        next
    }

    fn take_away(&mut self, name: &str) {
        let Some(old) = self.records.remove(name) else {
            return;
        };
        if let Some(count) = count_of(&mut self.counts, &old) {
            *count = count.saturating_sub(1);
        }
        let standing = Standing::decode(old.bytes.as_ref()).unwrap_or_default();
        for former in former_names(&old.name, &standing.former_ids) {
            self.former.remove(former.as_str());
        }
        for target in &old.references {
            let Some(referrers) = self.referrers.get_mut(target) else {
                continue;
            };
            referrers.remove(&old.name);
            if referrers.is_empty() {
                self.referrers.remove(target);
            }
        }
    }

    fn put(&mut self, change: &Change, revision: i64) {
        let name = Arc::clone(&change.name);
        let standing = Standing::decode(change.body.as_ref()).unwrap_or_default();
        for former in former_names(&name, &standing.former_ids) {
            self.former.insert(former.into(), Arc::clone(&name));
        }
        self.deleted.remove(&name);
        let references = change.references.iter().map(|target| self.shared(target));
        let references: Box<[Name]> = references.collect();
        for target in &references {
            if let Some(referrers) = self.referrers.get_mut(target) {
                referrers.insert(Arc::clone(&name));
            } else {
                let first = OrdSet::unit(Arc::clone(&name));
                self.referrers.insert(Arc::clone(target), first);
            }
        }
        let record = Record {
            name: Arc::clone(&name),
            bytes: change.body.clone(),
            state: standing.state(),
            revision,
            references,
        };
        if let Some(count) = count_of(&mut self.counts, &record) {
            *count += 1;
        }
        self.records.insert(name, Arc::new(record));
    }

    /// One allocation for all mentions of a name.
    fn shared(&self, name: &str) -> Name {
        let known = self.records.get_key_value(name).map(|(name, _)| name);
        let known = known.or_else(|| self.referrers.get_key_value(name).map(|(name, _)| name));
        known.map_or_else(|| name.into(), Arc::clone)
    }

    /// Which store this is a state of.
    pub fn store_uid(&self) -> &str {
        &self.store_uid
    }

    /// The revision.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// When the revision was committed.
    pub fn commit_time(&self) -> Timestamp {
        self.commit_time
    }

    /// A record by its name.
    pub fn record(&self, name: &str) -> Option<&Arc<Record>> {
        self.records.get(name)
    }

    /// A record by its name, or by a name that it had before.
    pub fn get(&self, name: &str) -> Option<&Arc<Record>> {
        let former = || {
            let present = self.former.get(name)?;
            self.records.get(present)
        };
        self.records.get(name).or_else(former)
    }

    /// How many resources there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// All records, by name.
    pub fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.values()
    }

    /// The records of a collection, by name.
    pub fn collection<'s>(
        &'s self,
        collection: &str,
    ) -> impl Iterator<Item = &'s Arc<Record>> + use<'s> {
        self.collection_after(collection, "")
    }

    /// The records of a collection that come after a name, by name.
    pub fn collection_after<'s>(
        &'s self,
        collection: &str,
        after: &str,
    ) -> impl Iterator<Item = &'s Arc<Record>> + use<'s> {
        // `0` is the character after `/`.
        let (first, end) = (format!("{collection}/"), format!("{collection}0"));
        let start = if after > first.as_str() {
            after
        } else {
            &first
        };
        let range = (
            Bound::Excluded(Name::from(start)),
            Bound::Excluded(Name::from(end)),
        );
        self.records.range(range).map(|(_, record)| record)
    }

    /// How many records a collection has in these states.
    pub fn count(&self, collection: &str, states: &[i32]) -> usize {
        let counts = self.counts.get(rank(collection)).into_iter().flatten();
        let wanted = (0..).zip(counts);
        wanted
            .filter(|(state, _)| states.contains(state))
            .map(|(_, count)| count)
            .sum()
    }

    /// What refers to a name, by name.
    pub fn referrers<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Arc<Record>> + use<'s> {
        let names = self.referrers.get(name).into_iter().flatten();
        names.filter_map(|name| self.records.get(name))
    }

    /// What was deleted, each with the revision that did it, by name.
    pub fn deleted(&self) -> impl Iterator<Item = (&Name, i64)> {
        self.deleted
            .iter()
            .map(|(name, revision)| (name, *revision))
    }

    /// In which revision a name was deleted.
    pub fn deleted_in(&self, name: &str) -> Option<i64> {
        self.deleted.get(name).copied()
    }

    /// All facts, by name.
    pub fn facts(&self) -> impl Iterator<Item = Fact> {
        self.collection("facts").filter_map(|record| record.fact())
    }

    /// An article by its name, or by a name that it had before.
    pub fn article(&self, name: &str) -> Option<Article> {
        let record = self.get(name)?;
        Article::decode(record.bytes.clone()).ok()
    }
}

/// Where a record is counted.
fn count_of<'c>(counts: &'c mut Counts, record: &Record) -> Option<&'c mut usize> {
    let state = usize::try_from(i32::from(record.state)).ok()?;
    counts.get_mut(rank(&record.name))?.get_mut(state)
}

fn former_names(name: &str, ids: &[String]) -> Vec<String> {
    let collection = name.split('/').next().unwrap_or_default();
    let ids = ids.iter();
    ids.map(|id| format!("{collection}/{id}")).collect()
}

impl Surroundings for Snapshot {
    fn resource(&self, name: &str) -> Option<Resource> {
        self.records.get(name)?.resource()
    }

    fn referrers(&self, name: &str) -> Vec<String> {
        let names = self.referrers.get(name).into_iter().flatten();
        names.map(ToString::to_string).collect()
    }

    fn references(&self, name: &str) -> Vec<String> {
        let record = self.records.get(name);
        let names = record.into_iter().flat_map(|record| &record.references);
        names.map(ToString::to_string).collect()
    }

    fn former_owner(&self, name: &str) -> Option<String> {
        self.former.get(name).map(ToString::to_string)
    }
}
