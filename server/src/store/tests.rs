//! One suite for all engines: what a log promises.

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::ChangeType;
use proptest::prelude::*;
use prost_types::Timestamp;

use super::memory::MemoryStore;
use super::postgres::PostgresStore;
use super::sqlite::{FILE, SqliteStore};
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
fn nothing_is_acknowledged_that_the_named_directory_does_not_hold() {
    let folder = tempfile::tempdir().unwrap();
    let (data, moved) = (folder.path().join("data"), folder.path().join("moved"));
    let mut store = SqliteStore::open(&data, "uid").unwrap();
    let put = |revision| [entry(revision, vec![change("facts/a", "one")])];
    store.append(0, &put(1)).unwrap();
    let away = |store: &mut SqliteStore| {
        let error = store.append(1, &put(2)).unwrap_err();
        assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
    };
    std::fs::rename(&data, &moved).unwrap();
    away(&mut store);
    // Another one in its place is not the one that was opened either.
    drop(SqliteStore::open(&data, "other").unwrap());
    away(&mut store);
    std::fs::remove_dir_all(&data).unwrap();
    std::fs::rename(&moved, &data).unwrap();
    store.append(1, &put(2)).unwrap();
    std::fs::remove_dir_all(&data).unwrap();
    let error = store.append(2, &put(3)).unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error}");
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
fn a_newer_schema_and_other_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(SqliteStore::open(folder.path(), "uid").unwrap());
    let file = folder.path().join(FILE);
    let raw = rusqlite::Connection::open(&file).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let error = SqliteStore::open(folder.path(), "uid").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the store has schema 99, and this version knows schemas up to 1; a newer dossier-server can open it"
    );
    let other = tempfile::tempdir().unwrap();
    let raw = rusqlite::Connection::open(other.path().join(FILE)).unwrap();
    raw.execute_batch("CREATE TABLE mine (x)").unwrap();
    drop(raw);
    let error = SqliteStore::open(other.path(), "uid").unwrap_err();
    assert!(matches!(error, StoreError::NotAStore(_)), "{error}");
    let text = tempfile::tempdir().unwrap();
    std::fs::write(
        text.path().join(FILE),
        "not a database at all, but long enough to be read".repeat(40),
    )
    .unwrap();
    let error = SqliteStore::open(text.path(), "uid").unwrap_err();
    assert!(matches!(error, StoreError::NotAStore(_)), "{error}");
}

#[test]
fn a_changed_row_is_named_and_never_given() {
    for (sql, wrong) in [
        ("UPDATE changes SET body = x'00' WHERE revision = 2", 2),
        ("UPDATE changes SET refs = '' WHERE revision = 1", 1),
        (
            "UPDATE commits SET author = 'somebody' WHERE revision = 3",
            3,
        ),
        ("DELETE FROM commits WHERE revision = 2", 2),
        ("DELETE FROM changes WHERE revision = 3", 3),
        ("UPDATE changes SET kind = 1 WHERE revision = 2", 2),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
        for revision in 1..=4 {
            let one = entry(
                revision,
                vec![change("facts/a", &format!("body {revision}"))],
            );
            store.append(revision - 1, &[one]).unwrap();
        }
        let raw = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
        raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            .unwrap();
        let error = verify(&mut store).unwrap_err();
        assert!(
            matches!(error, StoreError::Corrupt { revision } if revision == wrong),
            "{sql}: {error}"
        );
    }
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

/// A database of its own, which `scripts/with-postgres.sh` gives; emptied before.
fn postgres() -> PostgresStore {
    let url = std::env::var("DOSSIER_TEST_POSTGRES").expect("scripts/with-postgres.sh sets it");
    let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    client
        .batch_execute("DROP SCHEMA IF EXISTS dossier CASCADE")
        .unwrap();
    PostgresStore::open(&url, "uid").unwrap()
}

#[test]
#[ignore = "needs PostgreSQL: scripts/with-postgres.sh"]
fn the_log_in_postgresql_conforms_and_opens_again() {
    let mut store = postgres();
    conforms(&mut store);
    let url = std::env::var("DOSSIER_TEST_POSTGRES").unwrap();
    let mut again = PostgresStore::open(&url, "another").unwrap();
    assert_eq!(again.uid(), "uid");
    assert_eq!(all(&mut again), all(&mut store));

    let mut raw = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    raw.batch_execute("UPDATE dossier.changes SET body = '' WHERE revision = 1")
        .unwrap();
    assert!(matches!(
        verify(&mut store),
        Err(StoreError::Corrupt { revision: 1 })
    ));
    raw.batch_execute("UPDATE dossier.store SET value = '99' WHERE key = 'schema'")
        .unwrap();
    let newer = PostgresStore::open(&url, "uid");
    assert!(matches!(
        newer,
        Err(StoreError::NewerSchema {
            found: 99,
            known: 1
        })
    ));
}

#[test]
fn a_flipped_byte_anywhere_is_noticed_or_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
    for revision in 1..=20 {
        let one = entry(
            revision,
            vec![change("facts/a", &format!("body {revision}").repeat(40))],
        );
        store.append(revision - 1, &[one]).unwrap();
    }
    let written = all(&mut store);
    drop(store);
    let file = folder.path().join(FILE);
    let sound = std::fs::read(&file).unwrap();
    let mut noticed = 0;
    for place in (0..sound.len()).step_by(sound.len() / 150) {
        let mut bytes = sound.clone();
        bytes[place] ^= 0x55;
        std::fs::write(&file, bytes).unwrap();
        let read = SqliteStore::open_to_read(&file).and_then(|mut store| {
            let mut found = Vec::new();
            verify(&mut store)?;
            store.read(0, 20, &mut |commit| {
                found.push(commit);
                Ok(())
            })?;
            Ok(found)
        });
        match read {
            Ok(found) => assert_eq!(found, written, "byte {place} changed what is read"),
            Err(_) => noticed += 1,
        }
    }
    // Much of the file is free space.
    assert!(noticed > 20, "{noticed} of 150 flips were noticed");
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
