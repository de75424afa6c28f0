//! Files that are missing, moved, of another version, cut off or altered.

use std::ops::ControlFlow;
use std::path::Path;

use super::{all, change, conforms, entry};
use crate::store::sqlite::{FILE, SqliteStore};
use crate::store::{Entry, Request, Store, StoreError, verify};

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
        "the store has schema 99, but this version knows schemas up to 3; use a newer dossier-server"
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

/// What is done to a log of four commits behind its store's back, in the SQL of both engines, and the
/// first revision that is wrong then.
pub(super) const DAMAGE: [(&str, i64); 15] = [
    (
        "UPDATE changes SET body = (SELECT body FROM changes WHERE revision = 1) WHERE revision = 2",
        2,
    ),
    ("UPDATE changes SET refs = '' WHERE revision = 1", 1),
    (
        "UPDATE commits SET author = 'somebody' WHERE revision = 3",
        3,
    ),
    ("DELETE FROM commits WHERE revision = 2", 2),
    ("DELETE FROM commits WHERE revision IN (1, 2, 3)", 1),
    ("DELETE FROM changes WHERE revision = 3", 3),
    ("UPDATE changes SET kind = 1 WHERE revision = 2", 2),
    // What ties changes to commits is not hashed, and not believed.
    ("UPDATE commits SET last_change = 9 WHERE revision = 2", 2),
    (
        "UPDATE commits SET last_change = last_change + 1 WHERE revision = 4",
        4,
    ),
    (
        "UPDATE commits SET change_count = 4611686018427387904 WHERE revision = 3",
        3,
    ),
    (
        "UPDATE commits SET last_change = 9223372036854775807 WHERE revision = 1",
        1,
    ),
    // What cannot be counted with.
    (
        "UPDATE commits SET change_count = -9223372036854775807 WHERE revision = 3",
        3,
    ),
    (
        "UPDATE commits SET last_change = -9223372036854775807 WHERE revision = 2",
        2,
    ),
    ("UPDATE commits SET change_count = -1 WHERE revision = 4", 4),
    (
        "UPDATE commits SET revision = 9223372036854775807 WHERE revision = 4",
        4,
    ),
];

/// Four commits.
pub(super) fn append_four(store: &mut dyn Store) {
    for revision in 1..=4 {
        let body = format!("body {revision}");
        let commit = entry(revision, vec![change("facts/a", &body)]);
        store.append(revision - 1, &[commit]).unwrap();
    }
}

/// That a store names the revision that is wrong, and gives nothing from there on.
pub(super) fn names(store: &mut dyn Store, sql: &str, wrong: i64) {
    let error = verify(store).unwrap_err();
    assert!(
        matches!(error, StoreError::Corrupt { revision } if revision == wrong),
        "{sql}: {error}"
    );
    let newest = store.newest().unwrap();
    let mut given = Vec::new();
    let read = store.read(0, newest, &mut |commit| {
        given.push(commit.revision);
        Ok(ControlFlow::Continue(()))
    });
    assert!(read.is_err(), "{sql}");
    assert_eq!(given, (1..wrong).collect::<Vec<i64>>(), "{sql}");
}

#[test]
fn a_changed_row_is_named_and_never_given() {
    for (sql, wrong) in DAMAGE {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
        append_four(&mut store);
        let raw = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
        raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            .unwrap();
        names(&mut store, sql, wrong);
    }
}

#[test]
fn no_commit_follows_one_whose_changes_cannot_be_counted() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
    append_four(&mut store);
    let raw = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    raw.execute_batch("UPDATE commits SET last_change = 9223372036854775807 WHERE revision = 4")
        .unwrap();
    let error = store
        .append(4, &[entry(5, vec![change("facts/a", "more")])])
        .unwrap_err();
    assert!(
        matches!(error, StoreError::Corrupt { revision: 4 }),
        "{error}"
    );
}

