//! `EditorialService`: the one way to write.

mod refused;
mod valid;

use std::collections::BTreeMap;

use dossier::serve::Encoded;
use dossier::serve::editorial_service_server::EditorialService;
use dossier::v1::{
    CommitRequest, CommitResponse, LocalizedText, Resource, Restoration, Retraction, edit,
};
use dossier_check::model::resource::without_metadata;
use dossier_check::rules::{self, Today};
use dossier_check::text::digest_bytes;
use prost::Message as _;
use tonic::{Request, Response, Status};
use tonic_types::StatusExt as _;

use self::refused::{check_failed, paths, refused};
use self::valid::{valid, valid_reasons};
use super::room::Room;
use super::view::{View, caller};
use super::{Api, encoded};
use crate::access::Caller;
use crate::commit::{Sight, Signature, without_address};
use crate::error::ServiceError;
use crate::ledger::{Action, Edit, Proposal, Proposed};

#[tonic::async_trait]
impl EditorialService for Api {
    async fn commit(
        &self,
        request: Request<CommitRequest>,
    ) -> Result<Response<Encoded<CommitResponse>>, Status> {
        let caller = caller(&request)?;
        let answer = self.committed(&caller, request.into_inner()).await;
        answer.inspect_err(|status| self.tell_refused(&caller, status))
    }
}

/// The holder of a token without addresses, or anybody on this machine.
fn shown(caller: &Caller) -> String {
    let principal = caller.principal().map(without_address);
    principal.unwrap_or_else(|| "anonymous".to_owned())
}

impl Api {
    /// Logs that a commit was refused, and why in a word; one that is sent again and again, now and then.
    fn tell_refused(&self, caller: &Caller, status: &Status) {
        let principal = shown(caller);
        let details = status.get_error_details();
        let reason = details.error_info().map(|info| info.reason.as_str());
        let code = status.code();
        if let Some(count) = self.access.refused(&principal, reason.unwrap_or_default()) {
            tracing::info!(principal, ?code, reason, count, "a commit was refused");
        }
    }

    async fn committed(
        &self,
        caller: &Caller,
        mut request: CommitRequest,
    ) -> Result<Response<Encoded<CommitResponse>>, Status> {
        if request.validate_only {
            self.access.may_propose(caller)?;
        } else {
            self.access.may_commit(caller)?;
        }
        // Whoever is known by a token signs with its name.
        if let Some(name) = caller.principal() {
            name.clone_into(&mut request.author);
        }
        let paths = paths(&request);
        let (base, only_checked) = (request.base_revision, request.validate_only);
        let proposal = self.proposal(request).await?;
        // What does not come is told by the ledger, which knows the newest revision for certain.
        self.reached("base_revision", base).await.ok();
        let response = self.ledger.propose(proposal).await;
        let response = response.map_err(|refusal| refused(refusal, base, &paths))?;
        let response = bounded(response);
        if !only_checked {
            tell(caller, &response);
        }
        Ok(encoded(&self.newest(Sight::All), &response))
    }
}

/// An answer that every client takes: who is told that a commit is done must not fail over its length.
fn bounded(mut response: CommitResponse) -> CommitResponse {
    let mut room = Room::new();
    if let Some(commit) = &mut response.commit {
        room.cut(&mut commit.changes);
    }
    room.cut(&mut response.warnings);
    response
}

/// Logs who changed the state.
fn tell(caller: &Caller, response: &CommitResponse) {
    let Some(commit) = &response.commit else {
        return;
    };
    let principal = shown(caller);
    let (revision, changes) = (commit.revision, commit.change_count);
    tracing::info!(principal, revision, changes, "committed");
}

