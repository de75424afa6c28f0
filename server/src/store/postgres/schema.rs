//! The tables of the database, and how those of an earlier version become this one's.

use std::time::Duration;

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::failed::Failed;
use super::read::{piece, tip};
use super::rows::{Head, Layout};
use super::session::{batch, rows, run};
use super::transaction::write;
use crate::store::record::signed;
use crate::store::{Format, GENESIS, StoreError, chain};

/// The steps from each schema to the next. A released step is never changed; a new one is added.
const MIGRATIONS: [&str; 3] = [
    include_str!("1.sql"),
    include_str!("2.sql"),
    include_str!("3.sql"),
];

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
/// returns its uid and its layout.
pub(super) async fn open(
    client: &Client,
    purpose: Purpose<'_>,
) -> Result<(String, Layout), Failed> {
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
    let known = signed(MIGRATIONS.len());
    let schema = if found < known && purpose != Purpose::Read {
        migrate(client, new_uid).await?;
        known
    } else {
        found
    };
    let missing = || StoreError::NotAStore("the database".to_owned());
    let uid = value(client, "uid").await?.ok_or_else(missing)?;
    Ok((uid, Layout::of_schema(schema)))
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
        if (1..3).contains(&found) {
            renew_checksums(client).await?;
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

/// How long the database may take to write a piece of the new checksums.
const WRITE: Duration = Duration::from_secs(30);

/// Checks the whole log by the checksums of earlier versions, and gives it those of this one.
async fn renew_checksums(client: &Client) -> Result<(), Failed> {
    let old = Layout {
        format: Format::Words,
        ..Layout::NEW
    };
    let newest = tip(client, old).await?.0;
    let (mut known, mut last) = (0, 0);
    let (mut before, mut digest) = (GENESIS, GENESIS);
    while known < newest {
        let heads = piece(client, old, (known, newest), last).await?;
        let (mut revisions, mut digests) = (Vec::new(), Vec::new());
        for Head {
            commit,
            count,
            last: end,
            digest: found,
        } in heads
        {
            before = old.format.chain(&before, &commit);
            let revision = commit.revision;
            if before.as_slice() != found || signed(commit.changes.len()) != count {
                return Err(StoreError::Corrupt { revision }.into());
            }
            digest = chain(&digest, &commit);
            revisions.push(revision);
            digests.push(digest.to_vec());
            (known, last) = (revision, end);
        }
        if revisions.is_empty() {
            let revision = known + 1;
            return Err(StoreError::Corrupt { revision }.into());
        }
        let sql = "UPDATE dossier.commits SET checksum = renewed.checksum
             FROM unnest($1::int8[], $2::bytea[]) AS renewed (revision, checksum)
             WHERE commits.revision = renewed.revision";
        let values = [
            (&revisions as _, Type::INT8_ARRAY),
            (&digests as _, Type::BYTEA_ARRAY),
        ];
        run(client, WRITE, (sql, &values)).await?;
    }
    Ok(())
}
