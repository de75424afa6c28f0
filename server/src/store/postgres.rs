//! The log in PostgreSQL, for several replicas: the database puts their commits in order, and tells
//! each of them of the others'.
//!
//! Every statement stands alone or in one short transaction, and none is prepared, so that a pool of
//! connections may stand between. What a transaction needs of the database's settings it sets itself.

mod failed;
mod listen;
mod rows;
mod session;
mod target;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::record::{end_lost, signed};
use super::{Digest, Entry, GENESIS, Notify, Request, Store, StoreError, Visit, chain};
use crate::commit::Commit;
use failed::{Failed, Kind};
use rows::{CHANGE, HEAD, Head, REQUEST, change, head, insert, request};
use session::{Session, batch, rows, within};
use target::Target;

/// The steps from each schema to the next. A released step is never changed; a new one is added.
const MIGRATIONS: [&str; 2] = [
    include_str!("postgres/1.sql"),
    include_str!("postgres/2.sql"),
];

/// Begins a transaction that writes, and waits for its turn: the advisory lock is `DSSR`.
///
/// What was acknowledged is on disk, whatever the database's default is. Whoever is gone in the middle
/// is not waited for. A COMMIT has no limit, because one that is broken off while it waits for a
/// standby counts as done.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT set_config('synchronous_commit', 'on', true)
      WHERE current_setting('synchronous_commit') <> 'remote_apply';
    SET LOCAL statement_timeout = 0;
    SET LOCAL lock_timeout = '4s';
    SET LOCAL idle_in_transaction_session_timeout = '10s';
    SELECT pg_advisory_xact_lock(1146311506)";

/// How long a COMMIT is waited for before its outcome is asked for on another connection.
const COMMIT: Duration = Duration::from_secs(15);

/// How many commits, and how many changes, are read at a time. One commit may have more.
const PIECE: (i64, i64) = (64, 2_000);

/// A log in a PostgreSQL database.
pub struct PostgresStore {
    target: Arc<Target>,
    session: Session,
    uid: String,
    /// Whether the database knows how to tell others of commits.
    notifies: bool,
}

impl std::fmt::Debug for PostgresStore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the address, which may hold a password.
        formatter
            .debug_struct("PostgresStore")
            .field("uid", &self.uid)
            .finish_non_exhaustive()
    }
}

impl PostgresStore {
    /// Opens the store in a database, and makes it where it is missing.
    pub fn open(address: &str, new_uid: &str) -> Result<Self, StoreError> {
        Self::open_or_make(address, Some(new_uid))
    }

    /// Opens the store in a database, if it is there.
    pub fn open_existing(address: &str) -> Result<Self, StoreError> {
        Self::open_or_make(address, None)
    }

    fn open_or_make(address: &str, new_uid: Option<&str>) -> Result<Self, StoreError> {
        let target = Arc::new(Target::parse(address)?);
        let mut session = Session::new(Arc::clone(&target))?;
        let uid = session.ask(async |client: &Client| open(client, new_uid).await)?;
        Ok(Self {
            target,
            session,
            uid,
            notifies: true,
        })
    }

    /// What came of a COMMIT that was not answered: whether the last commit is there with its checksum.
    /// Whoever wrote it still holds the lock if it is under way.
    fn settle(
        &mut self,
        (after, last): (i64, i64),
        digest: Digest,
        cause: &StoreError,
    ) -> Result<(), StoreError> {
        let looked = self.session.ask(async |client: &Client| {
            batch(client, BEGIN).await?;
            let newest = tip(client).await?.0;
            let sql = "SELECT digest FROM dossier.commits WHERE revision = $1";
            let found = rows(client, sql, &[(&last, Type::INT8)]).await?;
            batch(client, "ROLLBACK").await?;
            let found = found.first().map(|row| row.try_get::<_, Vec<u8>>(0));
            Ok((newest, found.transpose()?))
        });
        match looked {
            Ok((_, Some(found))) if found == digest => Ok(()),
            Ok((newest, _)) if newest == after => Err(StoreError::Unavailable(format!(
                "the commit was aborted: {cause}"
            ))),
            Ok((newest, _)) => Err(StoreError::Conflict { newest }),
            Err(_) => Err(StoreError::Unavailable(format!(
                "it is not yet known whether the commit succeeded: {cause}"
            ))),
        }
    }
}

