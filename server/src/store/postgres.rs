//! The log in PostgreSQL, for several replicas: the database puts their commits in order, and tells
//! each of them of the others'.

use std::time::Duration;

use bytes::Bytes;
use dossier::v1::ChangeType;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::Type;
use postgres::{Client, Config, GenericClient, NoTls, Row, Transaction};
use prost_types::Timestamp;

use super::record::signed;
use super::{
    Digest, Entry, GENESIS, Notify, REQUESTS_KEPT, Request, Store, StoreError, Visit, chain,
};
use crate::commit::{Change, Commit};
use crate::error_chain::chain as causes;

/// The steps from each schema to the next. A released step is never changed; a new one is added.
const MIGRATIONS: [&str; 1] = [include_str!("postgres/1.sql")];

/// The advisory lock that writers take, in turn: `DSSR`.
const LOCK: i64 = 0x4453_5352;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);

/// How long to wait before a lost connection is tried again.
const AGAIN: Duration = Duration::from_millis(500);

/// How long to listen before looking whether anybody still wants to know.
const LISTEN: Duration = Duration::from_secs(5);

/// How many commits are read at a time.
const PIECE: i64 = 64;

/// A log in a PostgreSQL database.
pub struct PostgresStore {
    config: Config,
    uid: String,
    client: Option<Client>,
}

impl std::fmt::Debug for PostgresStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the configuration, which may hold a password.
        formatter
            .debug_struct("PostgresStore")
            .field("uid", &self.uid)
            .finish_non_exhaustive()
    }
}

impl PostgresStore {
    /// Opens the store in a database, and makes it where it is missing.
    pub fn open(url: &str, new_uid: &str) -> Result<Self, StoreError> {
        let mut config: Config = url.parse()?;
        config
            .connect_timeout(CONNECT)
            .application_name("dossier-server");
        let mut client = connect(&config)?;
        migrate(&mut client, new_uid)?;
        let uid = client.query_one("SELECT value FROM dossier.store WHERE key = 'uid'", &[])?;
        Ok(Self {
            uid: uid.try_get(0)?,
            config,
            client: Some(client),
        })
    }

    /// The connection; a new one where the old one is lost.
    fn client(&mut self) -> Result<&mut Client, StoreError> {
        let alive = self.client.take().filter(|client| !client.is_closed());
        let client = match alive {
            Some(client) => client,
            None => connect(&self.config)?,
        };
        Ok(self.client.insert(client))
    }
}

fn connect(config: &Config) -> Result<Client, StoreError> {
    let mut client = config.connect(NoTls)?;
    // What was acknowledged is on disk, whatever the database's default is.
    client.batch_execute("SET synchronous_commit = on")?;
    Ok(client)
}

fn migrate(client: &mut Client, uid: &str) -> Result<(), StoreError> {
    let mut transaction = client.transaction()?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
    transaction.batch_execute(
        "CREATE SCHEMA IF NOT EXISTS dossier;
         CREATE TABLE IF NOT EXISTS dossier.store (key text PRIMARY KEY, value text NOT NULL);",
    )?;
    let found =
        transaction.query_opt("SELECT value FROM dossier.store WHERE key = 'schema'", &[])?;
    let found = found.map_or(Ok(0), |row| {
        row.try_get::<_, String>(0)
            .map(|text| text.parse().unwrap_or(i64::MAX))
    })?;
    let known = signed(MIGRATIONS.len());
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for step in MIGRATIONS
        .iter()
        .skip(usize::try_from(found).unwrap_or_default())
    {
        transaction.batch_execute(step)?;
    }
    let put = "INSERT INTO dossier.store VALUES ($1, $2)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE excluded.key = 'schema'";
    transaction.execute(put, &[&"schema", &known.to_string()])?;
    transaction.execute(put, &[&"uid", &uid])?;
    Ok(transaction.commit()?)
}

/// The newest revision, the row of its last change and its checksum.
fn tip(client: &mut impl GenericClient) -> Result<(i64, i64, Digest), StoreError> {
    let sql =
        "SELECT revision, last_change, digest FROM dossier.commits ORDER BY revision DESC LIMIT 1";
    let Some(row) = client.query_opt(sql, &[])? else {
        return Ok((0, 0, GENESIS));
    };
    let revision = row.try_get(0)?;
    let digest: Vec<u8> = row.try_get(2)?;
    let digest = digest
        .try_into()
        .map_err(|_| StoreError::Corrupt { revision })?;
    Ok((revision, row.try_get(1)?, digest))
}

