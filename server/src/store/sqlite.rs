//! The log in an SQLite file, the default: nothing to set up, and the `sqlite3` shell can look in.
//!
//! WAL with `synchronous=FULL`: with NORMAL an acknowledged commit can be lost when the power goes.

mod copy;
pub(crate) mod files;
mod note;
mod open;
mod purge;
mod read;
mod rows;
mod schema;

use std::fs::File;
use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::record::{end_lost, room_after, signed, unsealed};
use super::{Entry, Extent, Past, Request, Store, StoreError, Visit, WRONG_MAX, chain};
use crate::commit::{Change, Commit, Order};
use read::read;
use rows::{Layout, REQUEST, change, change_at, head, insert, request, tip};
use schema::known_schema;

pub use schema::FILE;

/// A log in an SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    file: PathBuf,
    /// Which file it was when it was opened; a name can come to mean another one.
    identity: Option<(u64, u64)>,
    /// The same of the files beside it that SQLite writes: the write-ahead log and its index. Nothing
    /// where the store is only read, or where there is none yet.
    beside: [Option<(u64, u64)>; 2],
    uid: String,
    /// What its tables are called; those of an earlier version are read as they are.
    layout: Layout,
    connection: Connection,
    purpose: Purpose,
    /// Whether the file is read as if nobody could write it, because nobody could when it was opened.
    immutable: bool,
    /// Whether this process could not write the index of the log when the connection opened it. All
    /// connections of a process share one handle on it, so that none of them could write.
    passive: bool,
    /// Whether the connection was given up, and is opened again for the next read.
    resting: bool,
    /// Where the newest commit is noted; nothing where the store is only read.
    note: Option<File>,
}

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To read, and nothing else is ever tried.
    Read,
    /// To write, as soon as the medium lets us.
    Write,
}

impl Store for SqliteStore {
    fn uid(&self) -> &str {
        &self.uid
    }

    fn newest(&mut self) -> Result<i64, StoreError> {
        self.refresh()?;
        Ok(tip(&self.connection, self.layout)?.0)
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        self.make_writable()?;
        let (behavior, layout) = (TransactionBehavior::Immediate, self.layout);
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        let (newest, mut last_change, mut digest) = tip(&transaction, layout)?;
        if newest != after {
            return Err(StoreError::Conflict { newest });
        }
        room_after((newest, last_change), entries)?;
        for entry in entries {
            digest = chain(&digest, &entry.commit);
            insert(&transaction, entry, (last_change, &digest))?;
            last_change += signed(entry.commit.changes.len());
        }
        transaction.commit()?;
        // Nothing is acknowledged that went away meanwhile.
        self.in_place()?;
        self.know_beside();
        if let (Some(note), Some(last)) = (&self.note, entries.last()) {
            // What is lost of it costs a check, and not a commit.
            note::write(note, &self.uid, last.commit.revision, &digest).ok();
        }
        Ok(())
    }

    fn try_write(&mut self) -> Result<(), StoreError> {
        self.make_writable()?;
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        transaction.execute("UPDATE store SET value = value WHERE key = 'uid'", [])?;
        Ok(transaction.rollback()?)
    }

    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError> {
        self.refresh()?;
        // One transaction, so that both tables are read at one state.
        let transaction = self.connection.transaction()?;
        read(&transaction, self.layout, (after, until), visit)
    }

