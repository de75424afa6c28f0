//! What was: commits as a list, and the states that a resource was in.

use dossier::serve::Encoded;
use dossier::v1::{
    ListCommitsRequest, ListCommitsResponse, ListRevisionsRequest, ListRevisionsResponse,
    ResourceRevision,
};
use tonic::Response;

use super::page::total_size;
use super::room::fitting;
use super::{Api, encoded};
use crate::commit::{Commit, Sight, message};
use crate::error::ServiceError;

impl Api {
    /// A page of commits, newest first.
    pub(super) async fn commits(
        &self,
        sight: Sight,
        request: &ListCommitsRequest,
    ) -> Result<Response<Encoded<ListCommitsResponse>>, ServiceError> {
        let (snapshot, page) = self.page(sight, request).await?;
        let (before, size) = (page.before(), page.size());
        let (heads, more) = self.heads(&snapshot, before, size).await?;
        let found = heads.len();
        let commits = heads.into_iter().map(|(commit, count)| {
            Some(dossier::v1::Commit {
                change_count: i32::try_from(count).unwrap_or(i32::MAX),
                ..message(&commit, false, sight)
            })
        });
        let (commits, shown) = fitting(commits);
        let last = commits.last().map(|commit| commit.revision);
        let response = ListCommitsResponse {
            commits,
            next_page_token: page.next_before(last.filter(|_| more || shown < found)),
            total_size: total_size(snapshot.commit_count()),
        };
        Ok(encoded(&snapshot, &response))
    }

    /// A page of a resource's states, newest first.
    pub(super) async fn revisions(
        &self,
        sight: Sight,
        request: &ListRevisionsRequest,
    ) -> Result<Response<Encoded<ListRevisionsResponse>>, ServiceError> {
        if dossier::name::split(&request.name).is_none() {
            let description = format!("`{}` is not a name such as `facts/{{id}}`", request.name);
            return Err(ServiceError::field("name", description));
        }
        let (snapshot, page) = self.page(sight, request).await?;
        let (before, size) = (page.before(), page.size());
        // By a former name the history of the present one is meant.
        let present = snapshot
            .get(&request.name)
            .map(|record| record.name.to_string());
        let name = present.unwrap_or_else(|| request.name.clone());
        let past = self.revisions_of(&snapshot, &name, before, size).await?;
        if past.commits.is_empty() && page.is_first() {
            return Err(ServiceError::NotFound(request.name.clone()));
        }
        let found = past.commits.iter();
        let (revisions, shown) = fitting(found.map(|commit| Some(revision(commit, sight))));
        let last = revisions.last().map(|revision| revision.revision);
        let response = ListRevisionsResponse {
            revisions,
            next_page_token: page
                .next_before(last.filter(|_| past.more || shown < past.commits.len())),
        };
        Ok(encoded(&snapshot, &response))
    }
}

fn revision(commit: &Commit, sight: Sight) -> ResourceRevision {
    let mut shown = message(commit, true, sight);
    let change = shown.changes.pop().unwrap_or_default();
    ResourceRevision {
        revision: shown.revision,
        commit_time: shown.commit_time,
        author: shown.author,
        message: shown.message,
        r#type: change.r#type,
        resource: change.resource,
        purge: change.purge,
    }
}
