//! The state at one revision: immutable, and shared by every read that started on it.
//!
//! The whole state is in memory, because facts are small and reads are many: a million take less than a
//! gigabyte, and no read waits for a disk or a lock. Its trees share what did not change with the state
//! before (`imbl`), so a commit costs what it changes, and old states live as long as somebody reads them.

mod load;

use std::ops::Bound;
use std::sync::Arc;

use dossier::Collection;
use dossier::v1::{Article, ChangeType, Fact, LifecycleState, Resource};
use dossier_check::model::record::Record;
use dossier_check::model::resource::{LifecycleHeader, SharedName};
use dossier_check::rules::StateView;
use imbl::{OrdMap, OrdSet};
use prost::Message as _;
use prost_types::Timestamp;

use crate::commit::{Change, Commit, Purge};

pub use load::Loader;

/// The state at one revision. Copying one costs a few pointers; applying a commit costs in
/// proportion to the commit.
#[derive(Clone, Debug)]
pub struct Snapshot {
    store_uid: SharedName,
    revision: i64,
    commit_time: Timestamp,
    /// The records of each collection, in the order of [`Collection::ALL`], by name.
    records: [Records; Collection::ALL.len()],
    /// From former names to present ones.
    former: OrdMap<SharedName, SharedName>,
    /// From names to the names of what refers to them.
    referrers: OrdMap<SharedName, OrdSet<SharedName>>,
    /// What was deleted, and in which revision.
    deleted: OrdMap<SharedName, i64>,
    /// Of what is here, what was purged from this state of the past, and why.
    purged: OrdMap<SharedName, Arc<Purge>>,
    counts: Counts,
}

type Records = OrdMap<SharedName, Arc<Record>>;

/// How many records each collection has in each state.
type Counts = [[usize; STATES]; Collection::ALL.len()];

/// One more than the greatest life-cycle state.
const STATES: usize = LifecycleState::Retracted as usize + 1;

impl Snapshot {
    /// The state before the first commit.
    pub fn empty(store_uid: &str) -> Self {
        Self {
            store_uid: store_uid.into(),
            revision: 0,
            commit_time: Timestamp::default(),
            records: Default::default(),
            former: OrdMap::new(),
            referrers: OrdMap::new(),
            deleted: OrdMap::new(),
            purged: OrdMap::new(),
            counts: Counts::default(),
        }
    }

    /// The state after a commit.
    #[must_use]
    pub fn apply(&self, commit: &Commit) -> Self {
        self.applied(commit, None)
    }

    /// The same, sharing the records that are equal in another state.
    #[must_use]
    pub fn apply_beside(&self, commit: &Commit, other: &Self) -> Self {
        self.applied(commit, Some(other))
    }

    fn applied(&self, commit: &Commit, other: Option<&Self>) -> Self {
        let mut next = self.clone();
        next.revision = commit.revision;
        next.commit_time = commit.time;
        for change in &commit.changes {
            next.take_away(&change.name);
            next.purged.remove(&change.name);
            if change.kind == ChangeType::Deleted {
                next.deleted
                    .insert(Arc::clone(&change.name), commit.revision);
            } else {
                next.put(change, commit.revision, other);
            }
        }
        next
    }

    fn take_away(&mut self, name: &str) {
        let Some(old) = self
            .records_of_mut(name)
            .and_then(|records| records.remove(name))
        else {
            return;
        };
        if let Some(count) = count_of(&mut self.counts, &old) {
            *count = count.saturating_sub(1);
        }
        let lifecycle = LifecycleHeader::decode(old.bytes.as_ref()).unwrap_or_default();
        for former in former_names(&old.name, &lifecycle.former_ids) {
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

    /// Notes at each of these that a resource refers to it.
    fn add_referrer(&mut self, name: &SharedName, references: &[SharedName]) {
        for target in references {
            if let Some(referrers) = self.referrers.get_mut(target) {
                referrers.insert(Arc::clone(name));
            } else {
                let first = OrdSet::unit(Arc::clone(name));
                self.referrers.insert(Arc::clone(target), first);
            }
        }
    }

    fn put(&mut self, change: &Change, revision: i64, other: Option<&Self>) {
        let name = Arc::clone(&change.name);
        let lifecycle = LifecycleHeader::decode(change.body.as_ref()).unwrap_or_default();
        for former in former_names(&name, &lifecycle.former_ids) {
            self.former.insert(former.into(), Arc::clone(&name));
        }
        self.deleted.remove(&name);
        if let Some(purge) = &change.purge {
            self.purged.insert(Arc::clone(&name), Arc::clone(purge));
        }
        let references = change.references.iter().map(|target| self.shared(target));
        let references: Box<[SharedName]> = references.collect();
        self.add_referrer(&name, &references);
        let record = Record {
            name: Arc::clone(&name),
            bytes: change.body.clone(),
            state: lifecycle.state(),
            revision,
            references,
        };
        if let Some(count) = count_of(&mut self.counts, &record) {
            *count += 1;
        }
        if let Some(records) = self.records_of_mut(&name) {
            let known = other.and_then(|other| other.record(&name));
            records.insert(Arc::clone(&name), shared_record(known, record));
        }
    }

    /// One allocation for all mentions of a name.
    fn shared(&self, name: &str) -> SharedName {
        let records = self.records_of(name);
        let known = records.and_then(|records| records.get_key_value(name));
        let known = known
            .map(|(name, _)| name)
            .or_else(|| self.referrers.get_key_value(name).map(|(name, _)| name));
        known.map_or_else(|| name.into(), Arc::clone)
    }

    /// The records of the collection that a name begins with.
    fn records_of(&self, name: &str) -> Option<&Records> {
        self.records.get(Collection::from_name(name)?.rank())
    }

    fn records_of_mut(&mut self, name: &str) -> Option<&mut Records> {
        self.records.get_mut(Collection::from_name(name)?.rank())
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
        self.records_of(name)?.get(name)
    }

    /// A record by its name, or by a name that it had before.
    pub fn get(&self, name: &str) -> Option<&Arc<Record>> {
        let former = || self.record(self.former.get(name)?);
        self.record(name).or_else(former)
    }

    /// How many resources there are.
    pub fn len(&self) -> usize {
        self.records.iter().map(OrdMap::len).sum()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.records.iter().all(OrdMap::is_empty)
    }

    /// All records: the collections in the order of dependency, each by name.
    pub fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        self.records.iter().flat_map(OrdMap::values)
    }

    /// The records of a collection, by name.
    pub fn collection(&self, collection: Collection) -> impl Iterator<Item = &Arc<Record>> {
        self.collection_after(collection, "")
    }

    /// The records of a collection that come after a name, by name.
    pub fn collection_after(
        &self,
        collection: Collection,
        after: &str,
    ) -> impl Iterator<Item = &Arc<Record>> + use<'_> {
        let range = (Bound::Excluded(SharedName::from(after)), Bound::Unbounded);
        let records = self.records.get(collection.rank()).into_iter();
        let later = records.flat_map(move |records| records.range(range.clone()));
        later.map(|(_, record)| record)
    }

