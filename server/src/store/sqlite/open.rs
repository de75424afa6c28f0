//! Opens the file: to write or to read, also where nothing can be written.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, OptionalExtension as _};

use super::copy::make;
use super::files::{holds_something, identity, is_read_only, is_there, readable_file, unwritable};
use super::rows::{Layout, tip};
use super::schema::{FILE, MIGRATIONS, known_schema, migrate, migrated_tip, not_ours};
use super::{Purpose, SqliteStore, note};
use crate::store::StoreError;

/// How long another program's lock is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// Connections are used by one thread at a time.
const READ: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Nothing is made where there is nothing.
const WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

impl SqliteStore {
    /// Opens the store in a directory, and makes both where they are missing.
    pub fn open(directory: &Path, new_uid: &str) -> Result<Self, StoreError> {
        std::fs::create_dir_all(directory).map_err(|error| unwritable(directory, &error))?;
        let file = directory.join(FILE);
        if !is_there(&file)? {
            without_log(&file)?;
            make(&file, new_uid)?;
        }
        Self::open_file(file, new_uid)
    }

    /// Opens the store in a directory, if it is there.
    pub fn open_existing(directory: &Path) -> Result<Self, StoreError> {
        Self::open_file(existing(directory)?, "")
    }

    /// Opens the store in a directory, to read only.
    pub fn open_directory_to_read(directory: &Path) -> Result<Self, StoreError> {
        Self::open_to_read(&existing(directory)?)
    }

    /// Opens a store that is there, to read only.
    pub fn open_to_read(file: &Path) -> Result<Self, StoreError> {
        not_empty(file)?;
        match connect(file, READ) {
            Ok(connection) => Self::with(connection, file.to_owned()),
            Err(error) if is_of_medium(&error) => Self::open_immutable(file, &error),
            Err(error) => Err(not_ours(error, file)),
        }
    }

    /// Opens a file to write; where its medium does not allow it, to read until it does. A file without
    /// tables becomes a store of this uid, if there is one.
    fn open_file(file: PathBuf, new_uid: &str) -> Result<Self, StoreError> {
        // What was cut off must not become a new store.
        not_empty(&file)?;
        let mut connection = match connect(&file, WRITE) {
            Ok(connection) => connection,
            Err(error) if is_of_medium(&error) => {
                let read = Self::open_immutable(&file, &error)?;
                return read.for_writing();
            }
            Err(error) => return Err(not_ours(error, &file)),
        };
        // Before anything is written to a file that may be somebody else's.
        if known_schema(&connection, &file)? == 0 && new_uid.is_empty() {
            return Err(missing(file.parent().unwrap_or(&file)));
        }
        if connection.is_readonly(MAIN_DB)? {
            return Self::with(connection, file)?.for_writing();
        }
        prepare(&connection)?;
        migrate(&mut connection, &file, new_uid)?;
        Self::with(connection, file)?.for_writing()
    }

    /// A log in WAL wants files beside it, which a medium that we cannot write does not give. So the
    /// file is read as it stands, without locks. Somebody else may be allowed to write it, or see the
    /// medium elsewhere; what is read while they do may be torn, which the checksums tell.
    fn open_immutable(file: &Path, cause: &rusqlite::Error) -> Result<Self, StoreError> {
        let log = log_of(file);
        if holds_something(&log)? {
            return Err(StoreError::Unavailable(format!(
                "{cause}; the newest commits stand in `{}`, so copy both files to where they can be written",
                log.display()
            )));
        }
        let path = file.to_string_lossy().replace('%', "%25");
        let path = path.replace('?', "%3f").replace('#', "%23");
        let address = format!("file:{path}?immutable=1");
        let connection = connect(Path::new(&address), READ | OpenFlags::SQLITE_OPEN_URI);
        let connection = connection.map_err(|error| not_ours(error, file))?;
        let mut store = Self::with(connection, file.to_owned())?;
        store.immutable = true;
        Ok(store)
    }

