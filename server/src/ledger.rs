//! The one place where the state changes: takes proposals, and answers when they are durable.
//!
//! A thread of its own owns the store. It takes what has queued up, checks each proposal against the
//! state that those before it bring about, appends all of them in one go, and only then shows the
//! new state and answers. Readers never wait for it: they take the newest snapshot from a pointer.

mod draft;
mod history;
mod replay;
mod writer;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use dossier::v1::{CommitResponse, Resource};
use dossier_check::diagnostic::Finding;
use dossier_check::rules::Checked;
use imbl::Vector;
use prost_types::Timestamp;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};

use crate::commit::{Commit, Signature};
use crate::snapshot::Snapshot;
use crate::store::{Store, StoreError};

pub use draft::draft;
pub use history::Past;

/// How many proposals may wait. More than a disk can take in a second are turned away.
pub const QUEUE_MAX: usize = 1024;

/// How many revisions are kept ready in memory.
pub const RECENT_MAX: usize = 1024;

/// The commits that are kept in memory for watches are at most this many bytes.
pub const NEWS_BYTES_MAX: usize = 64 * 1024 * 1024;

/// How often a store that cannot tell is looked at for commits of other writers.
const POLL: Duration = Duration::from_millis(500);

/// How long a store may take to close.
const CLOSING: Duration = Duration::from_secs(5);

/// Tells the time, in UTC. Given from outside, so that tests can set it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What somebody wants to be committed.
#[derive(Debug)]
pub struct Proposal {
    /// What is to change.
    pub what: What,
    /// Who and why.
    pub signature: Signature,
    /// The client's id of the request, and a digest of what it asks for.
    pub request: Option<(String, String)>,
    /// Check only.
    pub validate_only: bool,
    /// The revision that must be the newest; zero: any.
    pub base_revision: i64,
}

/// What is to change.
#[derive(Debug)]
pub enum What {
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
    #[error("there is a `{name}` already")]
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
    #[error("too many commits wait")]
    Busy,
    /// The store failed before, and nothing more is written.
    #[error("the store could not write before, and takes no more")]
    ReadOnly,
    /// The store fails now.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the ledger shows: the newest state, and what led to it.
#[derive(Debug)]
pub struct Head {
    /// The newest state.
    pub snapshot: Arc<Snapshot>,
    /// Recent states, oldest first; the newest is the last.
    pub recent: Vector<Arc<Snapshot>>,
    /// Recent commits, oldest first; the newest is the last.
    pub news: Vector<Arc<Commit>>,
}

struct Job {
    proposal: Proposal,
    answer: oneshot::Sender<Result<CommitResponse, Refusal>>,
}

enum Call {
    Job(Box<Job>),
    Look,
}

/// A handle on the ledger.
#[derive(Clone)]
pub struct Ledger {
    head: Arc<ArcSwap<Head>>,
    calls: mpsc::Sender<Call>,
    newest: watch::Receiver<i64>,
    writable: watch::Receiver<bool>,
    past: Arc<Past>,
    /// Closes when the store is closed.
    closed: watch::Receiver<()>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let head = self.head.load();
        let revision = head.snapshot.revision();
        formatter
            .debug_struct("Ledger")
            .field("revision", &revision)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// Loads a store and takes it over.
    pub fn open(store: Box<dyn Store>, clock: Clock) -> Result<Self, StoreError> {
        let past = Arc::new(Past::new(store.reader()?, store.uid()));
        let (calls, queue) = mpsc::channel(QUEUE_MAX);
        let poke = calls.downgrade();
        store.follow(Box::new(move || match poke.upgrade() {
            // A full queue is looked through anyway.
            Some(calls) => calls.try_send(Call::Look).is_ok() || !calls.is_closed(),
            None => false,
        }))?;
        let writer = writer::Writer::load(store, clock)?;
        let (head, newest, writable) = writer.shared();
        let (open, closed) = watch::channel(());
        std::thread::Builder::new()
            .name("ledger".to_owned())
            .spawn(move || {
                writer.run(queue);
                drop(open);
            })
            .map_err(|error| StoreError::Engine(error.into()))?;
        Ok(Self {
            head,
            calls,
            newest,
            writable,
            past,
            closed,
        })
    }

    /// Waits until the store is closed, which it is once nobody holds the ledger any more; not for
    /// ever.
    pub fn close(self) {
        let Self {
            mut closed,
            calls,
            past,
            ..
        } = self;
        drop((calls, past));
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
        else {
            return;
        };
        let closing = async { tokio::time::timeout(CLOSING, closed.changed()).await };
        runtime.block_on(closing).ok();
    }

    /// The newest state and what led to it.
    pub fn head(&self) -> arc_swap::Guard<Arc<Head>> {
        self.head.load()
    }

    /// The newest state.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.head.load().snapshot)
    }

    /// The state of a revision that is kept ready in memory.
    pub fn recent(&self, revision: i64) -> Option<Arc<Snapshot>> {
        let head = self.head.load();
        let oldest = head.recent.front()?.revision();
        let place = usize::try_from(revision.checked_sub(oldest)?).ok()?;
        head.recent.get(place).map(Arc::clone)
    }

    /// What was, beyond what is kept in memory.
    pub fn past(&self) -> &Arc<Past> {
        &self.past
    }

    /// Tells of the newest revision whenever it changes.
    pub fn newest(&self) -> watch::Receiver<i64> {
        self.newest.clone()
    }

    /// Tells whether the store can still be written.
    pub fn writable(&self) -> watch::Receiver<bool> {
        self.writable.clone()
    }

    /// Proposes a commit, and waits until it is durable and visible, or refused.
    pub async fn propose(&self, proposal: Proposal) -> Result<CommitResponse, Refusal> {
        let (answer, answered) = oneshot::channel();
        let job = Call::Job(Box::new(Job { proposal, answer }));
        self.calls.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) => Refusal::Busy,
            TrySendError::Closed(_) => Refusal::ReadOnly,
        })?;
        answered.await.unwrap_or(Err(Refusal::ReadOnly))
    }

    /// The same for callers without a runtime.
    pub fn propose_blocking(&self, proposal: Proposal) -> Result<CommitResponse, Refusal> {
        let (answer, answered) = oneshot::channel();
        let job = Call::Job(Box::new(Job { proposal, answer }));
        self.calls
            .blocking_send(job)
            .map_err(|_| Refusal::ReadOnly)?;
        answered.blocking_recv().unwrap_or(Err(Refusal::ReadOnly))
    }
}

/// The names that edits delete, and the resources that they put.
type Wanted = (Vec<Resource>, BTreeSet<String>);

#[cfg(test)]
mod tests;
