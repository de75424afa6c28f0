//! What is left of a log of which something was purged, and of a log of an earlier version.

use std::collections::BTreeSet;
use std::path::Path;

use dossier::v1::{
    CheckFinding, CommitResponse, LifecycleState, LocalizedText, Resource, resource,
};
use proptest::prelude::*;
use prost::Message as _;
use prost_types::Timestamp;

use super::{all, change, count, entry, recorded};
use crate::commit::{Change, Commit, Order};
use crate::store::memory::MemoryStore;
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Entry, Request, Store, StoreError, look_over, verify};

/// Words that must go, and such as stay.
pub(in crate::store) const LIBEL: &str = "Mara Quillon stole the canal";
const TRUTH: &str = "Mara Quillon was acquitted";

fn fact(revision: i64, statement: &str) -> Change {
    let fact = dossier::v1::Fact {
        name: "facts/theft".to_owned(),
        etag: format!("\"{revision}\""),
        revision,
        state: LifecycleState::Published.into(),
        former_ids: vec!["robbery".to_owned()],
        statement: vec![LocalizedText {
            text: statement.to_owned(),
            language_code: "en".to_owned(),
        }],
        ..dossier::v1::Fact::default()
    };
    Change {
        body: fact.encode_to_vec().into(),
        etag: format!("\"{revision}\""),
        previous_etag: format!("\"{}\"", revision - 1),
        ..change("facts/theft", "x")
    }
}

/// An answer whose warning quotes what it warns of.
fn answer(revision: i64) -> Request {
    let warning = CheckFinding {
        message: format!("the statement `{LIBEL}` has no figure"),
        ..CheckFinding::default()
    };
    let response = CommitResponse {
        commit: Some(dossier::v1::Commit {
            revision,
            ..dossier::v1::Commit::default()
        }),
        warnings: vec![warning],
    };
    Request {
        id: format!("request-{revision}"),
        digest: "abc".to_owned(),
        response: response.encode_to_vec(),
    }
}

pub(in crate::store) fn order(revisions: &[i64]) -> Order {
    Order {
        name: "facts/theft".to_owned(),
        revisions: revisions.to_vec(),
        reason: LocalizedText {
            text: "Removed by order of a court.".to_owned(),
            language_code: "en".to_owned(),
        },
        time: Timestamp {
            seconds: 1_800_000_000,
            nanos: 5,
        },
    }
}

/// Appends four commits: a libel, its repetition, and what is true.
pub(in crate::store) fn append_libel(store: &mut dyn Store) {
    let other = change("facts/b", "stays");
    let commits = [
        vec![other, fact(1, LIBEL)],
        vec![fact(2, &LIBEL.repeat(40))],
        vec![fact(3, TRUTH)],
        vec![change("facts/c", "stays too")],
    ];
    for (revision, changes) in (1..).zip(commits) {
        let commit = Entry {
            request: Some(answer(revision)),
            ..entry(revision, changes)
        };
        store.append(revision - 1, &[commit]).unwrap();
    }
}

