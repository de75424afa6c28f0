//! Reads the log, and compares it with its checksums.

use rusqlite::{Connection, OptionalExtension as _};

use super::rows::{Layout, change, head};
use crate::store::{Digest, GENESIS, StoreError, Visit};

/// Gives the commits after a revision up to another, each checked against its checksum. The caller
/// holds a transaction, so that all tables are read at one state.
pub(super) fn read(
    connection: &Connection,
    layout: Layout,
    (after, until): (i64, i64),
    visit: Visit<'_>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT last_change, {} FROM commits WHERE revision = ?1",
        layout.checksum
    );
    let before = connection
        .query_row(&sql, [after], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (mut last, mut digest): (i64, Digest) = match before {
        Some(before) => before,
        None if after == 0 => (0, GENESIS),
        None => return Err(StoreError::Corrupt { revision: after }),
    };
    let sql = format!(
        "SELECT {} FROM commits WHERE revision > ?1 AND revision <= ?2 ORDER BY revision",
        layout.head
    );
    let mut heads = connection.prepare(&sql)?;
    let heads = heads.query_map([after, until], head)?;
    let (columns, changes) = (layout.change, layout.changes);
    let sql = format!("SELECT {columns} FROM {changes} WHERE id > ?1 ORDER BY id");
    let mut changes = connection.prepare(&sql)?;
    let mut changes = changes.query([last])?;
    for (next, found) in (after + 1..).zip(heads) {
        let corrupt = || StoreError::Corrupt { revision: next };
        let (mut commit, count, end, expected) = found?;
        // Before the changes are read, which a wrong number would not end.
        if commit.revision != next || last.checked_add(count) != Some(end) {
            return Err(corrupt());
        }
        for _ in 0..count {
            let row = changes.next()?.ok_or_else(corrupt)?;
            commit.changes.push(change(row).map_err(|_| corrupt())?);
        }
        digest = layout.format.chain(&digest, &commit);
        if digest != expected {
            return Err(corrupt());
        }
        last = end;
        if visit(commit)?.is_break() {
            break;
        }
    }
    Ok(())
}
