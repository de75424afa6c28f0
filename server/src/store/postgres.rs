//! The log in PostgreSQL, for several replicas: the database puts their commits in order, and tells
//! each of them of the others'.
//!
//! Every statement stands alone or in one short transaction, and none is prepared, so that a pool of
//! connections may stand between. What a transaction needs of the database's settings it sets itself.

mod address;
mod failed;
mod listen;
mod purge;
mod read;
mod rows;
mod schema;
mod session;
mod target;
mod tls;
mod transaction;

use std::sync::Arc;

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::record::{end_lost, room_after, signed};
use super::{
    Digest, Entry, Extent, GENESIS, Notify, Past, Request, Store, StoreError, Visit, WRONG_MAX,
};
use crate::commit::{Change, Commit, Order};
use failed::{Failed, Kind};
use read::{before, heads, piece, revisions, tip};
use rows::{Layout, REQUEST, insert, request};
use schema::{Purpose, open, schema};
use session::{Session, batch, each, rows};
use target::Target;
use transaction::{look, write};

/// A log in a PostgreSQL database.
pub struct PostgresStore {
    target: Arc<Target>,
    session: Session,
    uid: String,
    /// What its tables are called; those of an earlier version are read as they are.
    layout: Layout,
    /// Whether it was opened to read, and nothing else is ever tried.
    only_reads: bool,
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
        Self::open_for(address, Purpose::Make(new_uid))
    }

    /// Opens the store in a database, if it is there.
    pub fn open_existing(address: &str) -> Result<Self, StoreError> {
        Self::open_for(address, Purpose::Write)
    }

    /// Opens the store in a database to read only: its schema stays as it is, and nothing is locked.
    pub fn open_to_read(address: &str) -> Result<Self, StoreError> {
        Self::open_for(address, Purpose::Read)
    }

    fn open_for(address: &str, purpose: Purpose<'_>) -> Result<Self, StoreError> {
        let target = Arc::new(Target::parse(address)?);
        let mut session = Session::new(Arc::clone(&target))?;
        let opened = session.ask(async |client: &Client| open(client, purpose).await);
        let (uid, layout) = opened?;
        Ok(Self {
            target,
            session,
            uid,
            layout,
            only_reads: purpose == Purpose::Read,
            notifies: true,
        })
    }

    fn may_write(&self) -> Result<(), StoreError> {
        if self.only_reads {
            let reason = "the store was opened to read only".to_owned();
            return Err(StoreError::Unavailable(reason));
        }
        Ok(())
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
            look(client, async || {
                let newest = tip(client, Layout::NEW).await?.0;
                let sql = "SELECT checksum FROM dossier.commits WHERE revision = $1";
                let found = rows(client, sql, &[(&last, Type::INT8)]).await?;
                let found = found.first().map(|row| row.try_get::<_, Vec<u8>>(0));
                Ok((newest, found.transpose()?))
            })
            .await
        });
        let cause = match cause {
            StoreError::Unavailable(reason) => reason.clone(),
            cause => cause.to_string(),
        };
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

/// Writes commits that follow a revision. `last` becomes the checksum of the last once it is known.
async fn append(
    client: &Client,
    (after, entries): (i64, &[Entry]),
    notifies: bool,
    last: &std::cell::Cell<Digest>,
) -> Result<(), Failed> {
    write(client, async || {
        let (newest, last_change, digest) = tip(client, Layout::NEW).await?;
        if newest != after {
            return Err(StoreError::Conflict { newest }.into());
        }
        room_after((newest, last_change), entries)?;
        last.set(insert(client, entries, (last_change, digest)).await?);
        if notifies {
            batch(client, "NOTIFY dossier_commits").await?;
        }
        Ok(())
    })
    .await
}

impl Store for PostgresStore {
    fn uid(&self) -> &str {
        &self.uid
    }

