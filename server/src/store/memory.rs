//! A log in memory: for a server whose state is a content directory, and as the plain reference that
//! the other engines are compared with.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::record::signed;
use super::{Entry, Extent, Past, Request, Store, StoreError, Visit, content};
use crate::commit::{Change, Commit, Order, purged, without_warnings};

/// A log in memory. Its readers share it.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    uid: String,
    log: Arc<Mutex<Log>>,
}

#[derive(Debug, Default)]
struct Log {
    commits: Vec<Commit>,
    requests: BTreeMap<String, Request>,
}

impl MemoryStore {
    /// An empty log.
    pub fn new(uid: String) -> Self {
        Self {
            uid,
            log: Arc::default(),
        }
    }

    /// A panic elsewhere leaves the log whole: commits are added in one go.
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn newest(log: &Log) -> i64 {
    log.commits.last().map_or(0, |commit| commit.revision)
}

impl Store for MemoryStore {
    fn uid(&self) -> &str {
        &self.uid
    }

    fn newest(&mut self) -> Result<i64, StoreError> {
        Ok(newest(&self.log()))
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        let mut log = self.log();
        let newest = newest(&log);
        if newest != after {
            return Err(StoreError::Conflict { newest });
        }
        for entry in entries {
            log.commits.push(entry.commit.clone());
            let request = entry.request.clone();
            log.requests
                .extend(request.map(|request| (request.id.clone(), request)));
        }
        Ok(())
    }

    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError> {
        let first = self
            .log()
            .commits
            .partition_point(|commit| commit.revision <= after);
        for place in first.. {
            // The log is free while the commit is looked at.
            let commit = self.log().commits.get(place).cloned();
            let Some(commit) = commit.filter(|commit| commit.revision <= until) else {
                break;
            };
            if visit(commit)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn request(&mut self, id: &str) -> Result<Option<Request>, StoreError> {
        Ok(self.log().requests.get(id).cloned())
    }

    fn history(&mut self, name: &str, before: i64, extent: Extent) -> Result<Past, StoreError> {
        let log = self.log();
        let earlier = log
            .commits
            .iter()
            .rev()
            .filter(|commit| commit.revision < before);
        let touching = earlier.filter_map(|commit| {
            let mut changes = commit.changes.iter();
            let change = changes.find(|change| *change.name == *name)?;
            if change.is_record_only() {
                return None;
            }
            Some(Commit {
                changes: vec![change.clone()],
                ..head(commit)
            })
        });
        Past::take(touching.map(Ok), extent)
    }

    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        let log = self.log();
        let earlier = log
            .commits
            .iter()
            .rev()
            .filter(|commit| commit.revision < before);
        let heads = earlier.take(limit).map(|commit| {
            let shown = |change: &Change| Change {
                purge: None,
                ..without_body(change)
            };
            let kept = commit.changes.iter().take(changes).map(shown);
            let head = Commit {
                changes: kept.collect(),
                ..head(commit)
            };
            (head, commit.changes.len())
        });
        Ok(heads.collect())
    }

    fn changes_of(&mut self, name: &str) -> Result<Vec<(i64, Change)>, StoreError> {
        let log = self.log();
        let changes = log.commits.iter().flat_map(|commit| {
            let changes = commit.changes.iter().filter(|change| *change.name == *name);
            changes.map(|change| (commit.revision, without_body(change)))
        });
        Ok(changes.collect())
    }

    fn purge(&mut self, after: i64, order: &Order) -> Result<(), StoreError> {
        let mut log = self.log();
        let newest = newest(&log);
        if newest != after {
            return Err(StoreError::Conflict { newest });
        }
        for commit in &mut log.commits {
            if !order.revisions.contains(&commit.revision) {
                continue;
            }
            for change in &mut commit.changes {
                if *change.name == *order.name && change.has_content() {
                    *change = purged(change, order, content(change));
                }
            }
        }
        for request in log.requests.values_mut() {
            if let Some(response) = without_warnings(&request.response) {
                request.response = response;
            }
        }
        Ok(())
    }

    fn purges(&mut self) -> Result<i64, StoreError> {
        let log = self.log();
        let changes = log.commits.iter().flat_map(|commit| &commit.changes);
        Ok(signed(
            changes.filter(|change| change.purge.is_some()).count(),
        ))
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(self.clone()))
    }
}

fn without_body(change: &Change) -> Change {
    Change {
        body: Bytes::new(),
        references: Vec::new(),
        ..change.clone()
    }
}

fn head(commit: &Commit) -> Commit {
    Commit {
        revision: commit.revision,
        time: commit.time,
        author: commit.author.clone(),
        message: commit.message.clone(),
        changes: Vec::new(),
    }
}
