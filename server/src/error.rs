//! What can go wrong in a call, and the only place that turns it into a gRPC status.

mod bug;
mod details;
mod refused;
mod violation;

use dossier::Collection;
use dossier_check::filter::{FilterError, OrderError};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

pub(crate) use self::bug::Bug;
pub(crate) use self::refused::refusals;
use self::refused::{count, short};
pub(crate) use self::violation::Violation;
use self::violation::{add_violations, rules_broken};
use crate::error_chain::chain;
use crate::store::StoreError;

/// The longest message that is sent: status details travel in headers, which are bounded.
const MESSAGE_BYTES_MAX: usize = 1024;

/// Why a call was refused.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such resource.
    #[error("there is no `{0}`")]
    NotFound(String),
    /// A name of another form.
    #[error("`{name}` does not have the form `{collection}/{{id}}`")]
    InvalidName {
        /// The name.
        name: String,
        /// The collection asked.
        collection: &'static str,
    },
    /// A filter that cannot be read.
    #[error(transparent)]
    InvalidFilter(#[from] FilterError),
    /// An order by a field that does not sort.
    #[error(transparent)]
    InvalidOrderBy(#[from] OrderError),
    /// A token that is not ours.
    #[error("the page token was not made by this server")]
    InvalidPageToken,
    /// A token of another request.
    #[error("the page token belongs to a request with other arguments")]
    PageTokenMismatch,
    /// A negative page size.
    #[error("the page size {0} is negative")]
    InvalidPageSize(i32),
    /// A mask of fields that there are not; says what is wrong.
    #[error("{0}")]
    InvalidReadMask(String),
    /// Too many names.
    #[error("{count} names were requested; a batch has at most {most}")]
    BatchTooLarge {
        /// How many were asked for.
        count: usize,
        /// How many may be.
        most: usize,
    },
    /// Names of more than an answer may hold.
    #[error(
        "an answer holds 2 MiB, enough for the first {fitting} of these names; ask for fewer at once"
    )]
    BatchTooHeavy {
        /// How many of the names fit, in their order.
        fitting: usize,
    },
    /// A revision that has not happened.
    #[error("revision {requested} does not exist yet; the newest is {newest}")]
    RevisionInFuture {
        /// The field of the request. Example: `read_revision`.
        field: String,
        /// The revision asked for.
        requested: i64,
        /// The newest one.
        newest: i64,
    },
    /// A field that cannot be used.
    #[error("`{field}`: {message}")]
    InvalidField {
        /// The field.
        field: String,
        /// What was wanted and met.
        message: String,
    },
    /// An article without fingerprints.
    #[error("`{0}` has no skeleton to compare with")]
    SkeletonMissing(String),
    /// A state that would break rules.
    #[error("{}", rules_broken(.0))]
    CheckFailed(Vec<Violation>),
    /// A resource that is not as the request demands.
    #[error("`{name}` has {}, not the required etag", found_etag(.found))]
    WrongEtag {
        /// The field of the request.
        field: String,
        /// The resource.
        name: String,
        /// The etag that it has; empty where it is missing.
        found: String,
    },
    /// A store that has gone on.
    #[error("the newest revision is {newest}, not {requested}")]
    WrongBase {
        /// The revision demanded.
        requested: i64,
        /// The newest one.
        newest: i64,
    },
    /// A name that is taken.
    #[error("`{name}` already exists")]
    Exists {
        /// The field of the request.
        field: String,
        /// The name.
        name: String,
    },
    /// An id of another request.
    #[error("the request id was used with another request")]
    RequestReused,
    /// A server whose state is files.
    #[error("this server serves a content directory; change the files instead")]
    ContentIsFiles,
    /// A client that may not write.
    #[error("this needs the role `editor`, which the caller does not have")]
    NotAnEditor,
    /// A client that nobody knows.
    #[error("the token is not known here, or is no longer valid")]
    Unauthenticated,
    /// A client without a token, where one is needed.
    #[error("this needs a token; send it as `authorization: Bearer TOKEN`")]
    TokenMissing,
    /// A store that cannot be written until the server is restarted.
    #[error("the store could not write; the server only serves reads now")]
    StoreReadOnly,
    /// A store that cannot be reached, or takes no writes, for now.
    #[error(
        "the store cannot take commits now; reads go on, and the same request can be sent again"
    )]
    StoreAway,
    /// A store that could not be read. Its newest state can: it is in memory.
    #[error("older revisions could not be read from the store; try again in a moment")]
    StoreUnreadable(#[source] StoreError),
    /// A store that cannot be reached, of which the log has told. Its newest state can be read.
    #[error(
        "older revisions cannot be read, because the store cannot be reached; try again in a moment"
    )]
    HistoryAway,
    /// A disk without room.
    #[error("the disk is full; nothing was written")]
    StoreFull,
    /// A log that is damaged.
    #[error("revision {0} in the store does not match its checksum")]
    StoreCorrupt(i64),
    /// A kept answer that is damaged. Whether the request was carried out is not in doubt: it was.
    #[error(
        "the request was carried out before, but the stored answer does not match its checksum; `ListCommits` shows what it did"
    )]
    RequestCorrupt,
    /// Too much at once.
    #[error("too many calls at once; try again in a moment")]
    Overloaded,
    /// A server that loads or stops.
    #[error("the server is shutting down; another replica may answer")]
    NotServing,
    /// A call that took too long.
    #[error("the call took longer than its deadline, or than any call may")]
    DeadlineExceeded,
    /// A client that does not read its stream.
    #[error("the client left the next part of the stream unread for too long")]
    ClientTooSlow,
    /// A message beyond the limit.
    #[error("the request is larger than this service accepts")]
    MessageTooLarge,
    /// A message that is none.
    #[error("the request is not the message that this method takes")]
    Undecodable,
    /// A request in JSON that is not the message which its method takes.
    #[error("the request is not the JSON of a `{message}`: {wrong}")]
    NotTheJson {
        /// The full name of the message.
        message: String,
        /// What is wrong, and where.
        wrong: String,
    },
    /// A parameter or header of HTTP that cannot be used; says what to write.
    #[error("{0}")]
    InvalidHttp(String),
    /// A commit that a page sends, which is not of this server or has no token.
    #[error("a page may commit only if it comes from this server and sends a token")]
    FromPage,
    /// A method that there is not.
    #[error("there is no method `{0}`")]
    UnknownMethod(String),
    /// A method that answers with a stream, asked for one message.
    #[error("`{0}` answers with a stream; call it by gRPC or gRPC-Web")]
    Streams(String),
    /// A compression that the server does not take.
    #[error(
        "the request is compressed with `{0}`, which this server does not support; send it uncompressed"
    )]
    UnknownCompression(String),
    /// A bug of ours.
    #[error("an internal error")]
    Internal(#[source] Bug),
}

