//! The services of the contract, answered from one snapshot.

mod facts;
mod list;
mod mask;
mod query;
mod sync;
mod token;

use std::sync::Arc;

use dossier::serve::Encoded;
use dossier::v1::LifecycleState;
use prost_reflect::MessageDescriptor;
use tonic::Response;
use tonic::metadata::MetadataValue;

use crate::annotations;
use crate::error::ServiceError;
use crate::snapshot::{Record, Snapshot};

pub use token::TokenKey;

/// What every service answers from.
#[derive(Clone, Debug)]
pub struct Reader {
    snapshot: Arc<Snapshot>,
    key: Arc<TokenKey>,
}

impl Reader {
    /// Answers from a snapshot; page tokens are signed with the key.
    pub fn new(snapshot: Arc<Snapshot>, key: TokenKey) -> Self {
        Self {
            snapshot,
            key: Arc::new(key),
        }
    }

    /// The snapshot of a revision; 0 is the newest.
    fn at(&self, revision: i64) -> Result<&Snapshot, ServiceError> {
        let newest = self.snapshot.revision();
        match revision {
            0 => Ok(&self.snapshot),
            asked if asked == newest => Ok(&self.snapshot),
            asked if asked < 0 => {
                let message = format!("a revision is positive, not {asked}");
                Err(ServiceError::InvalidField {
                    field: "read_revision",
                    message,
                })
            }
            asked if asked > newest => Err(ServiceError::RevisionInFuture { asked, newest }),
            asked => Err(ServiceError::RevisionCompacted {
                asked,
                oldest: newest,
            }),
        }
    }
}

/// A collection of resources, and what its messages are.
#[derive(Clone, Copy, Debug)]
struct Collection {
    name: &'static str,
}

impl Collection {
    fn descriptor(self) -> Result<MessageDescriptor, ServiceError> {
        annotations::resource_type(self.name).ok_or(ServiceError::Internal)
    }

    /// A record that may be shown; drafts only to those who ask for them.
    fn find<'s>(
        self,
        snapshot: &'s Snapshot,
        name: &str,
        show: &[i32],
    ) -> Result<&'s Arc<Record>, ServiceError> {
        let id = name
            .strip_prefix(self.name)
            .and_then(|rest| rest.strip_prefix('/'));
        if id.is_none_or(|id| id.is_empty() || id.contains('/')) {
            let name = name.to_owned();
            return Err(ServiceError::InvalidName {
                name,
                collection: self.name,
            });
        }
        let draft = LifecycleState::Draft;
        snapshot
            .get(name)
            .filter(|record| record.state != draft || show.contains(&draft.into()))
            .ok_or_else(|| ServiceError::NotFound(name.to_owned()))
    }
}

/// A reply with the revision that it is of.
fn reply<M>(snapshot: &Snapshot, message: M) -> Response<M> {
    let mut response = Response::new(message);
    let revision = MetadataValue::from(snapshot.revision());
    response
        .metadata_mut()
        .insert(dossier::REVISION_METADATA, revision);
    response
}

fn encoded<M: prost::Message>(snapshot: &Snapshot, message: &M) -> Response<Encoded<M>> {
    reply(snapshot, Encoded::from(message))
}