    fn newest(&mut self) -> Result<i64, StoreError> {
        let layout = self.layout;
        let found = self
            .session
            .ask(async |client: &Client| tip(client, layout).await)?;
        Ok(found.0)
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        self.may_write()?;
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
        self.may_write()?;
        // What may not be done is refused also where there is nothing to do.
        let sql = "INSERT INTO dossier.commits SELECT * FROM dossier.commits WHERE false;
            INSERT INTO dossier.changes SELECT * FROM dossier.changes WHERE false;
            INSERT INTO dossier.requests SELECT * FROM dossier.requests WHERE false;
            DELETE FROM dossier.requests WHERE false";
        Ok(self
            .session
            .ask(async |client: &Client| look(client, async || batch(client, sql).await).await)?)
    }

    fn read(&mut self, after: i64, until: i64, visit: Visit<'_>) -> Result<(), StoreError> {
        // What was committed does not change, so pieces need no common transaction.
        let layout = self.layout;
        let found = self
            .session
            .ask(async |client: &Client| before(client, layout, after).await)?;
        let (mut last, mut digest): (i64, Digest) = match found {
            Some(found) => found,
            None if after == 0 => (0, GENESIS),
            None => return Err(StoreError::Corrupt { revision: after }),
        };
        let mut known = after;
        while known < until {
            let (from, start) = ((known, until), last);
            let heads = self
                .session
                .ask(async |client: &Client| piece(client, layout, from, start).await)?;
            if heads.is_empty() {
                return Ok(());
            }
            for head in heads {
                let revision = known + 1;
                digest = layout.format.chain(&digest, &head.commit);
                let whole = signed(head.commit.changes.len()) == head.count
                    && head.commit.revision == revision
                    && last.checked_add(head.count) == Some(head.last);
                if !whole || digest.as_slice() != head.digest {
                    return Err(StoreError::Corrupt { revision });
                }
                (known, last) = (revision, head.last);
                if visit(head.commit)?.is_break() {
                    return Ok(());
                }
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
            // A store of an earlier version has no checksums of answers.
            if schema(client).await? > 1 {
                each(client, REQUEST, &[], |row| {
                    let error = request(&row)?.err().filter(|_| wrong.len() < WRONG_MAX);
                    wrong.extend(error.map(|error| error.to_string()));
                    Ok(())
                })
                .await?;
            }
            Ok(wrong)
        });
        Ok(found?)
    }

    fn history(&mut self, name: &str, before: i64, extent: Extent) -> Result<Past, StoreError> {
        let layout = self.layout;
        Ok(self
            .session
            .ask(async |client: &Client| revisions(client, layout, (name, before), extent).await)?)
    }

    fn heads(
        &mut self,
        before: i64,
        limit: usize,
        changes: usize,
    ) -> Result<Vec<(Commit, usize)>, StoreError> {
        let (layout, most) = (self.layout, (signed(limit), signed(changes)));
        Ok(self
            .session
            .ask(async |client: &Client| heads(client, layout, before, most).await)?)
    }

    fn changes_of(&mut self, name: &str) -> Result<Vec<(i64, Change)>, StoreError> {
        let layout = self.layout;
        Ok(self
            .session
            .ask(async |client: &Client| purge::changes_of(client, layout, name).await)?)
    }

    fn purge(&mut self, newest: i64, order: &Order) -> Result<(), StoreError> {
        self.may_write()?;
        Ok(self
            .session
            .ask(async |client: &Client| purge::purge(client, newest, order).await)?)
    }

    fn scrub(&mut self) -> Result<(), StoreError> {
        self.may_write()?;
        Ok(self
            .session
            .ask(async |client: &Client| purge::scrub(client).await)?)
    }

    fn purges(&mut self) -> Result<i64, StoreError> {
        let layout = self.layout;
        Ok(self
            .session
            .ask(async |client: &Client| purge::count(client, layout).await)?)
    }

    fn follow(&self, notify: Notify) -> Result<(), StoreError> {
        listen::listen(Arc::clone(&self.target), notify)
    }

    fn reader(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(Box::new(Self {
            target: Arc::clone(&self.target),
            session: Session::new(Arc::clone(&self.target))?,
            uid: self.uid.clone(),
            layout: self.layout,
            only_reads: true,
            notifies: self.notifies,
        }))
    }
}

#[cfg(test)]
mod tests;
