//! A connection that is made when it is needed, and on which nothing is waited for without end.
//!
//! A database that is paused, or behind a path that swallows packets, answers nothing: no error tells
//! of it, and TCP itself is content. So every step has a limit of its own here, and a connection on
//! which one was passed is given up. The limits are kept by this side and not asked of the database
//! (`statement_timeout`), which would not keep them while it is paused, and would break off a COMMIT
//! that waits for a standby, and say that it was done.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use tokio::runtime::{self, Runtime};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row};

use super::failed::{Failed, Kind};
use super::target::Target;
use crate::store::StoreError;

/// How long the next row, or the end, of an answer may take.
const ANSWER: Duration = Duration::from_secs(5);

/// Values for a statement, with their types: statements are not prepared, so that a pool of
/// connections may stand between (`pgbouncer` with `pool_mode=transaction`).
pub(super) type Values<'v> = &'v [(&'v (dyn ToSql + Sync), Type)];

/// A connection to a database, made again whenever it is lost. Blocks: not for threads that answer
/// calls.
pub(super) struct Session {
    target: Arc<Target>,
    /// Nothing only while it is dropped.
    runtime: Option<Runtime>,
    client: Option<Client>,
}

impl Session {
    /// Connects when it is first asked.
    pub(super) fn new(target: Arc<Target>) -> Result<Self, StoreError> {
        Ok(Self {
            target,
            runtime: Some(runtime()?),
            client: None,
        })
    }

    /// Asks; once more where the connection turns out to have been lost meanwhile. A question that
    /// ends in doubt is asked once.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a question is written where it is asked"
    )]
    pub(super) fn ask<T>(
        &mut self,
        question: impl AsyncFn(&Client) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let was_open = self.client.is_some();
        let answered = self.ask_once(&question);
        let was_stale = |failed: &Failed| was_open && failed.kind == Kind::Lost;
        if answered.as_ref().is_err_and(was_stale) {
            return self.ask_once(&question);
        }
        answered
    }

    fn ask_once<T>(
        &mut self,
        question: &impl AsyncFn(&Client) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let Some(runtime) = &self.runtime else {
            return Err(Failed::lost("the store is closed".to_owned()));
        };
        let known = self.client.take().filter(|client| !client.is_closed());
        let (answered, client) = runtime.block_on(async {
            let client = match known {
                Some(client) => client,
                None => match self.target.connect(None).await {
                    Ok(client) => client,
                    Err(failed) => return (Err(failed), None),
                },
            };
            (question(&client).await, Some(client))
        });
        let is_lost = answered.as_ref().is_err_and(Failed::is_lost);
        self.client = client.filter(|_| !is_lost);
        answered
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Wherever the last handle is dropped: nothing is waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A runtime for one connection.
pub(super) fn runtime() -> Result<Runtime, StoreError> {
    runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| StoreError::Engine(error.into()))
}

/// Waits for an answer, but not longer than a limit.
pub(super) async fn within<T>(
    limit: Duration,
    answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, Failed> {
    match tokio::time::timeout(limit, answer).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Failed::timed_out(limit, "the database did not answer")),
    }
}

/// The rows of an answer. Large answers may take their time, as long as they go on.
pub(super) async fn rows(
    client: &Client,
    sql: &str,
    values: Values<'_>,
) -> Result<Vec<Row>, Failed> {
    let mut rows = Vec::new();
    let all = each(client, sql, values, |row| {
        rows.push(row);
        Ok(())
    });
    all.await?;
    Ok(rows)
}

/// Looks at the rows of an answer one by one, which may be more than memory holds.
pub(super) async fn each(
    client: &Client,
    sql: &str,
    values: Values<'_>,
    mut look: impl FnMut(Row) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let values = values.iter().map(|(value, kind)| (*value, kind.clone()));
    let mut answer = pin!(within(ANSWER, client.query_typed_raw(sql, values)).await?);
    while let Some(row) = within(ANSWER, answer.try_next()).await? {
        look(row)?;
    }
    Ok(())
}

/// Carries out a statement without an answer, within a limit.
pub(super) async fn run(
    client: &Client,
    limit: Duration,
    (sql, values): (&str, Values<'_>),
) -> Result<(), Failed> {
    within(limit, client.execute_typed(sql, values)).await?;
    Ok(())
}

/// Carries out statements without values.
pub(super) async fn batch(client: &Client, sql: &str) -> Result<(), Failed> {
    within(ANSWER, client.batch_execute(sql)).await
}