impl From<Bug> for ServiceError {
    fn from(bug: Bug) -> Self {
        Self::Internal(bug)
    }
}

fn found_etag(etag: &str) -> String {
    match etag {
        "" => "no etag, because it does not exist".to_owned(),
        etag => format!("the etag {etag}"),
    }
}

impl ServiceError {
    /// A field that cannot be used.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidField {
            field: field.into(),
            message: message.into(),
        }
    }
}

impl From<ServiceError> for Status {
    fn from(error: ServiceError) -> Self {
        let (code, reason) = error.kind();
        count(reason);
        let reason = short(reason);
        log(&error, code, reason);
        let message = shorten(&error.to_string());
        let mut details = ErrorDetails::new();
        details.set_error_info(reason, dossier::ERROR_DOMAIN, error.metadata());
        if let Some(field) = error.wrong_field() {
            details.add_bad_request_violation(field, message.clone());
        }
        if let ServiceError::CheckFailed(violations) = &error {
            add_violations(&mut details, violations);
        }
        if let Some(wait) = error.retry() {
            details.set_retry_info(Some(wait));
        }
        if let ServiceError::NotFound(name) = &error {
            let kind = Collection::from_name(name).map_or("", Collection::plural);
            details.set_resource_info(kind, shorten(name), "", "not found at this revision");
        }
        Self::with_error_details(code, message, details)
    }
}

/// Logs what went wrong, once, with what led to it. What a client did wrong is told to the client, and
/// counted here without its words. What the ledger tells when its condition changes has no cause here.
fn log(error: &ServiceError, code: Code, reason: &str) {
    match error {
        ServiceError::Internal(Bug::Panic) => refused(code, reason),
        ServiceError::Internal(bug) => {
            tracing::error!(reason, cause = chain(bug), "a call failed by a bug");
        }
        ServiceError::StoreUnreadable(cause) => {
            tracing::error!(reason, cause = chain(cause), "the store could not be read");
        }
        _ => refused(code, reason),
    }
}

fn refused(code: Code, reason: &str) {
    tracing::debug!(?code, reason, "a call was refused");
}

/// What went wrong in a read. Commits are refused by the ledger.
impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        Self::StoreUnreadable(error)
    }
}

fn shorten(message: &str) -> String {
    let mut end = message.len().min(MESSAGE_BYTES_MAX);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    message.get(..end).unwrap_or_default().to_owned()
}