    /// How many records a collection has in these states.
    pub fn count(&self, collection: Collection, states: &[i32]) -> usize {
        let counts = self.counts.get(collection.rank()).into_iter().flatten();
        let wanted = (0..).zip(counts);
        wanted
            .filter(|(state, _)| states.contains(state))
            .map(|(_, count)| count)
            .sum()
    }

    /// What refers to a name, or in Markdown to one that the resource had before; by name.
    pub fn referrers<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Arc<Record>> + use<'s> {
        let names = self.referring(name).into_iter();
        names.filter_map(|name| self.record(&name))
    }

    /// The names of what refers to a name, or in Markdown to one that the resource had before.
    fn referring(&self, name: &str) -> OrdSet<SharedName> {
        let own = self.referrers.get(name).cloned().unwrap_or_default();
        let Some(record) = self.record(name) else {
            return own;
        };
        let lifecycle = LifecycleHeader::decode(record.bytes.as_ref()).unwrap_or_default();
        let former = former_names(name, &lifecycle.former_ids).into_iter();
        let former = former.filter_map(|former| self.referrers.get(former.as_str()).cloned());
        former.fold(own, OrdSet::union)
    }

    /// What was deleted, each with the revision that did it, by name.
    pub fn deleted(&self) -> impl Iterator<Item = (&SharedName, i64)> {
        self.deleted
            .iter()
            .map(|(name, revision)| (name, *revision))
    }

    /// Why the content of a resource is gone from this state of the past; nothing where it is not.
    pub fn purge(&self, name: &str) -> Option<&Arc<Purge>> {
        self.purged.get(name)
    }

    /// The names of what was purged from this state of the past.
    pub fn purged_names(&self) -> impl Iterator<Item = &str> {
        self.purged.keys().map(|name| &**name)
    }

    /// All facts, by name.
    pub fn facts(&self) -> impl Iterator<Item = Fact> {
        self.collection(Collection::Facts)
            .filter_map(|record| record.fact())
    }

    /// An article by its name, or by a name that it had before.
    pub fn article(&self, name: &str) -> Option<Article> {
        let record = self.get(name)?;
        Article::decode(record.bytes.clone()).ok()
    }
}

/// A record, or one that is equal to it and there already.
fn shared_record(known: Option<&Arc<Record>>, record: Record) -> Arc<Record> {
    match known {
        Some(known) if known.revision == record.revision && known.bytes == record.bytes => {
            Arc::clone(known)
        }
        _ => Arc::new(record),
    }
}

/// Where a record is counted.
fn count_of<'c>(counts: &'c mut Counts, record: &Record) -> Option<&'c mut usize> {
    let state = usize::try_from(i32::from(record.state)).ok()?;
    counts.get_mut(record.collection()?.rank())?.get_mut(state)
}

fn former_names(name: &str, ids: &[String]) -> Vec<String> {
    let collection = Collection::from_name(name).into_iter();
    collection
        .flat_map(|collection| ids.iter().map(move |id| collection.name(id)))
        .collect()
}

impl StateView for Snapshot {
    fn resource(&self, name: &str) -> Option<Resource> {
        self.record(name)?.resource()
    }

    fn referrers(&self, name: &str) -> Vec<String> {
        let names = self.referring(name).into_iter();
        names.map(|name| name.to_string()).collect()
    }

    fn references(&self, name: &str) -> Vec<String> {
        let record = self.record(name);
        let names = record.into_iter().flat_map(|record| &record.references);
        names.map(ToString::to_string).collect()
    }

    fn former_owner(&self, name: &str) -> Option<String> {
        self.former.get(name).map(ToString::to_string)
    }
}