impl Api {
    async fn proposal(&self, request: CommitRequest) -> Result<Proposal, ServiceError> {
        valid(&request)?;
        valid_reasons(&request)?;
        let digest = content_digest(&request);
        let whole = request.edits.iter().find_map(|edit| match &edit.edit {
            Some(edit::Edit::Restore(restore)) if restore.name == "*" => Some(restore.revision),
            _ => None,
        });
        let what = match whole {
            Some(revision) => self.rolled_back(revision, request.edits.len()).await?,
            None => Proposed::Edits(self.edits(request.edits).await?),
        };
        let id = Some(request.request_id).filter(|id| !id.is_empty());
        Ok(Proposal {
            what,
            signature: Signature {
                author: request.author,
                message: request.message,
            },
            request: id.map(|id| (id, digest)),
            validate_only: request.validate_only,
            // The contract: 0 is any.
            base_revision: Some(request.base_revision).filter(|base| *base != 0),
        })
    }

    /// Everything as it was at a revision, by the rules of today; values that were taken then stay.
    async fn rolled_back(&self, revision: i64, edits: usize) -> Result<Proposed, ServiceError> {
        if edits != 1 {
            let message = "a restoration of everything must be the only edit of its commit";
            return Err(ServiceError::field("edits", message));
        }
        let then = self.then(0, revision).await?;
        if let Some(name) = then.purged_names().next() {
            return Err(gone(0, revision, name));
        }
        let resources = then.records().filter_map(|record| record.resource());
        let resources: Vec<Resource> = resources
            .map(|resource| without_metadata(&resource))
            .collect();
        let work = move || Ok(rules::check_restored(resources, Today::NoDay));
        let report = self.heavy(work).await?;
        match report.checked {
            Some(checked) => Ok(Proposed::State(checked)),
            None => Err(check_failed(report.findings, &BTreeMap::new())),
        }
    }

    async fn then(&self, edit: usize, revision: i64) -> Result<View, ServiceError> {
        let field = format!("edits[{edit}].restore.revision");
        if revision < 1 {
            let message = format!("a revision to restore is at least 1, not {revision}");
            return Err(ServiceError::field(field, message));
        }
        self.at_field(&field, Sight::All, revision).await
    }

    async fn edits(&self, edits: Vec<dossier::v1::Edit>) -> Result<Vec<Edit>, ServiceError> {
        let mut wanted = Vec::with_capacity(edits.len());
        for (number, edit) in edits.into_iter().enumerate() {
            let action = match edit.edit {
                Some(edit::Edit::Put(resource)) => {
                    Action::Put(Box::new(without_metadata(&resource)))
                }
                Some(edit::Edit::Delete(name)) => Action::Delete(name),
                Some(edit::Edit::Retract(retraction)) => retract(retraction),
                Some(edit::Edit::Restore(restore)) => self.restored(number, &restore).await?,
                None => {
                    let message = "an edit must put, delete, retract or restore";
                    return Err(ServiceError::field(format!("edits[{number}]"), message));
                }
            };
            wanted.push(Edit {
                action,
                etag: edit.etag,
                create_only: edit.create_only,
            });
        }
        Ok(wanted)
    }

    /// History does not change, so what a resource was can be looked up before the queue.
    async fn restored(&self, edit: usize, restore: &Restoration) -> Result<Action, ServiceError> {
        let then = self.then(edit, restore.revision).await?;
        if then.purge(&restore.name).is_some() {
            return Err(gone(edit, restore.revision, &restore.name));
        }
        let was = then
            .record(&restore.name)
            .and_then(|record| record.resource());
        Ok(match was {
            Some(resource) => Action::Restore(Box::new(without_metadata(&resource))),
            None => Action::Delete(restore.name.clone()),
        })
    }
}

/// Says that there is nothing to restore.
fn gone(edit: usize, revision: i64, name: &str) -> ServiceError {
    let field = format!("edits[{edit}].restore.revision");
    let message = format!("the content of `{name}` was purged from revision {revision}");
    ServiceError::field(field, message)
}

/// A digest of what a request asks for, whatever its id.
fn content_digest(request: &CommitRequest) -> String {
    let mut content = request.clone();
    content.request_id.clear();
    content.validate_only = false;
    digest_bytes(&content.encode_to_vec())
}

fn retract(retraction: Retraction) -> Action {
    Action::Retract {
        reason: LocalizedText {
            language_code: match retraction.language_code.as_str() {
                "" => "en".to_owned(),
                code => code.to_owned(),
            },
            text: retraction.reason,
        },
        name: retraction.name,
    }
}
