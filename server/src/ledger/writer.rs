//! The thread that owns the store.
//!
//! One thread, and not a lock that writers share: a commit waits for the disk, and whatever has queued
//! up meanwhile goes there together, so that a hundred writers wait for few syncs. Each proposal is
//! checked on top of those before it, so that what is appended is an order in which all of them were
//! right. Another server's commits in the same store are met as conflicts: the state catches up, and
//! the group is checked again.

mod follow;
mod group;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use dossier::v1::CommitResponse;
use imbl::Vector;
use tokio::runtime;
use tokio::sync::{mpsc, oneshot, watch};

use super::condition::{Condition, Reporter};
use super::failpoint::{failpoint, store_failpoint};
use super::head::{Head, NEWS_BYTES_MAX, RECENT_MAX};
use super::history::History;
use super::proposal::{Proposal, Refusal};
use super::replay::load;
use crate::commit::{self, Commit};
use crate::store::{Entry, Store, StoreError};

/// How often a store that cannot tell is looked at for commits of other writers.
const POLL: Duration = Duration::from_millis(500);

/// What takes longer than this and fails is a store that hangs.
const SLOW: Duration = Duration::from_secs(1);

/// For how long proposals are refused at once after the store kept us waiting in vain: those that
/// queued up meanwhile are not to wait for the next limit, one group after the other.
const SOON: Duration = Duration::from_secs(1);

/// How many proposals go to the disk together at most.
const GROUP_MAX: usize = 256;

/// Tells the time, in UTC. Given from outside, so that tests can set it.
pub type Clock = Arc<dyn Fn() -> prost_types::Timestamp + Send + Sync>;

/// A proposal, and who waits for the answer.
pub(super) struct Job {
    pub(super) proposal: Proposal,
    pub(super) answer: oneshot::Sender<Result<CommitResponse, Refusal>>,
}

/// What the writer is called for.
pub(super) enum Call {
    /// To carry out a proposal.
    Job(Box<Job>),
    /// To look for commits of other writers.
    Look,
    /// The same for readers who wait; until it is done, nobody need ask again.
    LookFor(Arc<AtomicBool>),
}

/// What the writer shows, and how it tells of it.
pub(super) struct Shared {
    pub(super) head: Arc<ArcSwap<Head>>,
    pub(super) newest: watch::Receiver<i64>,
    pub(super) condition: watch::Receiver<Condition>,
}

/// The owner of the store.
pub(super) struct Writer {
    store: Box<dyn Store>,
    clock: Clock,
    head: Arc<ArcSwap<Head>>,
    newest: watch::Sender<i64>,
    condition: Reporter,
    news_bytes: usize,
    /// What is told when something was purged. Its handles on the store have to close before the
    /// writer's does, so it is not held here.
    history: Weak<History>,
}

/// A proposal that was found good, and waits for the disk.
struct Ready {
    job: Job,
    response: CommitResponse,
    /// Nothing where there is nothing to write.
    entry: Option<Entry>,
}

impl Writer {
    /// Puts the newest state together.
    pub(super) fn load(
        mut store: Box<dyn Store>,
        clock: Clock,
        history: Weak<History>,
    ) -> Result<Self, StoreError> {
        // Before the log is read: what is purged meanwhile is noticed later.
        let purges = store.purges()?;
        let newest = store.newest()?;
        let uid = store.uid().to_owned();
        let states = Arc::new(load(store.as_mut(), newest, &uid)?);
        let head = Head {
            recent: Vector::unit(Arc::clone(&states)),
            states,
            news: Vector::new(),
            purges,
        };
        Ok(Self {
            store,
            clock,
            head: Arc::new(ArcSwap::from_pointee(head)),
            newest: watch::channel(newest).0,
            condition: Reporter::new(),
            news_bytes: 0,
            history,
        })
    }