    fn with(connection: Connection, file: PathBuf) -> Result<Self, StoreError> {
        let schema = known_schema(&connection, &file)?;
        if schema == 0 {
            return Err(StoreError::NotAStore(file.display().to_string()));
        }
        let sql = "SELECT value FROM store WHERE key = 'uid'";
        let uid = connection.query_row(sql, [], |row| row.get(0));
        let uid = uid.map_err(|error| not_ours(error, &file))?;
        let passive = is_read_only(&beside(&file, INDEX));
        Self {
            identity: identity(&file),
            beside: [None; 2],
            file,
            uid,
            layout: Layout::of_schema(schema),
            connection,
            purpose: Purpose::Read,
            immutable: false,
            passive,
            resting: false,
            note: None,
        }
        .compared_with_note()
    }

    /// The same store, to be written as soon as that can be done.
    fn for_writing(mut self) -> Result<Self, StoreError> {
        let (found, known) = (
            known_schema(&self.connection, &self.file)?,
            MIGRATIONS.len(),
        );
        if found < known {
            return Err(StoreError::Unavailable(format!(
                "it has schema {found}, which has to become {known}, and cannot be written"
            )));
        }
        self.purpose = Purpose::Write;
        if !self.connection.is_readonly(MAIN_DB)? {
            self.note = note::open(&self.file).ok();
            self.know_beside();
        }
        Ok(self)
    }

    /// Whether the log goes as far as the note beside it says.
    fn compared_with_note(self) -> Result<Self, StoreError> {
        let noted = note::read(&self.file).filter(|tip| tip.uid == self.uid);
        let Some(noted) = noted else {
            return Ok(self);
        };
        let newest = tip(&self.connection, self.layout)?.0;
        // A note from before the store got new checksums is as good.
        let migrated = migrated_tip(&self.connection)?;
        if newest >= noted.revision
            && migrated.is_some_and(|tip| tip == (noted.revision, noted.digest.clone()))
        {
            return Ok(self);
        }
        note::compare(&noted, newest, |revision| {
            let checksum = self.layout.checksum;
            let sql = format!("SELECT {checksum} FROM commits WHERE revision = ?1");
            let found = self
                .connection
                .query_row(&sql, [revision], |row| row.get(0));
            Ok(found.optional()?)
        })?;
        Ok(self)
    }

    /// Opens the file anew where it could only be read: SQLite does not try to write again by itself.
    /// A store that was opened to read stays so; SQLite refuses what is written to it.
    pub(super) fn make_writable(&mut self) -> Result<(), StoreError> {
        self.in_place()?;
        let is_writable = !self.resting && !self.connection.is_readonly(MAIN_DB)?;
        if self.purpose == Purpose::Read || is_writable {
            return Ok(());
        }
        self.give_up()?;
        let again = Self::open_file(self.file.clone(), "").map_err(passing)?;
        if again.connection.is_readonly(MAIN_DB)? {
            return Err(StoreError::Unavailable(format!(
                "`{}` or its directory cannot be written",
                self.file.display()
            )));
        }
        *self = again;
        Ok(())
    }

    /// Closes the file until the next read.
    pub(super) fn give_up(&mut self) -> Result<(), StoreError> {
        self.connection = Connection::open_in_memory()?;
        self.resting = true;
        Ok(())
    }

    /// Before a read: a file that was closed is opened again, and one that was read as if nobody could
    /// write it may have a writer by now.
    pub(super) fn refresh(&mut self) -> Result<(), StoreError> {
        if self.resting {
            let again = Self::open_to_read(&self.file).map_err(passing)?;
            if again.uid != self.uid {
                let reason = "another store is in its place; restart the server";
                return Err(StoreError::Unavailable(reason.to_owned()));
            }
            self.connection = again.connection;
            self.layout = again.layout;
            (self.immutable, self.passive) = (again.immutable, again.passive);
            self.resting = false;
        }
        if self.immutable
            && let Ok(connection) = connect(&self.file, READ)
        {
            self.connection = connection;
            self.immutable = false;
            self.passive = is_read_only(&beside(&self.file, INDEX));
        }
        Ok(())
    }

