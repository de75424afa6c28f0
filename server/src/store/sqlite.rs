//! The log in an SQLite file, the default: nothing to set up, and the `sqlite3` shell can look in.
//!
//! WAL with `synchronous=FULL`: with NORMAL an acknowledged commit can be lost when the power goes.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use dossier::v1::ChangeType;
use prost_types::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, TransactionBehavior, params};

use super::record::signed;
use super::{Digest, Entry, GENESIS, REQUESTS_KEPT, Request, Store, StoreError, Visit, chain};
use crate::commit::{Change, Commit};

/// The name of the file in the data directory.
pub const FILE: &str = "dossier.sqlite";

/// What stands in the file's header, so that other SQLite files are told apart: `DSSR`.
const APPLICATION_ID: i64 = 0x4453_5352;

/// The steps from each schema to the next. A released step is never changed; a new one is added.
const MIGRATIONS: [&str; 1] = [include_str!("sqlite/1.sql")];

/// A log in an SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    file: PathBuf,
    /// Which file it was when it was opened; a name can come to mean another one.
    identity: Option<(u64, u64)>,
    uid: String,
    connection: Connection,
}

impl SqliteStore {
    /// Opens the store in a directory, and makes both where they are missing.
    pub fn open(directory: &Path, new_uid: &str) -> Result<Self, StoreError> {
        std::fs::create_dir_all(directory).map_err(|error| StoreError::Engine(error.into()))?;
        let file = directory.join(FILE);
        let mut connection = Connection::open(&file).map_err(|error| not_ours(error, &file))?;
        // Before anything is written to a file that may be somebody else's.
        known_schema(&connection, &file)?;
        prepare(&connection)?;
        migrate(&mut connection, &file, new_uid)?;
        Self::with(connection, file)
    }

    /// Opens a store that is there, to read only.
    pub fn open_to_read(file: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        known_schema(&connection, file)?;
        Self::with(connection, file.to_owned())
    }

    fn with(connection: Connection, file: PathBuf) -> Result<Self, StoreError> {
        let uid = connection
            .query_row("SELECT value FROM store WHERE key = 'uid'", [], |row| {
                row.get(0)
            })
            .map_err(|error| not_ours(error, &file))?;
        Ok(Self {
            identity: identity(&file),
            file,
            uid,
            connection,
        })
    }

    /// Whether the directory still holds the file that was opened. One that was deleted or moved away
    /// can still be written to, and what is written goes with it.
    fn in_place(&self) -> Result<(), StoreError> {
        if identity(&self.file) == self.identity {
            return Ok(());
        }
        let file = self.file.display();
        Err(StoreError::Unavailable(format!(
            "`{file}` is not the file any more that was opened; put that one back, or restart the server"
        )))
    }

    /// Writes a copy of the store to a new file, while it may be in use.
    pub fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let target = target.to_string_lossy().into_owned();
        self.connection.execute("VACUUM INTO ?1", [target])?;
        Ok(())
    }

    /// Lets SQLite look over the whole file; what it finds wrong, a line each.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

/// The device and the number of a file; nothing where there is none.
fn identity(file: &Path) -> Option<(u64, u64)> {
    let metadata = std::fs::metadata(file).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    // Half of what a machine of 512 MB can spare; the state itself is read from memory.
    connection.pragma_update(None, "cache_size", -16_000)?;
    Ok(())
}

fn known_schema(connection: &Connection, file: &Path) -> Result<usize, StoreError> {
    let number = |pragma: &str| -> Result<i64, StoreError> {
        let found = connection.pragma_query_value(None, pragma, |row| row.get(0));
        found.map_err(|error| not_ours(error, file))
    };
    let (application, found) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| not_ours(error, file))?;
    if tables == 0 {
        return Ok(0);
    }
    if application != APPLICATION_ID {
        return Err(StoreError::NotAStore(file.display().to_string()));
    }
    let known = signed(MIGRATIONS.len());
    match usize::try_from(found) {
        Ok(version) if found <= known => Ok(version),
        _ => Err(StoreError::NewerSchema { found, known }),
    }
}