fn insert(
    transaction: &mut Transaction<'_>,
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
    let last = last_change + signed(changes.len());
    transaction.execute(
        "INSERT INTO dossier.commits (revision, seconds, nanos, author, message, change_count, last_change, digest)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            revision,
            &time.seconds,
            &time.nanos,
            author,
            message,
            &signed(changes.len()),
            &last,
            &digest.as_slice(),
        ],
    )?;
    copy(transaction, *revision, last_change, changes)?;
    if let Some(request) = &entry.request {
        transaction.execute(
            "INSERT INTO dossier.requests (id, seconds, digest, response) VALUES ($1, $2, $3, $4)",
            &[
                &request.id,
                &time.seconds,
                &request.digest,
                &request.response,
            ],
        )?;
        let oldest = time.seconds - REQUESTS_KEPT.as_secs().cast_signed();
        transaction.execute(
            "DELETE FROM dossier.requests WHERE seconds < $1",
            &[&oldest],
        )?;
    }
    Ok(())
}

/// Writes changes in one go: a statement for each would be a round trip for each.
fn copy(
    transaction: &mut Transaction<'_>,
    revision: i64,
    last_change: i64,
    changes: &[Change],
) -> Result<(), StoreError> {
    let types = [
        Type::INT8,
        Type::INT8,
        Type::TEXT,
        Type::INT4,
        Type::TEXT,
        Type::TEXT,
        Type::BYTEA,
        Type::TEXT,
    ];
    let sink = transaction.copy_in(
        "COPY dossier.changes (id, revision, name, kind, etag, previous_etag, body, refs)
         FROM STDIN (FORMAT binary)",
    )?;
    let mut writer = BinaryCopyInWriter::new(sink, &types);
    for (id, change) in (last_change + 1..).zip(changes) {
        writer.write(&[
            &id,
            &revision,
            &&*change.name,
            &i32::from(change.kind),
            &change.etag,
            &change.previous_etag,
            &&*change.body,
            &change.references.join("\n"),
        ])?;
    }
    writer.finish()?;
    Ok(())
}

const HEAD: &str =
    "commits.revision, seconds, nanos, author, message, change_count, last_change, digest";

/// A row of `commits`, with how many changes it has, the row of the last, and the checksum.
fn head(row: &Row) -> Result<(Commit, i64, i64, Vec<u8>), StoreError> {
    let commit = Commit {
        revision: row.try_get(0)?,
        time: Timestamp {
            seconds: row.try_get(1)?,
            nanos: row.try_get(2)?,
        },
        author: row.try_get(3)?,
        message: row.try_get(4)?,
        changes: Vec::new(),
    };
    Ok((commit, row.try_get(5)?, row.try_get(6)?, row.try_get(7)?))
}

const CHANGE: &str = "name, kind, etag, previous_etag, body, refs";

fn change(row: &Row, first: usize) -> Result<Change, StoreError> {
    let name: String = row.try_get(first)?;
    let body: Vec<u8> = row.try_get(first + 4)?;
    let references: String = row.try_get(first + 5)?;
    let references = references.split('\n').filter(|one| !one.is_empty());
    Ok(Change {
        name: name.into(),
        kind: ChangeType::try_from(row.try_get::<_, i32>(first + 1)?).unwrap_or_default(),
        etag: row.try_get(first + 2)?,
        previous_etag: row.try_get(first + 3)?,
        body: Bytes::from(body),
        references: references.map(str::to_owned).collect(),
    })
}

impl Store for PostgresStore {
    fn uid(&self) -> &str {
        &self.uid
    }

    fn newest(&mut self) -> Result<i64, StoreError> {
        Ok(tip(self.client()?)?.0)
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        let mut transaction = self.client()?.transaction()?;
        transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
        let (newest, mut last_change, mut digest) = tip(&mut transaction)?;
        if newest != after {
            return Err(StoreError::Conflict { newest });
        }
        for entry in entries {
            digest = chain(&digest, &entry.commit);
            insert(&mut transaction, entry, (last_change, &digest))?;
            last_change += signed(entry.commit.changes.len());
        }
        transaction.batch_execute("NOTIFY dossier_commits")?;
        Ok(transaction.commit()?)
    }

    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError> {
        // What was committed does not change, so pieces need no common transaction.
        let client = self.client()?;
        let sql = "SELECT last_change, digest FROM dossier.commits WHERE revision = $1";
        let (mut last, mut digest) = match client.query_opt(sql, &[&after])? {
            Some(row) => {
                let corrupt = |_| StoreError::Corrupt { revision: after };
                let digest = row.try_get::<_, Vec<u8>>(1)?.try_into().map_err(corrupt)?;
                (row.try_get(0)?, digest)
            }
            None if after == 0 => (0_i64, GENESIS),
            None => return Err(StoreError::Corrupt { revision: after }),
        };
        let heads = format!(
            "SELECT {HEAD} FROM dossier.commits WHERE revision > $1 AND revision <= $2 ORDER BY revision"
        );
        let changes =
            format!("SELECT {CHANGE} FROM dossier.changes WHERE id > $1 AND id <= $2 ORDER BY id");
        let (heads, changes) = (client.prepare(&heads)?, client.prepare(&changes)?);
        let mut known = after;
        while known < until {
            let rows = client.query(&heads, &[&known, &until.min(known + PIECE)])?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in rows {
                let (mut commit, count, end, expected) = head(&row)?;
                let revision = known + 1;
                let rows = client.query(&changes, &[&last, &end])?;
                for row in &rows {
                    commit.changes.push(change(row, 0)?);
                }
                digest = chain(&digest, &commit);
                let whole = signed(commit.changes.len()) == count && commit.revision == revision;
                if !whole || digest.as_slice() != expected {
                    return Err(StoreError::Corrupt { revision });
                }
                (known, last) = (revision, end);
                visit(commit)?;
            }
        }
        Ok(())
    }

