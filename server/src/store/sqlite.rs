//! The log in an SQLite file, the default: nothing to set up, and the `sqlite3` shell can look in.
//!
//! WAL with `synchronous=FULL`: with NORMAL an acknowledged commit can be lost when the power goes.

mod note;
mod rows;

use std::fs::File;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, TransactionBehavior, params};

use super::record::{end_lost, signed, unsealed};
use super::{Digest, Entry, GENESIS, Request, Store, StoreError, Visit, chain};
use crate::commit::Commit;
use rows::{CHANGE, HEAD, REQUEST, change, change_at, head, insert, request, tip};

/// The name of the file in the data directory.
pub const FILE: &str = "dossier.sqlite";

/// What stands in the file's header, so that other SQLite files are told apart: `DSSR`.
const APPLICATION_ID: i64 = 0x4453_5352;

/// The steps from each schema to the next. A released step is never changed; a new one is added.
const MIGRATIONS: [&str; 2] = [include_str!("sqlite/1.sql"), include_str!("sqlite/2.sql")];

/// A log in an SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    file: PathBuf,
    /// Which file it was when it was opened; a name can come to mean another one.
    identity: Option<(u64, u64)>,
    uid: String,
    connection: Connection,
    /// Where the newest commit is noted; nothing where the store is only read.
    note: Option<File>,
}

impl SqliteStore {
    /// Opens the store in a directory, and makes both where they are missing.
    pub fn open(directory: &Path, new_uid: &str) -> Result<Self, StoreError> {
        std::fs::create_dir_all(directory).map_err(|error| StoreError::Engine(error.into()))?;
        Self::open_file(directory.join(FILE), new_uid)
    }

    /// Opens the store in a directory, if it is there.
    pub fn open_existing(directory: &Path) -> Result<Self, StoreError> {
        let file = directory.join(FILE);
        if !file.exists() {
            return Err(missing(directory));
        }
        let connection = Connection::open(&file).map_err(|error| not_ours(error, &file))?;
        if known_schema(&connection, &file)? == 0 {
            not_empty(&file)?;
            return Err(missing(directory));
        }
        drop(connection);
        Self::open_file(file, "")
    }

    fn open_file(file: PathBuf, new_uid: &str) -> Result<Self, StoreError> {
        // What was cut off must not become a new store.
        not_empty(&file)?;
        let mut connection = Connection::open(&file).map_err(|error| not_ours(error, &file))?;
        // Before anything is written to a file that may be somebody else's.
        known_schema(&connection, &file)?;
        prepare(&connection)?;
        migrate(&mut connection, &file, new_uid)?;
        let mut store = Self::with(connection, file)?;
        store.note = note::open(&store.file).ok();
        Ok(store)
    }

    /// Opens the store in a directory, to read only.
    pub fn open_directory_to_read(directory: &Path) -> Result<Self, StoreError> {
        let file = directory.join(FILE);
        if !file.exists() {
            return Err(missing(directory));
        }
        Self::open_to_read(&file)
    }

