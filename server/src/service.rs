//! The services of the contract, answered from one snapshot.

mod editorial;
mod facts;
mod history;
mod list;
mod mask;
mod query;
pub mod select;
mod sync;
mod token;
mod watch;

use std::sync::Arc;

use dossier::serve::Encoded;
use dossier::v1::LifecycleState;
use dossier_check::model::contract;
use dossier_check::model::record::Record;
use prost_reflect::MessageDescriptor;
use tonic::Response;
use tonic::metadata::MetadataValue;

use crate::error::ServiceError;
use crate::ledger::{Ledger, Past};
use crate::search::Search;
use crate::snapshot::Snapshot;
use crate::store::StoreError;

pub use editorial::Editors;
use token::TokenKey;

/// What every service answers from.
#[derive(Clone, Debug)]
pub struct Reader {
    ledger: Ledger,
    key: Arc<TokenKey>,
    editors: Arc<Editors>,
    search: Arc<Search>,
    stopping: tokio::sync::watch::Receiver<bool>,
}

impl Reader {
    /// Answers from a ledger. `editors` says who may write; `stopping` turns true when open streams
    /// are to end.
    pub fn new(
        ledger: Ledger,
        editors: Editors,
        stopping: tokio::sync::watch::Receiver<bool>,
    ) -> Self {
        let key = TokenKey::of_store(ledger.snapshot().store_uid());
        Self {
            ledger,
            key: Arc::new(key),
            editors: Arc::new(editors),
            search: Arc::default(),
            stopping,
        }
    }

    /// The ledger that it answers from.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The snapshot of a revision; 0 is the newest.
    async fn at(&self, revision: i64) -> Result<Arc<Snapshot>, ServiceError> {
        let snapshot = self.ledger.snapshot();
        let newest = snapshot.revision();
        match revision {
            0 => Ok(snapshot),
            asked if asked == newest => Ok(snapshot),
            asked if asked < 0 => {
                let message = format!("a revision is positive, not {asked}");
                Err(ServiceError::field("read_revision", message))
            }
            asked if asked > newest => Err(ServiceError::RevisionInFuture { asked, newest }),
            asked => match self.ledger.recent(asked) {
                Some(recent) => Ok(recent),
                None => self.past(move |past| past.snapshot(asked)).await,
            },
        }
    }

    /// Does what may take long on a thread that answers no calls.
    async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|_| ServiceError::Internal)?
    }

    /// Reads the log, on a thread that may wait for the disk.
    async fn past<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Past) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let past = Arc::clone(self.ledger.past());
        let read = tokio::task::spawn_blocking(move || read(&past)).await;
        Ok(read.map_err(|_| ServiceError::Internal)??)
    }
}

/// A collection of resources, and what its messages are.
#[derive(Clone, Copy, Debug)]
struct Collection {
    name: &'static str,
}

impl Collection {
    fn descriptor(self) -> Result<MessageDescriptor, ServiceError> {
        contract::resource_type(self.name).ok_or(ServiceError::Internal)
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
