//! The services of the contract, answered from one snapshot.
//!
//! A call takes the snapshot of its revision once, and everything in its answer is of that state: no
//! lock is held, and a commit that comes meanwhile changes nothing. What costs the page is answered on
//! the thread that read the call; what grows with the collection, or waits for the disk, leaves it for
//! one of a few that may wait, so that a search delays no reading by name.

mod editorial;
mod facts;
mod history;
mod list;
mod mask;
mod order;
mod page;
mod query;
mod room;
mod searches;
pub mod select;
mod sync;
mod token;
mod view;
mod watch;

use std::sync::Arc;

use dossier::Collection;
use dossier::serve::Encoded;
use dossier::v1::LifecycleState;
use dossier_check::model::contract;
use dossier_check::model::record::Record;
use prost_reflect::MessageDescriptor;
use tokio::task::JoinError;
use tonic::Response;
use tonic::metadata::MetadataValue;

use crate::access::Access;
use crate::error::{Bug, ServiceError};
use crate::ledger::{History, Ledger, Unread};
use crate::snapshot::Snapshot;
use crate::store::StoreError;

use searches::Searches;
use token::TokenKey;

/// What every service answers from.
#[derive(Clone, Debug)]
pub struct Api {
    ledger: Ledger,
    key: Arc<TokenKey>,
    access: Arc<Access>,
    searches: Arc<Searches>,
    stopping: tokio::sync::watch::Receiver<bool>,
}

impl Api {
    /// Answers from a ledger. `access` says who may do what; `stopping` turns true when open streams
    /// are to end.
    pub fn new(
        ledger: Ledger,
        access: Arc<Access>,
        stopping: tokio::sync::watch::Receiver<bool>,
    ) -> Self {
        let key = TokenKey::of_store(ledger.states().all().store_uid());
        Self {
            ledger,
            key: Arc::new(key),
            access,
            searches: Arc::default(),
            stopping,
        }
    }

    /// The ledger that it answers from.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Who may do what.
    pub fn access(&self) -> &Arc<Access> {
        &self.access
    }

    /// Does what may take long on a thread that answers no calls.
    async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let call = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || call.in_scope(work));
        done.await.map_err(|error| unfinished(&error))?
    }

    /// Reads the log, on a thread that may wait for the disk or a database.
    async fn read_log<T: Send + 'static>(
        &self,
        read: impl FnOnce(&History) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.ledger.read(read).await.map_err(|unread| match unread {
            Unread::Away => ServiceError::HistoryAway,
            Unread::Busy => ServiceError::Overloaded,
            Unread::Panicked => Bug::Panic.into(),
            Unread::Failed(error) => error.into(),
        })
    }
}

/// Why work on another thread came to nothing: it panicked, or the server stops.
fn unfinished(error: &JoinError) -> ServiceError {
    if error.is_panic() {
        Bug::Panic.into()
    } else {
        ServiceError::NotServing
    }
}

/// The message type of a collection's resources.
fn descriptor(collection: Collection) -> Result<MessageDescriptor, ServiceError> {
    contract::message_type(collection).ok_or_else(|| Bug::Descriptor(collection).into())
}

/// A record that may be shown; drafts only to those who ask for them.
fn find<'s>(
    collection: Collection,
    snapshot: &'s Snapshot,
    name: &str,
    show: &[i32],
) -> Result<&'s Arc<Record>, ServiceError> {
    if !collection.contains(name) {
        let name = name.to_owned();
        return Err(ServiceError::InvalidName {
            name,
            collection: collection.plural(),
        });
    }
    let draft = LifecycleState::Draft;
    snapshot
        .get(name)
        .filter(|record| record.state != draft || show.contains(&draft.into()))
        .ok_or_else(|| ServiceError::NotFound(name.to_owned()))
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

#[cfg(test)]
mod tests;
