//! The one place where the state changes: takes proposals, and answers when they are durable.
//!
//! A thread of its own owns the store. It takes what has queued up, checks each proposal against the
//! state that those before it bring about, appends all of them in one go, and only then shows the
//! new state and answers. Readers never wait for it: they take the newest snapshot from a pointer.

mod condition;
mod decide;
mod draft;
mod failpoint;
mod head;
mod history;
mod proposal;
mod readers;
mod replay;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use arc_swap::ArcSwap;
use dossier::v1::CommitResponse;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};

use crate::snapshot::Snapshot;
use crate::states::States;
use crate::store::{Store, StoreError};
use readers::{READERS, Readers};
use writer::{Call, Job, Shared, Writer};

pub use condition::Condition;
pub use draft::draft;
pub use head::Head;
pub use history::History;
pub use proposal::{Action, Edit, Proposal, Proposed, Refusal};
pub use writer::Clock;

/// How many proposals may wait. More than a disk can take in a second are turned away.
const QUEUE_MAX: usize = 1024;

/// How long a store may take to close.
const CLOSING: Duration = Duration::from_secs(5);

/// Why what was could not be read.
#[derive(Debug)]
pub enum Unread {
    /// The store cannot be reached, which the ledger has told.
    Away,
    /// Too many wait.
    Busy,
    /// A bug, which was told where it happened.
    Panicked,
    /// The store failed.
    Failed(StoreError),
}

/// A handle on the ledger.
#[derive(Clone)]
pub struct Ledger {
    head: Arc<ArcSwap<Head>>,
    calls: mpsc::Sender<Call>,
    newest: watch::Receiver<i64>,
    condition: watch::Receiver<Condition>,
    history: Arc<History>,
    readers: Readers,
    /// Whether the writer was asked to look, and has not done so.
    asked: Arc<AtomicBool>,
    /// Closes when the store is closed.
    closed: watch::Receiver<()>,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let head = self.head.load();
        let revision = head.states.revision();
        formatter
            .debug_struct("Ledger")
            .field("revision", &revision)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// Loads a store and takes it over.
    pub fn open(store: Box<dyn Store>, clock: Clock) -> Result<Self, StoreError> {
        let stores = (0..READERS).map(|_| store.reader());
        let stores: Vec<Box<dyn Store>> = stores.collect::<Result<_, _>>()?;
        let history = Arc::new(History::new(stores, store.uid()));
        let readers = Readers::start()?;
        let (calls, queue) = mpsc::channel(QUEUE_MAX);
        let notify = calls.downgrade();
        store.follow(Box::new(move || match notify.upgrade() {
            // A full queue is looked through anyway.
            Some(calls) => calls.try_send(Call::Look).is_ok() || !calls.is_closed(),
            None => false,
        }))?;
        let mut writer = Writer::load(store, clock, Arc::downgrade(&history))?;
        // Told now, and not when the first commit comes.
        writer.can_write();
        let Shared {
            head,
            newest,
            condition,
        } = writer.shared();
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
            condition,
            history,
            readers,
            asked: Arc::default(),
            closed,
        })
    }

    /// Waits, at most a few seconds, until the last handle is dropped and the store closed.
    pub fn close(self) {
        let Self {
            mut closed,
            calls,
            history,
            readers,
            ..
        } = self;
        // The writer closes the file last: only it can take the log into the file, and it ends with `calls`.
        drop((history, readers));
        drop(calls);
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
        Arc::clone(self.head.load().states.all())
    }

    /// The newest state as each kind of client sees it.
    pub fn states(&self) -> Arc<States> {
        Arc::clone(&self.head.load().states)
    }

    /// The state of a revision that is kept ready in memory.
    pub fn recent(&self, revision: i64) -> Option<Arc<States>> {
        let head = self.head.load();
        let oldest = head.recent.front()?.revision();
        let place = usize::try_from(revision.checked_sub(oldest)?).ok()?;
        head.recent.get(place).map(Arc::clone)
    }

    /// What was, beyond what is kept in memory.
    pub fn history(&self) -> &Arc<History> {
        &self.history
    }

    /// Reads what was, on a thread that does nothing else. Refused at once where the store cannot be
    /// reached, or too many wait.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&History) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Unread> {
        if *self.condition.borrow() == Condition::Away {
            return Err(Unread::Away);
        }
        let (answer, answered) = oneshot::channel();
        let history = Arc::clone(&self.history);
        let call = tracing::Span::current();
        let condition = self.condition.clone();
        let job = move || {
            // Who waited for a thread need not wait for the same limit once more.
            let found = if *condition.borrow() == Condition::Away {
                Err(Unread::Away)
            } else {
                call.in_scope(|| read(&history)).map_err(Unread::Failed)
            };
            answer.send(found).ok();
        };
        if !self.readers.run(Box::new(job)) {
            return Err(Unread::Busy);
        }
        answered.await.map_err(|_| Unread::Panicked)?
    }

    /// Tells of the newest revision whenever it changes.
    pub fn newest(&self) -> watch::Receiver<i64> {
        self.newest.clone()
    }

    /// Tells what the ledger can do whenever it changes.
    pub fn condition(&self) -> watch::Receiver<Condition> {
        self.condition.clone()
    }

    /// Looks for commits of other writers now, and not only when it is told of them or twice a second.
    pub fn look(&self) {
        if !self.asked.swap(true, Ordering::Relaxed) {
            // A full queue is looked through anyway.
            let asked = Arc::clone(&self.asked);
            let sent = self.calls.try_send(Call::LookFor(asked)).is_ok();
            self.asked.fetch_and(sent, Ordering::Relaxed);
        }
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

#[cfg(test)]
mod tests;