/// A store of three commits with requests, in which something is changed behind its back.
fn damage(folder: &Path, sql: &str) {
    let kept = |revision: i64| Entry {
        request: Some(Request {
            id: format!("request-{revision}"),
            digest: "abc".to_owned(),
            response: vec![1, 2, 3],
        }),
        ..entry(
            revision,
            vec![change("facts/a", &format!("body {revision}"))],
        )
    };
    let mut store = SqliteStore::open(folder, "uid").unwrap();
    for revision in 1..=3 {
        store.append(revision - 1, &[kept(revision)]).unwrap();
    }
    assert!(store.integrity().unwrap().is_empty());
    drop(store);
    let raw = rusqlite::Connection::open(folder.join(FILE)).unwrap();
    raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
        .unwrap();
}

#[test]
fn a_lost_end_and_an_altered_answer_are_noticed() {
    let whole = "DELETE FROM changes WHERE revision = 3; DELETE FROM commits WHERE revision = 3";
    for (sql, wrong) in [
        (
            whole,
            "the store ends at revision 2, but revision 3 was written to it",
        ),
        (
            "DELETE FROM commits WHERE revision = 3",
            "revision 3 has changes but no commit",
        ),
        (
            "UPDATE requests SET response = x'' WHERE id = 'request-2'",
            "answer to the request `request-2` does not match",
        ),
        (
            "UPDATE requests SET seconds = seconds + 1 WHERE id = 'request-1'",
            "answer to the request `request-1` does not match",
        ),
        (
            "UPDATE commits SET checksum = zeroblob(32) WHERE revision = 3",
            "revision 3 in the store does not match",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        damage(folder.path(), sql);
        let reported = match SqliteStore::open_directory_to_read(folder.path()) {
            Ok(mut store) => store.integrity().unwrap().join(", "),
            Err(error) => error.to_string(),
        };
        // Without the note, what the file itself shows is still noticed.
        std::fs::remove_file(folder.path().join("dossier.tip")).unwrap();
        let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
        let shown = store.integrity().unwrap().join(", ");
        let shown = shown
            + &verify(&mut store)
                .err()
                .map_or_else(String::new, |error| error.to_string());
        let wrong = wrong.replace(" in the store", "");
        // By the note, or by the file.
        let by = if sql == whole { &reported } else { &shown };
        assert!(by.contains(&wrong), "{sql}: {reported}, {shown}");
        assert_eq!(shown.is_empty(), sql == whole, "{sql}: {shown}");
        if wrong.contains("request-2") {
            let error = store.request("request-2").unwrap_err();
            assert!(matches!(error, StoreError::CorruptRequest(_)), "{error}");
        }
    }
}

#[test]
fn a_store_of_the_first_schema_is_read_and_taken_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let raw = rusqlite::Connection::open(&file).unwrap();
    raw.execute_batch(include_str!("../sqlite/1.sql")).unwrap();
    raw.execute_batch(
        "INSERT INTO store VALUES ('uid', 'old'); PRAGMA application_id = 1146311506;
         INSERT INTO requests VALUES ('r', 1, 'abc', x'01'); PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(raw);
    let mut read = SqliteStore::open_directory_to_read(folder.path()).unwrap();
    assert_eq!(
        (read.newest().unwrap(), read.integrity().unwrap().len()),
        (0, 0)
    );
    drop(read);
    let mut store = SqliteStore::open_existing(folder.path()).unwrap();
    assert_eq!(store.uid(), "old");
    assert_eq!(store.request("r").unwrap().unwrap().response, [1]);
    conforms(&mut store);
}

#[test]
fn no_store_is_made_where_none_is_wanted_and_what_was_cut_off_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("typo");
    for error in [
        SqliteStore::open_existing(&missing).unwrap_err(),
        SqliteStore::open_directory_to_read(&missing).unwrap_err(),
    ] {
        assert_eq!(
            error.to_string(),
            format!(
                "there is no store in `{}`; make one with `import` or `serve --create`",
                missing.display()
            )
        );
    }
    assert!(!missing.exists());
    drop(SqliteStore::open(folder.path(), "uid").unwrap());
    assert_eq!(
        SqliteStore::open_existing(folder.path()).unwrap().uid(),
        "uid"
    );
    let opened = || {
        [
            SqliteStore::open(folder.path(), "new").unwrap_err(),
            SqliteStore::open_existing(folder.path()).unwrap_err(),
            SqliteStore::open_directory_to_read(folder.path()).unwrap_err(),
        ]
    };
    let file = folder.path().join(FILE);
    std::fs::write(&file, "").unwrap();
    for error in opened() {
        let expected = format!(
            "`{}` is empty: a copy or write was interrupted; move it away, then `restore` a backup, or `import` to begin a new store",
            file.display()
        );
        assert_eq!(error.to_string(), expected);
    }
    // A log without its file would be taken in by a new one.
    std::fs::remove_file(&file).unwrap();
    std::fs::write(folder.path().join(format!("{FILE}-wal")), "commits").unwrap();
    for error in opened() {
        assert!(matches!(error, StoreError::FileLost(_)), "{error}");
    }
    assert!(!file.exists());
}

