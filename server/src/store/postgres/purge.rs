//! Takes content out of the database, so that nothing of it is left in its tables' files.
//!
//! PostgreSQL keeps what was updated until a table is written anew (`VACUUM FULL`). Its own log, its
//! archives and its standbys are not ours to write: docs/operating.md says what they keep.

use std::time::Duration;

use bytes::Bytes;
use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::failed::Failed;
use super::read::tip;
use super::rows::{Layout, REQUEST, change, request};
use super::session::{batch, each, rows, run, within};
use super::transaction::write;
use crate::commit::{Change, Order, purged, without_warnings};
use crate::store::record::purge_seal;
use crate::store::{Format, Request, StoreError, content, seal};

/// How long the database may take to write one row.
const WRITE: Duration = Duration::from_secs(30);

/// How long it may take to write a table anew, which nobody can use meanwhile.
const ANEW: Duration = Duration::from_hours(1);

/// All changes of a name, oldest first, without bodies.
pub(super) async fn changes_of(
    client: &Client,
    layout: Layout,
    name: &str,
) -> Result<Vec<(i64, Change)>, Failed> {
    let (columns, changes) = (layout.change, layout.changes);
    let sql = format!(
        "SELECT changes.revision, {columns} FROM {changes} WHERE name = $1 ORDER BY changes.revision"
    );
    let mut found = Vec::new();
    each(client, &sql, &[(&name, Type::TEXT)], |row| {
        let without = Change {
            body: Bytes::new(),
            references: Vec::new(),
            ..change(&row, 1)?
        };
        found.push((row.try_get(0)?, without));
        Ok(())
    })
    .await?;
    Ok(found)
}

/// Takes the content out of changes if a revision is still the newest.
pub(super) async fn purge(client: &Client, after: i64, order: &Order) -> Result<(), Failed> {
    write(client, async || {
        let newest = tip(client, Layout::NEW).await?.0;
        if newest != after {
            return Err(StoreError::Conflict { newest }.into());
        }
        for revision in &order.revisions {
            purge_one(client, *revision, order).await?;
        }
        strip_answers(client).await?;
        // Replicas look again, and forget what they keep in memory.
        batch(client, "NOTIFY dossier_commits").await
    })
    .await
}

async fn purge_one(client: &Client, revision: i64, order: &Order) -> Result<(), Failed> {
    let (columns, changes) = (Layout::NEW.change, Layout::NEW.changes);
    let sql = format!(
        "SELECT changes.id, {columns} FROM {changes} WHERE name = $1 AND changes.revision = $2"
    );
    let values = [(&order.name as _, Type::TEXT), (&revision as _, Type::INT8)];
    let found = rows(client, &sql, &values).await?;
    let row = found.first().ok_or(StoreError::Corrupt { revision })?;
    let (id, whole): (i64, Change) = (row.try_get(0)?, change(row, 1)?);
    if !whole.has_content() {
        return Ok(());
    }
    let left = purged(&whole, order, content(&whole));
    let (body, references) = (left.body.as_ref(), left.references.join("\n"));
    let values = [
        (&id as _, Type::INT8),
        (&body as _, Type::BYTEA),
        (&references as _, Type::TEXT),
    ];
    let sql = "UPDATE dossier.changes SET body = $2, refs = $3 WHERE id = $1";
    run(client, WRITE, (sql, &values)).await?;
    let (Some(purge), Some(seal)) = (&left.purge, purge_seal(&left)) else {
        return Ok(());
    };
    let (content, seal) = (purge.content.as_slice(), seal.as_slice());
    let values = [
        (&id as _, Type::INT8),
        (&content as _, Type::BYTEA),
        (&purge.reason.text as _, Type::TEXT),
        (&purge.reason.language_code as _, Type::TEXT),
        (&purge.time.seconds as _, Type::INT8),
        (&purge.time.nanos as _, Type::INT4),
        (&seal as _, Type::BYTEA),
    ];
    let sql = "INSERT INTO dossier.purged
         (change, content, reason, language, purge_seconds, purge_nanos, seal)
         VALUES ($1, $2, $3, $4, $5, $6, $7)";
    run(client, WRITE, (sql, &values)).await
}

/// Takes the warnings out of all kept answers, because they quote what they warn of.
async fn strip_answers(client: &Client) -> Result<(), Failed> {
    let mut stripped = Vec::new();
    each(client, REQUEST, &[], |row| {
        let answered = request(&row)??;
        if let Some(response) = without_warnings(&answered.response) {
            let seconds: i64 = row.try_get(3)?;
            stripped.push((
                seconds,
                Request {
                    response,
                    ..answered
                },
            ));
        }
        Ok(())
    })
    .await?;
    for (seconds, answered) in &stripped {
        let (response, seal) = (answered.response.as_slice(), seal(answered, *seconds));
        let values = [
            (&answered.id as _, Type::TEXT),
            (&response as _, Type::BYTEA),
            (&seal.as_slice() as _, Type::BYTEA),
        ];
        let sql = "UPDATE dossier.requests SET response = $2, seal = $3 WHERE id = $1";
        run(client, WRITE, (sql, &values)).await?;
    }
    Ok(())
}

/// Writes the tables anew, one after the other, and the database's buffers to its files.
pub(super) async fn scrub(client: &Client) -> Result<(), Failed> {
    for table in ["changes", "requests"] {
        let sql = format!("VACUUM (FULL) dossier.{table}");
        within(ANEW, client.batch_execute(&sql)).await?;
    }
    Ok(())
}

/// How many changes were purged.
pub(super) async fn count(client: &Client, layout: Layout) -> Result<i64, Failed> {
    if layout.format == Format::Words {
        return Ok(0);
    }
    let found = rows(client, "SELECT count(*) FROM dossier.purged", &[]).await?;
    Ok(found.first().map_or(Ok(0), |row| row.try_get(0))?)
}