    pub(super) fn shared(&self) -> Shared {
        Shared {
            head: Arc::clone(&self.head),
            newest: self.newest.subscribe(),
            condition: self.condition.subscribe(),
        }
    }

    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Call>) {
        // Only to wait for calls with a time limit; nothing else runs here.
        let Ok(runtime) = runtime::Builder::new_current_thread().enable_time().build() else {
            return;
        };
        // When the store last kept us waiting in vain.
        let mut hung: Option<Instant> = None;
        loop {
            let first = async { tokio::time::timeout(POLL, queue.recv()).await };
            let call = runtime.block_on(first);
            let start = Instant::now();
            match call {
                Ok(None) => return,
                Err(_) | Ok(Some(Call::Look)) => self.look(),
                Ok(Some(Call::LookFor(asked))) => {
                    asked.store(false, Ordering::Relaxed);
                    self.look();
                }
                Ok(Some(Call::Job(job))) => {
                    let mut jobs = vec![*job];
                    jobs.extend(waiting(&mut queue));
                    if hung.is_some_and(|hung| hung.elapsed() < SOON) {
                        let reason = "it did not answer a moment ago".to_owned();
                        refuse(jobs, StoreError::Unavailable(reason));
                        continue;
                    }
                    self.commit(jobs);
                }
            }
            let in_vain = self.condition.now() == Condition::Away && start.elapsed() > SLOW;
            hung = in_vain.then(Instant::now);
        }
    }

    /// The newest revision that is shown.
    fn revision(&self) -> i64 {
        self.head.load().states.revision()
    }

    /// Checks, appends and shows a group of proposals, and answers them.
    fn commit(&mut self, mut jobs: Vec<Job>) {
        loop {
            let (ready, later) = self.prepare(jobs);
            let entries: Vec<Entry> = ready
                .iter()
                .filter_map(|ready_job| ready_job.entry.clone())
                .collect();
            let after = self.head.load().states.revision();
            let appended = self.append(after, &entries);
            match appended {
                Ok(()) => {
                    failpoint("commit-appended");
                    self.show(
                        entries
                            .into_iter()
                            .map(|entry| Arc::new(entry.commit))
                            .collect(),
                    );
                    failpoint("commit-shown");
                    for ready_job in ready {
                        ready_job.job.answer.send(Ok(ready_job.response)).ok();
                    }
                    if later.is_empty() {
                        return;
                    }
                    jobs = later;
                }
                Err(error) => {
                    jobs = ready
                        .into_iter()
                        .map(|ready_job| ready_job.job)
                        .chain(later)
                        .collect();
                    let StoreError::Conflict { newest } = error else {
                        self.unwritten(&error);
                        return refuse(jobs, error);
                    };
                    if let Err(error) = self.catch_up(newest) {
                        self.unreadable(&error);
                        return refuse(jobs, error);
                    }
                }
            }
        }
    }

    fn append(&mut self, after: i64, entries: &[Entry]) -> Result<(), StoreError> {
        if entries.is_empty() {
            return Ok(());
        }
        failpoint("commit-checked");
        store_failpoint("store-append")?;
        self.store.append(after, entries)?;
        self.condition.written();
        Ok(())
    }

    /// Shows what was appended to everybody.
    fn show(&mut self, commits: Vec<Arc<Commit>>) {
        let Some(last) = commits.last().map(|commit| commit.revision) else {
            return;
        };
        let head = self.head.load();
        let mut next = Head {
            states: Arc::clone(&head.states),
            recent: head.recent.clone(),
            news: head.news.clone(),
            purges: head.purges,
        };
        for commit in commits {
            self.news_bytes += commit::size(&commit);
            let (states, news) = next.states.apply(commit);
            next.states = Arc::new(states);
            next.recent.push_back(Arc::clone(&next.states));
            next.news.push_back(news);
        }
        self.forget_oldest(&mut next);
        self.head.store(Arc::new(next));
        self.newest.send_replace(last);
    }

    /// Forgets the oldest states and commits, so that memory stays bounded; the store has them.
    fn forget_oldest(&mut self, head: &mut Head) {
        while head.recent.len() > RECENT_MAX {
            head.recent.pop_front();
        }
        while self.news_bytes > NEWS_BYTES_MAX
            && head.news.len() > 1
            && let Some(oldest) = head.news.pop_front()
        {
            self.news_bytes -= commit::size(&oldest.all);
        }
    }
}

impl Drop for Writer {
    /// Also when a bug ends the thread: who asks for a commit is told, and so is who asks for health.
    fn drop(&mut self) {
        self.condition.ended();
    }
}

/// Answers that nothing was acknowledged.
fn refuse(jobs: Vec<Job>, error: StoreError) {
    let error = Arc::new(error);
    for job in jobs {
        let refusal = Refusal::from(Arc::clone(&error));
        job.answer.send(Err(refusal)).ok();
    }
}

/// What has queued up, as much as goes together.
fn waiting(queue: &mut mpsc::Receiver<Call>) -> Vec<Job> {
    let calls = std::iter::from_fn(|| queue.try_recv().ok());
    let jobs = calls.filter_map(|call| match call {
        Call::Job(job) => Some(*job),
        Call::Look => None,
        Call::LookFor(asked) => {
            asked.store(false, Ordering::Relaxed);
            None
        }
    });
    jobs.take(GROUP_MAX).collect()
}
