//! Commits and changes as rows, and rows as commits and changes.

use std::sync::Arc;

use bytes::Bytes;
use dossier::v1::{ChangeType, LocalizedText};
use prost_types::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::commit::{Change, Commit, Purge};
use crate::store::record::{purge_seal, signed};
use crate::store::{Digest, Entry, Format, GENESIS, REQUESTS_KEPT, Request, StoreError, seal};

/// What the tables of a schema are called, and what their checksums are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// What the checksums are made of.
    pub(super) format: Format,
    /// The column with the checksum of a commit.
    pub(super) checksum: &'static str,
    /// The columns that [`head`] reads.
    pub(super) head: &'static str,
    /// The columns that [`change_at`] reads.
    pub(super) change: &'static str,
    /// The table that they are in.
    pub(super) changes: &'static str,
}

impl Layout {
    /// The layout of a schema; that of this version's where it is 3 or more.
    pub(super) fn of_schema(schema: usize) -> Self {
        let format = Format::of_schema(schema);
        match format {
            Format::Words => Self {
                format,
                checksum: "digest",
                head: "commits.revision, seconds, nanos, author, message, change_count, last_change, digest",
                change: "name, kind, etag, previous_etag, body, refs, NULL, NULL, NULL, NULL, NULL, NULL",
                changes: "changes",
            },
            Format::Checksums => Self {
                format,
                checksum: "checksum",
                head: "commits.revision, seconds, nanos, author, message, change_count, last_change, checksum",
                change: "name, kind, etag, previous_etag, body, refs,
                    content, reason, language, purge_seconds, purge_nanos, seal",
                changes: "changes LEFT JOIN purged ON purged.change = changes.id",
            },
        }
    }
}

/// The newest revision, the row of its last change and its checksum.
pub(super) fn tip(
    connection: &Connection,
    layout: Layout,
) -> Result<(i64, i64, Digest), StoreError> {
    let checksum = layout.checksum;
    let sql = format!(
        "SELECT revision, last_change, {checksum} FROM commits ORDER BY revision DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    Ok(statement
        .query_row([], row)
        .optional()?
        .unwrap_or((0, 0, GENESIS)))
}

/// Writes a commit that follows a tip: the row of the last change before it, and its own checksum.
pub(super) fn insert(
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
        "INSERT INTO commits (revision, seconds, nanos, author, message, change_count, last_change, checksum)
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
    insert_changes(connection, (*revision, last_change), changes)?;
    match &entry.request {
        Some(request) => insert_request(connection, request, time.seconds),
        None => Ok(()),
    }
}

/// Writes the changes of a revision after a row.
fn insert_changes(
    connection: &Connection,
    (revision, last_change): (i64, i64),
    changes: &[Change],
) -> Result<(), StoreError> {
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
    Ok(())
}

/// Keeps the answer to a request of this time, in seconds, and lets old ones go.
fn insert_request(
    connection: &Connection,
    request: &Request,
    seconds: i64,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO requests (id, seconds, digest, response, seal) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    statement.execute(params![
        request.id,
        seconds,
        request.digest,
        request.response,
        seal(request, seconds)
    ])?;
    let oldest = seconds - REQUESTS_KEPT.as_secs().cast_signed();
    let mut statement = connection.prepare_cached("DELETE FROM requests WHERE seconds < ?1")?;
    statement.execute([oldest])?;
    Ok(())
}

/// A row of `commits`, and with it how many changes it has, the row of the last, and the checksum.
pub(super) fn head(row: &Row<'_>) -> rusqlite::Result<(Commit, i64, i64, Digest)> {
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

/// A request, since when it is kept, and its checksum.
pub(super) const REQUEST: &str = "SELECT id, digest, response, seconds, seal FROM requests";

pub(super) fn request(row: &Row<'_>) -> rusqlite::Result<(Request, i64, Vec<u8>)> {
    let request = Request {
        id: row.get(0)?,
        digest: row.get(1)?,
        response: row.get(2)?,
    };
    Ok((request, row.get(3)?, row.get(4)?))
}

pub(super) fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    change_at(row, 0)
}

/// The columns of a change, from a first one on.
pub(super) fn change_at(row: &Row<'_>, first: usize) -> rusqlite::Result<Change> {
    let name = row.get_ref(first)?.as_str()?;
    let body: Vec<u8> = row.get(first + 4)?;
    let references = row.get_ref(first + 5)?.as_str()?;
    let references = references.split('\n').filter(|piece| !piece.is_empty());
    let mut change = Change {
        name: name.into(),
        kind: ChangeType::try_from(row.get::<_, i32>(first + 1)?).unwrap_or_default(),
        etag: row.get(first + 2)?,
        previous_etag: row.get(first + 3)?,
        body: Bytes::from(body),
        references: references.map(str::to_owned).collect(),
        purge: None,
    };
    if let Some(content) = row.get::<_, Option<Digest>>(first + 6)? {
        change.purge = Some(Arc::new(purge(row, content, first + 7)?));
        let seal: Vec<u8> = row.get(first + 11)?;
        if purge_seal(&change).is_none_or(|expected| expected != *seal) {
            let wrong = format!("what is left of `{}` is not what was written", change.name);
            let kind = rusqlite::types::Type::Blob;
            return Err(rusqlite::Error::FromSqlConversionFailure(
                first + 11,
                kind,
                wrong.into(),
            ));
        }
    }
    Ok(change)
}

fn purge(row: &Row<'_>, content: Digest, first: usize) -> rusqlite::Result<Purge> {
    Ok(Purge {
        content,
        reason: LocalizedText {
            text: row.get(first)?,
            language_code: row.get(first + 1)?,
        },
        time: Timestamp {
            seconds: row.get(first + 2)?,
            nanos: row.get(first + 3)?,
        },
    })
}
