//! What may be proposed to the ledger, and why it may be refused.

use std::sync::Arc;

use dossier::v1::Resource;
use dossier_check::diagnostic::Finding;
use dossier_check::rules::Checked;

use crate::commit::Signature;
use crate::store::StoreError;

/// What somebody wants to be committed.
#[derive(Debug)]
pub struct Proposal {
    /// What is to change.
    pub what: Proposed,
    /// Who and why.
    pub signature: Signature,
    /// The client's id of the request, and a digest of what it asks for.
    pub request: Option<(String, String)>,
    /// Check only.
    pub validate_only: bool,
    /// The revision that must be the newest, 0 in a store without commits; nothing: any.
    pub base_revision: Option<i64>,
}

/// What is to change.
#[derive(Debug)]
pub enum Proposed {
    /// Everything is to be like this.
    State(Checked),
    /// These are to change.
    Edits(Vec<Edit>),
}

/// One change that is wanted.
#[derive(Debug)]
pub struct Edit {
    /// What is wanted.
    pub action: Action,
    /// The etag that the resource must have; empty: any.
    pub etag: String,
    /// Whether the name must be free.
    pub create_only: bool,
}

/// What an edit does.
#[derive(Debug)]
pub enum Action {
    /// Puts a resource.
    Put(Box<Resource>),
    /// Puts a resource as it was at a revision: its values were taken before.
    Restore(Box<Resource>),
    /// Deletes a name.
    Delete(String),
    /// Retracts a name, for a reason in a language.
    Retract {
        /// The name.
        name: String,
        /// Why.
        reason: dossier::v1::LocalizedText,
    },
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Rules are broken; all of them.
    #[error("{} rules are broken", .0.len())]
    Check(Vec<Finding>),
    /// The edit of this number names what there is not.
    #[error("there is no `{name}`")]
    Missing {
        /// Which edit, from 0.
        edit: usize,
        /// The name.
        name: String,
    },
    /// The edit of this number wants a free name.
    #[error("`{name}` already exists")]
    Exists {
        /// Which edit, from 0.
        edit: usize,
        /// The name.
        name: String,
    },
    /// The edit of this number wants another etag.
    #[error("`{name}` has the etag {found}")]
    Etag {
        /// Which edit, from 0.
        edit: usize,
        /// The name.
        name: String,
        /// The etag that it has; empty where it is missing.
        found: String,
    },
    /// The store has gone on.
    #[error("the newest revision is {newest}")]
    Base {
        /// The newest revision.
        newest: i64,
    },
    /// The request id stands for another request.
    #[error("the request id was used with another request")]
    RequestReused,
    /// Too many wait.
    #[error("too many commits are waiting")]
    Busy,
    /// The store cannot be reached, or takes no writes for now. Whether the commit is there is known
    /// once it is back; asking again with the same request id is safe.
    #[error("{0}; try again in a moment")]
    Away(#[source] Arc<StoreError>),
    /// The store failed. Nothing was acknowledged.
    #[error("{0}")]
    Store(#[source] Arc<StoreError>),
    /// The store failed before, and nothing more is written.
    #[error("an earlier write to the store failed; it takes no more until the server is restarted")]
    ReadOnly,
}

impl From<Arc<StoreError>> for Refusal {
    fn from(error: Arc<StoreError>) -> Self {
        match *error {
            StoreError::Unavailable(_) => Self::Away(error),
            _ => Self::Store(error),
        }
    }
}
