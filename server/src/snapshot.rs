//! The state at one revision: immutable, and shared by every read that started on it.

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::{Article, Fact, LifecycleState, Resource, resource};
use imbl::OrdMap;
use prost::Message as _;
use prost_types::Timestamp;

use crate::commit::{Commit, name};

/// One resource as it is kept: decoded for queries, encoded for replies.
#[derive(Debug)]
pub struct Record {
    /// The resource's name.
    pub name: String,
    /// The resource.
    pub resource: Resource,
    /// The message of its own type, encoded once.
    pub bytes: Bytes,
    /// Its life-cycle state.
    pub state: LifecycleState,
    /// Its etag.
    pub etag: String,
    /// Its uid.
    pub uid: String,
    /// When it was first committed.
    pub created: Timestamp,
}

/// The state at one revision. Copying one costs a pointer; applying a commit costs in proportion to
/// the commit.
#[derive(Clone, Debug)]
pub struct Snapshot {
    store_uid: String,
    revision: i64,
    commit_time: Timestamp,
    records: OrdMap<String, Arc<Record>>,
    /// From former names to present ones.
    former: OrdMap<String, String>,
}

macro_rules! record {
    ($one:expr) => {
        (
            $one.encode_to_vec(),
            $one.state(),
            $one.etag.clone(),
            $one.uid.clone(),
            $one.create_time.unwrap_or_default(),
            $one.former_ids.clone(),
        )
    };
}

impl Snapshot {
    /// The state before the first commit.
    pub fn empty(store_uid: String) -> Self {
        Self {
            store_uid,
            revision: 0,
            commit_time: Timestamp::default(),
            records: OrdMap::new(),
            former: OrdMap::new(),
        }
    }

    /// The state after a commit.
    #[must_use]
    pub fn apply(&self, commit: &Commit) -> Self {
        let mut next = self.clone();
        next.revision = commit.revision;
        next.commit_time = commit.time;
        for name in &commit.deletes {
            next.records.remove(name);
        }
        for resource in &commit.puts {
            next.put(resource);
        }
        next
    }

    fn put(&mut self, resource: &Resource) {
        let (bytes, state, etag, uid, created, former) = match &resource.resource {
            Some(resource::Resource::Entity(one)) => record!(one),
            Some(resource::Resource::Article(one)) => record!(one),
            Some(resource::Resource::Fact(one)) => record!(one),
            Some(resource::Resource::Dossier(one)) => record!(one),
            None => return,
        };
        let name = name(resource).to_owned();
        let collection = name.split('/').next().unwrap_or_default();
        for id in former {
            self.former
                .insert(format!("{collection}/{id}"), name.clone());
        }
        let resource = resource.clone();
        let bytes = Bytes::from(bytes);
        let record = Record {
            name: name.clone(),
            resource,
            bytes,
            state,
            etag,
            uid,
            created,
        };
        self.records.insert(name, Arc::new(record));
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

    /// A record by its name, or by a name that it had before.
    pub fn get(&self, name: &str) -> Option<&Arc<Record>> {
        let former = || {
            self.former
                .get(name)
                .and_then(|name| self.records.get(name))
        };
        self.records.get(name).or_else(former)
    }

    /// All names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(String::as_str)
    }

    /// The records of a collection, by name.
    pub fn collection(&self, collection: &str) -> impl Iterator<Item = &Arc<Record>> {
        // `0` is the character after `/`.
        let range = format!("{collection}/")..format!("{collection}0");
        self.records.range(range).map(|(_, record)| record)
    }

    /// All facts, by name.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.collection("facts")
            .filter_map(|record| match &record.resource.resource {
                Some(resource::Resource::Fact(fact)) => Some(fact.as_ref()),
                _ => None,
            })
    }

    /// An article by its name, or by a name that it had before.
    pub fn article(&self, name: &str) -> Option<&Article> {
        match &self.get(name)?.resource.resource {
            Some(resource::Resource::Article(article)) => Some(article),
            _ => None,
        }
    }
}
