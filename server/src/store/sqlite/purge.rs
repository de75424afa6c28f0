//! Takes content out of the file so that nothing of it is left there.
//!
//! SQLite keeps what was deleted in free pages, in pages that it has moved on from, and in the
//! write-ahead log. So the file is written anew, and the log is emptied into it.

use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior, params};

use super::rows::{Layout, REQUEST, change_at, request, tip};
use super::schema::MIGRATIONS;
use crate::commit::{Change, Order, purged, without_warnings};
use crate::store::record::purge_seal;
use crate::store::{Request, StoreError, content, seal};

/// How long those are waited for who still read the log as it was.
const READERS: Duration = Duration::from_secs(20);

/// All changes of a name, oldest first, without bodies.
pub(super) fn changes_of(
    connection: &Connection,
    layout: Layout,
    name: &str,
) -> Result<Vec<(i64, Change)>, StoreError> {
    let (columns, changes) = (layout.change, layout.changes);
    let sql =
        format!("SELECT revision, {columns} FROM {changes} WHERE name = ?1 ORDER BY revision");
    let mut statement = connection.prepare(&sql)?;
    let found = statement.query_map([name], |row| {
        let change = change_at(row, 1)?;
        let without = Change {
            body: bytes::Bytes::new(),
            references: Vec::new(),
            ..change
        };
        Ok((row.get(0)?, without))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Takes the content out of changes if a revision is still the newest.
pub(super) fn purge(
    connection: &mut Connection,
    after: i64,
    order: &Order,
) -> Result<(), StoreError> {
    connection.pragma_update(None, "secure_delete", "on")?;
    let layout = Layout::of_schema(MIGRATIONS.len());
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let newest = tip(&transaction, layout)?.0;
    if newest != after {
        return Err(StoreError::Conflict { newest });
    }
    for revision in &order.revisions {
        purge_one(&transaction, layout, (*revision, order))?;
    }
    strip_answers(&transaction)?;
    Ok(transaction.commit()?)
}

fn purge_one(
    connection: &Connection,
    layout: Layout,
    (revision, order): (i64, &Order),
) -> Result<(), StoreError> {
    let (columns, changes) = (layout.change, layout.changes);
    let sql =
        format!("SELECT changes.id, {columns} FROM {changes} WHERE name = ?1 AND revision = ?2");
    let (id, whole): (i64, Change) =
        connection.query_row(&sql, params![order.name, revision], |row| {
            Ok((row.get(0)?, change_at(row, 1)?))
        })?;
    if !whole.has_content() {
        return Ok(());
    }
    let left = purged(&whole, order, content(&whole));
    let sql = "UPDATE changes SET body = ?2, refs = ?3 WHERE id = ?1";
    connection.execute(sql, params![id, &*left.body, left.references.join("\n")])?;
    if let (Some(purge), Some(seal)) = (&left.purge, purge_seal(&left)) {
        connection.execute(
            "INSERT INTO purged (change, content, reason, language, purge_seconds, purge_nanos, seal)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                id,
                purge.content,
                purge.reason.text,
                purge.reason.language_code,
                purge.time.seconds,
                purge.time.nanos,
                seal
            ],
        )?;
    }
    Ok(())
}

/// Takes the warnings out of all kept answers, because they quote what they warn of.
fn strip_answers(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare(REQUEST)?;
    let found: Vec<_> = statement
        .query_map([], request)?
        .collect::<Result<_, _>>()?;
    for (answered, seconds, _) in found {
        let Some(response) = without_warnings(&answered.response) else {
            continue;
        };
        let answered = Request {
            response,
            ..answered
        };
        connection.execute(
            "UPDATE requests SET response = ?2, seal = ?3 WHERE id = ?1",
            params![answered.id, answered.response, seal(&answered, seconds)],
        )?;
    }
    Ok(())
}

/// Writes the file anew, and empties the write-ahead log into it.
pub(super) fn scrub(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("PRAGMA secure_delete = ON; VACUUM")?;
    let start = Instant::now();
    loop {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let is_busy: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        if is_busy == 0 {
            return Ok(());
        }
        if start.elapsed() > READERS {
            let reason = "somebody still reads the store as it was, so its write-ahead log could not be emptied; run the command again";
            return Err(StoreError::Unavailable(reason.to_owned()));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// How many changes were purged.
pub(super) fn count(connection: &Connection, layout: Layout) -> Result<i64, StoreError> {
    if layout.format == crate::store::Format::Words {
        return Ok(0);
    }
    let mut statement = connection.prepare_cached("SELECT count(*) FROM purged")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