/// Brings a store to this version's schema, and makes it where that is wanted. Returns its uid.
async fn open(client: &Client, new_uid: Option<&str>) -> Result<String, Failed> {
    let sql = "SELECT to_regclass('dossier.store') IS NOT NULL";
    let there = rows(client, sql, &[]).await?;
    let there = there.first().map_or(Ok(false), |row| row.try_get(0))?;
    let sql = "SELECT value FROM dossier.store WHERE key = $1";
    let value = async |key: &str| -> Result<Option<String>, Failed> {
        let found = rows(client, sql, &[(&key, Type::TEXT)]).await?;
        Ok(found.first().map(|row| row.try_get(0)).transpose()?)
    };
    let known = signed(MIGRATIONS.len());
    let schema = async || -> Result<i64, Failed> {
        let found = value("schema").await?;
        Ok(found.map_or(0, |text| text.parse().unwrap_or(i64::MAX)))
    };
    let found = if there { schema().await? } else { 0 };
    if found > known {
        return Err(StoreError::NewerSchema { found, known }.into());
    }
    if found == 0 && new_uid.is_none() {
        return Err(StoreError::Missing("the database".to_owned()).into());
    }
    if found < known {
        let migrated = migrate(client, new_uid.unwrap_or_default()).await;
        if migrated.is_err() {
            batch(client, "ROLLBACK").await.ok();
        }
        migrated?;
    }
    let missing = || StoreError::NotAStore("the database".to_owned());
    Ok(value("uid").await?.ok_or_else(missing)?)
}

async fn migrate(client: &Client, uid: &str) -> Result<(), Failed> {
    batch(client, BEGIN).await?;
    batch(
        client,
        "CREATE SCHEMA IF NOT EXISTS dossier;
         CREATE TABLE IF NOT EXISTS dossier.store (key text PRIMARY KEY, value text NOT NULL);",
    )
    .await?;
    // Another server may have been faster.
    let sql = "SELECT value FROM dossier.store WHERE key = 'schema'";
    let found = rows(client, sql, &[]).await?;
    let found = found.first().map(|row| row.try_get::<_, String>(0));
    let found = found
        .transpose()?
        .map_or(0, |text| text.parse().unwrap_or(usize::MAX));
    for step in MIGRATIONS.iter().skip(found) {
        batch(client, step).await?;
    }
    let known = MIGRATIONS.len().to_string();
    let sql = "INSERT INTO dossier.store VALUES ('schema', $1)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    rows(client, sql, &[(&known, Type::TEXT)]).await?;
    if !uid.is_empty() {
        let sql = "INSERT INTO dossier.store VALUES ('uid', $1) ON CONFLICT DO NOTHING";
        rows(client, sql, &[(&uid, Type::TEXT)]).await?;
    }
    batch(client, "COMMIT").await
}

/// The newest revision, the row of its last change and its checksum.
async fn tip(client: &Client) -> Result<(i64, i64, Digest), Failed> {
    let sql =
        "SELECT revision, last_change, digest FROM dossier.commits ORDER BY revision DESC LIMIT 1";
    let found = rows(client, sql, &[]).await?;
    let Some(row) = found.first() else {
        return Ok((0, 0, GENESIS));
    };
    let revision = row.try_get(0)?;
    Ok((
        revision,
        row.try_get(1)?,
        digest(row.try_get(2)?, revision)?,
    ))
}

fn digest(bytes: &[u8], revision: i64) -> Result<Digest, StoreError> {
    let corrupt = |_| StoreError::Corrupt { revision };
    bytes.try_into().map_err(corrupt)
}

/// Writes commits that follow a revision. `last` becomes the checksum of the last once it is known.
async fn append(
    client: &Client,
    (after, entries): (i64, &[Entry]),
    notifies: bool,
    last: &std::cell::Cell<Digest>,
) -> Result<(), Failed> {
    let written = async {
        batch(client, BEGIN).await?;
        let (newest, last_change, digest) = tip(client).await?;
        if newest != after {
            return Err(StoreError::Conflict { newest }.into());
        }
        last.set(insert(client, entries, (last_change, digest)).await?);
        if notifies {
            batch(client, "NOTIFY dossier_commits").await?;
        }
        Ok::<_, Failed>(())
    };
    if let Err(failed) = written.await {
        return if failed.is_lost() {
            Err(failed)
        } else {
            ended(client, Err(failed)).await
        };
    }
    within(COMMIT, client.batch_execute("COMMIT"))
        .await
        .map_err(|failed| {
            let kind = if failed.is_lost() {
                Kind::InDoubt
            } else {
                failed.kind
            };
            Failed { kind, ..failed }
        })
}