fn migrate(connection: &mut Connection, file: &Path, uid: &str) -> Result<(), StoreError> {
    let found = known_schema(connection, file)?;
    if found == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let found = known_schema(&transaction, file)?;
    for step in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    transaction.execute(
        "INSERT INTO store VALUES ('uid', ?1) ON CONFLICT DO NOTHING",
        [uid],
    )?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", signed(MIGRATIONS.len()))?;
    Ok(transaction.commit()?)
}

/// The newest revision, the row of its last change and its checksum.
fn tip(connection: &Connection) -> Result<(i64, i64, Digest), StoreError> {
    let sql = "SELECT revision, last_change, digest FROM commits ORDER BY revision DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    Ok(statement
        .query_row([], row)
        .optional()?
        .unwrap_or((0, 0, GENESIS)))
}

fn insert(
    connection: &Connection,
    entry: &Entry,
    (last_change, digest): (i64, &Digest),
) -> Result<(), StoreError> {
    let Commit {
        revision,
        time,
        author,
        message,
        changes,
    } = &entry.commit;
    let mut statement = connection.prepare_cached(
        "INSERT INTO commits (revision, seconds, nanos, author, message, change_count, last_change, digest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let count = signed(changes.len());
    let last = last_change + count;
    statement.execute(params![
        revision,
        time.seconds,
        time.nanos,
        author,
        message,
        count,
        last,
        digest
    ])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO changes (id, revision, name, kind, etag, previous_etag, body, refs)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (id, change) in (last_change + 1..).zip(changes) {
        statement.execute(params![
            id,
            revision,
            &*change.name,
            i32::from(change.kind),
            change.etag,
            change.previous_etag,
            &*change.body,
            change.references.join("\n"),
        ])?;
    }
    if let Some(request) = &entry.request {
        let mut statement = connection.prepare_cached(
            "INSERT INTO requests (id, seconds, digest, response) VALUES (?1, ?2, ?3, ?4)",
        )?;
        statement.execute(params![
            request.id,
            time.seconds,
            request.digest,
            request.response
        ])?;
        let oldest = time.seconds - REQUESTS_KEPT.as_secs().cast_signed();
        let mut statement = connection.prepare_cached("DELETE FROM requests WHERE seconds < ?1")?;
        statement.execute([oldest])?;
    }
    Ok(())
}

const HEAD: &str = "revision, seconds, nanos, author, message, change_count, last_change, digest";

/// A row of `commits`, and with it how many changes it has, the row of the last, and the checksum.
fn head(row: &Row<'_>) -> rusqlite::Result<(Commit, i64, i64, Digest)> {
    let commit = Commit {
        revision: row.get(0)?,
        time: Timestamp {
            seconds: row.get(1)?,
            nanos: row.get(2)?,
        },
        author: row.get(3)?,
        message: row.get(4)?,
        changes: Vec::new(),
    };
    Ok((commit, row.get(5)?, row.get(6)?, row.get(7)?))
}

const CHANGE: &str = "name, kind, etag, previous_etag, body, refs";

fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    change_at(row, 0)
}

impl Store for SqliteStore {
    fn uid(&self) -> &str {
        &self.uid
    }