/// What every engine must do; takes the two libels out of the log.
pub(in crate::store) fn purges_for_ever(store: &mut dyn Store) {
    append_libel(store);
    let before = all(store);
    let late = store.purge(3, &order(&[1]));
    assert!(matches!(late, Err(StoreError::Conflict { newest: 4 })));
    assert_eq!((store.purges().unwrap(), all(store)), (0, before.clone()));
    store.purge(4, &order(&[1, 2])).unwrap();
    // Again changes nothing.
    let later = Order {
        time: Timestamp::default(),
        ..order(&[2])
    };
    store.purge(4, &later).unwrap();
    store.scrub().unwrap();
    assert_eq!(store.purges().unwrap(), 2);
    assert_eq!(look_over(store).unwrap(), 4);

    let after = all(store);
    assert!(!format!("{after:?}").contains("stole"));
    before.iter().zip(&after).for_each(only_purged);
    let past = store.history("facts/theft", i64::MAX, count(9)).unwrap();
    let purged = past
        .commits
        .iter()
        .map(|commit| commit.changes[0].purge.is_some());
    assert_eq!(purged.collect::<Vec<_>>(), [false, true, true]);
    let traces = store.changes_of("facts/theft").unwrap();
    let traces = traces.iter();
    let traces = traces.map(|(revision, change)| (*revision, change.purge.is_some()));
    assert_eq!(
        traces.collect::<Vec<_>>(),
        [(1, true), (2, true), (3, false)]
    );
    for revision in 1..=4 {
        let kept = store.request(&format!("request-{revision}")).unwrap();
        let kept = CommitResponse::decode(kept.unwrap().response.as_slice()).unwrap();
        assert_eq!(kept.commit.unwrap().revision, revision);
        assert!(kept.warnings.is_empty());
    }
    // The log goes on.
    let next = entry(5, vec![fact(5, "more")]);
    store.append(4, &[next]).unwrap();
    assert_eq!(look_over(store).unwrap(), 5);
}

/// That a commit is as it was, but for what was purged.
fn only_purged((was, is): (&Commit, &Commit)) {
    for (was, is) in was.changes.iter().zip(&is.changes) {
        if is.purge.is_none() {
            assert_eq!(was, is);
        } else {
            is_rest(was, is);
        }
    }
    let without = |commit: &Commit| Commit {
        changes: Vec::new(),
        ..commit.clone()
    };
    assert_eq!(without(was), without(is));
}

/// That a change is what may be left of another one.
fn is_rest(was: &Change, is: &Change) {
    let rest = Resource::decode_message(dossier::Collection::Facts, is.body.clone()).unwrap();
    let Some(resource::Resource::Fact(rest)) = rest.resource else {
        panic!("{rest:?} is no fact");
    };
    let expected = dossier::v1::Fact {
        name: "facts/theft".to_owned(),
        etag: was.etag.clone(),
        revision: rest.revision,
        state: LifecycleState::Retracted.into(),
        former_ids: vec!["robbery".to_owned()],
        state_reason: vec![order(&[]).reason],
        ..dossier::v1::Fact::default()
    };
    assert_eq!(*rest, expected);
    assert!(is.references.is_empty());
    let purge = is.purge.as_deref().unwrap();
    assert_eq!(
        (&purge.reason, purge.time),
        (&order(&[]).reason, order(&[]).time)
    );
}

#[test]
fn what_was_purged_from_memory_is_gone() {
    let mut store = MemoryStore::new("uid".to_owned());
    purges_for_ever(&mut store);
}

/// The files of a directory that hold some words.
pub(in crate::store) fn files_with(folder: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        if file.is_dir() {
            found.extend(files_with(&file, words));
            continue;
        }
        let bytes = std::fs::read(&file).unwrap();
        if bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
        {
            found.push(file.display().to_string());
        }
    }
    found
}

#[test]
fn what_was_purged_is_in_no_file_of_an_sqlite_store_even_while_others_have_it_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
    let mut reader = store.reader().unwrap();
    let mut server = SqliteStore::open_existing(folder.path()).unwrap();
    server.newest().unwrap();
    purges_for_ever(&mut store);
    assert_eq!(files_with(folder.path(), "stole"), Vec::<String>::new());
    assert!(!files_with(folder.path(), "acquitted").is_empty());
    // Those who have it open go on, and see the same.
    assert_eq!(all(reader.as_mut()), all(&mut store));
    let next = entry(6, vec![change("facts/b", "by the server")]);
    server.append(5, &[next]).unwrap();
    let mut copy = SqliteStore::open_directory_to_read(folder.path()).unwrap();
    assert_eq!(look_over(&mut copy).unwrap(), 6);
    // A backup has what is left, and becomes a store that has it too.
    let backup = folder.path().join("backup");
    assert_eq!(copy.backup(&backup).unwrap(), 6);
    let restored = folder.path().join("restored");
    let mut backup = SqliteStore::open_to_read(&backup).unwrap();
    assert_eq!(backup.restore(&restored, "another").unwrap(), 6);
    let mut restored = SqliteStore::open_existing(&restored).unwrap();
    assert_eq!(restored.purges().unwrap(), 2);
    assert_eq!(all(&mut restored), all(&mut store));
}

