//! What a client is told of an error besides its message: code, reason, field, and when to try again.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use dossier::v1::ErrorReason;
use tonic::Code;

use super::ServiceError;
use crate::store::StoreError;

impl ServiceError {
    pub(super) fn kind(&self) -> (Code, ErrorReason) {
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
    pub(super) fn wrong_field(&self) -> Option<&str> {
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
    pub(super) fn retry(&self) -> Option<Duration> {
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

    pub(super) fn metadata(&self) -> HashMap<String, String> {
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
                let rules: BTreeSet<&str> =
                    violations.iter().map(|violation| violation.rule).collect();
                ("rules", rules.into_iter().collect::<Vec<_>>().join(","))
            }
            _ => return HashMap::new(),
        };
        HashMap::from([(pair.0.to_owned(), pair.1)])
    }
}