    fn newest(&mut self) -> Result<i64, StoreError> {
        Ok(tip(&self.connection)?.0)
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        self.in_place()?;
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        let (newest, mut last_change, mut digest) = tip(&transaction)?;
        if newest != after {
            return Err(StoreError::Conflict { newest });
        }
        for entry in entries {
            digest = chain(&digest, &entry.commit);
            insert(&transaction, entry, (last_change, &digest))?;
            last_change += signed(entry.commit.changes.len());
        }
        transaction.commit()?;
        // Nothing is acknowledged that went away meanwhile.
        self.in_place()
    }

    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError> {
        // One transaction, so that both tables are read at one state.
        let transaction = self.connection.transaction()?;
        let sql = "SELECT last_change, digest FROM commits WHERE revision = ?1";
        let before = transaction
            .query_row(sql, [after], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (start, mut digest): (i64, Digest) = match before {
            Some(before) => before,
            None if after == 0 => (0, GENESIS),
            None => return Err(StoreError::Corrupt { revision: after }),
        };
        let sql = format!(
            "SELECT {HEAD} FROM commits WHERE revision > ?1 AND revision <= ?2 ORDER BY revision"
        );
        let mut heads = transaction.prepare(&sql)?;
        let heads = heads.query_map([after, until], head)?;
        let sql = format!("SELECT {CHANGE}, id, revision FROM changes WHERE id > ?1 ORDER BY id");
        let mut changes = transaction.prepare(&sql)?;
        let mut changes = changes.query([start])?;
        for (next, found) in (after + 1..).zip(heads) {
            let corrupt = || StoreError::Corrupt { revision: next };
            let (mut commit, count, _, expected) = found?;
            for _ in 0..count {
                let row = changes.next()?.ok_or_else(corrupt)?;
                commit.changes.push(change(row).map_err(|_| corrupt())?);
            }
            digest = chain(&digest, &commit);
            if commit.revision != next || digest != expected {
                return Err(corrupt());
            }
            visit(commit)?;
        }
        Ok(())
    }

    fn request(&mut self, id: &str) -> Result<Option<Request>, StoreError> {
        let sql = "SELECT id, digest, response FROM requests WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let request = |row: &Row<'_>| {
            Ok(Request {
                id: row.get(0)?,
                digest: row.get(1)?,
                response: row.get(2)?,
            })
        };
        Ok(statement.query_row([id], request).optional()?)
    }

    fn history(
        &mut self,
        name: &str,
        before: i64,
        limit: usize,
    ) -> Result<Vec<Commit>, StoreError> {
        let sql = format!(
            "SELECT commits.revision, seconds, nanos, author, message, change_count, last_change, digest, {CHANGE}
             FROM changes JOIN commits ON commits.revision = changes.revision
             WHERE name = ?1 AND changes.revision < ?2 AND etag <> previous_etag
             ORDER BY changes.revision DESC LIMIT ?3"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let limit = signed(limit);
        let mut rows = statement.query(params![name, before, limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (mut commit, ..) = head(row)?;
            commit.changes.push(change_at(row, 8)?);
            found.push(commit);
        }
        Ok(found)
    }

    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        let transaction = self.connection.transaction()?;
        let sql = format!(
            "SELECT {HEAD} FROM commits WHERE revision < ?1 ORDER BY revision DESC LIMIT ?2"
        );
        let mut statement = transaction.prepare_cached(&sql)?;
        let limit = signed(limit);
        let found: Vec<_> = statement
            .query_map([before, limit], head)?
            .collect::<Result<_, _>>()?;
        let sql = "SELECT name, kind, etag, previous_etag, x'', '' FROM changes
                   WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3";
        let mut statement = transaction.prepare_cached(sql)?;
        let mut heads = Vec::with_capacity(found.len());
        for (mut commit, count, last, _) in found {
            let most = signed(changes);
            let some = statement.query_map([last - count, last, most], change)?;
            commit.changes = some.collect::<Result<_, _>>()?;
            heads.push((commit, usize::try_from(count).unwrap_or_default()));
        }
        Ok(heads)
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Self::open_to_read(&self.file)?))
    }
}

fn change_at(row: &Row<'_>, first: usize) -> rusqlite::Result<Change> {
    let name = row.get_ref(first)?.as_str()?;
    let body: Vec<u8> = row.get(first + 4)?;
    let references = row.get_ref(first + 5)?.as_str()?;
    let references = references.split('\n').filter(|one| !one.is_empty());
    Ok(Change {
        name: name.into(),
        kind: ChangeType::try_from(row.get::<_, i32>(first + 1)?).unwrap_or_default(),
        etag: row.get(first + 2)?,
        previous_etag: row.get(first + 3)?,
        body: Bytes::from(body),
        references: references.map(str::to_owned).collect(),
    })
}

fn not_ours(error: rusqlite::Error, file: &Path) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => {
            StoreError::NotAStore(file.display().to_string())
        }
        _ => error.into(),
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly};
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::Full,
            // Nothing was written, and it passes: another program has the file, or the file system
            // takes no writes.
            Some(DatabaseBusy | DatabaseLocked | ReadOnly) => Self::Unavailable(error.to_string()),
            _ => Self::Engine(error.into()),
        }
    }
}
