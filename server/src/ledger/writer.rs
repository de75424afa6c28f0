//! The thread that owns the store.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use dossier::v1::{CheckFinding, CommitResponse, LifecycleState, Resource};
use dossier_check::diagnostic::{At, Finding, Rule, Severity};
use dossier_check::rules::{Edits, Today, check_edits};
use imbl::Vector;
use prost::Message as _;
use tokio::runtime;
use tokio::sync::{mpsc, oneshot, watch};

use super::draft::draft;
use super::head::{Head, NEWS_BYTES_MAX, RECENT_MAX};
use super::proposal::{Action, Edit, Proposal, Proposed, Refusal};
use super::replay::load;
use crate::commit::{self, Commit};
use crate::snapshot::Snapshot;
use crate::store::{Entry, Request, Store, StoreError};

/// How often a store that cannot tell is looked at for commits of other writers.
const POLL: Duration = Duration::from_millis(500);

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
}

/// What the writer shows, and how it tells of it.
type Shared = (
    Arc<ArcSwap<Head>>,
    watch::Receiver<i64>,
    watch::Receiver<bool>,
);

/// The owner of the store.
pub(super) struct Writer {
    store: Box<dyn Store>,
    clock: Clock,
    head: Arc<ArcSwap<Head>>,
    newest: watch::Sender<i64>,
    writable: watch::Sender<bool>,
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
        let snapshot = Arc::new(load(store.as_mut(), newest, &uid)?);
        let head = Head {
            recent: Vector::unit(Arc::clone(&snapshot)),
            snapshot,
            news: Vector::new(),
        };
        Ok(Self {
            store,
            clock,
            head: Arc::new(ArcSwap::from_pointee(head)),
            newest: watch::channel(newest).0,
            writable: watch::channel(true).0,
            news_bytes: 0,
        })
    }

    pub(super) fn shared(&self) -> Shared {
        let newest = self.newest.subscribe();
        (Arc::clone(&self.head), newest, self.writable.subscribe())
    }

    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, mut queue: mpsc::Receiver<Call>) {
        // Only to wait for calls with a time limit; nothing else runs here.
        let Ok(runtime) = runtime::Builder::new_current_thread().enable_time().build() else {
            return;
        };
        loop {
            let first = async { tokio::time::timeout(POLL, queue.recv()).await };
            match runtime.block_on(first) {
                Ok(None) => return,
                Err(_) | Ok(Some(Call::Look)) => self.look(),
                Ok(Some(Call::Job(job))) => {
                    let mut jobs = vec![*job];
                    jobs.extend(waiting(&mut queue));
                    self.commit(jobs);
                }
            }
        }
    }

    /// Takes in what other writers have appended.
    fn look(&mut self) {
        let known = self.head.load().snapshot.revision();
        // A store that cannot be read now is looked at again soon.
        if let Ok(newest) = self.store.newest()
            && newest > known
        {
            self.catch_up(newest).ok();
        }
    }

    fn catch_up(&mut self, newest: i64) -> Result<(), StoreError> {
        let known = self.head.load().snapshot.revision();
        let mut commits = Vec::new();
        self.store.read(known, newest, &mut |commit| {
            commits.push(Arc::new(commit));
            Ok(())
        })?;
        self.show(commits);
        Ok(())
    }

    /// Checks, appends and shows a group of proposals, and answers them.
    fn commit(&mut self, mut jobs: Vec<Job>) {
        loop {
            let (ready, later) = self.prepare(jobs);
            let entries: Vec<Entry> = ready.iter().filter_map(|one| one.entry.clone()).collect();
            let after = self.head.load().snapshot.revision();
            let appended = if entries.is_empty() {
                Ok(())
            } else {
                failpoint("commit-checked");
                self.store.append(after, &entries)
            };
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
                Err(StoreError::Conflict { newest }) => {
                    jobs = ready.into_iter().map(|one| one.job).chain(later).collect();
                    if let Err(error) = self.catch_up(newest) {
                        return self.fail(jobs, &error);
                    }
                }
                Err(error) => {
                    let jobs = ready.into_iter().map(|one| one.job).chain(later).collect();
                    return self.fail(jobs, &error);
                }
            }
        }
    }

    /// Answers that nothing was acknowledged. After anything but a full disk or a database that is away
    /// nobody can say what the store holds, so nothing more is written until the server starts anew and
    /// reads it.
    fn fail(&self, jobs: Vec<Job>, error: &StoreError) {
        let full = matches!(error, StoreError::Full);
        if !full && !matches!(error, StoreError::Unavailable(_)) {
            self.writable.send_replace(false);
        }
        for job in jobs {
            let refusal = if full {
                Refusal::Store(StoreError::Full)
            } else {
                Refusal::ReadOnly
            };
            job.answer.send(Err(refusal)).ok();
        }
    }

    /// Checks proposals, each on top of those before it; answers those that are refused. Returns those
    /// that can be written, and those that must wait because their request is among them already.
    fn prepare(&mut self, jobs: Vec<Job>) -> (Vec<Ready>, Vec<Job>) {
        let mut state = (*self.head.load().snapshot).clone();
        let mut requests: BTreeSet<String> = BTreeSet::new();
        let mut ready = Vec::new();
        let mut later = Vec::new();
        for job in jobs {
            let id = job.proposal.request.as_ref().map(|(id, _)| id.clone());
            if id.as_ref().is_some_and(|id| requests.contains(id)) {
                later.push(job);
                continue;
            }
            match self.decide(&state, &job.proposal) {
                Err(refusal) => {
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
        if !*self.writable.borrow() {
            return Err(Refusal::ReadOnly);
        }
        if let Some((id, digest)) = &proposal.request
            && let Some(earlier) = self.store.request(id)?
        {
            if earlier.digest != *digest {
                return Err(Refusal::RequestReused);
            }
            let response = CommitResponse::decode(earlier.response.as_slice());
            return Ok((response.unwrap_or_default(), None));
        }
        let newest = state.revision();
        if proposal.base_revision != 0 && proposal.base_revision != newest {
            return Err(Refusal::Base { newest });
        }
        let time = (self.clock)();
        let (commit, warnings) = propose(state, proposal, time)?;
        let nothing = commit.changes.is_empty() || proposal.validate_only;
        let mut summary = commit::message(&commit, false);
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

    /// Shows what was appended to everybody.
    fn show(&mut self, commits: Vec<Arc<Commit>>) {
        let Some(last) = commits.last().map(|commit| commit.revision) else {
            return;
        };
        let head = self.head.load();
        let mut next = Head {
            snapshot: Arc::clone(&head.snapshot),
            recent: head.recent.clone(),
            news: head.news.clone(),
        };
        for commit in commits {
            next.snapshot = Arc::new(next.snapshot.apply(&commit));
            next.recent.push_back(Arc::clone(&next.snapshot));
            self.news_bytes += commit::size(&commit);
            next.news.push_back(commit);
        }
        while next.recent.len() > RECENT_MAX {
            next.recent.pop_front();
        }
        while self.news_bytes > NEWS_BYTES_MAX
            && next.news.len() > 1
            && let Some(oldest) = next.news.pop_front()
        {
            self.news_bytes -= commit::size(&oldest);
        }
        self.head.store(Arc::new(next));
        self.newest.send_replace(last);
    }
}

/// A place where tests stop the process, or this thread, as a power cut or a bug would. Named in the
/// variable `FAILPOINTS` as the crate `fail` has it; nothing in a build without the feature.
#[cfg(feature = "failpoints")]
fn failpoint(place: &'static str) {
    fail::fail_point!(place, |action| if action.as_deref() == Some("abort") {
        std::process::abort();
    });
}

#[cfg(not(feature = "failpoints"))]
fn failpoint(_: &'static str) {}

impl Drop for Writer {
    /// Also when a bug ends the thread: who asks for a commit is told, and so is who asks for health.
    fn drop(&mut self) {
        self.writable.send_replace(false);
    }
}

/// What has queued up, as much as goes together.
fn waiting(queue: &mut mpsc::Receiver<Call>) -> Vec<Job> {
    let calls = std::iter::from_fn(|| queue.try_recv().ok());
    let jobs = calls.filter_map(|call| match call {
        Call::Job(job) => Some(*job),
        Call::Look => None,
    });
    jobs.take(GROUP_MAX).collect()
}

/// Checks a proposal and works out its commit.
fn propose(
    state: &Snapshot,
    proposal: &Proposal,
    time: prost_types::Timestamp,
) -> Result<(Commit, Vec<CheckFinding>), Refusal> {
    let edits = match &proposal.what {
        Proposed::State(checked) => {
            return Ok((draft(state, checked, &proposal.signature, time), Vec::new()));
        }
        Proposed::Edits(edits) => edits,
    };
    let wanted = wanted(state, edits)?;
    let today = Today::of(&time.to_string());
    let report = check_edits(wanted, state, today);
    let Some(checked) = report.checked else {
        let errors = report.findings.into_iter();
        let errors = errors.filter(|finding| finding.severity() == Severity::Error);
        return Err(Refusal::Check(errors.collect()));
    };
    let commit = draft(state, &checked, &proposal.signature, time);
    Ok((commit, report.findings.iter().map(check_finding).collect()))
}

fn check_finding(finding: &Finding) -> CheckFinding {
    CheckFinding {
        rule: finding.rule.name().to_owned(),
        resource: finding.at.resource.clone(),
        field: finding.at.path.to_string(),
        message: finding.message.clone(),
    }
}

/// The resources and names that edits lead to, if what they demand of the state holds.
fn wanted(state: &Snapshot, edits: &[Edit]) -> Result<Edits, Refusal> {
    let mut wanted = Edits::default();
    for (number, edit) in edits.iter().enumerate() {
        let target = match &edit.action {
            Action::Put(resource) | Action::Restore(resource) => resource.name(),
            Action::Delete(name) | Action::Retract { name, .. } => name,
        };
        let record = state.record(target);
        let etag = record.map_or_else(String::new, |record| record.header().etag);
        if edit.create_only && record.is_some() {
            return Err(Refusal::Exists {
                edit: number,
                name: target.to_owned(),
            });
        }
        if !edit.etag.is_empty() && edit.etag != etag {
            return Err(Refusal::Etag {
                edit: number,
                name: target.to_owned(),
                found: etag,
            });
        }
        let missing = || Refusal::Missing {
            edit: number,
            name: target.to_owned(),
        };
        match &edit.action {
            Action::Put(resource) => wanted.puts.push((**resource).clone()),
            Action::Restore(resource) => {
                wanted.restored.insert(target.to_owned());
                wanted.puts.push((**resource).clone());
            }
            Action::Delete(name) => {
                record.ok_or_else(missing)?;
                if !wanted.deletes.insert(name.clone()) {
                    let message = format!("`{name}` is edited twice");
                    let finding = Finding::new(Rule::DuplicateName, At::resource(name), message);
                    return Err(Refusal::Check(vec![finding]));
                }
            }
            Action::Retract { reason, .. } => {
                let resource = record.and_then(|record| record.resource());
                // What is wrong with it by now is no reason to let it stand.
                wanted.restored.insert(target.to_owned());
                wanted
                    .puts
                    .push(retracted(resource.ok_or_else(missing)?, reason));
            }
        }
    }
    Ok(wanted)
}

fn retracted(mut resource: Resource, reason: &dossier::v1::LocalizedText) -> Resource {
    resource.set_state(LifecycleState::Retracted);
    resource.set_state_reason(vec![reason.clone()]);
    resource
}
