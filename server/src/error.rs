//! What can go wrong in a call, and the only place that turns it into a gRPC status.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use dossier::Collection;
use dossier::v1::ErrorReason;
use dossier_check::filter::{FilterError, OrderError};
use prost::DecodeError;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::error_chain::chain;
use crate::search::SearchError;
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

/// What a client cannot mend, and we have to. It is logged, and not sent.
#[derive(Debug, thiserror::Error)]
pub enum Bug {
    /// Something panicked. The log has its place already.
    #[error("a panic")]
    Panic,
    /// The index of words failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// A record that is not the message which its name says.
    #[error("a record is no {kind}")]
    Record {
        /// The message that it should be. Example: `Article`.
        kind: String,
        /// What was met; nothing where it is missing.
        source: Option<DecodeError>,
    },
    /// A method that said that all went well, and nothing else.
    #[error("a method without an answer")]
    Unanswered,
    /// An answer that JSON cannot say.
    #[error("an answer has no JSON")]
    Json(#[from] serde_json::Error),
    /// A collection whose messages are not in the contract.
    #[error("the contract has no message for {0}")]
    Descriptor(Collection),
}

impl From<Bug> for ServiceError {
    fn from(bug: Bug) -> Self {
        Self::Internal(bug)
    }
}

/// One thing that is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field. Example: `edits[3].put.fact.statement[0]`.
    pub field: String,
    /// What is wrong. Example: `unknown-reference: unknown entity ...`.
    pub description: String,
    /// The rule that says so.
    pub rule: &'static str,
}

fn rules_broken(violations: &[Violation]) -> String {
    let first = violations.first();
    let first = first.map_or_else(String::new, |one| {
        format!("{}: {}", one.field, one.description)
    });
    match violations.len() {
        1 => format!("the state would break a rule: {first}"),
        count => format!("the state would break rules in {count} places, first {first}"),
    }
}

fn found_etag(etag: &str) -> String {
    match etag {
        "" => "no etag, because it does not exist".to_owned(),
        etag => format!("the etag {etag}"),
    }
}

/// So many violations travel with a status; its details have to fit into headers.
const VIOLATIONS_MAX: usize = 32;

/// So many bytes of them.
const VIOLATION_BYTES_MAX: usize = 4096;

