//! The name and the tables of the file, and how those of an earlier version become this one's.

use std::ops::ControlFlow;
use std::path::Path;

use dossier_check::text::hex;
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, TransactionBehavior, params};

use super::read::read;
use super::rows::{Layout, tip};
use crate::store::record::signed;
use crate::store::{Format, GENESIS, StoreError, chain};

/// The name of the file in the data directory.
pub const FILE: &str = "dossier.sqlite";

/// What stands in the file's header, so that other SQLite files are told apart: `DSSR`.
const APPLICATION_ID: i64 = 0x4453_5352;

/// The steps from each schema to the next. A released step is never changed; a new one is added.
pub(super) const MIGRATIONS: [&str; 3] = [
    include_str!("1.sql"),
    include_str!("2.sql"),
    include_str!("3.sql"),
];

/// The schema of a file: 0 where it has no tables. Refused where it is not ours, or newer.
pub(super) fn known_schema(connection: &Connection, file: &Path) -> Result<usize, StoreError> {
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

/// Brings a file to this version's schema. A file without tables becomes a store of this uid.
pub(super) fn migrate(
    connection: &mut Connection,
    file: &Path,
    uid: &str,
) -> Result<(), StoreError> {
    if known_schema(connection, file)? == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster, and may be of a newer version.
    let found = known_schema(&transaction, file)?;
    for step in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    if (1..3).contains(&found) {
        renew_checksums(&transaction)?;
    }
    transaction.execute(
        "INSERT INTO store VALUES ('uid', ?1) ON CONFLICT DO NOTHING",
        [uid],
    )?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", signed(MIGRATIONS.len()))?;
    Ok(transaction.commit()?)
}

/// Checks the whole log by the checksums of earlier versions, and gives it those of this one. What they
/// ended with is kept, because the note beside the store may still name it.
fn renew_checksums(connection: &Connection) -> Result<(), StoreError> {
    let new = Layout::of_schema(MIGRATIONS.len());
    let old = Layout {
        format: Format::Words,
        ..new
    };
    let (newest, _, last) = tip(connection, old)?;
    let (mut digest, mut digests) = (GENESIS, Vec::new());
    read(connection, old, (0, i64::MAX), &mut |commit| {
        digest = chain(&digest, &commit);
        digests.push((commit.revision, digest));
        Ok(ControlFlow::Continue(()))
    })?;
    let known = signed(digests.len());
    if known != newest {
        return Err(StoreError::Corrupt {
            revision: known + 1,
        });
    }
    let mut statement =
        connection.prepare("UPDATE commits SET checksum = ?2 WHERE revision = ?1")?;
    for (revision, digest) in digests {
        statement.execute(params![revision, digest])?;
    }
    let sql = "INSERT OR REPLACE INTO store VALUES ('migrated', ?1)";
    connection.execute(sql, [format!("{newest} {}", hex(&last))])?;
    Ok(())
}

/// The newest revision when the store got new checksums, and the checksum that it had before, in
/// hexadecimal; nothing where that never was.
pub(super) fn migrated_tip(connection: &Connection) -> Result<Option<(i64, String)>, StoreError> {
    let sql = "SELECT value FROM store WHERE key = 'migrated'";
    let found = connection.query_row(sql, [], |row| row.get::<_, String>(0));
    let found = found.optional()?;
    Ok(found.and_then(|text| {
        let (revision, digest) = text.split_once(' ')?;
        Some((revision.parse().ok()?, digest.to_owned()))
    }))
}

/// What went wrong with a file that may be somebody else's.
pub(super) fn not_ours(error: rusqlite::Error, file: &Path) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => StoreError::NotAStore(file.display().to_string()),
        _ => error.into(),
    }
}