    /// Opens a store that is there, to read only.
    pub fn open_to_read(file: &Path) -> Result<Self, StoreError> {
        not_empty(file)?;
        match Self::open_with(file, &file.to_string_lossy(), OpenFlags::empty()) {
            // A log in WAL wants a file beside it, which a medium that cannot be written does not give.
            // Nobody else writes there either, so the file can be read as it stands.
            Err(StoreError::Unavailable(cause)) => {
                let mut log = file.as_os_str().to_owned();
                log.push("-wal");
                if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
                    return Err(StoreError::Unavailable(format!(
                        "{cause}; the newest commits are in `{}`, so copy both files to where they can be written",
                        log.display()
                    )));
                }
                let path = file.to_string_lossy().replace('%', "%25");
                let path = path.replace('?', "%3f").replace('#', "%23");
                let address = format!("file:{path}?immutable=1");
                Self::open_with(file, &address, OpenFlags::SQLITE_OPEN_URI)
            }
            opened => opened,
        }
    }

    fn open_with(file: &Path, address: &str, more: OpenFlags) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(address, flags | more)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        if known_schema(&connection, file)? == 0 {
            return Err(StoreError::NotAStore(file.display().to_string()));
        }
        Self::with(connection, file.to_owned())
    }

    fn with(connection: Connection, file: PathBuf) -> Result<Self, StoreError> {
        let uid = connection
            .query_row("SELECT value FROM store WHERE key = 'uid'", [], |row| {
                row.get(0)
            })
            .map_err(|error| not_ours(error, &file))?;
        Self {
            identity: identity(&file),
            file,
            uid,
            connection,
            note: None,
        }
        .compared_with_note()
    }

    /// Whether the log goes as far as the note beside it says.
    fn compared_with_note(self) -> Result<Self, StoreError> {
        let noted = note::read(&self.file).filter(|tip| tip.uid == self.uid);
        let Some(noted) = noted else {
            return Ok(self);
        };
        let newest = tip(&self.connection)?.0;
        note::compare(&noted, newest, |revision| {
            let sql = "SELECT digest FROM commits WHERE revision = ?1";
            let found = self.connection.query_row(sql, [revision], |row| row.get(0));
            Ok(found.optional()?)
        })?;
        Ok(self)
    }

    /// Gives a store of which there is another copy a uid of its own, in one file that can be moved.
    pub fn rename_uid(file: &Path, uid: &str) -> Result<(), StoreError> {
        let connection = Connection::open(file)?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.execute("UPDATE store SET value = ?1 WHERE key = 'uid'", [uid])?;
        Ok(())
    }

    /// Whether the directory still holds the file that was opened. One that was deleted or moved away
    /// can still be written to, and what is written goes with it.
    fn in_place(&self) -> Result<(), StoreError> {
        if identity(&self.file) == self.identity {
            return Ok(());
        }
        let file = self.file.display();
        Err(StoreError::Unavailable(format!(
            "`{file}` is no longer the file that was opened; put that one back, or restart the server"
        )))
    }

    /// Writes a copy of the store to a new file, while it may be in use.
    pub fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let target = target.to_string_lossy().into_owned();
        self.connection.execute("VACUUM INTO ?1", [target])?;
        Ok(())
    }
}

fn missing(directory: &Path) -> StoreError {
    StoreError::Missing(format!("`{}`", directory.display()))
}

fn not_empty(file: &Path) -> Result<(), StoreError> {
    match std::fs::metadata(file) {
        Ok(metadata) if metadata.len() == 0 => Err(StoreError::Empty(file.display().to_string())),
        _ => Ok(()),
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
        self.in_place()?;
        if let (Some(note), Some(last)) = (&self.note, entries.last()) {
            // What is lost of it costs a check, and not a commit.
            note::write(note, &self.uid, last.commit.revision, &digest).ok();
        }
        Ok(())
    }

    fn try_write(&mut self) -> Result<(), StoreError> {
        self.in_place()?;
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        transaction.execute("UPDATE store SET value = value WHERE key = 'uid'", [])?;
        Ok(transaction.rollback()?)
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
        let sql = format!("{REQUEST} WHERE id = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_row([id], request).optional()?;
        let unsealed = found.map(|(request, seconds, seal)| unsealed(request, seconds, &seal));
        unsealed.transpose()
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

    /// Lets SQLite look over the whole file.
    fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
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
                let (request, seconds, seal) = found?;
                let error = unsealed(request, seconds, &seal).err();
                wrong.extend(error.map(|error| error.to_string()));
            }
        }
        Ok(wrong)
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Self::open_to_read(&self.file)?))
    }
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
        use rusqlite::ErrorCode::{
            AuthorizationForStatementDenied, CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull,
            FileLockingProtocolFailed, OperationInterrupted, OutOfMemory, PermissionDenied,
            ReadOnly, SchemaChanged,
        };
        match error.sqlite_error_code() {
            Some(DiskFull) => Self::Full,
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
            _ => Self::Engine(error.into()),
        }
    }
}