/// Ends a transaction without a trace. A connection on which that fails is of no use any more.
async fn ended(client: &Client, tried: Result<(), Failed>) -> Result<(), Failed> {
    match (tried, batch(client, "ROLLBACK").await) {
        (Err(failed), Err(_)) => Err(Failed {
            kind: Kind::Lost,
            ..failed
        }),
        (tried, ended) => tried.and(ended),
    }
}

/// The next commits after one, with their changes, unchecked: of a piece, or a single large one.
async fn piece(
    client: &Client,
    (known, until): (i64, i64),
    last: i64,
) -> Result<Vec<Head>, Failed> {
    let sql = format!(
        "SELECT {HEAD} FROM dossier.commits WHERE revision > $1 AND revision <= $2 ORDER BY revision"
    );
    let end = until.min(known.saturating_add(PIECE.0));
    let found = rows(client, &sql, &[(&known, Type::INT8), (&end, Type::INT8)]).await?;
    let mut heads: Vec<Head> = Vec::new();
    for row in &found {
        let next = head(row)?;
        if !heads.is_empty() && next.last > last.saturating_add(PIECE.1) {
            break;
        }
        heads.push(next);
    }
    let Some(end) = heads.last().map(|head| head.last) else {
        return Ok(heads);
    };
    let sql =
        format!("SELECT {CHANGE} FROM dossier.changes WHERE id > $1 AND id <= $2 ORDER BY id");
    let changes = rows(client, &sql, &[(&last, Type::INT8), (&end, Type::INT8)]).await?;
    let mut changes = changes.iter();
    for head in &mut heads {
        let count = usize::try_from(head.count).unwrap_or_default();
        for row in changes.by_ref().take(count) {
            head.commit.changes.push(change(row, 0)?);
        }
    }
    Ok(heads)
}

impl Store for PostgresStore {
    fn uid(&self) -> &str {
        &self.uid
    }

    fn newest(&mut self) -> Result<i64, StoreError> {
        let found = self
            .session
            .ask(async |client: &Client| tip(client).await)?;
        Ok(found.0)
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        let Some(last) = entries.last().map(|entry| entry.commit.revision) else {
            return Ok(());
        };
        let digest = std::cell::Cell::new(GENESIS);
        loop {
            let notifies = self.notifies;
            let appended = self.session.ask(async |client: &Client| {
                append(client, (after, entries), notifies, &digest).await
            });
            match appended {
                Ok(()) => return Ok(()),
                Err(failed) if failed.kind == Kind::Unknown && notifies => self.notifies = false,
                Err(failed) if failed.kind == Kind::InDoubt => {
                    return self.settle((after, last), digest.get(), &failed.error);
                }
                Err(failed) => return Err(failed.into()),
            }
        }
    }

    fn try_write(&mut self) -> Result<(), StoreError> {
        let tried = self.session.ask(async |client: &Client| {
            // What may not be done is refused also where there is nothing to do.
            let sql = "INSERT INTO dossier.commits SELECT * FROM dossier.commits WHERE false;
                INSERT INTO dossier.changes SELECT * FROM dossier.changes WHERE false;
                INSERT INTO dossier.requests SELECT * FROM dossier.requests WHERE false;
                DELETE FROM dossier.requests WHERE false";
            let tried = async {
                batch(client, BEGIN).await?;
                batch(client, sql).await
            };
            match tried.await {
                Err(failed) if failed.is_lost() => Err(failed),
                tried => ended(client, tried).await,
            }
        });
        Ok(tried?)
    }

    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError> {
        // What was committed does not change, so pieces need no common transaction.
        let before = self.session.ask(async |client: &Client| {
            let sql = "SELECT last_change, digest FROM dossier.commits WHERE revision = $1";
            let found = rows(client, sql, &[(&after, Type::INT8)]).await?;
            let Some(row) = found.first() else {
                return Ok(None);
            };
            Ok(Some((row.try_get(0)?, digest(row.try_get(1)?, after)?)))
        })?;
        let (mut last, mut digest): (i64, Digest) = match before {
            Some(before) => before,
            None if after == 0 => (0, GENESIS),
            None => return Err(StoreError::Corrupt { revision: after }),
        };
        let mut known = after;
        while known < until {
            let (from, start) = ((known, until), last);
            let heads = self
                .session
                .ask(async |client: &Client| piece(client, from, start).await)?;
            if heads.is_empty() {
                return Ok(());
            }
            for head in heads {
                let revision = known + 1;
                digest = chain(&digest, &head.commit);
                let whole = signed(head.commit.changes.len()) == head.count
                    && head.commit.revision == revision
                    && head.last == last + head.count;
                if !whole || digest.as_slice() != head.digest {
                    return Err(StoreError::Corrupt { revision });
                }
                (known, last) = (revision, head.last);
                visit(head.commit)?;
            }
        }
        Ok(())
    }

