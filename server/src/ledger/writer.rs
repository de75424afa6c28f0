//! The thread that owns the store.
//!
//! One thread, and not a lock that writers share: a commit waits for the disk, and whatever has queued
//! up meanwhile goes there together, so that a hundred writers wait for few syncs. Each proposal is
//! checked on top of those before it, so that what is appended is an order in which all of them were
//! right. Another server's commits in the same store are met as conflicts: the state catches up, and
//! the group is checked again.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use dossier::v1::CommitResponse;
use imbl::Vector;
use prost::Message as _;
use tokio::runtime;
use tokio::sync::{mpsc, oneshot, watch};

use super::condition::{Condition, Reporter};
use super::decide::propose;
use super::failpoint::{failpoint, store_failpoint};
use super::head::{Head, NEWS_BYTES_MAX, RECENT_MAX};
use super::proposal::{Proposal, Refusal};
use super::replay::load;
use crate::commit::{self, Commit, Sight};
use crate::snapshot::Snapshot;
use crate::store::{Entry, Request, Store, StoreError};

/// How often a store that cannot tell is looked at for commits of other writers.
const POLL: Duration = Duration::from_millis(500);

/// What takes longer than this and fails is a store that hangs.
const SLOW: Duration = Duration::from_secs(1);

/// For how long proposals are refused at once after the store kept us waiting in vain: those that
/// queued up meanwhile are not to wait for the next limit, one group after the other.
const SOON: Duration = Duration::from_secs(1);