#[test]
fn nothing_else_can_be_changed_where_something_was_purged() {
    for (sql, wrong) in [
        ("UPDATE changes SET body = x'00' WHERE revision = 1", 1),
        ("UPDATE changes SET refs = 'facts/x' WHERE revision = 2", 2),
        ("UPDATE purged SET reason = 'none'", 1),
        ("UPDATE purged SET purge_seconds = 1 WHERE change = 3", 2),
        ("UPDATE purged SET content = zeroblob(32) WHERE change = 2", 1),
        ("DELETE FROM purged WHERE change = 2", 1),
        // A purge that was never ordered, of a change that is still there.
        (
            "INSERT INTO purged SELECT 4, content, reason, language, purge_seconds, purge_nanos, seal
             FROM purged WHERE change = 3",
            3,
        ),
        ("UPDATE changes SET body = x'' WHERE revision = 4", 4),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
        append_libel(&mut store);
        store.purge(4, &order(&[1, 2])).unwrap();
        assert_eq!(verify(&mut store).unwrap(), 4);
        let raw = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
        raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            .unwrap();
        super::damage::names(&mut store, sql, wrong);
    }
}

proptest! {
    #![proptest_config(crate::fuzz::cases(32))]

    /// Whatever is purged from whatever log: both engines hold the same, and all of it is proven.
    #[test]
    fn the_engines_agree_on_what_is_left(
        commits in prop::collection::vec(
            prop::collection::btree_map("[a-b]", (".{0,6}", prop::bool::weighted(0.2)), 0..3),
            1..6,
        ),
        wanted in prop::collection::btree_set(1..6_i64, 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut memory = MemoryStore::new("uid".to_owned());
        let mut sqlite = SqliteStore::open(folder.path(), "uid").unwrap();
        for (revision, changes) in (1..).zip(&commits) {
            let changes = changes.iter().map(|(name, (body, is_record))| {
                let name = format!("facts/{name}");
                if *is_record && !body.is_empty() { recorded(&name, body) } else { change(&name, body) }
            });
            let one = entry(revision, changes.collect());
            memory.append(revision - 1, std::slice::from_ref(&one)).unwrap();
            sqlite.append(revision - 1, &[one]).unwrap();
        }
        let newest = memory.newest().unwrap();
        let traces = memory.changes_of("facts/a").unwrap();
        prop_assert_eq!(&traces, &sqlite.changes_of("facts/a").unwrap());
        let there: BTreeSet<i64> = traces.iter().map(|(revision, _)| *revision).collect();
        let order = Order {
            name: "facts/a".to_owned(),
            ..order(&there.intersection(&wanted).copied().collect::<Vec<_>>())
        };
        memory.purge(newest, &order).unwrap();
        sqlite.purge(newest, &order).unwrap();
        prop_assert_eq!(all(&mut memory), all(&mut sqlite));
        prop_assert_eq!(memory.purges().unwrap(), sqlite.purges().unwrap());
        let name = "facts/a";
        prop_assert_eq!(
            memory.history(name, i64::MAX, count(9)).unwrap(),
            sqlite.history(name, i64::MAX, count(9)).unwrap()
        );
        prop_assert_eq!(look_over(&mut sqlite).unwrap(), newest);
    }
}

/// A store as the program wrote it before content could be purged.
fn of_schema_2(folder: &Path) {
    let raw = rusqlite::Connection::open(folder.join(FILE)).unwrap();
    raw.execute_batch(include_str!("schema-2/store.sql"))
        .unwrap();
    std::fs::write(
        folder.join("dossier.tip"),
        include_str!("schema-2/dossier.tip"),
    )
    .unwrap();
}

#[test]
fn a_store_of_the_second_schema_is_read_as_it_is_and_taken_on_whole() {
    let folder = tempfile::tempdir().unwrap();
    of_schema_2(folder.path());
    let bytes = std::fs::read(folder.path().join(FILE)).unwrap();
    let mut read = SqliteStore::open_directory_to_read(folder.path()).unwrap();
    assert_eq!(look_over(&mut read).unwrap(), 3);
    assert_eq!(read.purges().unwrap(), 0);
    let commits = all(&mut read);
    assert_eq!(read.changes_of("entities/mara").unwrap().len(), 3);
    assert_eq!(read.heads(9, 9, 9).unwrap().len(), 3);
    let past = read.history("entities/mara", i64::MAX, count(9)).unwrap();
    let backup = folder.path().join("backup");
    read.backup(&backup).unwrap();
    drop(read);
    assert_eq!(std::fs::read(folder.path().join(FILE)).unwrap(), bytes);

    // A second opening finds the note of before; the log may have been taken on without a commit.
    for _ in 0..2 {
        let mut store = SqliteStore::open_existing(folder.path()).unwrap();
        assert_eq!(store.uid(), "8ad5f3f8-3d88-489b-a821-39bf54906e68");
        assert_eq!(look_over(&mut store).unwrap(), 3);
        assert_eq!(all(&mut store), commits);
        let found = store.history("entities/mara", i64::MAX, count(9)).unwrap();
        assert_eq!(found, past);
        assert!(store.request("first").unwrap().is_some());
    }
    let mut store = SqliteStore::open_existing(folder.path()).unwrap();
    let mara = Order {
        name: "entities/mara".to_owned(),
        ..order(&[1, 2])
    };
    store.purge(3, &mara).unwrap();
    store.scrub().unwrap();
    store
        .append(3, &[entry(4, vec![change("facts/a", "x")])])
        .unwrap();
    drop(store);
    std::fs::remove_file(&backup).unwrap();
    assert_eq!(files_with(folder.path(), "Quill"), Vec::<String>::new());
    let mut store = SqliteStore::open_existing(folder.path()).unwrap();
    assert_eq!(look_over(&mut store).unwrap(), 4);
}

#[test]
fn a_damaged_store_of_the_second_schema_gets_no_new_checksums() {
    for (sql, wrong) in [
        ("UPDATE changes SET body = x'00' WHERE id = 3", 2),
        ("UPDATE commits SET message = 'none' WHERE revision = 1", 1),
        ("DELETE FROM commits WHERE revision = 2", 2),
    ] {
        let folder = tempfile::tempdir().unwrap();
        of_schema_2(folder.path());
        let raw = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
        raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            .unwrap();
        let error = SqliteStore::open_existing(folder.path()).unwrap_err();
        assert!(
            matches!(error, StoreError::Corrupt { revision } if revision == wrong),
            "{sql}: {error}"
        );
        let schema: i64 = raw
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(schema, 2, "{sql}");
    }
}

/// A program of an earlier version that is still running must not append with its own checksums.
#[test]
fn an_earlier_version_cannot_write_a_store_that_was_taken_on() {
    let folder = tempfile::tempdir().unwrap();
    of_schema_2(folder.path());
    let earlier = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    let newest = "SELECT revision, last_change, digest FROM commits ORDER BY revision DESC LIMIT 1";
    let insert = "INSERT INTO commits
         (revision, seconds, nanos, author, message, change_count, last_change, digest)
         VALUES (4, 1, 1, '', '', 0, 5, zeroblob(32))";
    let read = || earlier.query_row(newest, [], |row| row.get::<_, i64>(0));
    assert_eq!(read().unwrap(), 3);
    drop(SqliteStore::open_existing(folder.path()).unwrap());
    assert!(read().is_err());
    assert!(earlier.execute(insert, []).is_err());
}
