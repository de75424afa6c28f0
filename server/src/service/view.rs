//! The one way in which services read: a state, a commit or a history as the client who asks may see it.
//!
//! No other file of the services reads the ledger (`tests/it/tidy.rs`), so that no method can forget who
//! asks. What a client may not see does not exist for it: there is no refusal that tells of a draft.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use tonic::{Request, Status};

use super::Api;
use super::room::PAGE_BYTES_MAX;
use super::searches::Searches;
use crate::access::Caller;
use crate::commit::{Commit, Sight};
use crate::error::ServiceError;
use crate::search::{IndexView, Names, Search, SearchError};
use crate::snapshot::Snapshot;
use crate::states::{CHANGES_SHOWN, States};
use crate::store::{Extent, Past};
use crate::waiting;

/// How much is read from the store at a time, in bytes.
const PIECE_BYTES: usize = 4 * 1024 * 1024;

/// How long a revision is waited for that has not come yet. Replicas hear of each other's commits within
/// milliseconds; one that is cut off from its database need not be waited for.
const COMING: Duration = Duration::from_secs(2);

/// A state as a client sees it.
#[derive(Clone, Debug)]
pub(super) struct View {
    states: Arc<States>,
    sight: Sight,
}

impl Deref for View {
    type Target = Snapshot;

    fn deref(&self) -> &Snapshot {
        self.states.seen(self.sight)
    }
}

/// Who sends a request, as it was decided from its headers, and what it sees.
pub(super) fn caller<M>(request: &Request<M>) -> Result<Caller, Status> {
    let caller = request.extensions().get::<Caller>().cloned();
    caller.ok_or_else(|| ServiceError::TokenMissing.into())
}

/// A request, and what its sender sees.
pub(super) fn opened<M>(request: Request<M>) -> Result<(Sight, M), Status> {
    let sight = caller(&request)?.sight();
    Ok((sight, request.into_inner()))
}

impl View {
    fn is_part(&self) -> bool {
        self.sight == Sight::Published && self.states.differ()
    }

    fn search<'s>(&self, searches: &'s Searches) -> &'s Search {
        if self.is_part() {
            &searches.published
        } else {
            &searches.all
        }
    }

    /// How many commits its client sees.
    pub(super) fn commit_count(&self) -> usize {
        let all = usize::try_from(self.revision()).unwrap_or_default();
        let hidden = if self.is_part() {
            self.states.hidden_commits()
        } else {
            0
        };
        all.saturating_sub(hidden)
    }

    /// A commit without bodies as its client sees it, with the number of its changes; nothing where it
    /// sees nothing of it.
    fn head(&self, commit: Commit, count: usize) -> Option<(Commit, usize)> {
        let mark = match self.sight {
            Sight::All => None,
            Sight::Published => self.states.mark(commit.revision),
        };
        let Some(mark) = mark else {
            return Some((commit, count));
        };
        let seen = Commit {
            message: if mark.hides {
                String::new()
            } else {
                commit.message
            },
            changes: mark.changes.clone(),
            ..commit
        };
        (mark.count > 0).then_some((seen, mark.count))
    }
}

impl Api {
    /// The newest state as a client sees it.
    pub(super) fn newest(&self, sight: Sight) -> View {
        View {
            states: self.ledger.states(),
            sight,
        }
    }

    /// Waits until a revision is there, if it is not: another replica may have answered with it a moment
    /// ago. Returns the newest.
    pub(super) async fn reached(&self, field: &str, revision: i64) -> Result<i64, ServiceError> {
        let known = self.ledger.head().states.revision();
        if revision <= known {
            return Ok(known);
        }
        let mut newest = self.ledger.newest();
        self.ledger.look();
        let coming = newest.wait_for(|newest| *newest >= revision);
        let coming = waiting::on_purpose(tokio::time::timeout(COMING, coming));
        if let Ok(Ok(newest)) = coming.await {
            return Ok(*newest);
        }
        Err(ServiceError::RevisionInFuture {
            field: field.to_owned(),
            requested: revision,
            newest: *self.ledger.newest().borrow(),
        })
    }

    /// The state of a revision as a client sees it; 0 is the newest.
    pub(super) async fn at(&self, sight: Sight, revision: i64) -> Result<View, ServiceError> {
        self.at_field("read_revision", sight, revision).await
    }