/// How many bytes of other writers' commits are read before they are shown.
const CATCH_UP_BYTES: usize = 8 * 1024 * 1024;

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
    pub(super) fn load(mut store: Box<dyn Store>, clock: Clock) -> Result<Self, StoreError> {
        let newest = store.newest()?;
        let uid = store.uid().to_owned();
        let states = Arc::new(load(store.as_mut(), newest, &uid)?);
        let head = Head {
            recent: Vector::unit(Arc::clone(&states)),
            states,
            news: Vector::new(),
        };
        Ok(Self {
            store,
            clock,
            head: Arc::new(ArcSwap::from_pointee(head)),
            newest: watch::channel(newest).0,
            condition: Reporter::new(),
            news_bytes: 0,
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
                        let told = "it did not answer a moment ago".to_owned();
                        refuse(jobs, StoreError::Unavailable(told));
                        continue;
                    }
                    self.commit(jobs);
                }
            }
            let in_vain = self.condition.now() == Condition::Away && start.elapsed() > SLOW;
            hung = in_vain.then(Instant::now);
        }
    }

    /// Takes in what other writers have appended. A store that cannot be read now is looked at again
    /// soon.
    fn look(&mut self) {
        let newest = self.store.newest();
        if let Err(error) = newest.and_then(|newest| self.catch_up(newest)) {
            return self.unreadable(&error);
        }
        let was_lost = matches!(
            self.condition.now(),
            Condition::Away | Condition::Unwritable
        );
        // A database that is back may be one that takes no writes.
        if !was_lost || self.can_write() {
            self.condition.followed(self.revision());
            self.condition.writable();
        }
    }

    /// Whether the store takes writes; tells where it does not. A write that was tried has written
    /// nothing, so however it fails, it is tried again.
    pub(super) fn can_write(&mut self) -> bool {
        let Err(error) = self.store.try_write() else {
            return true;
        };
        let next = match error {
            StoreError::Full => Condition::Refusing,
            _ if self.store.newest().is_ok() => Condition::Unwritable,
            _ => Condition::Away,
        };
        self.condition.failed(next, &error, self.revision());
        false
    }

    /// The newest revision that is shown.
    fn revision(&self) -> i64 {
        self.head.load().states.revision()
    }

    /// Shows what the store has up to its newest revision; where that cannot be read, what comes before.
    fn catch_up(&mut self, newest: i64) -> Result<(), StoreError> {
        loop {
            let known = self.revision();
            if newest < known {
                return Err(StoreError::GoneBack { newest, known });
            }
            if newest == known {
                return Ok(());
            }
            let (mut commits, mut bytes) = (Vec::new(), 0);
            let read = self.store.read(known, newest, &mut |commit| {
                bytes += commit::size(&commit);
                commits.push(Arc::new(commit));
                Ok(if bytes < CATCH_UP_BYTES {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                })
            });
            let nothing = commits.is_empty();
            self.show(commits);
            read?;
            if nothing {
                // What the store says is newest is not there.
                return Err(StoreError::Corrupt {
                    revision: known + 1,
                });
            }
        }
    }

    /// Checks, appends and shows a group of proposals, and answers them.
    fn commit(&mut self, mut jobs: Vec<Job>) {
        loop {
            let (ready, later) = self.prepare(jobs);
            let entries: Vec<Entry> = ready.iter().filter_map(|one| one.entry.clone()).collect();
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
                    for one in ready {
                        one.job.answer.send(Ok(one.response)).ok();
                    }
                    if later.is_empty() {
                        return;
                    }
                    jobs = later;
                }
                Err(error) => {
                    jobs = ready.into_iter().map(|one| one.job).chain(later).collect();
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

    /// A write failed. After anything but a full disk or a store that is away or takes none nobody can
    /// say what it holds, so nothing more is written until the server starts anew and reads it.
    fn unwritten(&mut self, error: &StoreError) {
        let next = match error {
            StoreError::Full => Condition::Refusing,
            StoreError::Unavailable(_) if self.store.newest().is_ok() => Condition::Unwritable,
            StoreError::Unavailable(_) => Condition::Away,
            _ => Condition::ReadOnly,
        };
        self.condition.failed(next, error, self.revision());
    }

    /// A read failed, which leaves the store as it is.
    fn unreadable(&self, error: &StoreError) {
        let next = match error {
            StoreError::GoneBack { .. } => Condition::Damaged,
            error if error.is_damage() => Condition::Damaged,
            _ => Condition::Away,
        };
        self.condition.failed(next, error, self.revision());
    }

    /// Checks proposals, each on top of those before it; answers those that are refused. Returns those
    /// that can be written, and those that must wait because their request is among them already.
    fn prepare(&mut self, jobs: Vec<Job>) -> (Vec<Ready>, Vec<Job>) {
        let mut state = (**self.head.load().states.all()).clone();
        let mut requests: BTreeSet<String> = BTreeSet::new();
        let mut ready = Vec::new();
        let mut later = Vec::new();
        let mut away: Option<Arc<StoreError>> = None;
        for job in jobs {
            // A store that did not answer for one is not waited for by each of the others.
            if let Some(error) = &away {
                job.answer.send(Err(Refusal::from(Arc::clone(error)))).ok();
                continue;
            }
            let id = job.proposal.request.as_ref().map(|(id, _)| id.clone());
            if id.as_ref().is_some_and(|id| requests.contains(id)) {
                later.push(job);
                continue;
            }
            match self.decide(&state, &job.proposal) {
                Err(refusal) => {
                    if let Refusal::Away(error) = &refusal {
                        away = Some(Arc::clone(error));
                    }
                    job.answer.send(Err(refusal)).ok();
                }
                Ok((response, entry)) => {
                    if let Some(entry) = &entry {
                        state = state.apply(&entry.commit);
                        requests.extend(id);
                    }
                    ready.push(Ready {
                        job,
                        response,
                        entry,
                    });
                }
            }
        }
        (ready, later)
    }

    /// What comes of a proposal on top of a state.
    fn decide(
        &mut self,
        state: &Snapshot,
        proposal: &Proposal,
    ) -> Result<(CommitResponse, Option<Entry>), Refusal> {
        if self.condition.now() == Condition::ReadOnly {
            return Err(Refusal::ReadOnly);
        }
        if let Some((id, digest)) = &proposal.request
            && let Some(earlier) = self.earlier(id)?
        {
            if earlier.digest != *digest {
                return Err(Refusal::RequestReused);
            }
            let response = CommitResponse::decode(earlier.response.as_slice());
            return Ok((response.unwrap_or_default(), None));
        }
        let newest = state.revision();
        if proposal.base_revision.is_some_and(|base| base != newest) {
            return Err(Refusal::Base { newest });
        }
        let time = (self.clock)();
        let (commit, warnings) = propose(state, proposal, time)?;
        let nothing = commit.changes.is_empty() || proposal.validate_only;
        let mut summary = commit::message(&commit, false, Sight::All);
        if nothing {
            summary.revision = newest;
            summary.commit_time = Some(state.commit_time());
        }
        let response = CommitResponse {
            commit: Some(summary),
            warnings,
        };
        if nothing {
            return Ok((response, None));
        }
        let request = proposal.request.clone().map(|(id, digest)| Request {
            id,
            digest,
            response: response.encode_to_vec(),
        });
        Ok((response, Some(Entry { commit, request })))
    }

    /// The request of an id, if it was carried out.
    fn earlier(&mut self, id: &str) -> Result<Option<Request>, Refusal> {
        self.store.request(id).map_err(|error| {
            if !matches!(error, StoreError::CorruptRequest(_)) {
                self.unreadable(&error);
            }
            Refusal::from(Arc::new(error))
        })
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
        };
        for commit in commits {
            self.news_bytes += commit::size(&commit);
            let (states, news) = next.states.apply(commit);
            next.states = Arc::new(states);
            next.recent.push_back(Arc::clone(&next.states));
            next.news.push_back(news);
        }
        while next.recent.len() > RECENT_MAX {
            next.recent.pop_front();
        }
        while self.news_bytes > NEWS_BYTES_MAX
            && next.news.len() > 1
            && let Some(oldest) = next.news.pop_front()
        {
            self.news_bytes -= commit::size(&oldest.all);
        }
        self.head.store(Arc::new(next));
        self.newest.send_replace(last);
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