    fn request(&mut self, id: &str) -> Result<Option<Request>, StoreError> {
        let sql = "SELECT id, digest, response FROM dossier.requests WHERE id = $1";
        let Some(row) = self.client()?.query_opt(sql, &[&id])? else {
            return Ok(None);
        };
        Ok(Some(Request {
            id: row.try_get(0)?,
            digest: row.try_get(1)?,
            response: row.try_get(2)?,
        }))
    }

    fn history(
        &mut self,
        name: &str,
        before: i64,
        limit: usize,
    ) -> Result<Vec<Commit>, StoreError> {
        let sql = format!(
            "SELECT {HEAD}, {CHANGE} FROM dossier.changes
             JOIN dossier.commits ON commits.revision = changes.revision
             WHERE name = $1 AND changes.revision < $2 AND etag <> previous_etag
             ORDER BY changes.revision DESC LIMIT $3"
        );
        let rows = self
            .client()?
            .query(&sql, &[&name, &before, &signed(limit)])?;
        let commits = rows.iter().map(|row| {
            let (mut commit, ..) = head(row)?;
            commit.changes.push(change(row, 8)?);
            Ok(commit)
        });
        commits.collect()
    }

    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        let client = self.client()?;
        let sql = format!(
            "SELECT {HEAD} FROM dossier.commits WHERE revision < $1 ORDER BY revision DESC LIMIT $2"
        );
        let rows = client.query(&sql, &[&before, &signed(limit)])?;
        let sql = "SELECT name, kind, etag, previous_etag, ''::bytea, '' FROM dossier.changes
                   WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3";
        let some = client.prepare(sql)?;
        let mut heads = Vec::with_capacity(rows.len());
        for row in &rows {
            let (mut commit, count, last, _) = head(row)?;
            for row in &client.query(&some, &[&(last - count), &last, &signed(changes)])? {
                commit.changes.push(change(row, 0)?);
            }
            heads.push((commit, usize::try_from(count).unwrap_or_default()));
        }
        Ok(heads)
    }

    fn follow(&self, notify: Notify) -> Result<(), StoreError> {
        let config = self.config.clone();
        let thread = std::thread::Builder::new().name("listen".to_owned());
        let spawned = thread.spawn(move || {
            loop {
                // The ledger looks now and then anyway, so a lost connection only costs time.
                if matches!(listen(&config, &notify), Ok(())) {
                    return;
                }
                std::thread::sleep(AGAIN);
            }
        });
        spawned.map_err(|error| StoreError::Engine(error.into()))?;
        Ok(())
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Self {
            config: self.config.clone(),
            uid: self.uid.clone(),
            client: Some(connect(&self.config)?),
        }))
    }
}

/// Pokes at every notification. Returns when nobody wants to know any more.
fn listen(config: &Config, notify: &Notify) -> Result<(), StoreError> {
    let mut client = connect(config)?;
    client.batch_execute("LISTEN dossier_commits")?;
    // Something may have come while nobody listened.
    while notify() {
        let mut notifications = client.notifications();
        let mut waiting = notifications.timeout_iter(LISTEN);
        waiting.next()?;
        drop(waiting);
        drop(notifications);
        if client.is_closed() {
            return Err(StoreError::Unavailable(
                "the connection was lost".to_owned(),
            ));
        }
    }
    Ok(())
}

/// An answer of the database about a transaction leaves nothing in doubt: it is there whole or not at
/// all, and every commit begins with a look at the newest revision. So nothing that a database says
/// is final, be it that it starts, stops, or is read-only for a while.
impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        match error.as_db_error() {
            Some(answer) if *answer.code() == SqlState::DISK_FULL => Self::Full,
            // Without the detail, which may hold what was to be written.
            Some(answer) => Self::Unavailable(format!(
                "{}: {} (SQLSTATE {})",
                answer.severity(),
                answer.message(),
                answer.code().code()
            )),
            None => Self::Unavailable(causes(&error)),
        }
    }
}
