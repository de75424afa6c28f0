//! What was: commits as a list, and the states that a resource was in.

use dossier::serve::Encoded;
use dossier::v1::{
    ListCommitsRequest, ListCommitsResponse, ListRevisionsRequest, ListRevisionsResponse,
    ResourceRevision,
};
use dossier_check::model::resource::{COLLECTIONS, rank};
use tonic::Response;

use super::list::page_size;
use super::token::PageToken;
use super::{Reader, encoded};
use crate::commit::{Commit, message};
use crate::error::ServiceError;

/// How many changes a listed commit shows. Who wants all of them reads the watch.
const CHANGES_SHOWN: usize = 100;

impl Reader {
    /// A page of commits, newest first. The token's offset is the revision before which it goes on.
    pub(super) async fn commits(
        &self,
        asked: &ListCommitsRequest,
    ) -> Result<Response<Encoded<ListCommitsResponse>>, ServiceError> {
        let size = page_size(asked.page_size)?;
        let walk = "commits";
        let start = self.start(&asked.page_token, walk, asked.read_revision)?;
        let snapshot = self.at(start.revision).await?;
        let newest = snapshot.revision();
        let before = start.before(newest);
        let heads = self
            .past(move |past| past.heads(before, size, CHANGES_SHOWN))
            .await?;
        let last = heads.last().map_or(1, |(commit, _)| commit.revision);
        let commits = heads
            .into_iter()
            .map(|(commit, count)| dossier::v1::Commit {
                change_count: i32::try_from(count).unwrap_or(i32::MAX),
                ..message(&commit, false)
            });
        let response = ListCommitsResponse {
            commits: commits.collect(),
            next_page_token: self.next(last > 1, (newest, last), walk),
            total_size: i32::try_from(newest).unwrap_or(i32::MAX),
        };
        Ok(encoded(&snapshot, &response))
    }

    /// A page of a resource's states, newest first.
    pub(super) async fn revisions(
        &self,
        asked: &ListRevisionsRequest,
    ) -> Result<Response<Encoded<ListRevisionsResponse>>, ServiceError> {
        let size = page_size(asked.page_size)?;
        let id = asked.name.split_once('/').map(|(_, id)| id);
        if rank(&asked.name) == COLLECTIONS.len() || id.is_none_or(str::is_empty) {
            let told = format!("`{}` is not a name such as `facts/{{id}}`", asked.name);
            return Err(ServiceError::field("name", told));
        }
        let walk = format!("revisions of {}", asked.name);
        let start = self.start(&asked.page_token, &walk, asked.read_revision)?;
        let snapshot = self.at(start.revision).await?;
        let newest = snapshot.revision();
        let before = start.before(newest);
        // By a former name the history of the present one is meant.
        let present = snapshot
            .get(&asked.name)
            .map(|record| record.name.to_string());
        let name = present.unwrap_or_else(|| asked.name.clone());
        let found = self
            .past(move |past| past.history(&name, before, size + 1))
            .await?;
        if found.is_empty() && before > newest {
            return Err(ServiceError::NotFound(asked.name.clone()));
        }
        let more = found.len() > size;
        let page: Vec<Commit> = found.into_iter().take(size).collect();
        let last = page.last().map_or(1, |commit| commit.revision);
        let response = ListRevisionsResponse {
            revisions: page.iter().map(revision).collect(),
            next_page_token: self.next(more, (newest, last), &walk),
        };
        Ok(encoded(&snapshot, &response))
    }

    pub(super) fn start(
        &self,
        token: &str,
        walk: &str,
        revision: i64,
    ) -> Result<PageToken, ServiceError> {
        if token.is_empty() {
            return Ok(PageToken {
                revision,
                ..PageToken::default()
            });
        }
        let start = self.key.open(token, walk)?;
        if revision != 0 && revision != start.revision {
            return Err(ServiceError::PageTokenMismatch);
        }
        Ok(start)
    }

    pub(super) fn next(&self, more: bool, (revision, last): (i64, i64), walk: &str) -> String {
        let offset = usize::try_from(last).unwrap_or_default();
        if more {
            let token = PageToken {
                revision,
                offset,
                ..PageToken::default()
            };
            self.key.seal(&token, walk)
        } else {
            String::new()
        }
    }
}

impl PageToken {
    /// The revision before which a walk goes on; just after the newest where it starts.
    fn before(&self, newest: i64) -> i64 {
        match i64::try_from(self.offset) {
            Ok(0) | Err(_) => newest.saturating_add(1),
            Ok(offset) => offset,
        }
    }
}

fn revision(commit: &Commit) -> ResourceRevision {
    let mut told = message(commit, true);
    let change = told.changes.pop().unwrap_or_default();
    ResourceRevision {
        revision: told.revision,
        commit_time: told.commit_time,
        author: told.author,
        message: told.message,
        r#type: change.r#type,
        resource: change.resource,
    }
}
