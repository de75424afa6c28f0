//! What can go wrong in a call, and the only place that turns it into a gRPC status.

use std::collections::HashMap;

use dossier::v1::ErrorReason;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

/// The longest message that is sent: status details travel in headers, which are bounded.
const MESSAGE_BYTES_MAX: usize = 1024;

/// Why a call was refused.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such resource.
    #[error("there is no `{0}`")]
    NotFound(String),
    /// A name of another form.
    #[error("`{name}` is not of the form `{collection}/{{id}}`")]
    InvalidName {
        /// The name.
        name: String,
        /// The collection asked.
        collection: &'static str,
    },
    /// A filter that cannot be read.
    #[error("at {position}: {message}")]
    InvalidFilter {
        /// Where, in code points from 0.
        position: usize,
        /// What was wanted and met.
        message: String,
    },
    /// An order by a field that does not sort.
    #[error("`{0}` is not a field by which this collection can be sorted")]
    InvalidOrderBy(String),
    /// A token that is not ours.
    #[error("the page token was not made by this server")]
    InvalidPageToken,
    /// A token of another request.
    #[error("the page token belongs to a request with other arguments")]
    PageTokenMismatch,
    /// A negative page size.
    #[error("the page size {0} is negative")]
    InvalidPageSize(i32),
    /// A field that there is not.
    #[error("the resource has no field `{0}`")]
    InvalidReadMask(String),
    /// Too many names.
    #[error("{count} names are asked for; a batch has at most {most}")]
    BatchTooLarge {
        /// How many were asked for.
        count: usize,
        /// How many may be.
        most: usize,
    },
    /// A revision that has not happened.
    #[error("revision {asked} has not happened; the newest is {newest}")]
    RevisionInFuture {
        /// The revision asked for.
        asked: i64,
        /// The newest one.
        newest: i64,
    },
    /// A revision that is not kept.
    #[error("revision {asked} is not kept; the oldest that is kept is {oldest}")]
    RevisionCompacted {
        /// The revision asked for.
        asked: i64,
        /// The oldest one.
        oldest: i64,
    },
    /// A field that cannot be used.
    #[error("`{field}`: {message}")]
    InvalidField {
        /// The field.
        field: &'static str,
        /// What was wanted and met.
        message: String,
    },
    /// An article without fingerprints.
    #[error("`{0}` has no skeleton to compare with")]
    SkeletonMissing(String),
    /// A bug of ours.
    #[error("an internal error")]
    Internal,
}

impl ServiceError {
    fn kind(&self) -> (Code, ErrorReason) {
        match self {
            Self::NotFound(_) => (Code::NotFound, ErrorReason::ResourceNotFound),
            Self::InvalidName { .. } => (Code::InvalidArgument, ErrorReason::InvalidName),
            Self::InvalidFilter { .. } => (Code::InvalidArgument, ErrorReason::InvalidFilter),
            Self::InvalidOrderBy(_) => (Code::InvalidArgument, ErrorReason::InvalidOrderBy),
            Self::InvalidPageToken => (Code::InvalidArgument, ErrorReason::InvalidPageToken),
            Self::PageTokenMismatch => (Code::InvalidArgument, ErrorReason::PageTokenMismatch),
            Self::InvalidPageSize(_) => (Code::InvalidArgument, ErrorReason::InvalidPageSize),
            Self::InvalidReadMask(_) => (Code::InvalidArgument, ErrorReason::InvalidReadMask),
            Self::BatchTooLarge { .. } => (Code::InvalidArgument, ErrorReason::BatchTooLarge),
            Self::RevisionInFuture { .. } => (Code::OutOfRange, ErrorReason::RevisionInFuture),
            Self::RevisionCompacted { .. } => (Code::OutOfRange, ErrorReason::RevisionCompacted),
            Self::InvalidField { .. } => (Code::InvalidArgument, ErrorReason::InvalidField),
            Self::SkeletonMissing(_) => (Code::FailedPrecondition, ErrorReason::SkeletonMissing),
            Self::Internal => (Code::Internal, ErrorReason::Internal),
        }
    }

    /// The field of the request that is wrong.
    fn field(&self) -> Option<&str> {
        Some(match self {
            Self::InvalidName { .. } => "name",
            Self::InvalidFilter { .. } => "filter",
            Self::InvalidOrderBy(_) => "order_by",
            Self::InvalidPageToken | Self::PageTokenMismatch => "page_token",
            Self::InvalidPageSize(_) => "page_size",
            Self::InvalidReadMask(_) => "read_mask",
            Self::BatchTooLarge { .. } => "names",
            Self::RevisionInFuture { .. } | Self::RevisionCompacted { .. } => "read_revision",
            Self::InvalidField { field, .. } => field,
            Self::NotFound(_) | Self::SkeletonMissing(_) | Self::Internal => return None,
        })
    }

    fn metadata(&self) -> HashMap<String, String> {
        let pair = match self {
            Self::InvalidFilter { position, .. } => ("position", position.to_string()),
            Self::RevisionInFuture { newest, .. } => ("newest", newest.to_string()),
            Self::RevisionCompacted { oldest, .. } => ("oldest", oldest.to_string()),
            _ => return HashMap::new(),
        };
        HashMap::from([(pair.0.to_owned(), pair.1)])
    }
}

impl From<ServiceError> for Status {
    fn from(error: ServiceError) -> Self {
        let (code, reason) = error.kind();
        let reason = reason
            .as_str_name()
            .trim_start_matches("ERROR_REASON_")
            .to_owned();
        let message = shorten(&error.to_string());
        let mut details = ErrorDetails::new();
        details.set_error_info(reason, dossier::ERROR_DOMAIN, error.metadata());
        if let Some(field) = error.field() {
            details.add_bad_request_violation(field, message.clone());
        }
        if let ServiceError::NotFound(name) = &error {
            let kind = name.split('/').next().unwrap_or_default();
            details.set_resource_info(kind, shorten(name), "", "not found at this revision");
        }
        Self::with_error_details(code, message, details)
    }
}

fn shorten(message: &str) -> String {
    let mut end = message.len().min(MESSAGE_BYTES_MAX);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    message.get(..end).unwrap_or_default().to_owned()
}