    /// The same; where the revision cannot be read, this field of the request is blamed.
    pub(super) async fn at_field(
        &self,
        field: &str,
        sight: Sight,
        revision: i64,
    ) -> Result<View, ServiceError> {
        if revision < 0 {
            let message = format!("must not be negative, got {revision}");
            return Err(ServiceError::field(field, message));
        }
        self.reached(field, revision).await?;
        let view = self.newest(sight);
        if revision == 0 || revision == view.revision() {
            return Ok(view);
        }
        let states = if let Some(recent) = self.ledger.recent(revision) {
            recent
        } else {
            let read = move |history: &crate::ledger::History| history.states(revision);
            self.read_log(read).await?
        };
        Ok(View { states, sight })
    }

    /// The next commits after a revision as a client sees them: from memory where they are, and from the
    /// store where they are not. Those that it sees nothing of have no changes.
    pub(super) async fn commits_after(
        &self,
        sight: Sight,
        after: i64,
        newest: i64,
    ) -> Result<Vec<Arc<Commit>>, ServiceError> {
        let next = after + 1;
        let recent = {
            let head = self.ledger.head();
            let oldest = head.news.front();
            let oldest = oldest.map_or(i64::MAX, |news| news.all.revision);
            let place = next.checked_sub(oldest);
            let place = place.and_then(|place| usize::try_from(place).ok());
            place.and_then(|place| {
                head.news
                    .get(place)
                    .map(|news| Arc::clone(news.seen(sight)))
            })
        };
        if let Some(commit) = recent {
            return Ok(vec![commit]);
        }
        let projected = sight == Sight::Published && self.ledger.states().differ();
        let read = move |history: &crate::ledger::History| {
            if projected {
                let news = history.news(after, newest, PIECE_BYTES)?.into_iter();
                return Ok(news.map(|commit| Arc::clone(commit.seen(sight))).collect());
            }
            let commits = history.commits(after, newest, PIECE_BYTES)?;
            Ok(commits.into_iter().map(Arc::new).collect())
        };
        let commits: Vec<Arc<Commit>> = self.read_log(read).await?;
        if commits.is_empty() {
            return Err(ServiceError::StoreCorrupt(next));
        }
        Ok(commits)
    }

    /// Up to `size` commits before a revision without bodies, newest first, each with the number of its
    /// changes, and whether there are more.
    pub(super) async fn heads(
        &self,
        view: &View,
        before: i64,
        size: usize,
    ) -> Result<(Vec<(Commit, usize)>, bool), ServiceError> {
        let mut seen = Vec::new();
        let mut before = before;
        while seen.len() <= size && before > 1 {
            let wanted = size + 1;
            let read = move |history: &crate::ledger::History| {
                history.heads(before, wanted, CHANGES_SHOWN)
            };
            let found = self.read_log(read).await?;
            let Some((last, _)) = found.last() else {
                break;
            };
            before = last.revision;
            let heads = found.into_iter();
            seen.extend(heads.filter_map(|(commit, count)| view.head(commit, count)));
        }
        let more = seen.len() > size;
        seen.truncate(size);
        Ok((seen, more))
    }

    /// Commits before a revision that changed a name, newest first, each with just that change: as many
    /// as a page may hold.
    pub(super) async fn revisions_of(
        &self,
        view: &View,
        name: &str,
        before: i64,
        count: usize,
    ) -> Result<Past, ServiceError> {
        let name = name.to_owned();
        let bytes = PAGE_BYTES_MAX;
        let extent = Extent { count, bytes };
        if !view.is_part() {
            let read =
                move |history: &crate::ledger::History| history.revisions(&name, before, extent);
            return self.read_log(read).await;
        }
        let before = before.min(view.revision().saturating_add(1));
        let read = move |history: &crate::ledger::History| history.published(&name, before, extent);
        let mut past = self.read_log(read).await?;
        for commit in &mut past.commits {
            let mark = view.states.mark(commit.revision);
            if mark.is_some_and(|mark| mark.hides) {
                commit.message.clear();
            }
        }
        Ok(past)
    }

    /// The index of words of a view. May take long.
    pub(super) fn index(&self, view: &View) -> Result<Arc<IndexView>, SearchError> {
        let news = {
            let head = self.ledger.head();
            self.searches.follow_purges(head.purges);
            head.news.clone()
        };
        let sight = if view.is_part() {
            Sight::Published
        } else {
            Sight::All
        };
        view.search(&self.searches).view(view, &news, sight)
    }

    /// The index of names of a view. May take long.
    pub(super) fn names(&self, view: &View) -> Arc<Names> {
        self.searches.follow_purges(self.ledger.head().purges);
        view.search(&self.searches).names(view)
    }
}
