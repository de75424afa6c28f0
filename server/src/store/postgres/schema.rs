//! The tables of the database, and how those of an earlier version become this one's.

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::failed::Failed;
use super::session::{batch, rows};
use super::transaction::write;
use crate::store::StoreError;
use crate::store::record::signed;

/// The steps from each schema to the next. A released step is never changed; a new one is added.
const MIGRATIONS: [&str; 2] = [include_str!("1.sql"), include_str!("2.sql")];

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose<'u> {
    /// To be made with this uid where there is none, and to write.
    Make(&'u str),
    /// To write, where there is one.
    Write,
    /// To read, where there is one, and to leave it as it is.
    Read,
}

/// Looks for the store, makes it or brings it to this version's schema where that is wanted, and
/// returns its uid.
pub(super) async fn open(client: &Client, purpose: Purpose<'_>) -> Result<String, Failed> {
    let sql = "SELECT to_regclass('dossier.store') IS NOT NULL";
    let there = rows(client, sql, &[]).await?;
    let there = there.first().map_or(Ok(false), |row| row.try_get(0))?;
    let found = if there { schema(client).await? } else { 0 };
    let new_uid = match purpose {
        Purpose::Make(uid) => Some(uid),
        Purpose::Write | Purpose::Read => None,
    };
    if found == 0 && new_uid.is_none() {
        return Err(StoreError::Missing("the database".to_owned()).into());
    }
    if found < signed(MIGRATIONS.len()) && purpose != Purpose::Read {
        migrate(client, new_uid).await?;
    }
    let missing = || StoreError::NotAStore("the database".to_owned());
    Ok(value(client, "uid").await?.ok_or_else(missing)?)
}

/// The schema of a store that is there; 0 where it has none yet. Refused where it is a newer one.
pub(super) async fn schema(client: &Client) -> Result<i64, Failed> {
    let found = value(client, "schema").await?;
    let found = found.map_or(0, |text| text.parse().unwrap_or(i64::MAX));
    let known = signed(MIGRATIONS.len());
    if found > known {
        return Err(StoreError::NewerSchema { found, known }.into());
    }
    Ok(found)
}

async fn value(client: &Client, key: &str) -> Result<Option<String>, Failed> {
    let sql = "SELECT value FROM dossier.store WHERE key = $1";
    let found = rows(client, sql, &[(&key, Type::TEXT)]).await?;
    Ok(found.first().map(|row| row.try_get(0)).transpose()?)
}

async fn migrate(client: &Client, new_uid: Option<&str>) -> Result<(), Failed> {
    write(client, async || {
        let sql = "CREATE SCHEMA IF NOT EXISTS dossier;
             CREATE TABLE IF NOT EXISTS dossier.store (key text PRIMARY KEY, value text NOT NULL);";
        batch(client, sql).await?;
        // Another server may have been faster, and may be of a newer version.
        let found = usize::try_from(schema(client).await?).unwrap_or_default();
        for step in MIGRATIONS.iter().skip(found) {
            batch(client, step).await?;
        }
        let known = MIGRATIONS.len().to_string();
        let sql = "INSERT INTO dossier.store VALUES ('schema', $1)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        rows(client, sql, &[(&known, Type::TEXT)]).await?;
        if let Some(uid) = new_uid {
            let sql = "INSERT INTO dossier.store VALUES ('uid', $1) ON CONFLICT DO NOTHING";
            rows(client, sql, &[(&uid, Type::TEXT)]).await?;
        }
        Ok(())
    })
    .await
}
