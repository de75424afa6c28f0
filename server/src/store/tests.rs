//! One suite for all engines: what a log promises.

mod damage;
mod postgres;

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::ChangeType;
use proptest::prelude::*;
use prost_types::Timestamp;

use super::memory::MemoryStore;
use super::sqlite::SqliteStore;
use super::{Entry, Request, Store, StoreError, verify};
use crate::commit::{Change, Commit};

fn change(name: &str, body: &str) -> Change {
    Change {
        name: name.into(),
        kind: match body {
            "" => ChangeType::Deleted,
            _ => ChangeType::Updated,
        },
        etag: format!("\"{body}\""),
        previous_etag: String::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        references: vec!["entities/a".to_owned(), "entities/b".to_owned()],
    }
}

fn entry(revision: i64, changes: Vec<Change>) -> Entry {
    Entry {
        commit: Commit {
            revision,
            time: Timestamp {
                seconds: 1_700_000_000 + revision,
                nanos: 7,
            },
            author: "Mara Lind".to_owned(),
            message: format!("number {revision}\nin two lines"),
            changes,
        },
        request: None,
    }
}

fn all(store: &mut dyn Store) -> Vec<Commit> {
    let newest = store.newest().unwrap();
    let mut found = Vec::new();
    store
        .read(0, newest, &mut |commit| {
            found.push(commit);
            Ok(())
        })
        .unwrap();
    found
}

/// A change that only brings records: the etag stays.
fn recorded(name: &str, body: &str) -> Change {
    let change = change(name, body);
    Change {
        previous_etag: change.etag.clone(),
        ..change
    }
}

/// What every engine must do, on an empty store.
pub(crate) fn conforms(store: &mut dyn Store) {
    let commits = keeps_what_is_appended(store);
    tells_the_past(store);
    let mut reader = store.reader().unwrap();
    assert_eq!(all(reader.as_mut()), commits);
    assert_eq!(reader.uid(), store.uid());
}

fn keeps_what_is_appended(store: &mut dyn Store) -> [Commit; 3] {
    assert_eq!(store.newest().unwrap(), 0);
    let first = entry(1, vec![change("facts/a", "one"), change("facts/b", "two")]);
    store.append(0, std::slice::from_ref(&first)).unwrap();
    let request = Request {
        id: "4711".to_owned(),
        digest: "abc".to_owned(),
        response: vec![0, 1, 2, 255],
    };
    let second = Entry {
        request: Some(request.clone()),
        ..entry(2, vec![change("facts/a", "")])
    };
    let third = entry(3, vec![recorded("facts/b", "two")]);
    store.append(1, &[second.clone(), third.clone()]).unwrap();
    let commits = [first.commit, second.commit, third.commit];
    assert_eq!(all(store), commits);
    assert_eq!(verify(store).unwrap(), 3);

    // Who was slower writes nothing.
    let late = store.append(1, &[entry(2, vec![change("facts/c", "late")])]);
    assert!(matches!(late, Err(StoreError::Conflict { newest: 3 })));
    assert_eq!(store.newest().unwrap(), 3);
    assert_eq!(store.request("4711").unwrap(), Some(request));
    assert_eq!(store.request("4712").unwrap(), None);
    commits
}

fn tells_the_past(store: &mut dyn Store) {
    let history = store.history("facts/a", i64::MAX, 10).unwrap();
    let revisions: Vec<i64> = history.iter().map(|commit| commit.revision).collect();
    assert_eq!(revisions, [2, 1]);
    assert_eq!(history[1].changes, [change("facts/a", "one")]);
    assert_eq!(store.history("facts/a", 2, 10).unwrap().len(), 1);
    assert_eq!(store.history("facts/a", i64::MAX, 1).unwrap().len(), 1);
    assert!(store.history("facts/z", i64::MAX, 1).unwrap().is_empty());
    let history = store.history("facts/b", i64::MAX, 1).unwrap();
    assert_eq!(history[0].revision, 1, "a record is no change");

    let heads = store.heads(3, 10, 1).unwrap();
    let told: Vec<(i64, usize, usize)> = heads
        .iter()
        .map(|(commit, count)| (commit.revision, commit.changes.len(), *count))
        .collect();
    assert_eq!(told, [(2, 1, 1), (1, 1, 2)]);
}

#[test]
fn the_log_in_memory_conforms() {
    conforms(&mut MemoryStore::new("uid".to_owned()));
}

#[test]
fn the_log_in_sqlite_conforms_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
    conforms(&mut store);
    let before = all(&mut store);
    drop(store);
    let mut again = SqliteStore::open(folder.path(), "another").unwrap();
    assert_eq!(again.uid(), "uid");
    assert_eq!(all(&mut again), before);
}

#[test]
fn a_backup_is_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
    conforms(&mut store);
    let target = folder.path().join("copy");
    store.backup(&target).unwrap();
    let mut copy = SqliteStore::open_to_read(&target).unwrap();
    assert_eq!(all(&mut copy), all(&mut store));
    assert!(store.integrity().unwrap().is_empty());
}

proptest! {
    #![proptest_config(crate::fuzz::cases(32))]

    /// Whatever is appended in whatever groups: both engines hold the same.
    #[test]
    fn the_engines_agree(
        groups in prop::collection::vec(
            prop::collection::vec(prop::collection::btree_map("[a-c]", ".{0,6}", 0..4), 1..3),
            0..5,
        ),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = MemoryStore::new("uid".to_owned());
        let mut sqlite = SqliteStore::open(folder.path(), "uid").unwrap();
        let mut newest = 0;
        for group in groups {
            let entries: Vec<Entry> = (newest + 1..)
                .zip(group)
                .map(|(revision, changes)| {
                    let changes = changes.iter().map(|(name, body)| change(name, body));
                    entry(revision, changes.collect())
                })
                .collect();
            memory.append(newest, &entries).unwrap();
            sqlite.append(newest, &entries).unwrap();
            newest += i64::try_from(entries.len()).unwrap();
        }
        prop_assert_eq!(all(&mut memory), all(&mut sqlite));
        for name in ["a", "b", "c"] {
            prop_assert_eq!(
                memory.history(name, newest, 3).unwrap(),
                sqlite.history(name, newest, 3).unwrap()
            );
        }
        prop_assert_eq!(memory.heads(newest, 3, 2).unwrap(), sqlite.heads(newest, 3, 2).unwrap());
        prop_assert_eq!(verify(&mut sqlite).unwrap(), newest);
    }
}

#[test]
fn readers_see_what_a_writer_in_another_thread_appends() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path(), "uid").unwrap();
    let mut reader = store.reader().unwrap();
    let shared = Arc::new(std::sync::Mutex::new(store));
    let writer = Arc::clone(&shared);
    let thread = std::thread::spawn(move || {
        for revision in 1..=20 {
            let one = entry(revision, vec![change("facts/a", "x")]);
            writer.lock().unwrap().append(revision - 1, &[one]).unwrap();
        }
    });
    while reader.newest().unwrap() < 20 {
        assert!(verify(reader.as_mut()).is_ok());
    }
    thread.join().unwrap();
}
