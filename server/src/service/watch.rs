//! `WatchCommits`: every commit after a revision, in order, each once, none left out.
//!
//! A watcher is a cursor on the one log that all share. It holds nothing but its place: news come from
//! the ledger's memory, older commits from the store, a bounded piece at a time. A slow reader is
//! slowed by its own connection, and slows nobody else.

use std::collections::VecDeque;
use std::pin::Pin;
use std::time::Duration;

use dossier::Collection;
use dossier::serve::Encoded;
use dossier::v1::{
    Commit as CommitMessage, WatchCommitsRequest, WatchCommitsResponse, WatchProgress,
    watch_commits_response::News,
};
use futures_util::{Stream, stream};
use tokio::sync::watch;
use tonic::{Response, Status};

use super::{Api, reply};
use crate::access::Caller;
use crate::commit::{Change, Commit, message, size_of_change};
use crate::error::ServiceError;

/// How often a watch tells how far it is when there is no news.
const PROGRESS: Duration = Duration::from_secs(15);

/// A message of a watch brings about this much at most, or one change; a larger commit is cut.
const MESSAGE_BYTES: usize = 1024 * 1024;

/// How many names a watch may be narrowed to.
const NAMES_MAX: usize = 100;

type Reply = Encoded<WatchCommitsResponse>;

/// The stream that a watch is answered with.
pub(super) type Watching = Pin<Box<dyn Stream<Item = Result<Reply, Status>> + Send>>;

struct Watch {
    api: Api,
    /// Tells when tokens were replaced.
    access: watch::Receiver<u64>,
    caller: Caller,
    names: Vec<String>,
    /// The last revision that was sent or passed over.
    cursor: i64,
    /// The last revision that a message reported.
    reported: Option<i64>,
    ready: VecDeque<Reply>,
    newest: watch::Receiver<i64>,
    stopping: watch::Receiver<bool>,
    ended: bool,
}

impl Api {
    pub(super) async fn watch(
        &self,
        caller: Caller,
        request: WatchCommitsRequest,
    ) -> Result<Response<Watching>, ServiceError> {
        if request.after_revision < 0 {
            let description = format!("must not be negative, got {}", request.after_revision);
            return Err(ServiceError::field("after_revision", description));
        }
        if request.from_newest && request.after_revision != 0 {
            let description =
                "a watch starts from the newest revision or after a given one, not both";
            return Err(ServiceError::field("after_revision", description));
        }
        if request.names.len() > NAMES_MAX {
            let (count, most) = (request.names.len(), NAMES_MAX);
            return Err(ServiceError::BatchTooLarge { count, most });
        }
        self.reached("after_revision", request.after_revision)
            .await?;
        let snapshot = self.newest(caller.sight());
        let cursor = if request.from_newest {
            snapshot.revision()
        } else {
            request.after_revision
        };
        let watch = Watch {
            api: self.clone(),
            access: self.access.changed(),
            caller,
            names: request.names,
            cursor,
            reported: None,
            ready: VecDeque::new(),
            newest: self.ledger.newest(),
            stopping: self.stopping.clone(),
            ended: false,
        };
        let news: Watching = Box::pin(stream::unfold(watch, |mut watch| async move {
            watch.next().await.map(|news| (news, watch))
        }));
        Ok(reply(&snapshot, news))
    }
}

impl Watch {
    async fn next(&mut self) -> Option<Result<Reply, Status>> {
        loop {
            if let Some(reply) = self.ready.pop_front() {
                return Some(Ok(reply));
            }
            if self.ended {
                return None;
            }
            if *self.stopping.borrow() {
                return Some(Err(self.end(ServiceError::NotServing)));
            }
            if let Err(error) = self.api.access.still(&self.caller) {
                return Some(Err(self.end(error)));
            }
            let newest = *self.newest.borrow_and_update();
            if self.cursor < newest {
                if let Err(error) = self.advance(newest).await {
                    return Some(Err(self.end(error)));
                }
                continue;
            }
            if self.reported != Some(self.cursor) {
                return Some(Ok(self.progress()));
            }
            if !self.wait().await {
                return Some(Err(self.end(ServiceError::NotServing)));
            }
        }
    }

    /// Waits for news, or until progress is to be reported. False: the server stops.
    async fn wait(&mut self) -> bool {
        tokio::select! {
            changed = self.newest.changed() => changed.is_ok(),
            changed = self.access.changed() => changed.is_ok(),
            _ = self.stopping.wait_for(|stopping| *stopping) => false,
            () = tokio::time::sleep(PROGRESS) => {
                self.reported = None;
                true
            }
        }
    }

    fn end(&mut self, error: ServiceError) -> Status {
        self.ended = true;
        error.into()
    }

    fn progress(&mut self) -> Reply {
        self.reported = Some(self.cursor);
        let revision = self.cursor;
        encode(News::Progress(WatchProgress { revision }), false)
    }

    /// Takes the next commits.
    async fn advance(&mut self, newest: i64) -> Result<(), ServiceError> {
        let (api, sight) = (&self.api, self.caller.sight());
        let commits = api.commits_after(sight, self.cursor, newest).await?;
        for commit in &commits {
            self.take(commit);
        }
        Ok(())
    }

    fn take(&mut self, commit: &Commit) {
        self.cursor = commit.revision;
        let wanted = commit
            .changes
            .iter()
            .filter(|change| self.wants(&change.name));
        let wanted: Vec<&Change> = wanted.collect();
        if wanted.is_empty() {
            return;
        }
        let mut parts: Vec<Vec<Change>> = vec![Vec::new()];
        let mut size = 0;
        for change in wanted {
            let bytes = size_of_change(change);
            if size > 0 && size + bytes > MESSAGE_BYTES {
                parts.push(Vec::new());
                size = 0;
            }
            size += bytes;
            if let Some(part) = parts.last_mut() {
                part.push(change.clone());
            }
        }
        let count = parts.iter().map(Vec::len).sum::<usize>();
        let last = parts.len();
        for (number, changes) in (1..).zip(parts) {
            let part = Commit {
                changes,
                author: commit.author.clone(),
                message: commit.message.clone(),
                ..*commit
            };
            let part_message = CommitMessage {
                change_count: i32::try_from(count).unwrap_or(i32::MAX),
                ..message(&part, true, self.caller.sight())
            };
            self.ready
                .push_back(encode(News::Commit(part_message), number < last));
        }
        // Whoever has the commit knows how far they are.
        self.reported = self.reported.map(|_| commit.revision);
    }

    fn wants(&self, name: &str) -> bool {
        let collection = Collection::from_name(name).map(Collection::plural);
        let mut names = self.names.iter();
        self.names.is_empty()
            || names.any(|name_or_collection| {
                name_or_collection == name || Some(name_or_collection.as_str()) == collection
            })
    }
}

fn encode(news: News, continues: bool) -> Reply {
    Encoded::from(&WatchCommitsResponse {
        news: Some(news),
        continues,
    })
}