/// A file that SQLite has made, and in which nothing was put before the program ended.
#[test]
fn a_file_without_tables_becomes_a_store_where_one_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let raw = rusqlite::Connection::open(&file).unwrap();
    raw.execute_batch("PRAGMA journal_mode = wal; CREATE TABLE t (x); DROP TABLE t")
        .unwrap();
    drop(raw);
    let error = SqliteStore::open_existing(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Missing(_)), "{error}");
    let store = SqliteStore::open(folder.path(), "uid").unwrap();
    assert_eq!(store.uid(), "uid");
}

#[test]
fn what_is_damaged_is_told_from_what_may_pass() {
    for (error, is_damage) in [
        (StoreError::Corrupt { revision: 1 }, true),
        (StoreError::CorruptRequest(String::new()), true),
        (StoreError::EndLost { newest: 1, kept: 2 }, true),
        (StoreError::Damaged(vec![String::new()]), true),
        (sqlite_error(rusqlite::ffi::SQLITE_CORRUPT), true),
        (sqlite_error(rusqlite::ffi::SQLITE_NOTADB), true),
        (sqlite_error(rusqlite::ffi::SQLITE_BUSY), false),
        (sqlite_error(rusqlite::ffi::SQLITE_IOERR), false),
        (sqlite_error(rusqlite::ffi::SQLITE_CANTOPEN), false),
        (StoreError::Missing(String::new()), false),
        (StoreError::Unavailable(String::new()), false),
        (StoreError::Full, false),
    ] {
        assert_eq!(error.is_damage(), is_damage, "{error:?}");
    }
}

fn sqlite_error(code: i32) -> StoreError {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None).into()
}

/// A lock is no read-only medium: read as if nobody wrote, a file that somebody writes is torn.
#[test]
fn only_a_medium_that_cannot_be_written_is_read_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path(), "uid").unwrap();
    drop(store);
    let file = folder.path().join(FILE);
    let raw = rusqlite::Connection::open(&file).unwrap();
    raw.execute_batch(
        "PRAGMA journal_mode = delete; PRAGMA locking_mode = exclusive; BEGIN EXCLUSIVE",
    )
    .unwrap();
    let error = SqliteStore::open_to_read(&file).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the store cannot be used now: database is locked"
    );
}

#[test]
fn two_versions_that_take_a_store_on_at_once_never_take_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let raw = rusqlite::Connection::open(&file).unwrap();
    raw.execute_batch(include_str!("../sqlite/1.sql")).unwrap();
    raw.execute_batch(
        "INSERT INTO store VALUES ('uid', 'old'); PRAGMA application_id = 1146311506;
         PRAGMA user_version = 1; PRAGMA journal_mode = wal; BEGIN IMMEDIATE",
    )
    .unwrap();
    // It waits for the one that is newer, and looks again.
    let folder = folder.path().to_owned();
    let waiting = std::thread::spawn(move || SqliteStore::open_existing(&folder));
    std::thread::sleep(std::time::Duration::from_millis(300));
    raw.execute_batch("PRAGMA user_version = 99; COMMIT")
        .unwrap();
    let error = waiting.join().unwrap().unwrap_err();
    assert!(
        matches!(error, StoreError::NewerSchema { found: 99, .. }),
        "{error}"
    );
    let found: i64 = raw
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(found, 99);
}

#[test]
fn a_flipped_byte_anywhere_is_noticed_or_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(folder.path(), "uid").unwrap();
    for revision in 1..=20 {
        let commit = entry(
            revision,
            vec![change("facts/a", &format!("body {revision}").repeat(40))],
        );
        store.append(revision - 1, &[commit]).unwrap();
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
                Ok(ControlFlow::Continue(()))
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
