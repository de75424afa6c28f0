//! One suite for all engines: what a log promises.

mod damage;
mod files;
pub(super) mod postgres;
pub(super) mod purge;

use std::ops::ControlFlow;
use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::ChangeType;
use proptest::prelude::*;
use prost_types::Timestamp;

use super::memory::MemoryStore;
use super::sqlite::SqliteStore;
use super::{Entry, Extent, Past, Request, Store, StoreError, look_over, verify};
use crate::commit::{Change, Commit};

pub(super) fn change(name: &str, body: &str) -> Change {
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
        purge: None,
    }
}

pub(super) fn entry(revision: i64, changes: Vec<Change>) -> Entry {
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

pub(super) fn all(store: &mut dyn Store) -> Vec<Commit> {
    let newest = store.newest().unwrap();
    let mut found = Vec::new();
    store
        .read(0, newest, &mut |commit| {
            found.push(commit);
            Ok(ControlFlow::Continue(()))
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

/// The revisions of a name's history, and whether there are earlier ones.
fn revisions(store: &mut dyn Store, name: &str, before: i64, extent: Extent) -> (Vec<i64>, bool) {
    let Past { commits, more } = store.history(name, before, extent).unwrap();
    let revisions = commits.iter().map(|commit| commit.revision);
    (revisions.collect(), more)
}

/// So many commits, whatever their size.
fn count(count: usize) -> Extent {
    let bytes = usize::MAX;
    Extent { count, bytes }
}

fn tells_the_past(store: &mut dyn Store) {
    let mut revisions_of = |name, before, extent| revisions(store, name, before, extent);
    assert_eq!(
        revisions_of("facts/a", i64::MAX, count(10)),
        (vec![2, 1], false)
    );
    assert_eq!(
        revisions_of("facts/a", i64::MAX, count(2)),
        (vec![2, 1], false)
    );
    assert_eq!(revisions_of("facts/a", i64::MAX, count(1)), (vec![2], true));
    assert_eq!(revisions_of("facts/a", i64::MAX, count(0)), (vec![], true));
    assert_eq!(revisions_of("facts/a", 2, count(10)), (vec![1], false));
    assert_eq!(revisions_of("facts/z", i64::MAX, count(1)), (vec![], false));
    // A page ends with the commit that fills it, and tells that it does.
    let bytes = Extent {
        count: 10,
        bytes: 1,
    };
    assert_eq!(revisions_of("facts/a", i64::MAX, bytes), (vec![2], true));
    assert_eq!(revisions_of("facts/a", 2, bytes), (vec![1], false));
    // A record is no change.
    assert_eq!(
        revisions_of("facts/b", i64::MAX, count(1)),
        (vec![1], false)
    );
    let history = store.history("facts/a", i64::MAX, count(10)).unwrap();
    assert_eq!(history.commits[1].changes, [change("facts/a", "one")]);

    let heads = store.heads(3, 10, 1).unwrap();
    let counts: Vec<(i64, usize, usize)> = heads
        .iter()
        .map(|(commit, count)| (commit.revision, commit.changes.len(), *count))
        .collect();
    assert_eq!(counts, [(2, 1, 1), (1, 1, 2)]);

    // Who has enough is given no more.
    let mut given = Vec::new();
    let mut visit = |commit: Commit| {
        given.push(commit.revision);
        Ok(if commit.revision == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    };
    store.read(0, 3, &mut visit).unwrap();
    store.read(2, 2, &mut visit).unwrap();
    store.read(2, 3, &mut visit).unwrap();
    assert_eq!(given, [1, 2, 3]);
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
fn a_backup_is_the_store_wherever_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut store = SqliteStore::open(&data, "uid").unwrap();
    conforms(&mut store);
    let before = all(&mut store);
    // What `dossier.tip` says is of the store, and not of what else lies beside it.
    let targets = [folder.path().join("copy"), data.join("copy.sqlite")];
    for target in &targets {
        assert_eq!(store.backup(target).unwrap(), 3);
        let error = store.backup(target).unwrap_err();
        assert!(error.to_string().ends_with("` already exists"), "{error}");
    }
    let later = entry(4, vec![change("facts/a", "later")]);
    store.append(3, &[later]).unwrap();
    for (number, target) in targets.iter().enumerate() {
        let mut copy = SqliteStore::open_to_read(target).unwrap();
        assert_eq!(all(&mut copy), before);
        assert_eq!(look_over(&mut copy).unwrap(), 3);
        let restored = folder.path().join(format!("restored-{number}"));
        assert_eq!(copy.restore(&restored, "another").unwrap(), 3);
        let error = copy.restore(&restored, "third").unwrap_err();
        assert!(error.to_string().ends_with("` already exists"), "{error}");
        let mut restored = SqliteStore::open_existing(&restored).unwrap();
        assert_eq!(all(&mut restored), before);
        assert_eq!(restored.uid(), "another");
    }
    // Nothing is left that was not finished.
    let files = std::fs::read_dir(&data).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let unfinished: Vec<String> = names.filter(|name| name.contains("unfinished")).collect();
    assert!(unfinished.is_empty(), "{unfinished:?}");
}

#[test]
fn many_who_make_a_store_at_once_make_one() {
    for _ in 0..8 {
        let folder = tempfile::tempdir().unwrap();
        let start = std::sync::Barrier::new(6);
        let uids: Vec<String> = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..6)
                .map(|maker| {
                    let (start, folder) = (&start, folder.path());
                    scope.spawn(move || {
                        start.wait();
                        let store = SqliteStore::open(folder, &format!("uid-{maker}"));
                        store.unwrap().uid().to_owned()
                    })
                })
                .collect();
            makers
                .into_iter()
                .map(|maker| maker.join().unwrap())
                .collect()
        });
        assert!(uids.iter().all(|uid| *uid == uids[0]), "{uids:?}");
    }
}

/// A change of the history of a few names: its body, or that it only brings a record.
fn some_change() -> impl Strategy<Value = (String, bool)> {
    (".{0,6}", prop::bool::weighted(0.2))
}

proptest! {
    #![proptest_config(crate::fuzz::cases(32))]

    /// Whatever is appended in whatever groups: both engines hold the same, and tell the same of it.
    #[test]
    fn the_engines_agree(
        groups in prop::collection::vec(
            prop::collection::vec(prop::collection::btree_map("[a-c]", some_change(), 0..4), 1..3),
            1..5,
        ),
        bytes in 1..600_usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = MemoryStore::new("uid".to_owned());
        let mut sqlite = SqliteStore::open(folder.path(), "uid").unwrap();
        let mut newest = 0;
        for group in groups {
            let entries: Vec<Entry> = (newest + 1..)
                .zip(group)
                .map(|(revision, changes)| {
                    let changes = changes.iter().map(|(name, (body, is_record))| {
                        // What is gone has no records.
                        if *is_record && !body.is_empty() {
                            recorded(name, body)
                        } else {
                            change(name, body)
                        }
                    });
                    entry(revision, changes.collect())
                })
                .collect();
            memory.append(newest, &entries).unwrap();
            sqlite.append(newest, &entries).unwrap();
            newest += i64::try_from(entries.len()).unwrap();
        }
        prop_assert_eq!(all(&mut memory), all(&mut sqlite));
        for name in ["a", "b", "c"] {
            for (before, extent) in [
                (i64::MAX, count(3)),
                (newest, count(2)),
                (i64::MAX, Extent { count: 5, bytes }),
            ] {
                let past = memory.history(name, before, extent).unwrap();
                prop_assert_eq!(&past, &sqlite.history(name, before, extent).unwrap());
                let oldest = past.commits.last().map_or(before, |commit| commit.revision);
                let earlier = memory.history(name, oldest, count(1)).unwrap();
                prop_assert_eq!(past.more, !earlier.commits.is_empty());
            }
        }
        for before in [newest, i64::MAX] {
            let heads = memory.heads(before, 3, 2).unwrap();
            prop_assert_eq!(heads, sqlite.heads(before, 3, 2).unwrap());
        }
        prop_assert_eq!(look_over(&mut sqlite).unwrap(), newest);
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
    loop {
        let seen = reader.newest().unwrap();
        assert!(verify(reader.as_mut()).unwrap() >= seen);
        if seen == 20 {
            break;
        }
    }
    thread.join().unwrap();
}