    /// Whether the directory still holds the files that are written. One that was deleted or moved away
    /// can still be written to, and what is written goes with it: commits go to the log first, and those
    /// who open the store later find each other by its index.
    pub(super) fn in_place(&self) -> Result<(), StoreError> {
        let beside = BESIDE.map(|ending| beside(&self.file, ending));
        let known = std::iter::once((&self.file, self.identity)).chain(
            beside
                .iter()
                .zip(self.beside)
                .filter(|(_, known)| known.is_some()),
        );
        for (file, known) in known {
            if identity(file) != known {
                let file = file.display();
                return Err(StoreError::Unavailable(format!(
                    "`{file}` is no longer the file that was opened; put that file back, or restart the server"
                )));
            }
        }
        Ok(())
    }

    /// Notes which files SQLite has made beside the store. It makes them when it first reads or writes,
    /// and keeps them until the last connection is closed.
    pub(super) fn know_beside(&mut self) {
        for (known, ending) in self.beside.iter_mut().zip(BESIDE) {
            *known = known.or_else(|| identity(&beside(&self.file, ending)));
        }
    }
}

/// Connects, and reads: SQLite opens a file only then.
fn connect(file: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(BUSY)?;
    let sql = "SELECT count(*) FROM sqlite_schema";
    patiently(|| connection.query_row(sql, [], |_| Ok(())))?;
    Ok(connection)
}

/// Tries again what another program's lock refused. SQLite waits by itself, but not while a log is set up
/// or taken away: there two that wait could wait for each other.
fn patiently<T>(mut step: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let start = Instant::now();
    loop {
        match step() {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && start.elapsed() < BUSY =>
            {
                std::thread::sleep(Duration::from_millis(10));
            }
            done => return done,
        }
    }
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    patiently(|| connection.pragma_update(None, "journal_mode", "wal"))?;
    connection.pragma_update(None, "synchronous", "full")?;
    // Half of what a machine of 512 MB can spare; the state itself is read from memory.
    connection.pragma_update(None, "cache_size", -16_000)?;
    Ok(())
}

/// Whether SQLite failed because it cannot write where it has to. A lock, too little memory or a disk
/// that fails are something else: there somebody may well write.
fn is_of_medium(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

/// The file of the store in a directory, if it is there.
fn existing(directory: &Path) -> Result<PathBuf, StoreError> {
    let file = directory.join(FILE);
    if is_there(&file)? {
        return Ok(file);
    }
    without_log(&file)?;
    Err(missing(directory))
}

fn missing(directory: &Path) -> StoreError {
    StoreError::Missing(format!("`{}`", directory.display()))
}

/// What was met while a store was opened again that could be read until now: nothing was written.
fn passing(error: StoreError) -> StoreError {
    match error {
        StoreError::File(reason) => StoreError::Unavailable(reason),
        error => error,
    }
}

/// The endings of the files beside a store that SQLite writes: the write-ahead log and its index.
const BESIDE: [&str; 2] = ["-wal", INDEX];

/// The ending of the index of the write-ahead log.
const INDEX: &str = "-shm";

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The write-ahead log beside a file.
fn log_of(file: &Path) -> PathBuf {
    beside(file, "-wal")
}

/// A file that is made beside the log of another one would take its commits in.
fn without_log(file: &Path) -> Result<(), StoreError> {
    if holds_something(&log_of(file))? {
        return Err(StoreError::FileLost(file.display().to_string()));
    }
    Ok(())
}

/// A file that can be read, and has something in it; where it is missing, SQLite tells.
fn not_empty(file: &Path) -> Result<(), StoreError> {
    match readable_file(file)? {
        Some(metadata) if metadata.len() == 0 => Err(StoreError::Empty(file.display().to_string())),
        _ => Ok(()),
    }
}