    fn request(&mut self, id: &str) -> Result<Option<Request>, StoreError> {
        let found = self.session.ask(async |client: &Client| {
            let sql = format!("{REQUEST} WHERE id = $1");
            let found = rows(client, &sql, &[(&id, Type::TEXT)]).await?;
            let found = found.first().map(|row| request(row).map_err(Failed::from));
            Ok(found.transpose()?.transpose()?)
        });
        Ok(found?)
    }

    fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
        let found = self.session.ask(async |client: &Client| {
            let sql = "SELECT min(revision) FROM dossier.changes
                WHERE revision > (SELECT coalesce(max(revision), 0) FROM dossier.commits)";
            let lost = rows(client, sql, &[]).await?;
            let lost = lost.first().map_or(Ok(None), |row| row.try_get(0))?;
            let mut wrong: Vec<String> = Vec::from_iter(lost.map(end_lost));
            for row in &rows(client, REQUEST, &[]).await? {
                wrong.extend(request(row)?.err().map(|error| error.to_string()));
            }
            Ok(wrong)
        });
        Ok(found?)
    }

    fn history(
        &mut self,
        name: &str,
        before: i64,
        limit: usize,
    ) -> Result<Vec<Commit>, StoreError> {
        let limit = signed(limit);
        let found = self.session.ask(async |client: &Client| {
            let sql = format!(
                "SELECT {HEAD}, {CHANGE} FROM dossier.changes
                 JOIN dossier.commits ON commits.revision = changes.revision
                 WHERE name = $1 AND changes.revision < $2 AND etag <> previous_etag
                 ORDER BY changes.revision DESC LIMIT $3"
            );
            let values = [
                (&name as _, Type::TEXT),
                (&before as _, Type::INT8),
                (&limit as _, Type::INT8),
            ];
            let found = rows(client, &sql, &values).await?;
            let commits = found.iter().map(|row| {
                let mut commit = head(row)?.commit;
                commit.changes.push(change(row, 8)?);
                Ok(commit)
            });
            commits.collect()
        });
        Ok(found?)
    }

    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        let (limit, most) = (signed(limit), signed(changes));
        let found = self.session.ask(async |client: &Client| {
            let sql = format!(
                "SELECT {HEAD} FROM dossier.commits WHERE revision < $1 ORDER BY revision DESC LIMIT $2"
            );
            let values = [(&before as _, Type::INT8), (&limit as _, Type::INT8)];
            let found = rows(client, &sql, &values).await?;
            let mut heads = Vec::with_capacity(found.len());
            for row in &found {
                let head = head(row)?;
                let (mut commit, first) = (head.commit, head.last - head.count);
                let sql = "SELECT name, kind, etag, previous_etag, ''::bytea, '' FROM dossier.changes
                           WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3";
                let values = [
                    (&first as _, Type::INT8),
                    (&head.last as _, Type::INT8),
                    (&most as _, Type::INT8),
                ];
                for row in &rows(client, sql, &values).await? {
                    commit.changes.push(change(row, 0)?);
                }
                heads.push((commit, usize::try_from(head.count).unwrap_or_default()));
            }
            Ok(heads)
        });
        Ok(found?)
    }

    fn follow(&self, notify: Notify) -> Result<(), StoreError> {
        listen::listen(Arc::clone(&self.target), notify)
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Self {
            target: Arc::clone(&self.target),
            session: Session::new(Arc::clone(&self.target))?,
            uid: self.uid.clone(),
            notifies: self.notifies,
        }))
    }
}