    fn request(&mut self, id: &str) -> Result<Option<Request>, StoreError> {
        self.refresh()?;
        let sql = format!("{REQUEST} WHERE id = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_row([id], request).optional()?;
        let unsealed = found.map(|(request, seconds, seal)| unsealed(request, seconds, &seal));
        unsealed.transpose()
    }

    fn history(&mut self, name: &str, before: i64, extent: Extent) -> Result<Past, StoreError> {
        self.refresh()?;
        let sql = format!(
            "SELECT {}, {}
             FROM {} JOIN commits ON commits.revision = changes.revision
             WHERE name = ?1 AND changes.revision < ?2 AND etag <> previous_etag
             ORDER BY changes.revision DESC LIMIT ?3",
            self.layout.head, self.layout.change, self.layout.changes
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        // One more tells that there is more.
        let limit = signed(extent.count).saturating_add(1);
        let commits = statement.query_map(params![name, before, limit], |row| {
            let (mut commit, ..) = head(row)?;
            commit.changes.push(change_at(row, 8)?);
            Ok(commit)
        })?;
        Ok(Past::take(commits, extent)?)
    }

    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        self.refresh()?;
        let transaction = self.connection.transaction()?;
        let sql = format!(
            "SELECT {} FROM commits WHERE revision < ?1 ORDER BY revision DESC LIMIT ?2",
            self.layout.head
        );
        let mut statement = transaction.prepare_cached(&sql)?;
        let limit = signed(limit);
        let found: Vec<_> = statement
            .query_map([before, limit], head)?
            .collect::<Result<_, _>>()?;
        let sql = "SELECT name, kind, etag, previous_etag, x'', '', NULL FROM changes
                   WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3";
        let mut statement = transaction.prepare_cached(sql)?;
        let mut heads = Vec::with_capacity(found.len());
        for (mut commit, count, last, _) in found {
            let most = signed(changes);
            let first = last.saturating_sub(count);
            let some = statement.query_map([first, last, most], change)?;
            commit.changes = some.collect::<Result<_, _>>()?;
            heads.push((commit, usize::try_from(count).unwrap_or_default()));
        }
        Ok(heads)
    }

    /// Lets SQLite look over the whole file.
    fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
        self.refresh()?;
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
        let mut wrong: Vec<String> = lines.into_iter().filter(|line| line != "ok").collect();
        let sql = "SELECT min(revision) FROM changes
                   WHERE revision > (SELECT coalesce(max(revision), 0) FROM commits)";
        let lost: Option<i64> = self.connection.query_row(sql, [], |row| row.get(0))?;
        wrong.extend(lost.map(end_lost));
        // A backup of an earlier version has no checksums of answers.
        if known_schema(&self.connection, &self.file)? > 1 {
            let mut statement = self.connection.prepare(REQUEST)?;
            for found in statement.query_map([], request)? {
                if wrong.len() >= WRONG_MAX {
                    break;
                }
                let (request, seconds, seal) = found?;
                let error = unsealed(request, seconds, &seal).err();
                wrong.extend(error.map(|error| error.to_string()));
            }
        }
        Ok(wrong)
    }

    fn changes_of(&mut self, name: &str) -> Result<Vec<(i64, Change)>, StoreError> {
        self.refresh()?;
        purge::changes_of(&self.connection, self.layout, name)
    }

    fn purge(&mut self, newest: i64, order: &Order) -> Result<(), StoreError> {
        self.make_writable()?;
        purge::purge(&mut self.connection, newest, order)?;
        self.in_place()
    }

    fn scrub(&mut self) -> Result<(), StoreError> {
        self.make_writable()?;
        purge::scrub(&self.connection)?;
        self.in_place()
    }

    fn purges(&mut self) -> Result<i64, StoreError> {
        self.refresh()?;
        purge::count(&self.connection, self.layout)
    }

    fn rest(&mut self) {
        if self.passive {
            // Where there is no other, this one stays.
            self.give_up().ok();
        }
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        let mut reader = Self::open_to_read(&self.file)?;
        reader.rest();
        Ok(Box::new(reader))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType,
        };
        use rusqlite::ErrorCode::{
            AuthorizationForStatementDenied, CannotOpen, DatabaseBusy, DatabaseCorrupt,
            DatabaseLocked, DiskFull, FileLockingProtocolFailed, NotADatabase,
            OperationInterrupted, OutOfMemory, PermissionDenied, ReadOnly, SchemaChanged,
        };
        // What nobody of us has written.
        let is_strange = matches!(
            error,
            FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..)
        );
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::Full,
            Some(DatabaseCorrupt | NotADatabase) => Self::Damaged(vec![error.to_string()]),
            // Nothing was written, and it passes: another program has the file, the file system or its
            // rights allow no writes, or there are no more files or memory to be had.
            Some(
                AuthorizationForStatementDenied
                | CannotOpen
                | DatabaseBusy
                | DatabaseLocked
                | FileLockingProtocolFailed
                | OperationInterrupted
                | OutOfMemory
                | PermissionDenied
                | ReadOnly
                | SchemaChanged,
            ) => Self::Unavailable(error.to_string()),
            _ if is_strange => Self::Damaged(vec![error.to_string()]),
            _ => Self::Engine(error.into()),
        }
    }
}