impl ServiceError {
    /// A field that cannot be used.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidField {
            field: field.into(),
            message: message.into(),
        }
    }

    fn kind(&self) -> (Code, ErrorReason) {
        match self {
            Self::NotFound(_) => (Code::NotFound, ErrorReason::ResourceNotFound),
            Self::InvalidName { .. } => (Code::InvalidArgument, ErrorReason::InvalidName),
            Self::InvalidFilter(_) => (Code::InvalidArgument, ErrorReason::InvalidFilter),
            Self::InvalidOrderBy(_) => (Code::InvalidArgument, ErrorReason::InvalidOrderBy),
            Self::InvalidPageToken => (Code::InvalidArgument, ErrorReason::InvalidPageToken),
            Self::PageTokenMismatch => (Code::InvalidArgument, ErrorReason::PageTokenMismatch),
            Self::InvalidPageSize(_) => (Code::InvalidArgument, ErrorReason::InvalidPageSize),
            Self::InvalidReadMask(_) => (Code::InvalidArgument, ErrorReason::InvalidReadMask),
            Self::BatchTooLarge { .. } | Self::BatchTooHeavy { .. } => {
                (Code::InvalidArgument, ErrorReason::BatchTooLarge)
            }
            Self::RevisionInFuture { .. } => (Code::OutOfRange, ErrorReason::RevisionInFuture),
            Self::InvalidField { .. } => (Code::InvalidArgument, ErrorReason::InvalidField),
            Self::SkeletonMissing(_) => (Code::FailedPrecondition, ErrorReason::SkeletonMissing),
            Self::CheckFailed(_) => (Code::InvalidArgument, ErrorReason::CheckFailed),
            Self::WrongEtag { .. } | Self::WrongBase { .. } => {
                (Code::Aborted, ErrorReason::PreconditionFailed)
            }
            Self::Exists { .. } => (Code::AlreadyExists, ErrorReason::ResourceExists),
            Self::RequestReused => (Code::InvalidArgument, ErrorReason::RequestIdReused),
            Self::ContentIsFiles => (Code::FailedPrecondition, ErrorReason::ContentIsFiles),
            Self::NotAnEditor | Self::FromPage => {
                (Code::PermissionDenied, ErrorReason::NotAnEditor)
            }
            Self::Unauthenticated | Self::TokenMissing => {
                (Code::Unauthenticated, ErrorReason::UnknownToken)
            }
            Self::StoreUnreadable(StoreError::Corrupt { .. })
            | Self::StoreCorrupt(_)
            | Self::RequestCorrupt => (Code::DataLoss, ErrorReason::StoreCorrupt),
            Self::StoreReadOnly
            | Self::StoreAway
            | Self::StoreUnreadable(_)
            | Self::HistoryAway => (Code::Unavailable, ErrorReason::StoreReadOnly),
            Self::StoreFull => (Code::ResourceExhausted, ErrorReason::StoreFull),
            Self::Overloaded => (Code::ResourceExhausted, ErrorReason::Overloaded),
            Self::NotServing => (Code::Unavailable, ErrorReason::NotServing),
            Self::DeadlineExceeded => (Code::DeadlineExceeded, ErrorReason::DeadlineExceeded),
            Self::ClientTooSlow => (Code::Aborted, ErrorReason::ClientTooSlow),
            Self::MessageTooLarge => (Code::ResourceExhausted, ErrorReason::MessageTooLarge),
            Self::Undecodable | Self::NotTheJson { .. } | Self::InvalidHttp(_) => {
                (Code::InvalidArgument, ErrorReason::UndecodableMessage)
            }
            Self::UnknownMethod(_) | Self::Streams(_) => {
                (Code::Unimplemented, ErrorReason::UnknownMethod)
            }
            Self::UnknownCompression(_) => (Code::Unimplemented, ErrorReason::UnknownCompression),
            Self::Internal(_) => (Code::Internal, ErrorReason::Internal),
        }
    }

    /// The field of the request that is wrong.
    fn wrong_field(&self) -> Option<&str> {
        Some(match self {
            Self::InvalidName { .. } => "name",
            Self::InvalidFilter(_) => "filter",
            Self::InvalidOrderBy(_) => "order_by",
            Self::InvalidPageToken | Self::PageTokenMismatch => "page_token",
            Self::InvalidPageSize(_) => "page_size",
            Self::InvalidReadMask(_) => "read_mask",
            Self::BatchTooLarge { .. } | Self::BatchTooHeavy { .. } => "names",
            Self::InvalidField { field, .. }
            | Self::RevisionInFuture { field, .. }
            | Self::Exists { field, .. }
            | Self::WrongEtag { field, .. } => field,
            Self::WrongBase { .. } => "base_revision",
            Self::RequestReused => "request_id",
            _ => return None,
        })
    }

    /// What to tell a client that may try again, and when.
    fn retry(&self) -> Option<Duration> {
        match self {
            Self::StoreUnreadable(StoreError::Corrupt { .. }) => None,
            Self::Overloaded
            | Self::NotServing
            | Self::StoreAway
            | Self::StoreUnreadable(_)
            | Self::HistoryAway => Some(Duration::from_secs(1)),
            Self::StoreFull => Some(Duration::from_secs(30)),
            _ => None,
        }
    }

    fn metadata(&self) -> HashMap<String, String> {
        let pair = match self {
            Self::InvalidFilter(error) => ("position", error.position.to_string()),
            Self::BatchTooHeavy { fitting } => ("fitting", fitting.to_string()),
            Self::RevisionInFuture { newest, .. } | Self::WrongBase { newest, .. } => {
                ("newest", newest.to_string())
            }
            Self::WrongEtag { found, .. } => ("etag", found.clone()),
            Self::StoreCorrupt(revision)
            | Self::StoreUnreadable(StoreError::Corrupt { revision }) => {
                ("revision", revision.to_string())
            }
            Self::CheckFailed(violations) => {
                let rules: BTreeSet<&str> = violations.iter().map(|one| one.rule).collect();
                ("rules", rules.into_iter().collect::<Vec<_>>().join(","))
            }
            _ => return HashMap::new(),
        };
        HashMap::from([(pair.0.to_owned(), pair.1)])
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
            let kind = Collection::of(name).map_or("", Collection::plural);
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

/// How many errors of each reason there were: the place is the number of the reason.
static REFUSED: [AtomicU64; REASONS_MAX] = [const { AtomicU64::new(0) }; REASONS_MAX];

/// More reasons than the contract has (`serve/scrape.rs` has the test).
const REASONS_MAX: usize = 64;

/// How many errors of each reason there were since the program started, by the reason's name.
pub(crate) fn refusals() -> Vec<(String, u64)> {
    let reasons = (1..).zip(REFUSED.iter().skip(1));
    let named = reasons.filter_map(|(number, count)| {
        let reason = ErrorReason::try_from(number).ok()?;
        Some((short(reason).to_owned(), count.load(Ordering::Relaxed)))
    });
    named.collect()
}

fn count(reason: ErrorReason) {
    let place = usize::try_from(i32::from(reason)).ok();
    if let Some(count) = place.and_then(|place| REFUSED.get(place)) {
        count.fetch_add(1, Ordering::Relaxed);
    }
}

fn short(reason: ErrorReason) -> &'static str {
    reason.as_str_name().trim_start_matches("ERROR_REASON_")
}

fn refused(code: Code, reason: &str) {
    tracing::debug!(?code, reason, "a call was refused");
}

/// Adds as many violations as a header can hold, and says how many are left out.
fn add_violations(details: &mut ErrorDetails, violations: &[Violation]) {
    let mut room = VIOLATION_BYTES_MAX;
    let mut added = 0;
    for violation in violations.iter().take(VIOLATIONS_MAX) {
        let size = violation.field.len() + violation.description.len();
        let Some(left) = room.checked_sub(size) else {
            break;
        };
        room = left;
        added += 1;
        details.add_bad_request_violation(violation.field.clone(), violation.description.clone());
    }
    let left_out = violations.len() - added;
    if left_out > 0 {
        details.add_bad_request_violation("", format!("and {left_out} more"));
    }
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
