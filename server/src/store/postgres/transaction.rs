//! Transactions that hold the lock of all writers, and leave nothing behind, however they end.
//!
//! A statement that the database refuses leaves its transaction open, and everything else on that
//! connection is refused until it is ended. So no transaction is begun but here.

use std::time::Duration;

use tokio_postgres::Client;

use super::failed::{Failed, Kind};
use super::session::{batch, within};

/// Begins a transaction, and waits for its turn: the advisory lock is `DSSR`.
///
/// What was acknowledged is on disk, whatever the database's default is. Whoever is gone in the middle
/// is not waited for: the database ends a transaction that leaves it without a statement for 10 s, and
/// asks the peer itself where a statement was begun and not sent to its end, or its answer is not taken.
/// A COMMIT has no limit, because one that is broken off while it waits for a standby counts as done.
pub(super) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT set_config('synchronous_commit', 'on', true)
      WHERE current_setting('synchronous_commit') <> 'remote_apply';
    SELECT set_config(name, value, true)
      FROM (VALUES ('tcp_keepalives_idle', '5'), ('tcp_keepalives_interval', '2'),
                   ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '10000')) AS wanted (name, value)
      WHERE current_setting(name, true) IS NOT NULL;
    SET LOCAL statement_timeout = 0;
    SET LOCAL lock_timeout = '4s';
    SET LOCAL idle_in_transaction_session_timeout = '10s';
    SELECT pg_advisory_xact_lock(1146311506)";

/// How long a COMMIT is waited for before its outcome is asked for on another connection.
const COMMIT: Duration = Duration::from_secs(15);

/// Does something of which nothing stays.
pub(super) async fn look<T>(
    client: &Client,
    act: impl AsyncFnOnce() -> Result<T, Failed>,
) -> Result<T, Failed> {
    let found = begun(client, act).await?;
    batch(client, "ROLLBACK").await?;
    Ok(found)
}

/// Does something that is there whole, or not at all where it fails. Where nobody knows which of the
/// two, the failure is [`Kind::InDoubt`].
pub(super) async fn write<T>(
    client: &Client,
    act: impl AsyncFnOnce() -> Result<T, Failed>,
) -> Result<T, Failed> {
    let written = begun(client, act).await?;
    let committed = within(COMMIT, client.batch_execute("COMMIT")).await;
    match committed {
        Ok(()) => Ok(written),
        Err(failed) if failed.is_lost() => Err(Failed {
            kind: Kind::InDoubt,
            ..failed
        }),
        Err(failed) => ended(client, failed).await,
    }
}

/// Begins, and does something. Where that fails the transaction is ended.
async fn begun<T>(
    client: &Client,
    act: impl AsyncFnOnce() -> Result<T, Failed>,
) -> Result<T, Failed> {
    let done = async {
        batch(client, BEGIN).await?;
        act().await
    };
    match done.await {
        Err(failed) if !failed.is_lost() => ended(client, failed).await,
        done => done,
    }
}

/// Ends a transaction in which something was refused. A connection on which that fails is of no use any
/// more.
async fn ended<T>(client: &Client, failed: Failed) -> Result<T, Failed> {
    let kind = match batch(client, "ROLLBACK").await {
        Ok(()) => failed.kind,
        Err(_) => Kind::Lost,
    };
    Err(Failed { kind, ..failed })
}
