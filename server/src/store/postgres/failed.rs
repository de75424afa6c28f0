//! Why a database did not do what was asked, and what that leaves behind.

use std::time::Duration;

use tokio_postgres::error::{DbError, Severity, SqlState};

use crate::error_chain::chain as causes;
use crate::store::StoreError;

/// Why a question has no answer.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: StoreError,
    pub(super) kind: Kind,
}

/// What a failure leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The database answered that it will not; the connection stands.
    Refused,
    /// The same, because it does not know what was asked for.
    Unknown,
    /// The connection is of no use any more.
    Lost,
    /// The same, because a limit was passed; asking again would take as long again.
    TimedOut,
    /// The same, and a COMMIT was sent of which nobody knows what came.
    InDoubt,
}

impl Kind {
    /// What an error that the database answers with leaves behind.
    fn from_answer(answer: &DbError) -> Self {
        let is_fatal = matches!(
            answer.parsed_severity(),
            Some(Severity::Fatal | Severity::Panic)
        );
        let unknown = [SqlState::FEATURE_NOT_SUPPORTED, SqlState::SYNTAX_ERROR];
        // A transaction that somebody left open takes nothing any more: another connection does.
        if is_fatal || *answer.code() == SqlState::IN_FAILED_SQL_TRANSACTION {
            Self::Lost
        } else if unknown.contains(answer.code()) {
            Self::Unknown
        } else {
            Self::Refused
        }
    }
}

impl Failed {
    /// That a limit was passed.
    pub(super) fn timed_out(limit: Duration, what: &str) -> Self {
        let reason = format!("{what} within {} s", limit.as_secs());
        Self {
            error: StoreError::Unavailable(reason),
            kind: Kind::TimedOut,
        }
    }

    /// That the connection is lost, for this reason.
    pub(super) fn lost(reason: String) -> Self {
        Self {
            error: StoreError::Unavailable(reason),
            kind: Kind::Lost,
        }
    }

    /// Whether the connection is of no use any more.
    pub(super) fn is_lost(&self) -> bool {
        matches!(self.kind, Kind::Lost | Kind::TimedOut | Kind::InDoubt)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        let kind = Kind::Refused;
        Self { error, kind }
    }
}

impl From<Failed> for StoreError {
    fn from(failed: Failed) -> Self {
        failed.error
    }
}

/// An answer of the database about a transaction leaves nothing in doubt: it is there whole or not at
/// all, and every commit begins with a look at the newest revision. So nothing that a database says
/// is final, be it that it starts, stops, or is read-only for a while.
impl From<tokio_postgres::Error> for Failed {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(answer) = error.as_db_error() else {
            return Self::lost(causes(&error));
        };
        let code = answer.code();
        let error = if *code == SqlState::DISK_FULL {
            StoreError::Full
        } else if *code == SqlState::NUMERIC_VALUE_OUT_OF_RANGE {
            // We count rows, and nothing else: a number was altered.
            StoreError::Damaged(vec![answer.message().to_owned()])
        } else {
            // Without the detail, which may hold what was to be written.
            StoreError::Unavailable(format!(
                "{}: {} (SQLSTATE {})",
                answer.severity(),
                answer.message(),
                code.code()
            ))
        };
        let kind = Kind::from_answer(answer);
        Self { error, kind }
    }
}
